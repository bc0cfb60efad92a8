"""Reprints: the first publisher of a story is found whatever the order in which its copies arrive."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest
from records import record

from newscrawl.model import Record, Source
from newscrawl.store import Ending, Store
from newscrawl.stories import assign_story
from tests.bench.news import Newsroom

ROOM = Newsroom(6)
TEXT = ROOM.text(12)
OTHER = ROOM.text(12)
NAMES = {"jiangzhou": "江州日报", "dongshan": "东山新闻网", "third": None}


def copy(number: int, site: str, outlet: str | None, day: str, clock: str | None = None) -> Record:
    """A copy of the story on `site`, credited to `outlet`."""
    told: dict[str, Any] = {"published_at": day, "published_precision": "day"}
    if clock:
        told = {"published_at": f"{day}T{clock}+08:00", "published_precision": "minute"}
    source = Source(outlet, outlet) if outlet else None
    return telling(number, f"{TEXT}（{number}版）", site=site, source=source, **told)


def telling(number: int, body: str, **changes: Any) -> Record:
    """An article with this text, and the name that the text gives its story."""
    return assign_story(record(number, body=body, **changes))


def originals(url: str, batches: Sequence[Sequence[Record]]) -> dict[str, str | None]:
    """Stored batch by batch: which article each one reprints."""
    with Store(url) as store:
        for site, name in NAMES.items():
            store.end_run(store.begin_run(site, name), Ending("done", {}))
        run = store.begin_run("any")
        for batch in batches:
            store.save(batch, run)
        return {item.id: item.reprint_of for item in store.records()}


@pytest.mark.parametrize(
    ("first", "others"),
    [
        pytest.param(
            copy(1, "dongshan", "江州日报", "2024-03-11"),
            [copy(2, "jiangzhou", "江州日报", "2024-03-12"), copy(3, "third", None, "2024-03-13")],
            id="the earliest day",
        ),
        pytest.param(
            copy(1, "jiangzhou", "江州日报", "2024-03-12", "23:00"),
            [
                copy(2, "dongshan", "江州日报", "2024-03-12", "09:00"),
                copy(3, "third", None, "2024-03-12", "08:00"),
            ],
            id="on one day, who credits itself",
        ),
        pytest.param(
            copy(1, "third", None, "2024-03-12"),
            [copy(2, "dongshan", "江州日报", "2024-03-12", "09:00")],
            id="then, who credits nobody else",
        ),
        pytest.param(
            copy(1, "third", "远方日报", "2024-03-12", "08:59"),
            [copy(2, "dongshan", "远方日报", "2024-03-12", "09:00")],
            id="then, the clock",
        ),
    ],
)
def test_the_first_publisher(tmp_path: Any, first: Record, others: list[Record]) -> None:
    expected = {first.id: None} | {item.id: first.id for item in others}
    for index, order in enumerate(permutations([first, *others])):
        assert originals(f"sqlite:///{tmp_path}/one{index}.db", [order]) == expected
        assert originals(f"sqlite:///{tmp_path}/each{index}.db", [[item] for item in order]) == expected


def test_reprints_on_both_databases(database_url: str) -> None:
    late, early = copy(1, "third", None, "2024-03-13"), copy(2, "third", None, "2024-03-11")
    alone = telling(3, OTHER, site="third")
    assert originals(database_url, [[late, alone], [early]]) == {
        late.id: early.id,
        early.id: None,
        alone.id: None,
    }


def test_an_undated_copy_is_not_the_first(tmp_path: Any) -> None:
    nothing = {"published_at": None, "published_precision": None, "published_basis": None}
    undated = telling(1, TEXT, site="jiangzhou", **nothing)
    dated = copy(2, "third", None, "2024-03-12")
    assert originals(f"sqlite:///{tmp_path}/news.db", [[undated, dated]]) == {
        undated.id: dated.id,
        dated.id: None,
    }


def test_an_article_that_turns_to_another_story_leaves_the_first(tmp_path: Any) -> None:
    early, late = copy(1, "third", None, "2024-03-11"), copy(2, "third", None, "2024-03-12")
    moved = telling(1, OTHER, site="third", title="另一个故事", published_at="2024-03-11T08:00+08:00")
    assert originals(f"sqlite:///{tmp_path}/news.db", [[early, late], [moved]]) == {
        early.id: None,
        late.id: None,
    }
