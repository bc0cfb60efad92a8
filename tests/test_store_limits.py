"""What the store refuses: wrong records one by one, wrong rows, wrong databases, and a disk that is full."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import SITE, full_record, record
from sqlalchemy import create_engine, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from newscrawl.errors import StorageError, UsageError
from newscrawl.model import Credit, Image, Provenance, Region, Removed
from newscrawl.store import Store
from newscrawl.store.checks import checked
from newscrawl.store.engine import database
from newscrawl.store.models import ArticleRow, RejectRow, VersionRow

POISON: list[dict[str, Any]] = [
    {"title": "NUL\0 im Titel"},
    {"body": "half a character \ud83d"},
    {"url": "http://www.jiangzhou.example/\udcff"},
    {"site": "site\0"},
    {"title": ""},
    {"body": ""},
    {"title": "长" * 1001},
    {"url": "http://www.jiangzhou.example/" + "x" * 3000},
    {"body": "长" * 5_000_001},
    {"published_basis": "guess"},
    {"published_precision": "second"},
    {"published_basis": None},
    {"fetched_at": "yesterday"},
    {"characters": -1},
    {"language": 7},
    {"reporters": [Credit("", "记者")]},
    {"reporters": [Credit("林晓禾", "记者" * 100)]},
    {"regions": [Region("9901", "东山省江州市", "city")]},
    {"images": [Image("")]},
    {"removed": [Removed("tip", "\0")]},
    {"provenance": {"title": Provenance("\ud83d", "css(h1)")}},
]


@pytest.mark.parametrize("change", POISON, ids=lambda change: next(iter(change)))
def test_one_poison_record_is_set_aside_and_the_rest_is_stored(
    database_url: str, change: dict[str, Any]
) -> None:
    batch = [record(number) for number in range(12)]
    batch[7] = record(7, **change, content_hash="0" * 32)
    with Store(database_url) as store:
        run = store.begin_run(SITE)
        results = store.save(batch, run)
        assert [result.outcome for result in results] == ["new"] * 7 + ["rejected"] + ["new"] * 4
        assert results[7].code == "unstorable"
        assert {item.id for item in store.records(run)} == {item.id for item in batch} - {batch[7].id}
    with create_engine(database(database_url)).connect() as connection:
        message, packed = connection.execute(select(RejectRow.message, RejectRow.body_gz)).one()
    assert message
    assert json.loads(gzip.decompress(packed))["id"] == batch[7].id


def test_a_sound_record_has_no_fault() -> None:
    assert not isinstance(checked(full_record()), str)


@given(st.text(st.characters(exclude_categories=[]), max_size=8))
def test_exactly_what_is_no_text_is_a_fault(title: str) -> None:
    sound = "\0" not in title and not any("\ud800" <= character <= "\udfff" for character in title)
    assert isinstance(checked(record(title=f"标题{title}")), str) != sound


@pytest.mark.parametrize("title", [r"\u0000", r"\\u0000", r"\\\u0000", "\\"])
def test_text_that_only_looks_like_a_nul_is_sound(title: str) -> None:
    assert not isinstance(checked(record(title=title)), str)


@pytest.mark.parametrize(
    "change",
    [
        update(ArticleRow).values(status="gone"),
        update(ArticleRow).values(kind="list"),
        update(ArticleRow).values(version=0),
        update(ArticleRow).values(version=2),
        update(ArticleRow).values(reprint_of=ArticleRow.id),
        update(ArticleRow).values(site_id=99),
        update(ArticleRow).values(url=""),
        update(VersionRow).values(published_at=None),
        update(VersionRow).values(published_precision="day"),
        update(VersionRow).values(published_precision=None),
        update(VersionRow).values(published_basis=None),
        update(VersionRow).values(body=""),
        update(VersionRow).values(extractor=None),
        update(VersionRow).values(outlet_id=99),
        insert(VersionRow).from_select(VersionRow.__table__.c.keys(), select(VersionRow)),
        text("UPDATE article_regions SET level = 'village'"),
        text("UPDATE article_regions SET adcode = '51'"),
        text("UPDATE credits SET desk = 'kitchen'"),
        text("UPDATE credits SET person_id = 99"),
        text("UPDATE credits SET version = 9"),
        text("UPDATE images SET url = ''"),
        text("UPDATE runs SET status = 'asleep'"),
        text("UPDATE runs SET status = 'done'"),
        text("INSERT INTO people (name) SELECT name FROM people"),
        text("INSERT INTO sites (key) SELECT key FROM sites"),
        text("INSERT INTO register (id, digest) SELECT 2, digest FROM register"),
        text("UPDATE changes SET kind = 'lost'"),
        text("UPDATE changes SET article_id = 99"),
        text("UPDATE register_outlets SET region = '51'"),
        text("UPDATE register_names SET key = 'nobody'"),
    ],
    ids=str,
)
def test_a_wrong_row_is_impossible(database_url: str, change: Any) -> None:
    with Store(database_url) as store:
        store.save([full_record()], store.begin_run(SITE))
        # As our own engine sets SQLite up: without that it would not look at foreign keys.
        with pytest.raises(IntegrityError), store._engine.begin() as connection:
            connection.execute(change)


def test_a_database_of_another_program_is_refused(empty_url: str) -> None:
    with create_engine(database(empty_url)).begin() as connection:
        connection.execute(text("CREATE TABLE articles (id INTEGER)"))
    with pytest.raises(StorageError, match="tables of another program"):
        Store(empty_url)


def test_other_tables_beside_ours_do_no_harm(database_url: str) -> None:
    with create_engine(database(database_url)).begin() as connection:
        connection.execute(text("CREATE TABLE unrelated (id INTEGER)"))
    Store(database_url).close()
    Store(database_url).close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("news.db", "not a database URL"),
        ("mysql://localhost/news", "unknown database 'mysql'"),
        ("sqlite://", "must be a file"),
        ("sqlite:///:memory:", "must be a file"),
    ],
)
def test_a_wrong_url_is_wrong_usage(url: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        Store(url)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "news.db").write_text("not a database at all, but long enough to have a header" * 30)
    with pytest.raises(StorageError, match="damaged or no database"):
        Store(f"sqlite:///{tmp_path}/news.db")


def test_a_path_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be opened"):
        Store(f"sqlite:///{tmp_path}/file/news.db")
    with pytest.raises(StorageError, match="cannot be opened"):
        Store(f"sqlite:///{tmp_path}")


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StorageError, match="cannot be reached") as refused:
        Store("postgresql://reader:secret@127.0.0.1:1/news")
    assert "secret" not in str(refused.value)


FULL = """
import resource, sys
from records import SITE, record
from newscrawl.errors import StorageError
from newscrawl.store import Store

resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
store = Store(sys.argv[1])
run = store.begin_run(SITE)
try:
    for start in range(0, 10**6, 100):
        store.save([record(number) for number in range(start, start + 100)], run)
        print(start + 100, flush=True)
except StorageError as error:
    print(error, flush=True)
    sys.exit(error.exit_code)
"""


def test_a_full_disk_ends_with_code_5_and_tears_nothing(tmp_path: Path) -> None:
    """A limit on file size refuses a write just as a full disk does, halfway through a batch."""
    url = f"sqlite:///{tmp_path}/news.db"
    Store(url).close()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run([sys.executable, "-c", FULL, url], env=environment, capture_output=True, text=True)
    *stored, said = done.stdout.splitlines()
    assert done.returncode == 5, done.stderr
    assert "the disk is full" in said
    with sqlite3.connect(tmp_path / "news.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (int(stored[-1]),)
    with Store(url) as store:
        again = store.begin_run(SITE)
        results = store.save([record(number) for number in range(int(stored[-1]) + 100)], again)
    outcomes = [result.outcome for result in results]
    assert outcomes == ["unchanged"] * int(stored[-1]) + ["new"] * 100


def test_a_locked_database_says_so(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/news.db")
    run = store.begin_run(SITE)
    with sqlite3.connect(tmp_path / "news.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with store._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 10")
        with pytest.raises(StorageError, match="another program keeps it locked"):
            store.save([record()], run)
        other.execute("ROLLBACK")
    assert [result.outcome for result in store.save([record()], run)] == ["new"]
