"""Exports: lines that any reader takes, in the contract's order, in a file that is whole or not there."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import full_record, record

from newscrawl.errors import StorageError
from newscrawl.export import encode, export_run
from newscrawl.model import Record

FIELDS = [field.name for field in dataclasses.fields(Record)]


def test_a_line_has_every_field_in_the_order_of_the_contract() -> None:
    assert [*json.loads(encode(record()))] == FIELDS[:-2]
    assert [*json.loads(encode(full_record(), evidence=True))] == FIELDS


def test_evidence_is_left_out_unless_asked_for() -> None:
    assert [*json.loads(encode(full_record()))] == FIELDS[:-2]


def test_text_is_written_as_it_is() -> None:
    line = encode(full_record())
    assert "江州第1处口袋公园建成开放".encode() in line
    assert json.loads(line)["blocks"][5] == {
        "type": "image",
        "src": "http://www.jiangzhou.example/p/1.jpg",
        "caption": "公园",
        "credit": "林晓禾",
    }


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_line_is_one_line_to_every_reader_and_reads_back(text: str) -> None:
    line = encode(record(title=text, body=f"甲\u2028乙\u2029丙\x85丁\n戊\r己{text}")).decode()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["title"] == text


def test_the_file_holds_the_records_in_their_order(tmp_path: Path) -> None:
    records = [record(number) for number in (3, 1, 2)]
    path = export_run(map(encode, records), tmp_path / "new" / "out", "run-1")
    assert path == tmp_path / "new" / "out" / "run-1.jsonl"
    data = path.read_bytes()
    assert data.endswith(b"}\n")
    assert [json.loads(line)["id"] for line in data.split(b"\n")[:-1]] == [item.id for item in records]
    assert os.listdir(path.parent) == ["run-1.jsonl"]
    assert path.stat().st_mode & 0o444 == 0o444


def test_a_run_without_articles_has_an_empty_file(tmp_path: Path) -> None:
    assert export_run([], tmp_path, "run-1").read_bytes() == b""


def test_an_error_on_the_way_leaves_what_was_there(tmp_path: Path) -> None:
    before = export_run([encode(record(1))], tmp_path, "run-1").read_bytes()

    def broken() -> Iterator[bytes]:
        yield encode(record(2))
        raise StorageError("the database went away")

    with pytest.raises(StorageError, match="went away"):
        export_run(broken(), tmp_path, "run-1")
    assert os.listdir(tmp_path) == ["run-1.jsonl"]
    assert (tmp_path / "run-1.jsonl").read_bytes() == before


def test_a_folder_that_cannot_be_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot export") as refused:
        export_run([encode(record())], tmp_path / "file", "run-1")
    assert refused.value.exit_code == 5


CHILD = """
import sys
from pathlib import Path
from newscrawl.export import encode, export_run
from records import record

def endless():
    for number in range(10**9):
        if number == 5000:
            print("midway", flush=True)
        yield encode(record(number))

export_run(endless(), Path(sys.argv[1]), "run-1")
"""


def test_an_export_killed_midway_never_appears(tmp_path: Path) -> None:
    before = export_run([encode(record(1))], tmp_path, "run-1").read_bytes()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "midway\n"
    child.kill()
    child.communicate()
    assert (tmp_path / "run-1.jsonl").read_bytes() == before
    assert [path.name for path in tmp_path.glob("*.jsonl")] == ["run-1.jsonl"]


TWO = """
import sys
from pathlib import Path
from newscrawl.export import encode, export_run
from records import record

def lines():
    yield encode(record())
    print("under way", flush=True)
    sys.stdin.readline()

export_run(lines(), Path(sys.argv[1]), sys.argv[2])
"""


def exporting(folder: Path, name: str) -> subprocess.Popen[str]:
    """An export that waits in its middle for a line."""
    child = subprocess.Popen(
        [sys.executable, "-c", TWO, str(folder), name],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "under way\n"
    return child


def test_the_next_export_sweeps_what_killed_runs_left_and_nothing_of_others(tmp_path: Path) -> None:
    dead, living = exporting(tmp_path, "run-1"), exporting(tmp_path, "run-2")
    dead.kill()
    dead.communicate()
    (tmp_path / ".set.jsonl.abcdefgh.part").write_text("the draft of a dataset")
    export_run([encode(record())], tmp_path, "run-3")
    assert [name[:6] for name in sorted(os.listdir(tmp_path)) if name.endswith(".part")] == [
        ".run-2",
        ".set.j",
    ]
    living.communicate("go on\n")
    assert living.returncode == 0
    assert sorted(os.listdir(tmp_path)) == [".set.jsonl.abcdefgh.part", "run-2.jsonl", "run-3.jsonl"]


FULL = """
import resource, sys
from pathlib import Path
from newscrawl.errors import StorageError
from newscrawl.export import encode, export_run
from records import record

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    export_run((encode(record(number)) for number in range(1000)), Path(sys.argv[1]), "run-1")
except StorageError as error:
    print(error)
    sys.exit(error.exit_code)
"""


def test_a_full_disk_ends_with_code_5_and_leaves_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 5, done.stderr
    assert "nothing was written" in done.stdout
    assert os.listdir(tmp_path) == []
