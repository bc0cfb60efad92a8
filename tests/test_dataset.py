"""Datasets: equal bytes for equal data, one line a record, no live formula, whole or not at all, verifiable."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import subprocess
import sys
import threading
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import full_record, record

from newscrawl.commands._schemas import manifest_schema, tombstone_schema
from newscrawl.commands.schema import record_schema
from newscrawl.errors import LockHeld, StorageError, UsageError
from newscrawl.export import About, Form, read_manifest, sinks, write_dataset
from newscrawl.export.dataset import _alone
from newscrawl.export.sinks import blocks, lines
from newscrawl.export.tables import CELL, COLUMNS, safe
from newscrawl.export.verify import verify
from newscrawl.model import Paragraph, Record
from newscrawl.model.line import FIELDS, DataLine, Tombstone, filled, grave, line_of

ABOUT = About(cursor="c1")
HOSTILE = ['=1+1', "+86 028", "-5℃", "@SUM(A1)", '"=1"', "＝1", "a\u2028b\u2029c\u0085d", "\x1b[31m红\x1b[0m", "\t=2", "a\r\nb", "'", "\ufeff=3", "；，\"x\""]  # fmt: skip
GONE = grave(Tombstone("f" * 32, 3, "http://www.jiangzhou.example/x.html", "jiangzhou.xinwen", "withdrawn"))


def made(count: int) -> list[DataLine]:
    return [line_of(record(number)) for number in range(count)]


def write(folder: Path, written: list[DataLine], form: Form | None = None, name: str = "news") -> list[Path]:
    manifest = write_dataset(written, folder, name, form or Form(), ABOUT)
    return [folder / part.name for part in manifest.files]


@pytest.mark.parametrize("compression", ["none", "gzip", "zstd"])
@pytest.mark.parametrize("format", ["jsonl", "csv", "ninjs", "jsonld"])
def test_equal_data_give_equal_bytes(tmp_path: Path, format: Any, compression: Any) -> None:
    form = Form(format, compression)
    for folder in ("one", "two"):
        write(tmp_path / folder, [*made(20), GONE], form)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("one", "two")
    )
    assert one == two
    assert verify(tmp_path / "one" / "news.manifest.json").faults == []


@pytest.mark.parametrize("compression", ["none", "gzip", "zstd"])
def test_a_file_that_unpacks_without_end_is_read_in_bounded_memory(
    tmp_path: Path, compression: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sinks, "LONGEST", 1 << 22)
    with (path := tmp_path / f"news.jsonl{sinks.ENDINGS[compression]}").open("wb") as file:
        sink = sinks.Sink(file, compression)
        sink.write(bytes(1 << 26))
        sink.finish()
    tracemalloc.start()
    (fault,) = verify(path).faults
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "a line is longer than 4 MB" in fault
    assert peak < 1 << 24


def test_a_cell_without_end_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(",".join(COLUMNS) + "\n" + "x" * 200_000, encoding="utf-8")
    (fault,) = verify(path).faults
    assert "field larger than field limit" in fault


def test_equal_data_give_equal_parquet_that_holds_every_field(tmp_path: Path) -> None:
    form = Form("parquet", evidence=True)
    (one,) = write(tmp_path / "one", [line_of(full_record(), evidence=True), GONE], form)
    (two,) = write(tmp_path / "two", [line_of(full_record(), evidence=True), GONE], form)
    assert one.read_bytes() == two.read_bytes()
    assert not list(tmp_path.rglob("*.spill"))
    with duckdb.connect() as database:
        rows = database.read_parquet(str(one))
        columns, (first, gone) = rows.columns, rows.fetchall()
    assert columns == list(FIELDS)
    stored = dict(zip(columns, first, strict=True))
    expected = json.loads(line_of(full_record(), evidence=True).data)
    for name, value in expected.items():
        if name not in ("blocks", "provenance"):
            assert stored[name] == value, name
    assert [part["type"] for part in stored["blocks"]] == [part["type"] for part in expected["blocks"]]
    assert stored["blocks"][4]["rows"] == [["年份", "处"], ["2024", "12"]]
    assert stored["provenance"]["title"]["rule"] == "css(h1)"
    assert dict(zip(columns, gone, strict=True))["status"] == "withdrawn"
    assert verify(tmp_path / "one" / "news.manifest.json").faults == []


def test_articles_too_long_for_little_memory_are_written_with_more(tmp_path: Path) -> None:
    text = "".join(random.Random(1).choices("江州市今年计划利用边角地新建十二处口袋公园", k=60_000))
    long = [line_of(record(number, body=text, blocks=[Paragraph(text)])) for number in range(500)]
    (path,) = write(tmp_path, long, Form("parquet"))
    with duckdb.connect() as database:
        assert len(database.read_parquet(str(path))) == 500


def test_every_line_validates_against_the_published_schemas(tmp_path: Path) -> None:
    (path,) = write(tmp_path, [line_of(full_record()), *made(3), GONE])
    *records, gone = path.read_bytes().splitlines()
    jsonschema.validate(json.loads(gone), tombstone_schema())
    jsonschema.validate(json.loads((tmp_path / "news.manifest.json").read_bytes()), manifest_schema())
    for line in records:
        jsonschema.validate(json.loads(line), record_schema())
    assert json.loads(gone) == {
        "schema": "newscrawl.tombstone/1", "id": "f" * 32, "version": 3, "status": "withdrawn",
        "url": "http://www.jiangzhou.example/x.html", "site": "jiangzhou.xinwen",
    }  # fmt: skip


def hostile(number: int) -> Record:
    text = HOSTILE[number % len(HOSTILE)]
    return record(
        number,
        title=f"{text}{number}",
        kicker=text,
        keywords=[text],
        body=f"{text}\n\n{text}",
        blocks=[Paragraph(text)],
    )


def test_hostile_text_stays_one_line_a_record_and_no_formula(tmp_path: Path) -> None:
    written = [line_of(hostile(number)) for number in range(10_000)]
    (json_lines,) = write(tmp_path, written)
    text = json_lines.read_text(encoding="utf-8")
    assert len(text.splitlines()) == 10_000, "as Python counts, which is U+2028 and U+0085 too"
    assert json.loads(text.splitlines()[6])["kicker"] == HOSTILE[6]
    (table,) = write(tmp_path, written, Form("csv", bom=True), name="table")
    text = table.read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 10_001
    rows = list(csv.reader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert [cell for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+-@＝＋－＠") and cell] == []
    assert "\x1b" not in text


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_a_cell_is_never_a_formula_and_always_one_line(text: str) -> None:
    cell = safe(text.encode("utf-8", "replace").decode())
    assert not cell.lstrip(' \t"').startswith(tuple("=+-@＝＋－＠"))
    assert len(cell.splitlines()) <= 1


def test_a_cell_holds_what_a_spreadsheet_takes() -> None:
    assert len(safe("字" * (CELL + 10))) == CELL
    assert len(safe("😀" * CELL).encode("utf-16-le")) // 2 <= CELL
    assert safe("一\n\n二") == "一 ¶ 二"
    assert safe(-5) == "-5", "a number is one"


def test_files_are_split_by_size_and_by_day(tmp_path: Path) -> None:
    size = len(made(1)[0].data)
    paths = write(tmp_path / "size", made(10), Form(split=3 * size + 100))
    assert [path.name.split("-")[1] for path in paths] == ["00001", "00002", "00003", "00004"]
    assert sum(len(path.read_bytes().splitlines()) for path in paths) == 10
    days = [replace_day(number, day) for number, day in enumerate(("2024-03-11", "2024-03-12", None))]
    paths = write(tmp_path / "day", [*days, GONE], Form(split="day", compression="gzip"))
    labels = [path.name.removeprefix("news-").rpartition("-")[0] for path in paths]
    assert labels == ["2024-03-11", "2024-03-12", "undated", "gone"]
    assert json.loads(gzip.decompress(paths[0].read_bytes()))["published_at"] == "2024-03-11"
    for folder in ("size", "day"):
        assert verify(tmp_path / folder / "news.manifest.json").faults == []


def replace_day(number: int, day: str | None) -> DataLine:
    known = {"published_at": day, "published_precision": day and "day", "published_basis": day and "visible"}
    return line_of(record(number, **known))


def test_the_manifest_counts_and_the_card_tells(tmp_path: Path) -> None:
    written = [line_of(full_record()), line_of(record(2, source=None)), GONE]
    manifest = write_dataset(
        written, tmp_path, "news", Form(), About("c2", "c1", {"region": "990100", "first_only": True})
    )
    assert read_manifest(tmp_path / "news.manifest.json") == manifest
    assert (manifest.records, manifest.tombstones, manifest.since, manifest.cursor) == (2, 1, "c1", "c2")
    assert manifest.fill["source"].filled == 1
    assert manifest.fill["kicker"].rate == 0.5
    assert manifest.published == ("2024-03-12", "2024-03-12")
    assert manifest.sites == {"jiangzhou.xinwen": 2}
    assert len(manifest.rules) == 16
    card = (tmp_path / "news.card.md").read_text()
    for told in (
        "| `kicker` | 1 | 50.0 % |",
        "region = 990100",
        "jiangzhou.xinwen",
        "## Licence",
        "increment",
    ):
        assert told in card


def test_an_empty_dataset_is_one(tmp_path: Path) -> None:
    for format in ("jsonl", "csv", "parquet"):
        (path,) = write(tmp_path, [], Form(format), name=format)
        assert path.exists()
        assert verify(tmp_path / f"{format}.manifest.json").faults == []


def test_the_files_of_the_export_before_stay_for_their_readers(tmp_path: Path) -> None:
    first, second, third = (write(tmp_path, made(count))[0] for count in (1, 2, 3))
    assert not first.exists()
    assert second.exists()
    assert third.exists()
    write(tmp_path, made(3))
    assert [path for path in tmp_path.glob("*.jsonl") if path != second] == [third], "the same again"


def test_one_export_of_a_name_at_a_time(tmp_path: Path) -> None:
    with _alone(tmp_path, "news"), pytest.raises(LockHeld, match="under way"):
        write(tmp_path, made(1))


@pytest.mark.parametrize("name", ["", "../news", ".news", "a/b"])
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no name"):
        write(tmp_path, made(1), name=name)


def test_an_error_leaves_nothing_but_what_was_there(tmp_path: Path) -> None:
    (before,) = write(tmp_path, made(2))

    def broken() -> Any:
        yield from made(3000)
        raise StorageError("the database is gone")

    with pytest.raises(StorageError, match="gone"):
        write_dataset(broken(), tmp_path, "news", Form(), ABOUT)
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")].count(before.name) == 1
    assert not list(tmp_path.glob(".*.part"))
    assert verify(tmp_path / "news.manifest.json").faults == []


CHILD = """
import sys
from pathlib import Path
from newscrawl.export import About, Form, write_dataset
from newscrawl.model.line import line_of
from records import record

