"""Headline, kicker (引题) and subtitle (副题)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.grammar.lines import is_label_line, is_time_stamp
from newscrawl.model import Block, Cleaned, Found

_CUT = re.compile(r"(?:\.{2,}|…+)$")
_ORIGINAL = re.compile(
    r"(?:原标题|原题|原题为)(?=.{4,130}$)\s?[:：为]?\s?[《“]?(.{4,120}?)[》”]?\s?[）)】]?$"
)
_TAIL = re.compile(r"(?:(?<!\s)\s+)?[_|｜]\s*|(?<!\s)\s+[-–—]+\s+|(?<![-–—])[-–—]+(?=[^-–—]{2,20}$)")
_SITE_WORDS = re.compile(
    r"(?:网|网站|新闻|频道|报|在线|客户端|门户|资讯|中心|首页|博客|论坛|电视台|\.(?:com|cn|net|org))\s*$",
    re.I,
)
_PAGE_MARK = re.compile(r"\s?[（(]\d{1,2}[)）]$")
_MIN = 4
# Blocks behind a stack of headlines among which the time or the source stands.
_FACTS = 2
_CHANNEL = 6
_BEFORE_CHANNEL = 8
# 原创, 图集 … glued to the front of the headline.
_BADGE = 3
# 视频｜: what is set off in the headline's own text belongs to it.
_SEAMS = ("｜", "|", "丨", "：", ":")
_KICKER = re.compile("kicker|introtitle|yinti|shoulder")
_SUBTITLE = re.compile("sub[-_]?title|futi|second-title")


def find_title(cleaned: Cleaned) -> Found[str] | None:
    """The displayed headline in full: by rule, as displayed, else from the title tag or META."""
    candidates = [*_by_rule(cleaned, "title"), *_displayed(cleaned), *_declared(cleaned)]
    found = next((item for item in candidates if len(item.value) >= _MIN or item.rule == "headline"), None)
    if found is not None and _CUT.search(found.value):
        found = _restored(cleaned, found) or found
    return found


def find_kicker(cleaned: Cleaned) -> Found[str] | None:
    """The line above the headline."""
    found = next(_by_rule(cleaned, "kicker"), None) or _labelled(cleaned, _KICKER, "label:kicker")
    return found or _stacked(cleaned, -1, "heading-above")


def find_subtitle(cleaned: Cleaned) -> Found[str] | None:
    """The line below the headline."""
    found = next(_by_rule(cleaned, "subtitle"), None) or _labelled(cleaned, _SUBTITLE, "label:subtitle")
    return found or _stacked(cleaned, 1, "heading-below")


def _by_rule(cleaned: Cleaned, field: str) -> Iterator[Found[str]]:
    for rule_set in cleaned.rules:
        for rule in getattr(rule_set, field):
            for raw in rule.read(cleaned.page):
                value = _tidy(raw)
                if value:
                    yield Found(value, raw, f"{rule_set.name}:{rule.name}")


def _displayed(cleaned: Cleaned) -> Iterator[Found[str]]:
    if cleaned.headline is None:
        return
    shown = _tidy(_in_full(cleaned, cleaned.headline))
    for found in _declared(cleaned):
        badge = shown.removesuffix(found.value)
        if 0 < len(badge) <= _BADGE and badge != shown and not badge.endswith(_SEAMS):
            yield Found(found.value, cleaned.headline.text, "headline-without-badge")
    yield Found(shown, cleaned.headline.text, "headline")


def _in_full(cleaned: Cleaned, headline: Block) -> str:
    """The headline with its second line, where the page's title says that the two are one."""
    beside = cleaned.blocks[headline.index + 1 : headline.index + 2]
    for block in beside:
        alike = (block.node.tag, block.node.label) == (headline.node.tag, headline.node.label)
        together = block.node is headline.node or (alike and block.node.parent is headline.node.parent)
        both = "".join(f"{headline.text}{block.text}".split())
        if together and block.text and "".join((cleaned.page.title or "").split()).startswith(both):
            return f"{headline.text} {block.text}"
    return headline.text


def _declared(cleaned: Cleaned) -> Iterator[Found[str]]:
    page = cleaned.page
    for name in ("og:title", "articletitle", "contenttitle"):
        if name in page.meta:
            raw = page.meta[name]
            value = strip_tail(raw) if raw == page.title else _tidy(raw)
            yield Found(value, raw, f"meta({name})")
    if page.title is not None:
        yield Found(strip_tail(page.title), page.title, "title-tag")


def strip_tail(title: str) -> str:
    """A title tag without the names of site and channels behind the headline."""
    parts = _TAIL.split(title)
    seams = _TAIL.findall(title)
    kept = parts[0].strip()
    for seam, part in zip(seams, parts[1:], strict=True):
        belongs = len(kept) < _MIN or (seam.strip() not in ("_", "|", "｜") and not _SITE_WORDS.search(part))
        if not belongs:
            return _tidy(_without_channel(kept, seam.strip()))
        kept += seam + part
    return _tidy(kept)


def _without_channel(title: str, seam: str) -> str:
    """A title without the channel that the same seam sets off: of 廊桥完工通行-要闻, cut from -青陵网."""
    headline, found, channel = title.rpartition(seam)
    is_channel = found and len(channel.strip()) <= _CHANNEL and len(headline) >= _BEFORE_CHANNEL
    return headline if is_channel and not headline.endswith(seam) else title


def _restored(cleaned: Cleaned, cut: Found[str]) -> Found[str] | None:
    """A headline that the site has cut, in full from 原标题 or a declared title that begins alike."""
    stem = _CUT.sub("", cut.value).strip()
    for verdict in cleaned.story:
        match = _ORIGINAL.search(verdict.block.text) if "原" in verdict.block.text else None
        if match:
            return Found(match.group(1), verdict.block.text, "original-title")
    for found in _declared(cleaned):
        if found.value.startswith(stem) and not _CUT.search(found.value):
            return found
    return None


def _labelled(cleaned: Cleaned, words: re.Pattern[str], rule: str) -> Found[str] | None:
    title = cleaned.headline.text if cleaned.headline is not None else ""
    for block in cleaned.head:
        if block.node.label and words.search(block.node.label) and block.text != title and not block.linked:
            return Found(_tidy(block.text), block.text, rule)
    return None


def _stacked(cleaned: Cleaned, step: int, rule: str) -> Found[str] | None:
    """A smaller heading right above or below the headline, in one element with it and above its facts."""
    headline, head = cleaned.headline, cleaned.head
    if headline is None or headline.type != "heading" or headline not in head:
        return None
    place = head.index(headline) + step
    beside = head[place] if 0 <= place < len(head) else None
    if beside is None or beside.type != "heading" or beside.linked or beside.node.tag <= headline.node.tag:
        return None
    together = beside.node.parent is headline.node.parent and abs(beside.index - headline.index) == 1
    facts = head[max(place, place - step) + 1 :][:_FACTS]
    if together and any(is_label_line(block.text) or is_time_stamp(block.text) for block in facts):
        return Found(_tidy(beside.text), beside.text, rule)
    return None


def _tidy(text: str) -> str:
    return _PAGE_MARK.sub("", " ".join(text.split())).strip("_ ")
