"""Record → the entry of a list of references, as GB/T 7714—2015 wants it for what stands on the web."""

from __future__ import annotations

import re
from datetime import timedelta, timezone

from newscrawl.formats import feed as said
from newscrawl.knowledge.roles import BOUNDED, SHOWN, SINGLE, STRONG, TITLED
from newscrawl.model import Record

_BEIJING = timezone(timedelta(hours=8))
_NAMED = 3
"""Authors that the standard has named; of more it has the first three, then 等."""
_KINDS = {**SINGLE, **BOUNDED, **STRONG, **TITLED}
_KINDS |= {shown: _KINDS[word] for word, shown in SHOWN.items() if word in _KINDS}
_WRITE = ("writer", "both", "verb")
_TRANSLATE = ("翻译", "译者", "译")
_DAY = len("2024-01-31")
_PINNED = re.compile(r"urn:newscrawl:article:(?P<id>\w+)@(?P<version>[1-9]\d{0,8})(?: sha256:\w+)?")


def citation(record: Record) -> str | None:
    """`曾业. 题名[EB/OL]. 封面新闻, (2023-01-18)[2023-01-19]. http://….`

    Who wrote it, what, who published it and when, when it was read, where.

    Days are those of Beijing. What is not known is left out. None without a headline or a web address: an
    entry has both. Always of the type EB/OL: which paper prints an edition of an e-paper is not in a record.
    """
    title, address = " ".join((record.title or "").split()), said.address(record)
    if not title or not address:
        return None
    entry = [*_authors(record), f"{title}[EB/OL]", _published(record), address]
    return "".join(f"{part}. " for part in entry if part).rstrip()


def pinned(record: Record) -> str:
    """Which text it is that is quoted: id, version, and the digest of headline and body."""
    return f"{said.identity(record)}@{record.version} sha256:{record.content_hash}"


def of_pin(text: str) -> tuple[str, int | None]:
    """Id and version that `pinned` names; of any other text itself, and no version."""
    found = _PINNED.fullmatch(text.strip())
    return (found["id"], int(found["version"])) if found else (text, None)


def _authors(record: Record) -> list[str]:
    """Those who wrote it, as one part, or none: who took its pictures or translated it is no author."""
    names = list(dict.fromkeys(credit.name for credit in record.reporters if _wrote(credit.role)))
    return [", ".join([*names[:_NAMED], *(["等"] if len(names) > _NAMED else [])])] if names else []


def _wrote(role: str) -> bool:
    """Whether a role is an author's. A rank may stand before what is known of it: 首席 摄影记者."""
    known = next((role[at:] for at in range(len(role)) if role[at:] in _KINDS), None)
    return known is None or (_KINDS[known] in _WRITE and known not in _TRANSLATE)


def _published(record: Record) -> str:
    name = record.source.name if record.source else None
    published, read = _day(record.published_at), _day(record.fetched_at)
    days = f"{published and f'({published})'}{read and f'[{read}]'}"
    return ", ".join(filter(None, (name, days))) if published else f"{name or ''}{days}"


def _day(moment: str | None) -> str:
    """The day in Beijing; empty if unknown."""
    if moment is None or len(moment) <= _DAY:
        return moment or ""
    instant = said.clocked(moment)
    return instant.astimezone(_BEIJING).date().isoformat() if instant else ""
