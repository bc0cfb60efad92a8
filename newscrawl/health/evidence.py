"""What the evidence of a record says about how sure it is."""

from __future__ import annotations

from msgspec import UNSET

from newscrawl.model import Record


def disputed(record: Record) -> list[str]:
    """The facts that other rules read differently; `reporters.1` counts as `reporters`."""
    if record.provenance is UNSET:
        return []
    found = (name for name, evidence in record.provenance.items() if evidence.conflicts is not UNSET)
    return sorted({name.partition(".")[0] for name in found})


def is_garbled(record: Record) -> bool:
    """Whether characters were lost when the page was decoded."""
    if record.provenance is UNSET or "encoding" not in record.provenance:
        return False
    return not record.provenance["encoding"].raw.endswith(" 0 characters lost")
