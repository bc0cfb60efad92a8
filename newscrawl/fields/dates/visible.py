"""The times that a page displays, each with how far it is to be believed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from newscrawl.fields.dates.evidence import UNLABELLED, Evidence, Rank
from newscrawl.fields.dates.zones import Line, foot_lines, head_lines, hidden_lines, other_lines
from newscrawl.grammar.dates import (
    Calendar,
    Label,
    Mention,
    Stamp,
    label_before,
    labelled_value,
    read_foreign,
    read_mentions,
    settle,
)
from newscrawl.grammar.lines import is_label_line
from newscrawl.model import Cleaned

Zone = Literal["head", "foot", "page", "hidden", "rule"]

_LONGEST = 400
_PROSE = 90
_ALONE = 12
# More dated lines than this behind a story are comments or a list of other stories.
_MOST_IN_FOOT = 2
_SENTENCE = re.compile(r"[。！？；]")
_STORY_GOES_ON = re.compile(r"\s?[，,]|\s?(?:上午|下午|凌晨)|[晚电讯至到起在由前后以]")
_PRINT_NOTE = re.compile(r"[\s，,)）]{0,3}第?\s?[A-Z]?[0-9]{1,3}\s?版")
_EDITION = re.compile(r"第\s?[A-Z]?[0-9]{1,3}\s?版[:：]|上一版|下一版")
_WEEKDAY = re.compile(r"[\s,，(（]{0,2}(?:星期|周|週|礼拜)[一二三四五六日天]")
# A speech or a law has its own date in brackets under its title.
_DOCUMENT_DATE = re.compile(r"\s?[(（][^()（）:：]{8,14}日[)）]\s?")
_ORIGINAL = re.compile(r"来\s?源|原文|原载|转自|摘自|转载|出处|稿源|刊于|首发于|刊登于|载于")
# The build date of a player: 3.4.40 (2019-9-5 9:38:01 PM).
_BUILD = re.compile(r"[0-9]\.[0-9]{1,4}\.[0-9]|[Vv]ersion|[Bb]uild")
_LETTER = re.compile(r"[^\W\d_]")

_BY_LABEL = {
    "published": (Rank.LABELLED, Rank.FOOT_LABELLED),
    "generic": (Rank.CLOCKED, Rank.FOOT_LABELLED),
    "updated": (Rank.UPDATED, Rank.UPDATED),
    "modified": (Rank.MODIFIED, Rank.MODIFIED),
}


def head_evidence(cleaned: Cleaned, calendar: Calendar) -> list[Evidence]:
    """The times around the headline."""
    return _in_lines(head_lines(cleaned), calendar, "head")


def foot_evidence(cleaned: Cleaned, calendar: Calendar) -> list[Evidence]:
    """The times right behind the story. Of many unlabelled ones none counts, or one in front of a list."""
    labelled: list[Evidence] = []
    loose: list[tuple[Line, Evidence]] = []
    for line in foot_lines(cleaned):
        for item in _in_line(line, calendar, "foot"):
            if item.rank in (*UNLABELLED, Rank.WEAK):
                loose.append((line, item))
            else:
                labelled.append(item)
    if len(loose) > _MOST_IN_FOOT:
        in_front = not loose[0][0].linked and all(line.linked for line, _ in loose[1:])
        loose = loose[:1] if in_front else []
    return labelled + [item for _, item in loose]


def stray_evidence(cleaned: Cleaned, calendar: Calendar) -> list[Evidence]:
    """The labelled times anywhere outside the story, where all name one day: a list of stories names many."""
    found = [
        replace(item, rank=Rank.STRAY)
        for item in _in_lines(other_lines(cleaned), calendar, "page")
        if item.rank == Rank.LABELLED
    ]
    return found if len({item.stamp.day for item in found if item.stamp}) == 1 else []


def foreign_evidence(cleaned: Cleaned, calendar: Calendar) -> list[Evidence]:
    """Labelled times around the headline in a form that only the fallback reads: 18 janvier 2023."""
    found = []
    for line in head_lines(cleaned):
        named = labelled_value(line.text)
        stamp = read_foreign(named[1], calendar) if named and named[0].kind in _BY_LABEL else None
        if named and stamp:
            label, value = named
            rule = f"visible.head({label.word})"
            found.append(Evidence(_BY_LABEL[label.kind][0], "visible", rule, value, stamp, place=line.place))
    return found


def hidden_evidence(cleaned: Cleaned, calendar: Calendar) -> list[Evidence]:
    """The times in blocks that only search engines see: with a label or a clock time."""
    found = _in_lines(hidden_lines(cleaned), calendar, "hidden")
    return [
        replace(item, rank=Rank.HIDDEN, basis="hidden")
        for item in found
        if item.rank in (Rank.LABELLED, Rank.CLOCKED)
    ]


def text_evidence(text: str, calendar: Calendar) -> list[Evidence]:
    """The times of a text that a rule has found."""
    return _in_line(Line(text[:_LONGEST], 0), calendar, "rule")


def _in_lines(lines: Iterable[Line], calendar: Calendar, zone: Zone) -> list[Evidence]:
    return [item for line in lines for item in _in_line(line, calendar, zone)]


def _in_line(line: Line, calendar: Calendar, zone: Zone) -> list[Evidence]:
    found = []
    for mention in read_mentions(line.text):
        label = label_before(line.text, mention.start)
        rank = _rank(line, mention, label, zone)
        if rank is not None:
            rule = f"visible.{zone}({label.word})" if label else f"visible.{zone}"
            stamp = settle(mention, calendar) or (_beyond(mention, calendar) if label else None)
            found.append(Evidence(rank, "visible", rule, mention.raw, stamp, mention, line.place, line.above))
    return found


def _beyond(mention: Mention, calendar: Calendar) -> Stamp | None:
    """A labelled clock time later than the visit: then the visit's time is wrong, as archives have it."""
    if mention.form != "full" or mention.clock is None or calendar.seen is None:
        return None
    return settle(mention, Calendar(calendar.zone))


