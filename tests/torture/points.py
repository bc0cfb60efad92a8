"""SIGKILL at every statement, commit and renaming around a batch and its export: always before or after."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event

from newscrawl.export import encode, export_run
from newscrawl.store import Ending, Store
from tests.records import SITE, record

BATCH = 20
FILES = ("os.rename", "os.chmod", "os.remove", "tempfile.mkstemp")
TABLES = ("articles", "versions", "changes")


def points(folder: Path, kills: int) -> Iterator[str]:
    """What is wrong after each of `kills` kills, spread over all points of a batch; nothing, if all is well."""
    whole = folder / "whole.db"
    with Store(f"sqlite:///{whole}") as store:
        run = store.begin_run(SITE)
        store.save([record(number) for number in range(BATCH)], run)
        store.end_run(run, Ending("done", {}))
    trial = folder / "trial"
    last = _run(_copy(whole, trial), 0)
    for number in range(kills):
        at = 1 + number * last // kills
        database = _copy(whole, trial)
        status = _run(database, at)
        if status != -signal.SIGKILL:
            yield f"point {at} of {last}: ended with {status}"
        yield from (f"point {at} of {last}: {fault}" for fault in _faults(database))


def _copy(whole: Path, trial: Path) -> Path:
    shutil.rmtree(trial, ignore_errors=True)
    trial.mkdir()
    return Path(shutil.copy(whole, trial / "crawl.db"))


def _run(database: Path, at: int) -> int:
    """Store and export a batch in a process that is killed at point `at`; 0: count the points and give them."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, str(_work(database, at)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    return int(told) if at == 0 else -os.WTERMSIG(status) if os.WIFSIGNALED(status) else status


def _work(database: Path, at: int) -> int:
    numbers, passed = count(1), 0

    def point(*_: Any, **__: Any) -> None:
        nonlocal passed
        passed = next(numbers)
        if passed == at:
            os.kill(os.getpid(), signal.SIGKILL)

    with Store(f"sqlite:///{database}") as store:
        run = store.begin_run(SITE)
        engine = store._engine
        for name in ("before_cursor_execute", "after_cursor_execute", "commit", "release_savepoint"):
            event.listen(engine, name, point)
        committing = engine.dialect.do_commit

        def commit(connection: Any) -> None:
            point()
            committing(connection)
            point()

        engine.dialect.do_commit = commit  # type: ignore[method-assign]
        sys.addaudithook(lambda name, _: point() if name in FILES else None)
        store.save([record(number) for number in range(BATCH, 2 * BATCH)], run)
        export_run(map(encode, store.records(run)), database.parent, "export")
        store.end_run(run, Ending("done", {}))
    return passed


def _faults(database: Path) -> Iterator[str]:
    """What is neither before nor after."""
    with closing(sqlite3.connect(database)) as opened:
        if opened.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            yield "the file is damaged"
        if opened.execute("PRAGMA foreign_key_check").fetchall():
            yield "rows link to none"
        rows = {name: opened.execute("SELECT count(*) FROM " + name).fetchone()[0] for name in TABLES}
    if len(set(rows.values())) != 1 or rows["articles"] not in (BATCH, 2 * BATCH):
        yield f"rows are {rows}"
    export = database.parent / "export.jsonl"
    if export.exists():
        with Store(f"sqlite:///{database}") as store:
            ours = [one for one in store.records() if int((one.url or "").split("/")[-1][:-5]) >= BATCH]
        if export.read_bytes() != b"".join(encode(one) + b"\n" for one in ours):
            yield "the export is not what is stored"


def main() -> int:
    """0 if all of 100 kills left the state before or the state after."""
    with tempfile.TemporaryDirectory() as folder:
        faults = list(points(Path(folder), 100))
    print("\n".join(faults) or "100 kills: always before or after")
    return 1 if faults else 0
