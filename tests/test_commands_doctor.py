"""`newscrawl doctor`: what is well is said, what is not makes it fail, and nothing is made by looking."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newscrawl import catalog, settings
from newscrawl.commands import main
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
