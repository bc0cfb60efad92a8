"""Cleaned → Sighting: what is remembered of an article to tell furniture from story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from newscrawl.furniture.marks import hashed, mark_of, place_of
from newscrawl.model import Block, Cleaned, Line, Sighting, Verdict
from newscrawl.model.furniture import LineKind

RULE = "furniture"
"""What the rules of removed furniture begin with."""

_MAX_LINES = 200
_TEXT = 200
_SHORT = 10
_SHOWN = frozenset(("body", "heading"))
_KEPT = _SHOWN | {"image", "caption"}
_NOISE = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")
_COLUMN = frozenset(("catid", "cid", "classid", "columnid", "channel", "channelid", "typeid", "nodeid"))
# The name of a column in front of a headline: 【江州故事】, 《江州故事》, 江州故事｜, 江州故事：
_LABEL = re.compile(r"[【\[《〈(（]?([^【】\[\]《》〈〉()（）|｜丨:：·]{2,12})[】\]》〉)）|｜丨:：·]")
_SERIAL = 5
_TITLE = 8


def sight(cleaned: Cleaned) -> Sighting | None:
    """What to remember of an article; None where nobody can say which site it is from."""
    page = cleaned.page
    url = page.url or page.canonical
    if not url:
        return None
    return Sighting(
        page=hashed(url),
        day=page.fetched_at.toordinal() if page.fetched_at else 0,
        section=_section(url),
        titles=list(_titles(cleaned)),
        lines=_lines(cleaned),
    )


def texts_of(cleaned: Cleaned) -> dict[int, str]:
    """How the lines of an article read (of a picture: its address), by fingerprint."""
    texts: dict[int, str] = {}
    for verdict in cleaned.story:
        if is_kept(verdict):
            texts.setdefault(mark_of(verdict.block), (verdict.block.text or verdict.block.src or "")[:_TEXT])
    return texts


def is_kept(verdict: Verdict) -> bool:
    """Whether the block is in the story, or was until it was found to be furniture."""
    return verdict.role in _KEPT or verdict.rule.startswith(RULE)


def _lines(cleaned: Cleaned) -> list[Line]:
    """Each line once, where it stands last: what closes every part of a long story closes the story."""
    kept = [verdict for verdict in cleaned.story if is_kept(verdict)]
    usual = _usual_place(kept)
    lines: dict[int, Line] = {}
    for verdict in kept:
        line = _line(verdict, usual)
        lines.pop(line.mark, None)
        lines[line.mark] = line
    found = list(lines.values())
    half = _MAX_LINES // 2
    return found if len(found) <= _MAX_LINES else found[:half] + found[-half:]


def _line(verdict: Verdict, usual: str) -> Line:
    block = verdict.block
    if not block.text:
        return Line(mark_of(block), 0, "picture", shown=False)
    loose = block.linked > 0 or place_of(block.node) != usual
    kind: LineKind = "form" if verdict.role == "heading" or _is_form(block) else "sentence"
    return Line(mark_of(block), len(block.text), kind, loose, verdict.role in _SHOWN)


def _is_form(block: Block) -> bool:
    """Whether real stories repeat such a line: 做法：, 您怎么看？, 一、基本情况, 特此公告。"""
    said = _NUMBER.sub("", _NOISE.sub("", block.text))
    return block.type == "heading" or len(said) < _SHORT or block.text.endswith(("？", "?", "：", ":"))


def _usual_place(kept: list[Verdict]) -> str:
    """The place where most of the text stands."""
    sizes: Counter[str] = Counter()
    for verdict in kept:
        sizes[place_of(verdict.block.node)] += len(verdict.block.text)
    return max(sizes, key=sizes.__getitem__, default="")


def _section(url: str) -> str:
    """Host and directory; numbers in them are dates, and tell one day from another, not one column."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    words = [word for word in parts.path.split("/")[1:-1] if _NUMBER.sub("", word).strip("-_")]
    columns = [value for name, value in parse_qsl(parts.query)[:20] if name.lower() in _COLUMN]
    return "/".join([parts.netloc.lower(), *(_NUMBER.sub("#", word) for word in words), *columns])


def _titles(cleaned: Cleaned) -> Iterator[int]:
    """Fingerprints of the headline, and of what a serial's headlines share: column, beginning, end.

    Where no headline is shown the title tag stands in, whose end is the site's name.
    """
    shown = cleaned.headline is not None
    title = cleaned.headline.text if cleaned.headline is not None else _title_tag(cleaned)
    bare = _NOISE.sub("", title).lower()
    if bare:
        yield hashed(bare)
    if len(bare) < _TITLE:
        return
    label = _LABEL.match(title) if shown else None
    if label:
        yield hashed(f"label {label[1]}")
    folded = _NUMBER.sub("#", bare)
    yield hashed(f"begins {folded[:_SERIAL]}")
    if shown:
        yield hashed(f"ends {folded[-_SERIAL:]}")


def _title_tag(cleaned: Cleaned) -> str:
    return cleaned.page.title or ""
