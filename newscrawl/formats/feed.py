"""What a feed is about, and what all feed formats say of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from newscrawl.model import Record

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without any dated entry was changed last: formats that need a time get this one."""

SUMMARY = 200
"""Characters of the summary at most."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The head of a feed. `home`: the page for readers; `address`: the feed's own, its identity."""

    title: str
    home: str
    address: str
    description: str | None = None
    language: str = "zh-CN"


def identity(record: Record) -> str:
    """The article as a URI: the same in every format and version."""
    return f"urn:newscrawl:article:{record.id}"


def address(record: Record) -> str | None:
    """Where the article stands, if that is a web address; nothing else is made a link."""
    found = record.canonical_url or record.url
    return found if found and is_web(found) else None


def is_web(url: str | None) -> bool:
    """Whether `url` is absolute http or https: other schemes run code or read files in some readers."""
    try:
        parts = urlsplit(url or "")
        return parts.scheme in ("http", "https") and bool(parts.netloc)
    except ValueError:
        return False


def clocked(moment: str | None) -> datetime | None:
    """The instant that `moment` names; None for a bare day, which is never given a clock time."""
    if moment is None or "T" not in moment:
        return None
    instant = datetime.fromisoformat(moment)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def updated(record: Record) -> datetime:
    """When the article was changed last, as far as is known: what it says itself, or when it was read."""
    published = clocked(record.published_at) if record.version == 1 else None
    return clocked(record.modified_at) or published or clocked(record.fetched_at) or EPOCH


def rfc3339(instant: datetime) -> str:
    """`2024-03-12T09:15:00+08:00`: seconds always, UTC as Z."""
    text = instant.replace(microsecond=0).isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def authors(record: Record) -> list[str]:
    """The names of those who reported, each once; without any the outlet, for some formats need one."""
    names = list(dict.fromkeys(credit.name for credit in record.reporters))
    if names:
        return names
    outlet = record.source.name or record.source.displayed if record.source else None
    return [outlet or record.site or "newscrawl"]


def summary(record: Record) -> str | None:
    """The first paragraph, cut at SUMMARY characters."""
    first = (record.body or "").partition("\n\n")[0]
    return first if len(first) <= SUMMARY else first[: SUMMARY - 1] + "…"


def subjects(record: Record) -> list[str]:
    """What the page files the article under: its section, then its keywords, each once."""
    return list(dict.fromkeys([*record.channel[-1:], *record.keywords]))
