"""The one expression that finds the words of a byline: built once from the words in knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from newscrawl.knowledge import roles

_SEPARATORS = r"\s\u3000、，,；;/／\\|｜丨︱│&＆+＋:：。．.⊙■□●○◎◆◇▲△▪★☆※—–\-（(）)【】\[\]〔〕〖〗<>《》「」"
_LEFT = rf"(?<![^{_SEPARATORS}])"
_RIGHT = rf"(?=[{_SEPARATORS}]|$)"
_SPACE = r"[ \u3000]{0,2}"
_BOXED = r"(?:(?<=[【\[]..)|(?<=[【\[]...)|(?<=[【\[]....))[】\]]"


def _any(words: Iterable[str]) -> str:
    """One of `words`, longest first; the look at the first character spares the try of each word."""
    rest: dict[str, list[str]] = {}
    for word in sorted(set(words), key=len, reverse=True):
        rest.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    grouped = "|".join(f"{first}(?:{'|'.join(tails)})" for first, tails in rest.items())
    return f"(?=[{''.join(rest)}])(?:{grouped})"


def _spaced(words: Iterable[str]) -> str:
    """`words` with spaces between their characters, as labels are padded to one width."""
    listed = list(words)
    first = "".join(word[0] for word in listed)
    padded = "|".join(r"[ \u3000]{1,3}".join(word) for word in listed)
    return f"(?=[{first}])(?:{padded})"


def _bounded() -> str:
    editors = [word for word, kind in roles.BOUNDED.items() if kind == "editor"]
    ranked = rf"(?:{_any(roles.EDITOR_RANKS)}){{1,2}}(?:{_any(editors)})"
    return rf"(?:{ranked}|{_any(roles.BOUNDED)})"


def _role() -> str:
    titled = rf"(?:{_any(roles.RANKS)}){{0,3}}(?:{_any(roles.TITLED)})"
    padded = _spaced(roles.PADDED_ROLES)
    return (
        rf"(?P<role>(?:{_any(roles.STRONG)}|{titled}|{padded}(?={_SPACE}[:：])"
        rf"|(?:(?P<edge>{_LEFT})|(?<=[^{_SEPARATORS}])){_bounded()}(?(edge)|{_RIGHT})"
        rf"|(?<![拍航])[摄攝]{_RIGHT}|{_LEFT}{_any(roles.SINGLE)}{_RIGHT}))"
        rf"(?P<mark>{_SPACE}[:：]|{_SPACE}[|｜丨︱│/／]|{_BOXED})?"
    )


def _label() -> str:
    words = rf"(?:{_any(roles.OTHER_LABELS)}|{_spaced(roles.PADDED_LABELS)})"
    return rf"(?P<label>{words}(?:{_SPACE}[:：]|(?=[丨｜|/／])))"


def _word() -> str:
    """A label or a role, tried only where two characters begin one: that spares nearly all of a text a dozen
    tries. Some words may be padded with spaces, single characters have a separator behind them."""
    listed = (roles.STRONG, roles.RANKS, roles.TITLED, roles.BOUNDED, roles.EDITOR_RANKS, roles.OTHER_LABELS)
    single = "".join((*roles.SINGLE, "摄攝"))
    behind: dict[str, set[str]] = {}
    for word in chain(*listed):
        behind.setdefault(word[0], set()).add(re.escape(word[1]) if len(word) > 1 else r"\s\S")
    for word in (*roles.PADDED_ROLES, *roles.PADDED_LABELS):
        behind.setdefault(word[0], set()).update((word[1], r" \u3000"))
    for word in single:
        behind.setdefault(word, set()).add(_SEPARATORS)
    pairs = "|".join(f"{first}[{''.join(sorted(seconds))}]" for first, seconds in sorted(behind.items()))
    return rf"(?=[{''.join(behind)}])(?={pairs}|[{single}]$)(?:{_label()}|{_role()})"


_ASIDE = (
    r"(?P<aside>(?=[对對亦也均有参])(?:(?:对[此本]文)?[亦也均]?有贡献|参与(?:采写|采访|报道|整理)(?!\s?[：:])|均[为由系])"
    r"|发自\s?[^\s，。、]{2,8}|图片?(?:均)?据[^\s，。、]{2,12}"
    r"|(?=[本图照视圖])(?:本文)?(?:图片|照片|视频|圖片)均?由[^，。：:图照视圖本]{1,20}(?:提供|拍摄|攝))"
)
# How often a page was read, behind its reporter: 记者 王五 | 阅读 10万+.
_COUNT = (
    r"(?=[阅閱浏瀏点點评評播人热])(?:阅读|閱讀|浏览|瀏覽|点击|點擊|评论|評論|播放|人气|热度)(?:次数|[量数])?"
    r"\s?\d[\d.,]{0,12}\s?[万萬千kKwW]?\+?次?(?![一-龥])"
)
_NOISE = (
    r"(?P<noise>(?=\d)(?:(?:\d{2,4}[年./-])?\d{1,2}[月./-]\d{1,2}日?|\d{1,2}日"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s(?:[A-Z]T|[A-Z]{3})(?![A-Za-z]))?|\d{4}年|\d++(?![一-龥]))"
    r"|(?<=日)(?:专电|專電|电|電|讯)"
    rf"|_[A-Za-z0-9]+|[A-Z]{{1,4}}\d{{2,9}}|{_COUNT})"
)
_BRACKET = (
    r"(?P<bracket>[（(〔\[【][英美法德日俄韩加澳意西印]国?[）)〕\]】]"
    r"|[（(](?![^（()）]{0,30}(?:记者|記者|通讯员|摄|攝|编|編|作者|[文图]))[^（()）]{0,30}[）)])"
)
_SEP = rf"(?P<sep>(?:[{_SEPARATORS}]|(?<=\s)[•·](?=\s|$))+)"


def _trigger() -> str:
    """Every word without which a text credits nobody; longer words that hold a shorter one are left out."""
    words = {word for kinds in (roles.TITLED, roles.STRONG, roles.BOUNDED) for word in kinds if len(word) > 1}
    words -= {word for word, kind in roles.BOUNDED.items() if kind == "other" and word not in roles.NAMELESS}
    least = [word for word in words if not any(other != word and other in word for other in words)]
    padded = (r"[ \u3000]{1,3}".join(word) for word in roles.PADDED_ROLES)
    single = (rf"{word}(?<![一-龥]{word})(?![一-龥])" for word in roles.SINGLE)
    # Where each alternative begins with a plain character, a search runs over all others at once.
    return "|".join(("摄", "攝", *map(re.escape, sorted(least)), *padded, *single))


LEXER: re.Pattern[str] = re.compile("|".join((_BRACKET, _SEP, _ASIDE, _word(), _NOISE)))
"""Groups: bracket, aside and noise say nothing; label opens another fact; role has its mark behind it."""

_TRIGGER = re.compile(_trigger())


def may_credit(text: str) -> bool:
    """False if no word of `text` can credit anybody; a quick look before the text is read."""
    return _TRIGGER.search(text) is not None
