"""Tables cut into ranges of articles on PostgreSQL: all is there as before, and what comes finds its range."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from newscrawl import settings
from newscrawl.commands import main
from newscrawl.errors import UsageError
from newscrawl.store import Store, partition, state_of
from newscrawl.store.partitions import AHEAD, TABLES
from tests.conftest import new_database
from tests.records import record

SITE = "qingling.zaixian"


@pytest.fixture
def url(server: str, made_postgresql: str) -> str:
    return new_database(server, made_postgresql)


def fill(store: Store, first: int, last: int, **changes: Any) -> None:
    """Store the articles `first` to `last - 1`."""
    run = store.begin_run(SITE)
    store.save([replace(record(number), **changes) for number in range(first, last)], run)
    store._begun.pop(run).lock.release()


def asked(url: str, *queries: str) -> list[list[Any]]:
    """What the database says."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            return [connection.execute(text(query)).all() for query in queries]  # type: ignore[misc]
    finally:
        engine.dispose()


def shape(url: str) -> dict[str, Any]:
    """Keys, links, checks and indexes of the tables, by name."""
    engine = create_engine(url)
    found = inspect(engine)
    shapes = {
        table: (
            found.get_pk_constraint(table),
            # A key that names a table names each of its parts as well, under names that PostgreSQL makes.
            sorted(
                (str(key["name"]), key["constrained_columns"], key["options"])
                for key in found.get_foreign_keys(table)
                if "_" not in key["referred_table"]
            ),
            sorted(found.get_check_constraints(table), key=lambda check: str(check["name"])),
            sorted((index["name"], tuple(index["column_names"])) for index in found.get_indexes(table)),
        )
        for table in (*TABLES, "articles", "images")
    }
    engine.dispose()
    return shapes


def test_records_and_the_shape_of_tables_are_as_before(url: str) -> None:
    with Store(url) as store:
        fill(store, 0, 30)
        before, stood = list(store.records()), shape(url)
        whole = {size.table: size for size in store.sizes().tables}
        ranges = partition(url, 20)
        assert [(one.first, one.end) for one in ranges if one.table == "versions"] == [
            (0, 40),
            (40, 60),
            (60, 80),
        ]
        assert list(store.records()) == before
        assert shape(url) == stood
        assert partition(url, 20) == []
        sizes = {size.table: size for size in store.sizes().tables}
        assert sizes["versions"].rows == 30
        assert (sizes["versions"].bytes or 0) >= (whole["versions"].bytes or 0) > 8192
        assert (sizes["articles"].bytes or 0) > 8192
    assert state_of(url).kind == "current"


def test_what_comes_finds_its_range_and_what_is_beyond_becomes_the_next(url: str) -> None:
    with Store(url) as store:
        fill(store, 0, 10)
        partition(url, 20)
        fill(store, 10, 100)
        fill(store, 0, 5, title="改过的标题")
        told = list(store.records())
        rest = "SELECT count(*) FROM versions_rest"
        assert asked(url, rest) == [[(100 - 20 * (AHEAD + 1) + 1,)]]
        assert {(one.first, one.end) for one in partition(url, 20)} == {(60, 120), (120, 140), (140, 160)}
        assert asked(url, rest) == [[(0,)]]
        assert list(store.records()) == told
        assert len(told) == 100
        assert [one.version for one in told].count(2) == 5
    plan = asked(url, "EXPLAIN SELECT * FROM versions WHERE article_id = 65")[0]
    assert "versions_60" in str(plan)
    assert "versions_0" not in str(plan)


def test_links_between_tables_hold_across_ranges(url: str) -> None:
    with Store(url) as store:
        fill(store, 0, 30)
        partition(url, 10)
    with pytest.raises(IntegrityError):
        asked(url, "DELETE FROM versions WHERE article_id = 12")


def test_the_command_tells_the_new_ranges(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", url)
    done = CliRunner().invoke(main, ["doctor", "partition", "--articles", "1000"])
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "versions: articles 0 to 999")
    assert "nothing to do" in CliRunner().invoke(main, ["doctor", "partition", "--articles", "1000"]).stdout


def test_a_file_has_no_partitions(tmp_path: Any) -> None:
    with pytest.raises(UsageError, match="for PostgreSQL"):
        partition(f"sqlite:///{tmp_path}/news.db", 10)