for turn in range(int(sys.argv[2]), 10**9):
    lines = [line_of(record(number, keywords=[str(turn)])) for number in range(40 + turn % 7)]
    form = Form(compression="zstd" if turn % 2 else "none")
    write_dataset(iter(lines), Path(sys.argv[1]), "news", form, About(str(turn)))
    print(turn, flush=True)
"""


def start(folder: Path, turn: int) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), str(turn)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def look(folder: Path) -> list[str]:
    """What a reader sees that should not be."""
    manifest = folder / "news.manifest.json"
    if not manifest.exists():
        return []
    faults = []
    for part in read_manifest(manifest).files:
        try:
            found = b"".join(blocks(folder / part.name, "zstd" if part.name.endswith(".zst") else "none"))
        except FileNotFoundError:
            faults.append(f"{part.name} is missing")
            continue
        if found.count(b"\n") != part.records or not found.endswith(b"\n"):
            faults.append(f"{part.name} is partial")
    return faults


def test_a_reader_never_sees_half_of_anything_whenever_the_export_is_killed(tmp_path: Path) -> None:
    """`python -m tests.torture polling` does it 10,000 times."""
    for kill in range(3):
        child = start(tmp_path, kill * 1000)
        assert child.stdout is not None
        child.stdout.readline()
        for _ in range(150):
            assert look(tmp_path) == []
        child.kill()
        child.communicate()
        assert look(tmp_path) == []
    write(tmp_path, made(5))
    assert not list(tmp_path.glob(".*.part")), "what killed exports leave, the next one removes"
    assert verify(tmp_path / "news.manifest.json").faults == []


def test_verify_finds_what_is_wrong(tmp_path: Path) -> None:
    (path,) = write(tmp_path, made(3))
    manifest = tmp_path / "news.manifest.json"
    whole = path.read_bytes()
    for broken, told in (
        (whole[:-10], "bytes"),
        (whole.replace(b"live", b"lave"), "SHA-256"),
    ):
        path.write_bytes(broken)
        assert told in verify(manifest).faults[0]
        assert told in verify(path).faults[0]
    path.unlink()
    assert "missing" in verify(manifest).faults[0]


def test_verify_reads_the_lines_of_a_file_that_no_manifest_names(tmp_path: Path) -> None:
    lines = [line.data for line in made(4)]
    lines[1] = lines[1].replace(b'"version":1', b'"version":"one"')
    lines[2] = lines[2].replace(b'"kicker":null', b'"kicker":""')
    path = tmp_path / "found.jsonl"
    path.write_bytes(b"\n".join(lines))
    checked = verify(path)
    assert checked.manifest is None
    assert [fault.split(":")[0] for fault in checked.faults] == [
        f"found.jsonl, record {n}" for n in (2, 3, 4)
    ]
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(UsageError, match="no format"):
        verify(tmp_path / "a.txt")


@pytest.mark.parametrize("compression", ["gzip", "zstd"])
def test_a_torn_file_is_seen(tmp_path: Path, compression: Any) -> None:
    (path,) = write(tmp_path, made(50), Form(compression=compression))
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises((EOFError, ValueError)):
        list(lines(path, compression))


def test_fill_is_counted_from_the_record() -> None:
    full = filled(replace(full_record(), reprint_of="x"))
    assert full == (1 << len(FIELDS)) - 1
    bare = filled(record(1, source=None, keywords=[]))
    assert not bare >> FIELDS.index("source") & 1
    assert not bare >> FIELDS.index("keywords") & 1


def test_two_threads_cannot_write_one_dataset(tmp_path: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slow() -> Any:
        entered.set()
        leave.wait()
        yield from made(1)

    other = threading.Thread(target=lambda: write_dataset(slow(), tmp_path, "news", Form(), ABOUT))
    other.start()
    entered.wait()
    with pytest.raises(LockHeld):
        write(tmp_path, made(1))
    leave.set()
    other.join()
    assert verify(tmp_path / "news.manifest.json").faults == []
