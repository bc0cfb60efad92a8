"""Revisions: one row of them, the tables are what the models say, and up and down nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from records import SITE, full_record, record
from sqlalchemy import Engine, create_engine, inspect, select, text

from newscrawl import settings
from newscrawl.commands import main
from newscrawl.errors import StorageError
from newscrawl.store import Store, migrations, state_of
from newscrawl.store.engine import database, writing
from newscrawl.store.models import Base
from newscrawl.store.schema import migrate
from tests.noted import crawled

# Nowhere else stands what these tables hold: who goes below the revision that makes them goes without.
WITHOUT = {"fetches": "0008", "issues": "0008", "editions": "0008", "edition_articles": "0009"}
OPEN = "import sys\nfrom newscrawl.store import Store\nprint(Store(sys.argv[1]).last_change())"


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    with Store(empty_url) as store:
        yield store._engine


def contents(engine: Engine) -> dict[str, list[Any]]:
    """All rows of all tables."""
    with engine.connect() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for name, table in Base.metadata.tables.items()
        }


def at_baseline(url: str) -> None:
    """Put the database back to where it was before there were revisions."""
    with Store(url) as store:
        migrate(store._engine, migrations.BASELINE)
        with writing(store._engine) as connection:
            connection.execute(text("DROP TABLE newscrawl_version"))


def test_there_is_one_head_and_the_files_are_numbered_in_order() -> None:
    scripts = ScriptDirectory(str(migrations.FOLDER))
    assert scripts.get_heads() == [migrations.head()]
    chain = [script.revision for script in scripts.walk_revisions()]
    assert chain[::-1] == list(migrations.revisions())


def test_the_revisions_make_what_the_models_say(engine: Engine) -> None:
    def ours(name: str | None, kind: str, parents: Any) -> bool:
        return kind != "table" or name in Base.metadata.tables

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        found = inspect(connection)
        for name, table in Base.metadata.tables.items():
            checks = {check["name"] for check in found.get_check_constraints(name)}
            assert checks == {c.name for c in table.constraints if type(c).__name__ == "CheckConstraint"}
            keys = {key["name"] for key in found.get_foreign_keys(name)}
            assert keys == {key.name for key in table.foreign_key_constraints}


@pytest.mark.parametrize("revision", [*migrations.revisions()][:-1])
def test_down_and_up_again_nothing_is_lost(engine: Engine, empty_url: str, revision: str) -> None:
    with Store(empty_url) as store:
        run = store.begin_run(SITE)
        store.save(
            [*(record(number) for number in range(2, 50)), full_record(), record(2, title="改过")], run
        )
        crawled(store, run, 3)
    before = contents(engine)
    assert [len(before[name]) for name in WITHOUT] == [3, 2, 4, 3]
    migrate(engine, revision)
    with pytest.raises(StorageError, match="newscrawl doctor migrate"):
        Store(empty_url)
    migrate(engine)
    Store(empty_url).close()
    after = contents(engine)
    # What delivery keeps is a copy, or begins anew; keys of texts are made again of the texts.
    made_again = {"changes", "encoded", "log", "story_texts", "story_bands"}
    dropped = {name for name, made in WITHOUT.items() if revision < made}
    assert {name for name in before if before[name] != after[name]} <= made_again | dropped
    assert len({row[1] for row in after["changes"]}) == 50


def test_a_database_from_before_revisions_is_refused_and_brought_up(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(empty_url) as store:
        store.save([full_record()], store.begin_run(SITE))
    at_baseline(empty_url)
    with pytest.raises(
        StorageError, match=r"revision 0001.*make a copy.*newscrawl doctor migrate"
    ) as refused:
        Store(empty_url)
    assert refused.value.exit_code == 5
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", empty_url)
    told = CliRunner().invoke(main, ["doctor", "migrate"])
    assert (told.exit_code, told.stdout.split()[-1]) == (0, migrations.head())
    with Store(empty_url) as store:
        assert list(store.records(evidence=True)) == [full_record()]
        assert [(change.id, change.kind) for change in store.changes_after()] == [(full_record().id, "new")]
    assert "already" in CliRunner().invoke(main, ["doctor", "migrate"]).stdout


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE newscrawl_version SET version_num = '9999'", "revision 9999, made by a newer newscrawl"),
        ("DROP TABLE newscrawl_version", "tables of another program"),
    ],
)
def test_a_database_that_is_not_ours_to_mend_is_refused(
    empty_url: str, engine: Engine, statement: str, says: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))
    with pytest.raises(StorageError, match=says):
        Store(empty_url)
    with pytest.raises(StorageError, match=says):
        migrate(engine)


def test_a_database_older_than_the_baseline_is_refused(empty_url: str) -> None:
    Store(empty_url).close()
    at_baseline(empty_url)
    with create_engine(database(empty_url)).begin() as connection:
        connection.execute(text("UPDATE schema_version SET version = 2"))
    with pytest.raises(StorageError, match="version 2, made by a newscrawl too old"):
        Store(empty_url)


def test_a_migration_that_fails_leaves_the_database_as_it_was(engine: Engine, empty_url: str) -> None:
    with Store(empty_url) as store:
        store.save([full_record()], store.begin_run(SITE))
    at_baseline(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE quarantine (id INTEGER)"))
    with pytest.raises(StorageError, match="quarantine"):
        migrate(engine)
    assert state_of(empty_url).kind == "older"
    with engine.begin() as connection:
        assert "changes" not in inspect(connection).get_table_names()
        connection.execute(text("DROP TABLE quarantine"))
    migrate(engine)
    with Store(empty_url) as store:
        assert list(store.records(evidence=True)) == [full_record()]


def test_processes_that_open_a_new_database_at_once_do_not_collide(empty_url: str) -> None:
    command = [sys.executable, "-c", OPEN, empty_url]
    ours = [
        subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent) for _ in range(4)
    ]
    assert [process.communicate()[0] for process in ours] == [b"0\n"] * 4
    assert state_of(empty_url).kind == "current"
