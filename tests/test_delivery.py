"""Lines as they are kept encoded, increments by cursor, and exports of a store, on both databases."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT, new_database
from records import full_record, record
from sqlalchemy import create_engine, text

from newscrawl import datasets
from newscrawl.commands import main
from newscrawl.datasets import Wanted
from newscrawl.errors import UsageError
from newscrawl.export import Form, Manifest
from newscrawl.export.verify import verify
from newscrawl.model import Record, Source
from newscrawl.model.line import line_of
from newscrawl.store import Ending, Selection, Store
from newscrawl.store.engine import database

EVERYTHING = Selection()


def save(store: Store, *records: Record, site: str = "jiangzhou.xinwen") -> str:
    run = store.begin_run(site)
    store.save(records, run)
    store.end_run(run, Ending("done", {}))
    return run


def withdraw(store: Store, *ids: str) -> None:
    run = store.begin_run("jiangzhou.xinwen")
    with store.transaction(run) as transaction:
        transaction.withdraw(ids)
    store.end_run(run, Ending("done", {}))


def lines(store: Store, selection: Selection = EVERYTHING, **asked: Any) -> list[bytes]:
    with store.snapshot() as snapshot:
        return [line.data for line in snapshot.lines(selection, **asked)]


def cursor(store: Store) -> str:
    with store.snapshot() as snapshot:
        return snapshot.cursor


def since(store: Store, before: str, selection: Selection = EVERYTHING) -> list[tuple[str, int, str]]:
    """Id, version and status of what an increment holds."""
    with store.snapshot() as snapshot:
        found = [json.loads(line.data) for line in snapshot.changed_since(before, selection)]
    return [(one["id"], one["version"], one["status"]) for one in found]


def test_a_kept_line_is_the_record_encoded_whatever_happened_to_the_article(database_url: str) -> None:
    with Store(database_url) as store:
        odd = record(5, title='一\u2028二\u0085"\\', url="http://www.jiangzhou.example/新闻\u2028.html")
        save(store, full_record(), record(2), record(3, source=None, title=None), odd)
        save(store, record(2, title="改了标题"), record(3, source=None, title=None, fetched_at=None))
        withdraw(store, record(2).id)
        save(store, record(2, title="改了标题"))
        expected = [line_of(one) for one in store.stream()]
        with store.snapshot() as snapshot:
            found = list(snapshot.lines(EVERYTHING))
    assert len(found) == 4
    assert found == expected, "with site, day, extractor and the bits of the filled fields"


def test_a_text_with_all_that_json_escapes_comes_out_as_the_record_has_it(database_url: str) -> None:
    controls = "".join(map(chr, range(1, 0x20))) + "\x7f\u0085\u2028\u2029"
    texts = ['他说"好"', "a\\nb\n\nc", controls, "\\" * 3, "\t表", "一行", '\n"', "\ufeff😀é"]
    with Store(database_url) as store:
        save(store, *(record(number, body=text) for number, text in enumerate(texts)), record(99, body=None))
        assert lines(store) == [line_of(one).data for one in store.stream()]


def test_a_key_that_the_register_learns_is_in_the_lines(database_url: str) -> None:
    unknown = Source(name="江州晚报", displayed="江州晚报")
    with Store(database_url) as store:
        save(store, record(1, source=unknown), record(2, source=unknown))
        before = cursor(store)
        save(store, record(3, source=replace(unknown, outlet="jiangzhou-wanbao")))
        assert lines(store) == [line_of(one).data for one in store.stream()]
        assert all(b'"outlet":"jiangzhou-wanbao"' in line for line in lines(store))
        assert {id for id, *_ in since(store, before)} == {record(number).id for number in (1, 2, 3)}


def test_instants_are_in_utc_wherever_the_server_stands(server: str) -> None:
    url = new_database(server)
    with create_engine(database(url)).begin() as connection:
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f"ALTER DATABASE {name} SET timezone = 'Asia/Shanghai'"))
    with Store(url) as store:
        save(store, record(1))
        (stored,) = store.stream()
        with store.snapshot() as snapshot:
            (line,) = snapshot.lines(Selection())
        (change,) = store.changes_after()
    assert stored.fetched_at == record(1).fetched_at
    assert line.data == line_of(stored).data
    assert change.at.isoformat().endswith("+00:00")


def test_lines_with_evidence_have_it(database_url: str) -> None:
    with Store(database_url) as store:
        save(store, full_record())
        (line,) = lines(store, evidence=True)
        assert json.loads(line)["removed"] == [{"rule": "phrase:tip-line", "text": "新闻热线：0000"}]
        assert line == line_of(next(store.stream(evidence=True)), evidence=True).data


def test_an_increment_is_what_is_new_changed_or_withdrawn(database_url: str) -> None:
    one, two, three, four = (record(number) for number in (1, 2, 3, 4))
    with Store(database_url) as store:
        save(store, one, two, three)
        first = cursor(store)
        assert since(store, first) == []
        save(store, one, replace(two, title="改了"), four)
        withdraw(store, three.id)
        second = cursor(store)
        assert since(store, first) == [
            *sorted([(two.id, 2, "changed"), (four.id, 1, "live")]),
            (three.id, 1, "withdrawn"),
        ]
        assert since(store, second) == []
        save(store, three)
        assert since(store, second) == [(three.id, 1, "live")]


def test_what_came_and_went_between_two_cursors_is_not_told(database_url: str) -> None:
    with Store(database_url) as store:
        save(store, record(1))
        before = cursor(store)
        save(store, record(2))
        withdraw(store, record(2).id)
        assert since(store, before) == []


def test_quarantine_is_a_tombstone_and_release_brings_the_article_back(database_url: str) -> None:
    with Store(database_url) as store:
        save(store, record(1), record(2))
        before = cursor(store)
        store.quarantine([record(1).id], "fill", "no title on any page")
        assert since(store, before) == [(record(1).id, 1, "quarantined")]
        assert len(lines(store)) == 1
        held = cursor(store)
        withdraw(store, record(1).id)
        assert since(store, held) == [], "it was gone already"
        save(store, record(1))
        store.release([record(1).id])
        assert since(store, held) == [(record(1).id, 1, "live")]


def test_an_article_that_leaves_the_query_is_a_tombstone_for_those_who_had_it(database_url: str) -> None:
    paper = Selection(outlet="江州日报")
    with Store(database_url) as store:
        save(store, record(1), record(2, source=None))
        before = cursor(store)
        save(store, record(1, source=None), record(2, source=None, title="改了"))
        assert since(store, before, paper) == [(record(1).id, 2, "unselected")]
        assert since(store, before, Selection(site="elsewhere")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "no cursor"), ("n1.0123456789ab.1", "another database"), ("7", "no cursor")],
)
def test_a_cursor_of_something_else_is_refused(database_url: str, text: str, told: str) -> None:
    with Store(database_url) as store:
        save(store, record(1))
        with pytest.raises(UsageError, match=told):
            since(store, text)
        later = cursor(store).rpartition(".")[0] + ".99"
        with pytest.raises(UsageError, match="later state"):
            since(store, later)
        with pytest.raises(UsageError, match="leave out the run"):
            since(store, cursor(store), Selection(run="x"))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("selection", [EVERYTHING, Selection(outlet="江州日报")], ids=["all", "outlet"])
def test_whoever_applies_the_increments_has_what_a_whole_export_gives(
    tmp_path: Path, seed: int, selection: Selection
) -> None:
    chance = random.Random(seed)
    held: dict[str, bytes] = {}
    with Store(f"sqlite:///{tmp_path}/news.db") as store:
        seen = cursor(store)
        for _ in range(12):
            for _ in range(chance.randint(0, 4)):
                _befall(store, chance)
            with store.snapshot() as snapshot:
                for line in snapshot.changed_since(seen, selection):
                    found = json.loads(line.data)
                    if line.gone:
                        del held[found["id"]]
                    else:
                        assert held.get(found["id"]) != line.data, "it is there already"
                        held[found["id"]] = line.data
                assert sorted(held.values()) == sorted(line.data for line in snapshot.lines(selection))
                seen = snapshot.cursor


def _befall(store: Store, chance: random.Random) -> None:
    """Something happens to some of ten articles."""
    some = chance.sample(range(10), 3)
    ids = [record(number).id for number in some]
    known = {one.id for one in store.stream(Selection(quarantined=None))}
    match chance.choice(("save", "save", "change", "withdraw", "quarantine", "release")):
        case "save":
            save(store, *(record(number) for number in some))
        case "change":
            credited = [None, Source("江州日报", "江州日报"), Source("东山日报", "东山日报")]
            save(store, *(record(number, source=chance.choice(credited)) for number in some))
        case "withdraw":
            withdraw(store, *ids)
        case "quarantine":
            store.quarantine([id for id in ids if id in known], "fill", "suspicious")
        case _:
            store.release(ids)


def wanted(folder: Path, **form: Any) -> Wanted:
    return Wanted(EVERYTHING, Form(**form), folder)


def read(folder: Path, manifest: Manifest) -> list[dict[str, Any]]:
    return [json.loads(line) for part in manifest.files for line in (folder / part.name).open()]


def test_two_exports_of_one_query_are_identical(database_url: str, tmp_path: Path) -> None:
    with Store(database_url) as store:
        save(store, *(record(number) for number in range(620)))
        for folder in ("one", "two"):
            datasets.export(store, wanted(tmp_path / folder), seen=lambda now, all: None)
    contents = [
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("one", "two")
    ]
    assert contents[0] == contents[1]
    assert verify(tmp_path / "one" / "articles.manifest.json").lines == 620


def test_increments_follow_one_another_whatever_is_killed(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "cursor"
    with Store(database_url) as store:
        save(store, record(1), record(2))
        first = datasets.follow(store, wanted(tmp_path), file)
        kept = file.read_text()
        save(store, record(3))
        second = datasets.follow(store, wanted(tmp_path), file)
        # Killed after the dataset was there and before its cursor was:
        file.write_text(kept)
        save(store, record(4))
        third = datasets.follow(store, wanted(tmp_path), file)
    told = [one["id"] for manifest in (first, second, third) for one in read(tmp_path, manifest)]
    assert sorted(told) == sorted(record(number).id for number in (1, 2, 3, 4))
    assert (third.since, file.read_text().strip()) == (second.cursor, third.cursor)
    file.unlink()
    with Store(database_url) as store, pytest.raises(UsageError, match="another query"):
        datasets.follow(store, replace(wanted(tmp_path), selection=Selection(site="x")), file)


def test_day_only_dates_late_articles_and_wrong_clocks_do_not_move_a_cursor(
    database_url: str, tmp_path: Path
) -> None:
    """200 articles over 3 runs, some late, fetched by clocks that are two days off, one dated 2099."""
    days = [f"2024-03-{1 + number % 28:02}" for number in range(200)]
    days[17] = "2099-01-01"
    clocks = ("2024-03-15T08:00:00+00:00", "2024-03-17T08:00:00+00:00", "2024-03-13T08:00:00+00:00")
    made = [
        record(number, published_at=day, published_precision="day", fetched_at=clocks[number % 3])
        for number, day in enumerate(days)
    ]
    told: list[tuple[str, int]] = []
    with Store(database_url) as store:
        for turn, clock in enumerate(clocks):
            # Each run meets again what the ones before had met, and what is late among its own.
            met = [one for number, one in enumerate(made) if number * 7 % 3 <= turn]
            save(store, *(replace(one, fetched_at=clock) for one in met))
            manifest = datasets.follow(store, wanted(tmp_path), tmp_path / "cursor")
            told += [(one["id"], one["version"]) for one in read(tmp_path, manifest)]
    assert sorted(told) == sorted((one.id, 1) for one in made), "none missed, none twice"


def invoke(*arguments: str) -> Any:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A SQLite database with three articles, which the commands work on, and its folder."""
    url = f"sqlite:///{tmp_path}/news.db"
    monkeypatch.setattr("newscrawl.settings.NEWSCRAWL_DATABASE_URL", url)
    monkeypatch.setattr("newscrawl.settings.NEWSCRAWL_OUT", str(tmp_path / "out"))
    with Store(url) as store:
        save(store, full_record(), record(2, regions=[]), record(3))
    return tmp_path


