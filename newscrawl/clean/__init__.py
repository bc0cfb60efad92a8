"""Page → Cleaned: finds the story and gives every block of it a verdict; deletes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.clean.folds import open_folds
from newscrawl.clean.headline import find_headline, without_subtitle
from newscrawl.clean.judge import Judge
from newscrawl.clean.kind import refuse_non_article, shows_article_head
from newscrawl.clean.known import Condemn, without_furniture
from newscrawl.clean.lead import lead_pictures
from newscrawl.clean.pages import join
from newscrawl.clean.region import Span, dropped_nodes, find_region
from newscrawl.clean.structure import Structure
from newscrawl.errors import NotAnArticle
from newscrawl.model import Block, Cleaned, Layout, Node, Page, RuleSet, Site, Verdict

__all__ = ["clean", "join", "judge"]

_HEAD = 25
# Blocks with text above the headline that are looked at; buttons may be pictures between them.
_BEFORE_HEADLINE = 6
_PICTURES_BEFORE = 12
_FOOT = 15
_FACTS = 3


def clean(
    page: Page,
    layout: Layout,
    rules: Sequence[RuleSet],
    site: Site | None,
    *,
    furniture: Condemn | None = None,
    further: bool = False,
) -> Cleaned:
    """Find the story of a page and judge its blocks. Raises NotAnArticle where there is none.

    `furniture` gives the rule under which a block is known furniture of the site. `further` says that an
    earlier page has shown this to be an article: a few lines are enough then.
    """
    layout = open_folds(layout)
    headline = find_headline(page, layout, rules)
    structure = Structure(layout, headline)
    region = find_region(layout, structure, rules, headline)
    if region is None:
        region = _bare_head(layout, headline)
    (first, last), region_rule = region
    if headline is not None and first <= headline.index < last:
        first = headline.index + 1
    drops = dropped_nodes(layout, tuple(rules))
    story = lead_pictures(structure, first, headline, drops)
    story += without_subtitle(judge(structure, (first, last), headline, drops), headline)
    if furniture is not None:
        story = without_furniture(story, furniture)
    body = [verdict.block.index for verdict in story if verdict.role in ("body", "heading")]
    begin, end = (body[0], body[-1]) if body else (first, last - 1)
    cleaned = Cleaned(
        page=page,
        rules=tuple(rules),
        site=site,
        blocks=layout.blocks,
        story=story,
        head=_telling(_head(layout, headline, max(begin, _behind_facts(story, headline))), furniture),
        foot=_telling(layout.blocks[end + 1 : last + _FOOT], furniture),
        headline=headline,
        region_rule=region_rule,
    )
    if not further:
        refuse_non_article(cleaned)
    return cleaned


def judge(
    structure: Structure, span: tuple[int, int], headline: Block | None, drops: dict[Node, str]
) -> tuple[Verdict, ...]:
    """One verdict for every block of the span."""
    blocks = structure.layout.blocks[span[0] : span[1]]
    return tuple(Judge(structure, blocks, headline, drops).verdicts())


def _bare_head(layout: Layout, headline: Block | None) -> tuple[Span, str]:
    """The place of the story on an article's page that has no running text, down to the next link."""
    if headline is None or not shows_article_head(layout.blocks, headline):
        raise NotAnArticle("the page has no running text")
    last = first = headline.index + 1
    while last < len(layout.blocks) and not layout.blocks[last].linked:
        last += 1
    return (first, last), "below-headline"


def _behind_facts(story: Sequence[Verdict], headline: Block | None) -> int:
    """Where the line of facts right below the headline ends, above which a lead may stand; 0 without one."""
    last = headline.index + _FACTS if headline is not None else 0
    near = (v.block.index for v in story if v.rule == "fact-line" and v.block.index <= last)
    return max(near, default=-1) + 1


def _head(layout: Layout, headline: Block | None, begin: int) -> tuple[Block, ...]:
    """Blocks around the headline, above the story's first: here stand time, source and byline."""
    start = begin - _HEAD
    if headline is not None and headline.index < begin:
        told = [block.index for block in layout.blocks[max(0, start) : headline.index] if block.text]
        start = max(start, *told[-_BEFORE_HEADLINE:][:1], headline.index - _PICTURES_BEFORE)
    return layout.blocks[max(0, start) : begin]


def _telling(blocks: Sequence[Block], furniture: Condemn | None) -> tuple[Block, ...]:
    """The blocks with text that tells of this article, and not of every one of its site."""
    return tuple(block for block in blocks if block.text and not (furniture and furniture(block)))
