"""The frame of the benches: what is found, kept and shown; short runs of what needs no peers."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from xml.etree import ElementTree

from newscrawl.store import Store
from tests.bench import figures as kept
from tests.bench import growth, multiplied
from tests.bench.curves import plot
from tests.bench.figures import Figure, save, table
from tests.bench.hostile import DEPTH, HARM, long_page, one


def test_figures_are_kept_with_machine_and_versions_and_shown_with_their_goals(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "RESULTS", tmp_path)
    measured = [Figure("rate", 12.5, "pages/s", at_least=10), Figure("memory", 400, "MB", at_most=300)]
    result = json.loads(save("made", measured).read_text("utf-8"))
    assert [figure["holds"] for figure in result["figures"]] == [True, False]
    assert {"lxml", "scrapy"} <= result["versions"].keys()
    assert result["machine"]["cores"] >= 1
    assert [line.split()[-1] for line in table(measured).splitlines()] == ["holds", "SHORT"]


def test_benches_are_found_and_an_unknown_one_is_wrong_usage():
    command = [sys.executable, "-m", "tests.bench"]
    listed = subprocess.run([*command, "--list"], capture_output=True, text=True, check=True).stdout
    assert {"extraction", "expressions", "hostile"} <= {line.split()[0] for line in listed.splitlines()}
    wrong = subprocess.run([*command, "extractoin"], capture_output=True, text=True)
    assert wrong.returncode == 2
    assert "no bench is called extractoin; there are: " in wrong.stderr


def test_deep_nesting_keeps_every_paragraph():
    assert one(f"{DEPTH} levels")["paragraphs"] == 20


def test_a_swollen_tag_is_refused_by_name():
    assert one("80,000 attributes on one tag")["answer"] == "too_large: a tag has thousands of attributes"
    assert len(HARM) == 5


def test_long_pages_are_as_long_as_asked():
    assert 10_000 <= len(long_page(10_000)) <= 10_800


def test_a_multiplied_database_is_whole(tmp_path, monkeypatch, made_sqlite):
    monkeypatch.setattr(multiplied, "BLOCK", 40)
    path = tmp_path / "news.db"
    path.write_bytes(made_sqlite.read_bytes())
    with Store(f"sqlite:///{path}") as store:
        run = store.begin_run(growth.SITE)
        growth._fill(store, run, range(40), growth.assign_story)
        multiplied.multiply(store, 100)
        growth._fill(store, run, range(140, 150), growth.assign_story)
        assert store.count() == len(list(store.records())) == 150
        assert store.index(1000) == 0
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("SELECT count(*) FROM documents").fetchone() == (150,)
    assert database.execute("SELECT count(*) FROM story_bands").fetchone()[0] >= 100 * multiplied.BANDS
    database.close()


def test_curves_are_named_apart():
    drawn = ElementTree.fromstring(plot([1000, 10_000], {"one": [1.0, 2.0], "other": [1.1, 2.01]}))
    texts = [each for each in drawn if each.tag.endswith("text")]
    assert {"one: 2", "other: 2", "10,000"} <= {each.text for each in texts}
    heights = [float(each.get("y", 0)) for each in texts if each.text in ("one: 2", "other: 2")]
    assert abs(heights[0] - heights[1]) >= 16
