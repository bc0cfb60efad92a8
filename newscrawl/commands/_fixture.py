"""A page of a new site as a fixture, and the golden that somebody has to review."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from newscrawl.errors import StorageError
from newscrawl.model import Page, Record

_FIELDS = (
    "title kicker subtitle published_at published_basis modified_at source reporters editors dateline regions"
    " channel keywords body images attachments language".split()
)


def write_fixture(root: Path, site_id: str, page: Page, record: Record) -> list[Path]:
    """Write `<day>-<name>.html.gz` and its golden, not reviewed yet, to tests/fixtures/<site>. Raises
    StorageError."""
    folder = root / "tests" / "fixtures" / site_id
    read = page.fetched_at or datetime.now(UTC)
    stem = f"{read:%Y-%m-%d}-{_name(page.url or '')}"
    values = msgspec.to_builtins(record)
    values["body"] = [line for line in (record.body or "").split("\n") if line]
    golden: dict[str, Any] = {
        "reviewed": False,
        "page_urls": [page.url],
        "fetched_at": read.isoformat(timespec="seconds"),
        "record": {name: values[name] for name in _FIELDS},
        "absent": [],
    }
    pages = [folder / f"{stem}.html.gz", folder / f"{stem}.json"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The text as it was read, in UTF-8: bytes and declaration of an old encoding need not be kept.
        pages[0].write_bytes(gzip.compress(_utf8(page.html).encode("utf-8", "replace"), mtime=0))
        pages[1].write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise StorageError(f"cannot write {folder}: {error.strerror}") from error
    return pages


def _utf8(html: str) -> str:
    return re.sub(r"(charset\s?=\s?[\"']?)[\w-]+", r"\1utf-8", html, count=1, flags=re.IGNORECASE)


def _name(url: str) -> str:
    parts = urlsplit(url)
    name = re.sub(r"[^a-z0-9]+", "-", f"{parts.path} {parts.query}".lower()).strip("-")
    return name[-40:].strip("-") or "page"
