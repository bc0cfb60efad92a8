"""The words of a byline: roles, labels of other facts, noise, and the chunks between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from newscrawl.knowledge import roles
from newscrawl.knowledge.roles import RoleKind

TokenKind = Literal["role", "label", "noise", "chunk"]

SEPARATORS = r"\s\u3000、，,；;/／|｜丨︱│&＆+＋:：。．.■□●○◆◇▲△★☆※—–\-（(）)【】\[\]〔〕〖〗<>《》「」"
_LEFT = rf"(?<![^{SEPARATORS}])"
_RIGHT = rf"(?=[{SEPARATORS}]|$)"
_SPACE = r"[ \u3000]{0,2}"
_MARK = rf"(?P<mark>{_SPACE}[:：]|{_SPACE}[|｜丨︱│]|[/／])?"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a byline with its place in the text.

    `word` is the role or label without inner spaces; `marked` says that a colon, bar or slash follows a
    role; `after` is the separator in front ("" where the token stands directly behind its neighbour).
    """

    kind: TokenKind
    word: str
    start: int
    end: int
    role: RoleKind | None = None
    marked: bool = False
    after: str = ""


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def _spaced(words: Iterable[str]) -> str:
    return "|".join(r"[ \u3000]{1,3}".join(word) for word in words)


_EDITORS = [word for word, kind in roles.BOUNDED.items() if kind == "editor"]
_BOUNDED = rf"(?:{_any(roles.EDITOR_RANKS)}){{0,2}}(?:{_any(_EDITORS)})|{_any(roles.BOUNDED)}"
_SPACED = _spaced(("作者", "责编", "编辑", "校对", "监制", "记者", "摄影", "主编", "总编", "审核", "文字", "通讯员"))
_SPACED_LABELS = _spaced(("来源", "时间", "日期"))
_KINDS: dict[str, RoleKind] = {
    **roles.BOUNDED, **roles.SINGLE, **roles.TITLED, **roles.STRONG, "摄": "photo", "攝": "photo"
}  # fmt: skip

_LEXER = re.compile(
    r"(?P<aside>(?:对(?:此|本)文)?(?:亦|也|均)?有贡献|参与(?:采写|采访|报道|整理)|均[为由系]"
    r"|(?:本文)?(?:图片|照片|视频|圖片|照片)(?:均)?由[^，。：:]{1,20}(?:提供|拍摄|攝))"
    rf"|(?P<label>(?:{_any(roles.OTHER_LABELS)}|{_SPACED_LABELS})(?:{_SPACE}[:：]|(?=丨|｜|\|)))"
    rf"|(?P<role>{_any(roles.STRONG)}"
    rf"|(?:{_any(roles.RANKS)}){{0,3}}(?:{_any(roles.TITLED)})"
    rf"|(?:{_SPACED})(?={_SPACE}[:：])"
    rf"|{_LEFT}(?:{_BOUNDED})|(?:{_BOUNDED}){_RIGHT}"
    rf"|(?<![拍航])[摄攝]{_RIGHT}"
    rf"|{_LEFT}(?:{_any(roles.SINGLE)}){_RIGHT}"
    rf"){_MARK}"
    r"|(?P<noise>(?:\d{2,4}[年./-])?\d{1,2}[月./-]\d{1,2}日?|\d{1,2}日|\d{1,2}:\d{2}(?::\d{2})?|\d{4}年"
    r"|(?<=日)(?:专电|專電|电|電|讯)|[（(](?![^（()）]{0,30}(?:记者|記者|通讯员|摄|攝|编|編|作者|[文图]))[^（()）]{0,30}[）)]|_[A-Za-z0-9]+|[A-Z]{1,4}\d{2,}|\d+)"
    rf"|(?P<sep>(?:[{SEPARATORS}]|(?<=\s)[•·](?=\s|$))+)"
)


def tokens(text: str) -> list[Token]:
    """The tokens of `text` in order; separators live on in the `after` of the next token."""
    return list(_joined(_tokens(text)))


def _tokens(text: str) -> Iterator[Token]:
    at, after = 0, ""
    for match in _LEXER.finditer(text):
        if match.start() > at:
            yield Token("chunk", text[at : match.start()], at, match.start(), after=after)
            after = ""
        at = match.end()
        if match.lastgroup == "sep":
            after = match.group()
            continue
        yield _token(match, after)
        after = ""
    if at < len(text):
        yield Token("chunk", text[at:], at, len(text), after=after)


def _token(match: re.Match[str], after: str) -> Token:
    if match.group("role"):
        word = "".join(match.group("role").split())
        return Token("role", word, match.start(), match.end(), kind_of(word), bool(match.group("mark")), after)
    kind: TokenKind = "label" if match.group("label") else "noise"
    return Token(kind, match.group().strip(), match.start(), match.end(), after=after)


def kind_of(word: str) -> RoleKind:
    """The kind of a role word, ranks in front of it disregarded."""
    if word in _KINDS:
        return _KINDS[word]
    return next((_KINDS[word[i:]] for i in range(1, len(word)) if word[i:] in _KINDS), "other")


def _joined(parts: Iterable[Token]) -> Iterator[Token]:
    """Latin words that follow each other are one name (Demi Xia)."""
    held: Token | None = None
    for token in parts:
        if held and _continues(held, token):
            held = Token("chunk", f"{held.word} {token.word}", held.start, token.end, after=held.after)
            continue
        if held:
            yield held
        held = token
    if held:
        yield held


def _continues(held: Token, token: Token) -> bool:
    if held.kind != "chunk" or token.kind != "chunk" or token.after.strip(" ."):
        return False
    return all(re.fullmatch(r"[A-Z][A-Za-z'’. -]*", t.word) for t in (held, token))