@pytest.mark.parametrize("format", ["jsonl", "parquet", "csv", "ninjs", "jsonld"])
def test_the_commands_export_and_verify(stored: Path, format: str) -> None:
    done = invoke("export", "--format", format, "--region", "99")
    assert done.exit_code == 0, done.output
    assert "2 articles in 1 file; cursor n1." in done.stderr
    manifest = done.stdout.strip()
    checked = invoke("verify", manifest)
    assert (checked.exit_code, checked.stdout[:3]) == (0, "ok ")
    assert json.loads(Path(manifest).read_text())["query"] == {"region": "99"}


def test_the_export_command_keeps_a_cursor(stored: Path) -> None:
    keep = ("--cursor-file", str(stored / "cursor"))
    assert "3 articles in" in invoke("export", *keep).stderr
    assert "0 articles, 0 gone" in invoke("export", *keep).stderr
    with Store(f"sqlite:///{stored}/news.db") as store:
        withdraw(store, record(3).id)
    assert "0 articles, 1 gone" in invoke("export", *keep).stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--split", "some"), "neither `day` nor a size"),
        (("--bom",), "--bom is for --format csv"),
        (("--format", "parquet", "--compress", "gzip"), "packed inside"),
        (("--since-cursor", "x", "--cursor-file", "y"), "exclude each other"),
        (("--since-cursor", "x"), "no cursor"),
        (("--region", "x"), "no division is called"),
        (("--name", "../x"), "no name for a dataset"),
    ],
)
def test_wrong_usage_ends_with_code_2_and_says_how(
    stored: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = invoke("export", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr


def test_verify_ends_with_code_1_where_something_is_wrong(stored: Path) -> None:
    manifest = Path(invoke("export").stdout.strip())
    (data,) = manifest.parent.glob("*.jsonl")
    data.write_bytes(data.read_bytes()[:-5])
    done = invoke("verify", str(manifest))
    assert done.exit_code == 1
    assert done.stdout.startswith("bad  ")


@pytest.mark.parametrize("format", ["atom", "rss", "json"])
def test_the_feed_command_prints_what_is_newest(stored: Path, format: str) -> None:
    printed = invoke("feed", "--format", format, "--limit", "2", "--title", "江州")
    assert printed.exit_code == 0, printed.output
    assert printed.stdout.count("urn:newscrawl:article:") == 2
    done = invoke("feed", "--format", format, "--limit", "2", "--title", "江州", "--out", str(stored / "f"))
    assert done.stdout == ""
    assert (stored / "f").read_text() == printed.stdout


def test_a_withdrawn_article_is_in_no_feed(stored: Path) -> None:
    with Store(f"sqlite:///{stored}/news.db") as store:
        withdraw(store, record(3).id)
        store.quarantine([record(2).id], "fill", "suspicious")
    assert invoke("feed").stdout.count("<entry>") == 1


def test_an_export_of_a_full_disk_says_so_and_leaves_nothing(stored: Path) -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000));"
        "from newscrawl.commands import main; main()"
    )
    with Store(f"sqlite:///{stored}/news.db") as store:
        save(store, *(record(number) for number in range(60)))
    environment = os.environ | {
        "NEWSCRAWL_DATABASE_URL": f"sqlite:///{stored}/news.db", "NEWSCRAWL_OUT": str(stored / "out"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code, "export"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 5, done.stderr
    assert "nothing was written" in done.stderr
    assert [path.name for path in (stored / "out").iterdir() if not path.name.startswith(".")] == []


@pytest.mark.parametrize("page", ["datasets.md", "feeds.md", "publish.md"])
def test_the_commands_and_options_that_the_documentation_shows_exist(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    shown = re.findall(r"^newscrawl (export|verify|feed|publish(?: status| dead)?)\b([^#\n]*)", text, re.M)
    assert shown
    for name, rest in shown:
        told = invoke(*name.split(), "--help").stdout
        assert [option for option in re.findall(r"--[a-z-]+", rest) if option not in told] == [], name
