"""`newscrawl doctor sizes|vacuum|prune`: what takes room is said, and only what a policy lets go is deleted."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from records import SITE, record

from newscrawl import settings
from newscrawl.commands import main
from newscrawl.store import Store


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sites: one with four files, the youngest of today, one with a single old one."""
    root = tmp_path / "archive"
    monkeypatch.setattr(settings, "NEWSCRAWL_ARCHIVE", str(root))
    now = datetime.now(UTC)
    for site, name, days in (
        ("a", "1", 400),
        ("a", "2", 300),
        ("a", "3", 200),
        ("a", "4", 0),
        ("b", "1", 900),
    ):
        for suffix in (".warc.gz", ".warc.gz.index"):
            file = root / site / f"{name}{suffix}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"x" * 1000)
            when = (now - timedelta(days=days)).timestamp()
            os.utime(file, (when, when))
    return root


def doctor(*args: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *args])


def files(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*.gz")}


def test_the_size_of_each_table_is_told(
    database_url: str, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", database_url)
    with Store(database_url) as store:
        store.save([record(number) for number in range(20)], store.begin_run(SITE))
        rows = {size.table: size.rows for size in store.sizes().tables}
        assert (rows["articles"], rows["credits"], store.sizes().total > 50_000) == (20, 40, True)
    told = doctor("sizes")
    assert told.exit_code == 0, told.output
    assert "archive a: 0.0 MB in 8 files" in told.stdout
    assert doctor("vacuum").exit_code == 0


def test_what_nothing_uses_is_given_back(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/news.db") as store:
        run = store.begin_run(SITE)
        store.save([record(number) for number in range(300)], run)
        with store.transaction(run) as transaction:
            transaction.connection.exec_driver_sql("DELETE FROM encoded")
        before = store.sizes()
        store.vacuum()
        after = store.sizes()
        assert before.free is not None
        assert (after.free, after.total < before.total) == (0, True)


def test_pruning_lists_and_deletes_nothing_unless_told_to(archive: Path) -> None:
    before = files(archive)
    listed = doctor("prune", "--older-than", "250")
    assert [line.split("\t")[2] for line in listed.stdout.splitlines()[:-1]] == [
        str(archive / "a" / f"{name}.warc.gz") for name in "12"
    ]
    assert files(archive) == before


def test_pruning_keeps_the_newest_of_each_site(archive: Path) -> None:
    assert doctor("prune", "--older-than", "100", "--keep", "2", "--apply").exit_code == 0
    assert files(archive) == {"a/3.warc.gz", "a/4.warc.gz", "b/1.warc.gz"}
    assert not (archive / "a" / "1.warc.gz.index").exists()


def test_pruning_needs_an_age() -> None:
    assert doctor("prune").exit_code == 2
