"""What a run counts, as statistics of the crawl and as the counters of the stored run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from msgspec import UNSET
from scrapy.statscollectors import StatsCollector

from newscrawl.health import disputed, is_garbled
from newscrawl.ledger import Committed
from newscrawl.model import Record
from newscrawl.report import filled

OURS = "newscrawl/"
# What Scrapy counts of interest to whoever reads about the run, under our names.
THEIRS = {
    "response_received_count": "responses",
    "downloader/response_bytes": "bytes",
    "downloader/request_count": "requests",
    "retry/count": "retries",
    "robotstxt/forbidden": "forbidden_by_robots",
}


def count(stats: StatsCollector, done: Committed) -> None:
    """Count what became of a batch, which facts its articles have, and what was removed from them."""
    counted = Counter({"articles/missing": done.missing, "articles/withdrawn": done.withdrawn})
    for item, result in done.saved:
        if result.outcome == "rejected":
            counted[f"rejects/{result.code}"] += 1
            continue
        counted[f"articles/{result.outcome}"] += 1
        if isinstance(item, Record) and result.outcome != "alias":
            counted.update(f"filled/{name}" for name in filled(item))
            counted.update(f"conflicts/{name}" for name in disputed(item))
            if is_garbled(item):
                counted["encoding/lost"] += 1
            removed = item.removed if item.removed is not UNSET else ()
            counted.update(f"removed/{piece.kind}" for piece in removed)
    for name, number in counted.items():
        stats.inc_value(f"newscrawl/{name}", number)


def counters(stats: Mapping[str, Any]) -> dict[str, int]:
    """The whole numbers among a crawl's statistics that are ours or tell of its traffic."""
    names = {name: name.removeprefix(OURS) for name in stats if name.startswith(OURS)} | THEIRS
    return {ours: stats[name] for name, ours in names.items() if isinstance(stats.get(name), int)}
