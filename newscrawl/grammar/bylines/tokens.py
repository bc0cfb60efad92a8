"""The words of a byline: roles, labels of other facts, noise, and the chunks between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from newscrawl.grammar.bylines.lexer import LEXER
from newscrawl.grammar.names import is_name, is_surname
from newscrawl.knowledge import roles
from newscrawl.knowledge.roles import RoleKind

TokenKind = Literal["role", "label", "noise", "chunk"]

_KINDS: dict[str, RoleKind] = {
    **roles.BOUNDED, **roles.SINGLE, **roles.TITLED, **roles.STRONG, "摄": "photo", "攝": "photo"
}  # fmt: skip
PADDING = " \u3000\xa0"
"""What pads names to one width."""
_LATIN = re.compile(r"[A-Z][A-Za-z'’. -]*")
# 本报记者/王小明/贵阳/报道: where the story was filed.
_FILED_PLACE = re.compile(r"(?P<name>[/／])(?P<place>[一-鿿]{2,5})(?=[/／](?:报道|报导|報導|報道)\s?$)")
# 記者王小明石門20日電, 記者王小明／石門報導: any place can stand there, and none is a name.
_DESPATCH = re.compile(r"(?<=[記记]者)(?P<name>[一-鿿]{3})(?P<place>[一-鿿]{2,4})(?=[0-9]{1,2}日[電电])")
_DESK = re.compile(
    r"(?P<name>[記记]者[^／/]{2,16}[／/]\s?)(?P<place>[一-鿿]{2,5}?)(?=(?:連線|綜合|現場|连线|综合)?(?:報導|报导|報道))"
)


# Made by the dozen a line: a Struct is made in C.
class Token(msgspec.Struct, frozen=True, gc=False):
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


def tokens(text: str) -> list[Token]:
    """The tokens of `text` in order; separators live on in the `after` of the next token."""
    return list(_unpadded(_joined(_tokens(text))))


def without_place(text: str) -> str:
    """The text with blanks for the place between a reporter of a despatch and its end."""
    if "日電" in text or "日电" in text:
        text = _DESPATCH.sub(lambda m: _blank(m) if is_name(m["name"]) else m.group(), text)
    if "／" not in text and "/" not in text:
        return text
    text = _FILED_PLACE.sub(lambda m: m.group() if is_name(m["place"]) else _blank(m), text)
    return _DESK.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return match["name"] + " " * len(match["place"])


def _tokens(text: str) -> Iterator[Token]:
    at, after = 0, ""
    for match in LEXER.finditer(text):
        if match.start() > at:
            yield _chunk(text, at, match.start(), after)
            after = ""
        at = match.end()
        if match.lastgroup == "sep":
            after = match.group()
            continue
        yield _token(match, after)
        after = ""
    if at < len(text):
        yield _chunk(text, at, len(text), after)


def _chunk(text: str, start: int, end: int, after: str) -> Token:
    """A chunk; with a colon right behind it, it is a label that we do not know."""
    kind: TokenKind = "label" if text[end : end + 1] in (":", "：") else "chunk"
    return Token(kind, text[start:end], start, end, after=after)


def _token(match: re.Match[str], after: str) -> Token:
    if match.group("role"):
        word = "".join(match.group("role").split())
        marked = bool(match.group("mark"))
        return Token("role", word, match.start(), match.end("role"), kind_of(word), marked, after)
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
    return all(_LATIN.fullmatch(t.word) for t in (held, token))


def _unpadded(parts: Iterable[Token]) -> Iterator[Token]:
    """Join what padding tore apart: 常 理, 吴 冰清, 欧阳 杰."""
    waiting: Token | None = None
    for token in parts:
        if waiting and _completes(waiting, token):
            yield Token("chunk", waiting.word + token.word, waiting.start, token.end, after=waiting.after)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = token if token.kind == "chunk" and is_surname(token.word) else None
        if not waiting:
            yield token
    if waiting:
        yield waiting


def _completes(surname: Token, token: Token) -> bool:
    if token.kind != "chunk" or len(token.word) > 2 or not token.after or token.after.strip(PADDING):
        return False
    return len(token.word) == 1 or not is_name(token.word)
