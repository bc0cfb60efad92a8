"""Issues of e-papers and their editions: written once, mended when found, and no wrong row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from records import SITE, record
from sqlalchemy import create_engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from newscrawl import settings
from newscrawl.commands import main
from newscrawl.grammar.editions import missing_numbers
from newscrawl.model import Edition, Leaf
from newscrawl.store import Store
from newscrawl.store.engine import database, writing
from newscrawl.store.models import EditionRow, IssueRow
from newscrawl.store.papers import MOST, merged

DAY = date(2024, 1, 12)
NEXT = date(2024, 1, 13)


def edition(number: str, day: date = DAY) -> Edition:
    url = f"http://epaper.jiangzhou.example/html/{day:%Y-%m/%d}/node_{number}.htm"
    return Edition(url, f"第{number}版：要闻", number)


def leaf(number: str, *named: str) -> Leaf:
    return Leaf(DAY, edition(number).url, [edition(each) for each in named])


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as opened:
        yield opened


def file(store: Store, *leaves: Leaf) -> str:
    run = store.begin_run(SITE)
    with store.transaction(run) as transaction:
        transaction.file(leaves)
    store._begun.pop(run).lock.release()
    return run


def states(store: Store) -> dict[str | None, str]:
    [issue] = store.issues()
    return {one.number: one.state for one in issue.editions}


def rows(url: str) -> list[int]:
    with create_engine(database(url)).connect() as connection:
        return [
            connection.scalar(select(func.count()).select_from(model)) or 0
            for model in (IssueRow, EditionRow)
        ]


def test_what_a_page_says_of_its_issue_is_kept_once_and_mended(store: Store, database_url: str) -> None:
    first = file(store, leaf("A1", "A1", "A2", "A4"))
    assert states(store) == {"A1": "read", "A2": "named", "A3": "missing", "A4": "named"}
    [issue] = store.issues(missing=True)
    assert (issue.site, issue.day, issue.state, issue.run) == (SITE, DAY, "read", first)
    assert [(one.number, one.name) for one in issue.lacks] == [
        ("A2", "第A2版：要闻"), ("A3", None), ("A4", "第A4版：要闻"),
    ]  # fmt: skip
    before = rows(database_url)
    second = file(store, leaf("A1", "A1", "A2", "A4"), leaf("A1"))
    assert rows(database_url) == before
    assert [issue.run for issue in store.issues(run=second)] == [second]
    file(store, leaf("A2", "A1", "A2", "A3", "A4"), leaf("A3"), leaf("A4"))
    assert set(states(store).values()) == {"read"}
    assert rows(database_url) == [1, 4]
    assert store.issues(missing=True) == []


def test_an_issue_that_was_asked_for_in_vain_is_missing_until_it_is_read(store: Store) -> None:
    run = store.begin_run(SITE)
    with store.transaction(run) as transaction:
        transaction.file([leaf("A1")])
        transaction.miss({DAY: True, NEXT: False})
        transaction.miss({DAY: True, NEXT: False})
    assert [(one.day, one.state, one.listed) for one in store.issues()] == [
        (NEXT, "missing", False), (DAY, "read", True),
    ]  # fmt: skip
    [one] = store.issues(since=NEXT)
    assert (one.editions, one.first_seen <= one.last_seen) == ((), True)
    assert [one.day for one in store.issues(until=DAY)] == [DAY]
    assert store.issues("another.site") == []
    with store.transaction(run) as transaction:
        transaction.file([Leaf(NEXT, edition("A1", NEXT).url, [edition("A1", NEXT)])])
    assert [one.state for one in store.issues()] == ["read", "read"]


def test_articles_are_placed_by_day_and_name_where_that_is_one_edition(store: Store) -> None:
    twins = [Edition(f"{edition('B1').url}?{number}", "第B1版：广告", "B1") for number in range(2)]
    run = store.begin_run(SITE)
    placed = [
        (record(1).id, DAY, "第A2版：要闻"),
        (record(2).id, DAY, "第B1版：广告"),
        (record(3).id, NEXT, "第A2版：要闻"),
        ("unknown", DAY, "第A2版：要闻"),
    ]
    with store.transaction(run) as transaction:
        transaction.save([record(number) for number in (1, 2, 3)])
        transaction.file([Leaf(DAY, twins[0].url, [edition("A2"), *twins])])
        for _ in range(2):
            transaction.place(placed)
    [issue] = store.issues()
    assert [(one.number, one.articles) for one in issue.editions if one.articles] == [("A2", 1)]


NUMBERS = st.sampled_from(["A1", "A2", "A3", "B1"])


@given(st.lists(st.tuples(NUMBERS, st.lists(NUMBERS))), st.randoms())
def test_the_order_in_which_editions_are_read_does_not_matter(
    said: list[tuple[str, list[str]]], random: object
) -> None:
    leaves = [leaf(number, number, *named) for number, named in said]
    once = merged({}, leaves)
    assert merged(once, leaves) == once == merged({}, leaves[::-1])
    assert {url for url, (*_, state) in once.items() if state == "read"} == {each.url for each in leaves}


def test_a_page_that_names_editions_without_end_fills_nothing() -> None:
    many = leaf("A1", *(f"A{number}" for number in range(2 * MOST)))
    assert len(merged({}, [many])) == MOST
    assert missing_numbers(["A1", "A999"]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost", "number": "A1", "name": "要闻", "url": "http://e.example/"},
        {"state": "missing", "number": "A1", "name": None, "url": "http://e.example/"},
        {"state": "read", "number": "A1", "name": "要闻", "url": None},
        {"state": "missing", "number": None, "name": None, "url": None},
        {"state": "read", "number": "A1", "name": "", "url": "http://e.example/"},
        {"state": "named", "number": None, "name": None, "url": "http://e.example/"},
        {"state": "missing", "number": "A3", "name": None, "url": None},
        {"state": "read", "number": "A1", "name": "要闻", "url": edition("A1").url},
    ],
)
def test_a_wrong_edition_is_refused(store: Store, wrong: dict[str, str | None]) -> None:
    file(store, leaf("A1", "A1", "A2", "A4"))
    with writing(store._engine) as connection:
        issue = connection.scalar(select(IssueRow.id))
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(insert(EditionRow).values(issue_id=issue, **wrong))


def test_where_nothing_is_missing_it_says_so_and_asks_for_no_crawl(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", database_url)
    assert "crawl an e-paper" in CliRunner().invoke(main, ["issues", "--missing"]).stderr
    file(store, leaf("A1", "A1"))
    assert CliRunner().invoke(main, ["issues", "--missing"]).stderr == "no issue lacks anything\n"


def test_the_command_shows_issues_and_what_is_missing(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(store, leaf("A1", "A1", "A2", "A4"))
    again = store.begin_run(SITE)
    with store.transaction(again) as transaction:
        transaction.miss({NEXT: True})
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", database_url)
    asked = CliRunner()
    shown = asked.invoke(main, ["issues", SITE])
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        f"2024-01-13  {SITE}  missing; the calendar names one",
        f"2024-01-12  {SITE}  1/4 read, 0 articles; missing: 第A2版：要闻, A3 (not named), 第A4版：要闻",
    ]
    lines = asked.invoke(main, ["issues", "--json", "--missing", "--to", "2024-01-12"]).stdout.splitlines()
    [told] = map(json.loads, lines)
    assert (told["day"], told["site"], [one["state"] for one in told["editions"]]) == (
        "2024-01-12", SITE, ["read", "named", "missing", "named"],
    )  # fmt: skip
    assert "no issue" in asked.invoke(main, ["issues", "--from", "2024-02-01"]).stderr
    assert asked.invoke(main, ["issues", "another.site"]).exit_code == 2
