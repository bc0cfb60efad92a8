"""The database goes away in a crawl and comes back, in short: `python -m tests.torture outage` takes minutes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.torture.full import SIZE, crawl_on_full_disk, small_disk
from tests.torture.outage import Outage, ended_meanwhile, locked, stopped


@pytest.mark.parametrize("gone", [stopped, locked])
def test_a_crawl_waits_for_its_database_and_loses_nothing(
    gone: Callable[[Path, int, float], Outage], tmp_path: Path
) -> None:
    outage = gone(tmp_path, 60, 2)
    # How soon it goes on is measured where nothing else runs.
    assert (outage.code, outage.stored) == (0, outage.articles)


def test_a_crawl_that_is_stopped_while_its_database_is_away_does_not_wait_for_it(tmp_path: Path) -> None:
    assert ended_meanwhile(tmp_path, 60) == (5, 0, 60)


def test_a_disk_that_fills_up_ends_the_crawl_and_the_next_one_completes_it() -> None:
    if os.geteuid():
        pytest.skip("only root may mount a disk of 20 MB")
    try:
        with small_disk(SIZE) as folder:
            assert crawl_on_full_disk(folder, 400) == []
    except subprocess.CalledProcessError as error:
        pytest.skip(f"a disk of 20 MB cannot be mounted here: {error.stderr!r}")