def _rank(line: Line, mention: Mention, label: Label | None, zone: Zone) -> Rank | None:
    """How far the mention is to be believed; None where it is something else than the page's own time."""
    foot = zone == "foot"
    if label:
        ranks = _BY_LABEL.get(label.kind)
        return ranks[foot] if ranks else None
    if _in_prose(line.text, mention) or _needs_label(line.text, mention):
        return None
    if _BUILD.search(line.text, 0, mention.start):
        return None
    if _is_entry(line, mention) or (foot and mention.form != "full"):
        return None
    if line.above and mention.clock is None and _WEEKDAY.match(line.text, mention.end):
        return None  # the calendar of the site
    if _looks_foreign(line.text, mention, foot):
        return Rank.WEAK
    if mention.clock:
        return Rank.FOOT_CLOCKED if foot else Rank.CLOCKED
    return Rank.FOOT_BARE if foot else Rank.BARE


def _in_prose(text: str, mention: Mention) -> bool:
    """The mention belongs to a sentence."""
    if len(text) > _PROSE and _SENTENCE.search(text):
        return True
    if mention.clock:
        return False
    return _SENTENCE.search(text) is not None or _STORY_GOES_ON.match(text, mention.end) is not None


def _needs_label(text: str, mention: Mention) -> bool:
    """`09-30`, `18-03-08` and 昨天 are dates only with a clock time, or where hardly anything else stands."""
    if mention.form == "full" or (mention.clock and mention.form != "relative"):
        return False
    rest = text[: mention.start] + text[mention.end :]
    return len(_LETTER.findall(rest)) > _ALONE


def _is_entry(line: Line, mention: Mention) -> bool:
    """A linked title and its date behind it, or a bare day before it: an entry of a list of stories."""
    rest = len(line.text) - (mention.end - mention.start)
    if line.text.startswith("http") or is_label_line(line.text) or _EDITION.search(line.text):
        return False  # the site's address in front of the time, the outlet as a link, a paper's editions
    if line.is_link:
        return rest > _ALONE  # a date may link to the story itself or to the other stories of its day
    mostly_link = line.linked > _ALONE and rest <= line.linked + _ALONE
    behind = len(line.text[mention.end :].strip(" ·•|｜"))
    return mostly_link and (mention.start > _ALONE or (mention.clock is None and behind > _ALONE))


def _looks_foreign(text: str, mention: Mention, foot: bool) -> bool:
    """A day of the printed paper or of a speech, today's date, or the time of the original."""
    if mention.clock is None and (_PRINT_NOTE.match(text, mention.end) or _WEEKDAY.match(text, mention.end)):
        return True
    if _DOCUMENT_DATE.fullmatch(text):
        return True
    return foot and _ORIGINAL.search(text, 0, mention.start) is not None
