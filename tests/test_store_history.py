"""History: every version with what it changed, and the text as first seen."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from records import SITE, record

from newscrawl import settings
from newscrawl.commands import main
from newscrawl.formats import pinned
from newscrawl.grammar.differing import differing
from newscrawl.model import Source
from newscrawl.store import Store

FIRST = record(body="江州市新建公园12处。市民反响热烈。")
SECOND = record(
    title="江州公园建成", body="江州市新建公园15处。市民反响热烈。", source=Source("东山新闻网", "东山新闻网")
)


@given(st.text("甲乙丙。\n", max_size=60), st.text("甲乙丙。\n", max_size=60))
def test_a_diff_holds_both_texts(old: str, new: str) -> None:
    found = differing(old, new)
    assert "".join(one.text for one in found if one.kind != "new") == old
    assert "".join(one.text for one in found if one.kind != "gone") == new


def test_a_diff_goes_down_to_the_character() -> None:
    assert [(one.kind, one.text) for one in differing("共12处。热烈。", "共15处。热烈。新句。")] == [
        ("same", "共1"), ("gone", "2"), ("new", "5"), ("same", "处。热烈。"), ("new", "新句。"),
    ]  # fmt: skip


def test_history_tells_what_changed_and_keeps_what_was_first_seen(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(database_url) as store:
        run = store.begin_run(SITE)
        store.save([FIRST], run)
        store.save([SECOND], run)
        with store.transaction(run) as transaction:
            transaction.withdraw([FIRST.id])
        told = store.history(FIRST.url or "")
        assert told is not None
        assert store.history(FIRST.id) == told
        assert store.history("http://nowhere.example/") is None
    assert (told.status, [each.run for each in told.versions]) == ("withdrawn", [run, run])
    assert [change.field for change in told.versions[1].changes] == ["title", "source", "body"]
    assert told.versions[0].record.body == FIRST.body
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", database_url)
    shown = CliRunner().invoke(main, ["history", FIRST.id])
    assert shown.exit_code == 0
    assert "withdrawn" in shown.stdout
    assert "公园1[-2-]{+5+}处" in shown.stdout
    assert FIRST.body in CliRunner().invoke(main, ["history", FIRST.id, "--version", "1"]).stdout
    assert (
        json.loads(CliRunner().invoke(main, ["history", FIRST.id, "--json"]).stdout)["versions"][1]["number"]
        == 2
    )
    cited = CliRunner().invoke(main, ["history", pinned(FIRST)])
    assert (cited.exit_code, FIRST.body in cited.stdout) == (0, True)
    assert CliRunner().invoke(main, ["history", f"urn:newscrawl:article:{FIRST.id}@3"]).exit_code == 2
    assert CliRunner().invoke(main, ["history", FIRST.id, "--version", "3"]).exit_code == 2
    assert CliRunner().invoke(main, ["history", "nobody"]).exit_code == 2
