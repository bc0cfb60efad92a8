"""Work on several processes: order, bounded reading ahead, and no item lost with a dying process."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from newscrawl.workers import WINDOW, ordered

DEADLY = (5, 23)


def double(item: int) -> int:
    return item * 2


def die_of_some(item: int) -> int:
    if item in DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def refuse(item: int) -> int:
    raise ValueError(f"no {item}")


def lost(item: int) -> int:
    return -item


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(ordered(double, range(50), jobs, lost)) == [2 * item for item in range(50)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_in_nothing_out(jobs: int) -> None:
    assert list(ordered(double, [], jobs, lost)) == []


@pytest.mark.parametrize(("jobs", "ahead"), [(1, 1), (2, 2 * WINDOW)])
def test_items_are_read_as_they_are_needed(jobs: int, ahead: int) -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for item in range(10_000):
            read.append(item)
            yield item

    results = ordered(double, items(), jobs, lost)
    assert next(results) == 0
    assert len(read) == ahead
    results.close()  # type: ignore[attr-defined]


def test_a_dying_process_costs_only_the_item_that_kills_it() -> None:
    assert list(ordered(die_of_some, range(40), 2, lost)) == [
        -item if item in DEADLY else item for item in range(40)
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_is_raised(jobs: int) -> None:
    with pytest.raises(ValueError, match="no 0"):
        list(ordered(refuse, range(3), jobs, lost))
