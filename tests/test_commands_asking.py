"""Commands that ask a store: it must be there, and so must the site that they are asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newscrawl import settings
from newscrawl.commands import main
from newscrawl.store import Ending, Store

ASKING = (
    "doctor outlets", "doctor sizes", "doctor vacuum", "export", "feed", "find 公园", "health", "health kept",
    "health release demo", "history http://www.jzrb.example/1.html", "issues", "metrics", "replay",
    "report demo", "serve --port 0",
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which nothing was ever crawled."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", "sqlite:///data/news.db")
    monkeypatch.setattr(settings, "NEWSCRAWL_OUT", "data/export")
    return tmp_path


def run(line: str) -> Result:
    return CliRunner().invoke(main, line.split(), catch_exceptions=False)


@pytest.mark.parametrize("line", ASKING)
def test_where_nothing_was_crawled_that_is_said_and_no_database_is_made(folder: Path, line: str) -> None:
    done = run(line)
    assert done.exit_code == 5
    assert "no articles in data/news.db yet" in done.stderr
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "line",
    [
        "export --site demos",
        "feed --site demos",
        "find --site demos",
        "health --site demos",
        "issues demos",
        "replay --rejects --site demos",
        "report demos",
    ],
)
def test_a_site_that_was_never_crawled_is_wrong_usage_and_the_others_are_named(line: str) -> None:
    with Store(settings.NEWSCRAWL_DATABASE_URL) as store:
        for site in ("demo", "sichuan.jzrb"):
            store.end_run(store.begin_run(site), Ending("done", {}))
    done = run(line)
    assert done.exit_code == 2
    assert "no crawl of 'demos' in data/news.db; crawled: demo, sichuan.jzrb" in done.stderr


def test_a_site_that_was_mistyped_leaves_the_dataset_as_it_is(folder: Path) -> None:
    with Store(settings.NEWSCRAWL_DATABASE_URL) as store:
        store.end_run(store.begin_run("demo"), Ending("done", {}))
    assert run("export --site demo").exit_code == 0
    manifest = (folder / "data/export/articles.manifest.json").read_bytes()
    assert run("export --site demos").exit_code == 2
    assert (folder / "data/export/articles.manifest.json").read_bytes() == manifest


def test_a_database_is_no_larger_after_its_vacuum() -> None:
    with Store(settings.NEWSCRAWL_DATABASE_URL) as store:
        before = store.sizes().total
        store.vacuum()
        assert store.sizes().total <= before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("health kept", "nothing is kept back\n"),
        ("publish status", "no target yet: newscrawl publish --to ADDRESS\n"),
    ],
)
def test_an_empty_list_says_so(line: str, said: str) -> None:
    Store(settings.NEWSCRAWL_DATABASE_URL).close()
    done = run(line)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", said)


def test_health_says_that_nothing_is_wrong() -> None:
    with Store(settings.NEWSCRAWL_DATABASE_URL) as store:
        store.end_run(store.begin_run("demo"), Ending("done", {}))
    done = run("health --site demo")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "nothing is wrong\n")


@pytest.mark.parametrize("command", ["export", "feed", "find"])
def test_a_region_is_told_by_code_or_name(command: str) -> None:
    Store(settings.NEWSCRAWL_DATABASE_URL).close()
    assert run(f"{command} --region 达州").exit_code == 0
    done = run(f"{command} --region 朝阳区")
    assert done.exit_code == 2
    assert "several divisions are called '朝阳区'" in done.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("schedule crontab --every 0", "0 minutes do not divide the day evenly"),
        ("schedule systemd --every 0 --out units", "0 minutes do not divide the day evenly"),
        ("doctor prune --older-than 99999999", "--older-than"),
        ("doctor prune --older-than 1 --keep -3", "--keep"),
        ("doctor outlets --limit -1", "--limit"),
        ("health kept --limit 0", "--limit"),
        ("publish dead x --limit -1", "--limit"),
        ("newsite http://[ --out new", "not an address"),
    ],
)
def test_odd_values_are_wrong_usage(folder: Path, line: str, said: str) -> None:
    done = run(line)
    assert (done.exit_code, said in done.stderr) == (2, True)
    assert list(folder.iterdir()) == []
