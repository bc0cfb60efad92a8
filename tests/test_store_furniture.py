"""What is learned of a site's furniture, kept in both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

from conftest import new_database
from sqlalchemy import text

from newscrawl.model import Fixture, Learned, Line, Sighting
from newscrawl.store import Store, furniture
from newscrawl.store.engine import writing

DAY = date(2024, 3, 12).toordinal()
LARGE = 2**48 - 1
LEARNED = Learned(
    fixtures=(Fixture(7, "江州云，身边的新闻。", "tail", 18, 20, DAY, DAY + 3),),
    sightings=(
        Sighting(
            1, DAY, "www.jiangzhou.example/news", [3, 4], [Line(7, 11, "sentence"), Line(9, 0, "picture")]
        ),
        Sighting(LARGE, DAY, "www.jiangzhou.example", [], [Line(LARGE, 4, "form", loose=True, shown=False)]),
    ),
)


def test_what_is_kept_comes_back(database_url: str) -> None:
    with Store(database_url) as store:
        store.keep_furniture("sichuan.jiangzhou", LEARNED)
    with Store(database_url) as store:
        assert store.furniture("sichuan.jiangzhou") == LEARNED


def test_nothing_is_known_of_a_site_that_was_never_crawled(database_url: str) -> None:
    with Store(database_url) as store:
        assert store.furniture("nowhere") == Learned()


def test_what_is_kept_later_takes_the_place_of_what_was_known(database_url: str) -> None:
    with Store(database_url) as store:
        store.keep_furniture("a", LEARNED)
        store.keep_furniture("b", LEARNED)
        later = Learned((replace(LEARNED.fixtures[0], stories=20),), LEARNED.sightings[1:])
        store.keep_furniture("a", later)
        store.keep_furniture("a", later)
        assert store.furniture("a") == later
        store.keep_furniture("a", Learned())
        assert store.furniture("a") == Learned()
        assert store.furniture("b") == LEARNED


def test_of_workers_that_end_at_once_the_last_one_counts(server: str) -> None:
    url = new_database(server)
    with Store(url) as first, Store(url) as second, ThreadPoolExecutor(1) as beside:
        with writing(first._engine) as connection:
            furniture.keep(connection, "a", LEARNED)
            later = beside.submit(second.keep_furniture, "a", Learned(sightings=LEARNED.sightings))
            while not connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                assert not later.done()
        later.result()
        assert first.furniture("a") == Learned(sightings=LEARNED.sightings)


def test_text_that_no_database_takes_costs_nothing_else(database_url: str) -> None:
    broken = replace(LEARNED.fixtures[0], text="江\0州\ud800")
    with Store(database_url) as store:
        store.keep_furniture("a", replace(LEARNED, fixtures=(broken,)))
        (found,) = store.furniture("a").fixtures
    assert (found.mark, found.text.encode("utf-8", "strict")[:3]) == (7, "江".encode())
