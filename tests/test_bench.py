"""The frame of the benches: what is found, kept and shown; short runs of what needs no peers."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.bench import figures as kept
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
