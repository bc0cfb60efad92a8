"""Draft → Record: identity, hashes, language; the facts in their final form with their provenance."""

from __future__ import annotations

from itertools import islice
from typing import Any

from newscrawl import __version__
from newscrawl.model import SCHEMA, Cleaned, Draft, Found, Page, Provenance, Record
from newscrawl.normalize.identity import article_id, canonical_url, content_hash
from newscrawl.normalize.script import language_of
from newscrawl.normalize.text import body_of


def normalize(draft: Draft) -> Record:
    """The record of a draft, with evidence; whoever exports it may leave the evidence out."""
    page, site = draft.cleaned.page, draft.cleaned.site
    body = body_of(draft.parts)
    title = draft.title.value if draft.title else None
    canonical = canonical_url(page)
    digest = content_hash(title, body)
    sources = [found.value for found in draft.sources]
    published = draft.published.value if draft.published else None
    return Record(
        schema=SCHEMA,
        id=article_id(site, page.url, canonical, digest),
        version=1,
        url=page.url,
        canonical_url=canonical,
        site=site.id if site else None,
        fetched_at=page.fetched_at.isoformat(timespec="seconds") if page.fetched_at else None,
        kind="article",
        title=title,
        kicker=_value(draft.kicker),
        subtitle=_value(draft.subtitle),
        published_at=published.iso if published else None,
        published_precision=published.precision if published else None,
        published_basis=published.basis if published else None,
        modified_at=draft.modified.value.iso if draft.modified else None,
        source=sources[0] if sources else None,
        source_chain=sources[1:],
        reporters=[found.value for found in draft.reporters],
        editors=[found.value for found in draft.editors],
        dateline=_value(draft.dateline),
        regions=[found.value for found in draft.regions],
        channel=_value(draft.channel) or [],
        keywords=_value(draft.keywords) or [],
        body=body or None,
        blocks=list(draft.parts),
        images=list(draft.images),
        attachments=list(draft.attachments),
        page_urls=[part.url for part in (page, *page.further) if part.url],
        language=language_of(body),
        characters=len("".join(body.split())),
        story=None,
        reprint_of=None,
        content_hash=digest,
        extractor=f"newscrawl {__version__}",
        removed=list(draft.removed),
        provenance=_provenance(draft),
    )


def _value(found: Found[Any] | None) -> Any:
    return found.value if found is not None else None


def _provenance(draft: Draft) -> dict[str, Provenance]:
    """Where each field comes from. Fields with several values are numbered: `reporters.0`."""
    evidence: dict[str, Provenance] = {}
    single: dict[str, Found[Any] | None] = {
        "title": draft.title,
        "kicker": draft.kicker,
        "subtitle": draft.subtitle,
        "published_at": draft.published,
        "modified_at": draft.modified,
        "dateline": draft.dateline,
        "channel": draft.channel,
        "keywords": draft.keywords,
    }
    many: dict[str, tuple[Found[Any], ...]] = {
        "source": draft.sources,
        "reporters": draft.reporters,
        "editors": draft.editors,
        "regions": draft.regions,
    }
    found = {name: item for name, item in single.items() if item is not None}
    found |= {f"{name}.{i}": item for name, items in many.items() for i, item in enumerate(items)}
    for name, item in found.items():
        conflicts = {"conflicts": list(item.conflicts)} if item.conflicts else {}
        evidence[name] = Provenance(item.raw, item.rule, **conflicts)
    cleaned = draft.cleaned
    blocks = f"{len(cleaned.body)} of {len(cleaned.story)} blocks"
    evidence["body"] = Provenance(f"{blocks}{_place(cleaned)}", cleaned.region_rule)
    charset = cleaned.page.charset
    raw = f"{charset.name}, declared {charset.declared}, {charset.replaced} characters lost"
    evidence["encoding"] = Provenance(raw, f"charset:{charset.rule}")
    if cleaned.page.further or cleaned.page.missing:
        evidence["page_urls"] = _paging(cleaned.page)
    if cleaned.page.lenient:
        evidence["parser"] = Provenance("the fast parser had lost text", "lenient-tree")
    return evidence


def _place(cleaned: Cleaned) -> str:
    """Where the body begins: the two nearest elements with a class or id, the outer one first."""
    if not cleaned.body:
        return ""
    named = (node for node in cleaned.body[0].block.node.ancestors() if node.label.strip())
    nearest = [f"{node.tag}.{'.'.join(node.label.split())}" for node in islice(named, 2)]
    return f" in {' > '.join(reversed(nearest))}" if nearest else ""


def _paging(page: Page) -> Provenance:
    """How many further pages were joined, and which that are linked could not be had."""
    conflicts = {"conflicts": [("missing", url) for url in page.missing]} if page.missing else {}
    return Provenance(f"{len(page.further)} further pages joined", "paging", **conflicts)
