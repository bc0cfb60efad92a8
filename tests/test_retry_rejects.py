"""`newscrawl replay --rejects`: what was rejected and is well now becomes a record, the rest stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from records import SITE, record

from newscrawl import settings
from newscrawl.commands import main
from newscrawl.model import Paragraph, Reject
from newscrawl.store import UNSTORABLE, Store, rejects

STORY = "这是一条写给检查用的消息，说的是老街口的公园开放了，居民们推开窗就能看到成片的绿地。"
PAGE = f"<h1>老街口的公园今天正式开放</h1><p>来源：江州日报 2024-03-12 09:18</p><p>{STORY}</p><p>{STORY}</p>"
REJECTS = [
    Reject("http://www.jiangzhou.example/1.html", SITE, "field_missing", "no date", None, PAGE.encode()),
    Reject(
        "http://www.jiangzhou.example/2.html", SITE, "not_html", "empty", None, b"\x89PNG nothing to read"
    ),
    Reject(None, SITE, UNSTORABLE, "the database refused it", None, msgspec.json.encode(record(3))),
]


@pytest.fixture
def url(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("NEWSCRAWL_DATABASE_URL", database_url)
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", database_url)
    monkeypatch.setattr(settings, "NEWSCRAWL_ARCHIVE", str(tmp_path / "archive"))
    with Store(database_url) as store:
        run = store.begin_run(SITE)
        assert {result.outcome for result in store.save(REJECTS, run)} == {"rejected"}
    return database_url


def test_without_apply_nothing_is_stored(url: str) -> None:
    done = CliRunner().invoke(main, ["replay", "--rejects"])
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert "would be stored: 1 field_missing, 1 unstorable; still rejected: 1 not_html" in said
    with Store(url) as store:
        assert (store.count(), len(store.waiting(SITE))) == (0, 3)


def test_with_apply_records_take_the_place_of_their_rejects(url: str) -> None:
    done = CliRunner().invoke(main, ["replay", "--rejects", "--apply", "--site", SITE])
    assert done.exit_code == 0, done.output
    with Store(url) as store:
        titles = {item.title for item in store.records(site=SITE)}
        assert titles == {"老街口的公园今天正式开放", record(3).title}
        assert [waiting.reject.code for waiting in store.waiting(SITE)] == ["not_html"]
        assert [change.kind for change in store.changes_after()] == ["new", "new"]


def test_of_large_pages_a_few_are_given_at_once(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejects, "ROOM", 100 + len(REJECTS[1].body))
    with Store(url) as store:
        first = store.waiting(SITE)
        second = store.waiting(SITE, first[-1].row)
        third = store.waiting(SITE, second[-1].row)
    bodies = [[waiting.reject.body for waiting in part] for part in (first, second, third)]
    assert bodies == [[each.body] for each in REJECTS]


def test_one_poison_record_in_a_thousand(database_url: str) -> None:
    batch = [record(number) for number in range(1000)]
    batch[617] = replace(batch[617], blocks=[Paragraph("")])
    with Store(database_url) as store:
        run = store.begin_run(SITE)
        results = store.save(batch, run)
        assert (store.count(), [result.outcome for result in results].count("rejected")) == (999, 1)
        (reject,) = store.rejects(run)
    assert (reject.url, reject.code) == (batch[617].url, UNSTORABLE)
    assert "a field is empty" in reject.message
