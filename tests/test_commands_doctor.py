"""`newscrawl doctor`: what is well is said, what is not makes it fail, and nothing is made by looking."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newscrawl import catalog, settings
from newscrawl.commands import main
from newscrawl.extract import extract
from newscrawl.store import Ending, Store


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "data" / "news.db"
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setattr(settings, "NEWSCRAWL_OUT", str(tmp_path / "out"))
    return path


def doctor() -> Result:
    return CliRunner().invoke(main, ["doctor"])


def line(result: Result, name: str) -> str:
    return next(line for line in result.stdout.splitlines() if line[5:].startswith(name))


def test_a_new_installation_is_well_and_stays_untouched(database: Path, tmp_path: Path) -> None:
    result = doctor()
    assert result.exit_code == 0
    assert "does not exist yet" in line(result, "database")
    assert list(tmp_path.iterdir()) == []


def test_it_names_the_sites_and_the_last_run(database: Path) -> None:
    with Store(settings.NEWSCRAWL_DATABASE_URL) as store:
        run = store.begin_run("demo")
        store.end_run(run, Ending("done", {}))
    result = doctor()
    assert result.exit_code == 0
    assert run in line(result, "database")
    assert str(len(catalog.sites())) in line(result, "sites")


def test_a_file_that_is_no_database_is_bad(database: Path) -> None:
    database.parent.mkdir()
    database.write_text("this is no database, but long enough to be looked at as one" * 20)
    result = doctor()
    assert result.exit_code == 1
    assert line(result, "database").startswith("bad")


def test_an_export_folder_that_is_a_file_is_bad(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("")
    monkeypatch.setattr(settings, "NEWSCRAWL_OUT", str(tmp_path / "taken" / "out"))
    result = doctor()
    assert result.exit_code == 1
    assert line(result, "exports").startswith("bad")


def test_outlets_unknown_to_the_register_are_listed_by_frequency(database: Path) -> None:
    named = ["青陵晚报", "临溪发布", "青陵晚报", "新华社"]
    pages = [
        f"<h1>第{n}条消息的标题写在这里</h1><p>来源：{name} 2024-01-1{n} 09:18</p>"
        f"<p>这是第{n}条消息的正文，写给检查用，没有别的意思，只求够长。</p>"
        for n, name in enumerate(named)
    ]
    records = [extract(page.encode(), f"http://a.example/{n}.html") for n, page in enumerate(pages)]
    with Store(settings.NEWSCRAWL_DATABASE_URL) as store:
        run = store.begin_run("demo")
        store.save([replace(record, site="demo") for record in records], run)
        store.end_run(run, Ending("done", {}))
    result = CliRunner().invoke(main, ["doctor", "outlets"])
    assert result.exit_code == 0
    assert [line.split("\t")[:2] for line in result.stdout.splitlines()] == [
        ["2", "青陵晚报"],
        ["1", "临溪发布"],
    ]
