"""The displayed headline: the block that says what the title tag says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from newscrawl.grammar.bylines import is_byline, read_signed
from newscrawl.grammar.lines import is_label_line, is_time_stamp
from newscrawl.model import Block, Layout, Page, RuleSet, Verdict

_TITLE_META = ("articletitle", "contenttitle", "og:title", "twitter:title", "title")
# A badge such as 原创 or 图集 in front of the headline is at most this long.
BADGE = 3
# How many blocks a headline, its subtitle and the line of facts make.
_STACK = 2
_SITE = re.compile(
    r".{2,14}(?:网|网站|新闻|频道|(?<![通简公快战预海喜捷警情汇年月季])报|在线|门户|政府|电视台|教育台|电台|卫视|客户端|融媒体?|广播|中心|平台|首页|之窗|协会|学会|商会|[局委厅署]|委员会"
    r"|公司|集团|大学|学院|医院|图书馆|博物馆|研究[院所]|基金会|信息港|热线|电子报|数字报|门户网站)"
)
_SIGNS = re.compile(r"[\W_]+")
_DATE = re.compile(r"(?:19|20)\d\d\s?[-年./]\s?\d{1,2}")
_SHORTEST, _LONGEST = 6, 60
# The name of the site, in an h1 of its own, is worth less than a headline in any element.
_NAMES_SITE = 6
_PARAGRAPH = 40
# Blocks, such as account and share row, between a headline and its facts; labels of a time.
_BETWEEN = 4
_DATED = ("发布时间", "发布日期", "发布于", "时间：", "日期：")
_ENDS = ("。", "！", "？", "”", "…")
_MIN = 4
_MAX = 120
_NAMES_TITLE = re.compile("headline|biaoti|tit|bt")
_RANK = {"h1": 6, "h2": 3, "h3": 1}


def find_headline(page: Page, layout: Layout, rules: Sequence[RuleSet] = ()) -> Block | None:
    """The block whose text is (the beginning of) the page's title, the most prominent first; else None."""
    declared = (*ruled_titles(page, rules), *title_texts(page))
    titles = [bare(title) for title in declared]
    # Most blocks share neither their first nor their last character with a title: no need to compare them.
    letters = {char for title in declared for char in title}
    # What says so by itself: an h1; any heading where the page has no title to compare with.
    sure = _RANK["h1"] if titles else _RANK["h3"]
    best: Block | None = None
    best_score, agrees = 0.0, False
    for block in layout.blocks:
        text = block.text
        if not _MIN <= len(text) <= _MAX:
            continue
        rank = _RANK.get(block.node.tag, 0)
        if (rank < sure and text[0] not in letters and text[-1] not in letters) or block.hidden:
            continue
        agreement = _agreement(bare(text), titles)
        if not agreement and rank < sure:
            continue
        score = agreement + rank + _prominence(block) - 4 * (block.linked > len(block.text) // 2)
        if _SITE.fullmatch(text):
            score -= _NAMES_SITE
        if score > best_score:
            best, best_score, agrees = block, score, agreement > 0
    if best is None or not agrees or _SITE.fullmatch(best.text):
        return _shortest(layout, declared) or _above_story(layout) or _above_facts(layout) or best
    return best


def _shortest(layout: Layout, declared: Sequence[str]) -> Block | None:
    """A heading of two or three characters with which the title tag begins, before the name of the site."""
    starts = {title[:at] for title in declared for at in (2, 3) if not title[at : at + 1].isalnum()}
    return next((b for b in layout.blocks if b.type == "heading" and b.text in starts and not b.linked), None)


def _above_story(layout: Layout) -> Block | None:
    """The most prominent heading above all running text, on pages whose title tells nothing of the story;
    where there is none the last line in bold type, or that is named a title."""
    found: Block | None = None
    bold: Block | None = None
    for block in layout.blocks:
        if block.prose > _PARAGRAPH:
            break
        if block.linked or block.hidden or not _SHORTEST <= len(block.text) <= _LONGEST:
            continue
        if _SITE.fullmatch(block.text):
            continue
        rank = _RANK.get(block.node.tag, 0)
        if rank and (found is None or rank > _RANK[found.node.tag]):
            found = block
        elif (2 * block.strong > len(block.text) or _prominence(block)) and _may_be_headline(block):
            bold = block
    return found or bold


def _above_facts(layout: Layout) -> Block | None:
    """The line above the line of time and source, on pages whose title names only the site."""
    before: Block | None = None
    for block in layout.blocks:
        if not block.text or block.hidden:
            continue
        if block.prose > _PARAGRAPH:
            break
        if before is not None and _is_dated(block):
            return before
        if _may_be_headline(block):
            before = block
        elif before is not None and (block.linked or block.index - before.index > _BETWEEN):
            before = None
    return None


def _is_dated(block: Block) -> bool:
    if _states_facts(block):
        return _DATE.search(block.text) is not None or block.text.startswith(_DATED)
    return False


def _may_be_headline(block: Block) -> bool:
    text = block.text
    if block.linked or not _SHORTEST <= len(text) <= _LONGEST or text.endswith(("。", "：", ":")):
        return False
    return not (_states_facts(block) or is_byline(text) or read_signed(text))


def _states_facts(block: Block) -> bool:
    return is_label_line(block.text) or is_time_stamp(block.text)


def without_subtitle(story: Sequence[Verdict], headline: Block | None) -> tuple[Verdict, ...]:
    """A line between the headline and the facts right below it is no story, unless it is a sentence."""
    facts = next((v.block.index for v in story if v.rule == "fact-line"), None)
    if headline is None or facts is None or not headline.index < facts <= headline.index + _STACK:
        return tuple(story)
    if not any(v.role == "body" and v.block.index > facts for v in story):
        return tuple(story)
    return tuple(
        replace(v, role="removed", rule="headline")
        if v.role in ("body", "heading") and v.block.index < facts and not v.text.endswith(_ENDS)
        else v
        for v in story
    )


def title_texts(page: Page) -> list[str]:
    """What the title tag and the META of the page call it."""
    texts = [page.title or ""]
    texts += [" ".join(page.meta[name].split()) for name in _TITLE_META if name in page.meta]
    return [text for text in texts if text]


def ruled_titles(page: Page, rules: Sequence[RuleSet]) -> list[str]:
    """What the rules of its site or content system read as the page's title."""
    return [raw for rule_set in rules for rule in rule_set.title for raw in rule.read(page) if raw.strip()]


def bare(text: str) -> str:
    """Letters and digits only, lower case: for comparing titles."""
    return (text if text.isalnum() else _SIGNS.sub("", text)).lower()


def _agreement(text: str, titles: list[str]) -> float:
    """How well a block's text agrees with one of the titles: 0 none, up to 10 for the same words."""
    if len(text) < _MIN:
        return 0.0
    best = 0.0
    for title in titles:
        if text == title:
            return 10.0
        if title.startswith(text) or (len(title) >= 8 and text.startswith(title)):
            best = max(best, 6.0 + 3.0 * min(len(text), len(title)) / max(len(text), len(title)))
        elif len(text) >= 8 and text in title:
            best = max(best, 5.0)
        elif len(title) >= 8 and text.endswith(title) and len(text) - len(title) <= BADGE:
            best = max(best, 7.0)
        elif len(title) >= 8 and text[:8] == title[:8]:
            best = max(best, 4.0)
    return best


def _prominence(block: Block) -> float:
    for node in block.node.ancestors():
        if node.label and _NAMES_TITLE.search(node.label):
            return 1.5
        if node.depth < block.node.depth - 1:
            break
    return 0.0
