"""The database goes away in a crawl and comes back, in short: `python -m tests.torture outage` takes minutes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.torture.outage import Outage, locked, stopped


@pytest.mark.parametrize("gone", [stopped, locked])
def test_a_crawl_waits_for_its_database_and_loses_nothing(
    gone: Callable[[Path, int, float], Outage], tmp_path: Path
) -> None:
    outage = gone(tmp_path, 60, 2)
    # How soon it goes on is measured where nothing else runs.
    assert (outage.code, outage.stored) == (0, outage.articles)
