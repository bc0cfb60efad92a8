"""Parquet that is made while the lines come: the same rows, whatever comes between."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT
from records import record

from newscrawl.export import About, Form, write_dataset
from newscrawl.export.beside import PIECE, Beside
from newscrawl.export.parquet import OBJECT
from newscrawl.export.verify import verify
from newscrawl.model.line import DataLine, line_of

LINES = [line_of(record(number)) for number in range(2 * PIECE + 300)]


def write(folder: Path, lines: Iterable[DataLine], expected: int | None = len(LINES)) -> Path:
    manifest = write_dataset(lines, folder, "news", Form("parquet"), About("c1", expected=expected))
    assert verify(folder / "news.manifest.json").faults == []
    (part,) = manifest.files
    return folder / part.name


def rows(path: Path) -> list[str]:
    with duckdb.connect() as database:
        return [id for (id,) in database.read_parquet(str(path)).project("id").fetchall()]


def ids(lines: Iterable[DataLine]) -> list[str]:
    return [record(number).id for number, _ in enumerate(lines)]


@pytest.mark.parametrize("expected", [None, len(LINES), len(LINES) + 3 * PIECE, PIECE + 1])
def test_all_rows_are_there_in_their_order_however_many_were_expected(
    tmp_path: Path, expected: int | None
) -> None:
    one, two = (write(tmp_path / folder, LINES, expected) for folder in ("one", "two"))
    assert rows(one) == ids(LINES)
    assert one.read_bytes() == two.read_bytes()


def test_a_line_that_is_too_long_for_a_pipe_is_written_too(tmp_path: Path) -> None:
    long = line_of(record(PIECE, body="长" * OBJECT))
    path = write(tmp_path, [*LINES[:PIECE], long, *LINES[PIECE + 1 :]])
    assert rows(path) == ids(LINES)


def test_an_export_that_fails_ends_its_conversion_and_leaves_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[DataLine]:
        yield from LINES[: PIECE + 20]
        raise ValueError("the database is gone")

    before = set(threading.enumerate())
    with pytest.raises(ValueError, match="gone"):
        write(tmp_path, failing())
    assert [path.name for path in tmp_path.iterdir()] == [".news.lock"]
    assert set(threading.enumerate()) <= before


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.test_export_beside import LINES, PIECE, write

def lines():
    yield from LINES[: PIECE + 20]
    os.kill(os.getpid(), signal.SIGKILL)

write(Path(sys.argv[1]), lines())
"""


def test_what_a_killed_export_has_left_is_removed_by_the_next(tmp_path: Path) -> None:
    folder, aside = tmp_path / "out", tmp_path / "tmp"
    aside.mkdir()
    environment = os.environ | {"TMPDIR": str(aside), "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    subprocess.run([sys.executable, "-c", KILLED, str(folder)], env=environment, check=False)
    assert list(folder.glob(".news.*.pipes"))
    path = write(folder, LINES)
    assert {each.name for each in folder.iterdir()} == {
        path.name, "news.manifest.json", "news.card.md", ".news.lock", ".news.superseded.json"
    }  # fmt: skip
    assert list(aside.iterdir()) == []


def test_what_cannot_be_converted_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").mkdir()
    beside = Beside(tmp_path / "x.parquet", len(LINES), evidence=False)
    for line in LINES:
        beside.write(line.data + b"\n")
    assert beside.finish() is False
