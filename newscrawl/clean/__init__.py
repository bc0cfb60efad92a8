"""Page → Cleaned: finds the story and gives every block of it a verdict; deletes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.clean.headline import find_headline
from newscrawl.clean.judge import Judge
from newscrawl.clean.kind import refuse_non_article
from newscrawl.clean.region import dropped_nodes, find_region
from newscrawl.errors import NotAnArticle
from newscrawl.model import Block, Cleaned, Layout, Page, RuleSet, Site, Verdict

_HEAD = 25
_BEFORE_HEADLINE = 6
_FOOT = 15


def clean(page: Page, layout: Layout, rules: Sequence[RuleSet], site: Site | None) -> Cleaned:
    """Find the story of a page and judge its blocks. Raises NotAnArticle where there is none."""
    headline = find_headline(page, layout)
    region = find_region(page, layout, rules, headline)
    if region is None:
        raise NotAnArticle("the page has no running text")
    (first, last), region_rule = region
    if headline is not None and first <= headline.index < last:
        first = headline.index + 1
    story = judge(page, layout, rules, (first, last), headline)
    body = [verdict.block.index for verdict in story if verdict.role in ("body", "heading")]
    begin, end = (body[0], body[-1]) if body else (first, last - 1)
    cleaned = Cleaned(
        page=page,
        rules=tuple(rules),
        site=site,
        blocks=layout.blocks,
        story=story,
        head=_head(layout, headline, begin),
        foot=tuple(b for b in layout.blocks[end + 1 : last + _FOOT] if b.text),
        headline=headline,
        region_rule=region_rule,
    )
    refuse_non_article(cleaned)
    return cleaned


def judge(
    page: Page, layout: Layout, rules: Sequence[RuleSet], span: tuple[int, int], headline: Block | None
) -> tuple[Verdict, ...]:
    """One verdict for every block of the span."""
    blocks = layout.blocks[span[0] : span[1]]
    return tuple(Judge(layout, blocks, headline, dropped_nodes(page, layout, rules)).verdicts())


def _head(layout: Layout, headline: Block | None, begin: int) -> tuple[Block, ...]:
    """Blocks around the headline, above the story's first: here stand time, source and byline."""
    start = begin - _HEAD
    if headline is not None and headline.index < begin:
        start = max(start, headline.index - _BEFORE_HEADLINE)
    return tuple(block for block in layout.blocks[max(0, start) : begin] if block.text)
