"""The end of a crawl of an e-paper: what is missing of it, in the store, in the log and counted."""

from __future__ import annotations

import logging

from scrapy.statscollectors import StatsCollector

from newscrawl.spiders.issues import Issues
from newscrawl.store import Store

logger = logging.getLogger(__name__)


def note_missing(store: Store, run: str, issues: Issues) -> None:
    """Note that the run has looked for the days it was asked for. Raises StorageError."""
    if issues.asked:
        with store.transaction(run) as transaction:
            transaction.miss({day: issues.is_listed(day) for day in issues.asked})


def tell_missing(store: Store, run: str, stats: StatsCollector) -> None:
    """Say and count what is missing of the issues that the run read or looked for. Raises StorageError."""
    found = store.issues(run=run, missing=True)
    missing = [issue for issue in found if issue.state == "missing"]
    editions = [(issue.day, edition) for issue in found for edition in issue.lacks]
    stats.set_value("newscrawl/missing_issues", len(missing))
    stats.set_value("newscrawl/missing_editions", len(editions))
    for issue in reversed(missing):
        known = "the calendar names one" if issue.listed else "no calendar names one"
        logger.warning("Missing issue: %s (%s)", issue.day, known)
    for day, edition in editions:
        logger.warning("Missing edition: %s %s", day, edition.name or edition.number)
