"""Cleaned → Draft: every fact with its evidence. One file (or package) a fact; this is their order."""

from __future__ import annotations

import re

from newscrawl.fields.body import body_parts
from newscrawl.fields.channel import find_channel, find_keywords
from newscrawl.fields.credits import find_credits
from newscrawl.fields.dateline import find_dateline
from newscrawl.fields.dates import find_dates
from newscrawl.fields.media import find_attachments, find_images
from newscrawl.fields.regions import find_regions
from newscrawl.fields.required import complete
from newscrawl.fields.source import find_sources
from newscrawl.fields.title import find_kicker, find_subtitle, find_title
from newscrawl.model import Cleaned, Draft, Removed

# Shorter pieces outside the article are names of channels and links: evidence of nothing.
_SENTENCE = 20
_STOP = re.compile(r"[，。！？；,]")


def find_fields(cleaned: Cleaned) -> Draft:
    """Read every fact of an article off the cleaned page. A fact that is not there is None or empty.

    Raises FieldMissing where the page's site requires one that is not there.
    """
    title = find_title(cleaned)
    published, modified = find_dates(cleaned)
    dateline = find_dateline(cleaned, published=published)
    sources = find_sources(cleaned)
    reporters, editors = find_credits(cleaned)
    images = find_images(cleaned)
    draft = Draft(
        cleaned=cleaned,
        title=title,
        kicker=find_kicker(cleaned),
        subtitle=find_subtitle(cleaned),
        published=published,
        modified=modified,
        sources=sources,
        reporters=reporters,
        editors=editors,
        dateline=dateline,
        regions=find_regions(
            cleaned,
            title=title.value if title else None,
            dateline=dateline.value if dateline else None,
            sources=tuple(source.value for source in sources),
            site=cleaned.site,
        ),
        channel=find_channel(cleaned),
        keywords=find_keywords(cleaned),
        parts=body_parts(cleaned, images),
        images=tuple(images.values()),
        attachments=find_attachments(cleaned),
        removed=_removed(cleaned),
    )
    return complete(draft)


def _removed(cleaned: Cleaned) -> tuple[Removed, ...]:
    """What is not in the body, under its rule: pieces of the article's element, then sentences elsewhere."""
    removed: list[Removed] = []
    judged = {verdict.block for verdict in cleaned.story}
    for verdict in cleaned.story:
        removed += [Removed(rule, text) for rule, text in verdict.cut]
        if verdict.role in ("removed", "byline") and verdict.text:
            removed.append(Removed(verdict.rule, verdict.text))
    for block in cleaned.blocks:
        if (
            len(block.text) >= _SENTENCE
            and not block.hidden
            and block not in judged
            and _STOP.search(block.text)
        ):
            removed.append(Removed("outside-article", block.text))
    return tuple(removed)
