"""Fields that a site calls required: without one of them a page has not been understood."""

from __future__ import annotations

from newscrawl.errors import FieldMissing
from newscrawl.model import Draft
from newscrawl.model.rules import Demanded

_FACTS: dict[Demanded, str] = {
    "title": "title",
    "published_at": "published",
    "source": "sources",
    "reporters": "reporters",
    "editors": "editors",
    "dateline": "dateline",
    "channel": "channel",
    "images": "images",
    "attachments": "attachments",
}


def complete(draft: Draft) -> Draft:
    """The draft, if it has what its site requires. Raises FieldMissing with the names of what is missing."""
    site = draft.cleaned.site
    missing = [name for name in site.required if not getattr(draft, _FACTS[name])] if site else []
    if site and missing:
        raise FieldMissing(f"no {', '.join(missing)}, which every article of {site.id} has")
    return draft
