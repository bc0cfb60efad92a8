"""Is this a person? Names of people, told from words, places and organisations by their shape."""

from __future__ import annotations

import re

from newscrawl.grammar.organisations import is_desk, is_org, is_title
from newscrawl.knowledge.not_names import FURTHER_PLACES, PLACES, ROLE_COMPOUNDS, STAND_INS, WORDS
from newscrawl.knowledge.surnames import COMPOUND_SURNAMES, DOUBTFUL_SURNAMES, SURNAMES, TIBETAN_NAMES

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef"
_CHINESE = re.compile(rf"[{_HAN}]{{2,4}}")
_FOREIGN = re.compile(rf"[{_HAN}]{{1,7}}(?:[·•・‧．][{_HAN}]{{1,8}}){{1,3}}")
_DOT = re.compile("[·•・‧．]")
_LATIN = re.compile(r"[A-Z][a-zA-Z'’.-]{0,15}(?: [A-Z][a-zA-Z'’.-]{0,15}){1,3}")
_LOGIN = re.compile(r"[A-Za-z]{2,16}")
_ANY_HAN = re.compile(f"[{_HAN}]")
_PEN = re.compile(rf"[{_HAN}A-Za-z0-9_-]{{2,10}}")
_PLACE_ENDINGS = frozenset("省市县縣区區镇鎮乡鄉村")
_COLUMN_VERBS = frozenset("走跑探访看说帮带跟追")
_DATE_WORDS = ("近日", "昨日", "今日", "日前", "昨天", "今天", "前天", "目前", "月")


def is_name(text: str) -> bool:
    """A name by itself, without any label: surname and length fit; it is no known word, place or office."""
    if _FOREIGN.fullmatch(text):
        return not (any(is_org(part) for part in _DOT.split(text)) or _is_column(text))
    if text[:2] in TIBETAN_NAMES and text[2:] in TIBETAN_NAMES:
        return True
    if not _fits(text) or _is_word(text) or (is_desk(text) and text[:-1] in WORDS):
        return False
    return text[0] not in DOUBTFUL_SURNAMES or (len(text) > 2 and text[:2] in COMPOUND_SURNAMES)


def is_likely_name(text: str) -> bool:
    """A name behind a title such as 记者: any surname, or none, as long as nothing speaks against it."""
    if is_name(text):
        return True
    if not _CHINESE.fullmatch(text):
        return False
    return not (_is_word(text) or is_desk(text) or _runs_on(text))


def is_pen_name(text: str) -> bool:
    """Whatever a person may call himself behind 作者： or 执笔/."""
    if is_likely_name(text) or _LATIN.fullmatch(text):
        return True
    if text in _DATE_WORDS or _is_word(text) or is_desk(text):
        return False
    return bool(_PEN.fullmatch(text)) and bool(_ANY_HAN.search(text))


def is_login(text: str) -> bool:
    """A login name or initials, as they stand for a person in an editor's credit (zx)."""
    return bool(_LOGIN.fullmatch(text)) and text.lower() not in STAND_INS and not is_org(text)


def has_form_of_name(text: str) -> bool:
    """Surname and length fit, and it is no place and no office; it may be a word all the same."""
    return (
        _fits(text) and text not in PLACES and text not in STAND_INS and not (is_org(text) or is_title(text))
    )


def is_surname(text: str) -> bool:
    """True for a surname by itself, single or compound."""
    return text in SURNAMES or text in COMPOUND_SURNAMES


def is_place(text: str) -> bool:
    """True for a place that stands right behind a name, or could be taken for one (高雄)."""
    return text in PLACES or text in FURTHER_PLACES


def _fits(text: str) -> bool:
    if not _CHINESE.fullmatch(text):
        return False
    compound = text[:2] in COMPOUND_SURNAMES
    if len(text) == 4:
        return compound
    return text[0] in SURNAMES or (compound and len(text) == 3)


def _is_word(text: str) -> bool:
    if text in WORDS or text in PLACES or text.lower() in STAND_INS or is_org(text) or is_title(text):
        return True
    return len(text) > 2 and text[-1] in _PLACE_ENDINGS


def _runs_on(text: str) -> bool:
    """Running text behind 记者, such as 了解到 or 从市."""
    if text in ROLE_COMPOUNDS or text.endswith(_DATE_WORDS):
        return True
    return text[0] in "从在到于向对与和将也还就又的了昨今近日随是有被把为" or _is_column(text)


def _is_column(text: str) -> bool:
    """What a series adds to 记者 for its name: 走基层, 蹲点日记, 带你看."""
    return text[0] in _COLUMN_VERBS or text[:2] in ROLE_COMPOUNDS
