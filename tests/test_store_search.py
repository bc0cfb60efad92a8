"""Search: what is found, in which order, by what it is narrowed, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from click.testing import CliRunner
from records import SITE, record
from sqlalchemy import func, select, text

from newscrawl import settings
from newscrawl.commands import main
from newscrawl.errors import UsageError
from newscrawl.model import Credit, Record, Region, Source
from newscrawl.store import Selection, Store
from newscrawl.store.engine import reading
from newscrawl.store.models import DocumentRow

DAZHOU = Region("511700", "四川省达州市", "city")
TONGCHUAN = Region("511702", "四川省达州市通川区", "county")
EVERYTHING = Selection()


def article(number: int, title: str, body: str, day: str | None = "2024-03-12", **more: object) -> Record:
    """An article of one day (None: undated)."""
    dated = {
        "published_at": day,
        "published_precision": day and "day",
        "published_basis": day and "visible",
    }
    return record(number, title=title, body=body, **dated, **more)


PATENT = article(
    1,
    "达州启动知识产权强市建设",
    "1月18日，达州举行知识产权强市启动仪式。",
    "2023-01-18",
    regions=[DAZHOU],
    source=Source("封面新闻", "封面新闻", "thecover"),
    reporters=[Credit("曾业", "记者", "封面新闻")],
)
LEAD = article(
    2,
    "通川区集中宣传",
    "达州市通川区开展知识产权宣传。\n\n现场发放资料。",
    "2023-04-26",
    regions=[TONGCHUAN],
)
LATER = article(
    3,
    "江州来客",
    "江州市考察团到访。\n\n座谈会上，双方介绍了知识产权工作，达州的做法受到关注。",
    "2024-05-01",
)
UNDATED = article(4, "達州：知識產權培訓", "培訓班開班，ＡＢＣ公司2023年3月參加。", None, regions=[])
OTHER = article(5, "江州公园开放", "江州市老城区口袋公园建成开放。", "2024-05-02")
ALL = [PATENT, LEAD, LATER, UNDATED, OTHER]


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as opened:
        opened.save(ALL, opened.begin_run(SITE))
        while opened.index(2):
            pass
        yield opened


def found(store: Store, query: str, selection: Selection = EVERYTHING) -> list[int]:
    """The numbers of the articles found, in order."""
    numbers = {item.id: number for number, item in enumerate(ALL, 1)}
    return [numbers[hit.id] for hit in store.search(query, selection).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("达州 知识产权", [1, 4, 2, 3], id="headline, first paragraph, anywhere"),
        pytest.param("知识产权", [1, 4, 2, 3], id="a headline in traditional characters"),
        pytest.param("識產", [1, 4, 2, 3], id="any two characters, traditional ones too"),
        pytest.param("江州", [5, 3], id="two characters"),
        pytest.param("州", [5, 3, 1, 4], id="one character is looked for in headlines"),
        pytest.param("abc公司2023年", [4], id="words run over into letters and digits"),
        pytest.param("2023年3月", [4], id="digits"),
        pytest.param("202", [], id="numbers are whole"),
        pytest.param('"双方介绍"', [3], id="a phrase"),
        pytest.param("双方知识产权", [], id="a word is found as it stands"),
        pytest.param("达州 -考察团 -培训", [1, 2], id="without"),
        pytest.param("产权强州", [], id="pairs alone do not make a word"),
        pytest.param("", [5, 3, 2, 1, 4], id="nothing asked: newest first, undated last"),
        pytest.param('"， ） OR * NEAR(', [], id="what looks like operators are words"),
    ],
)
def test_what_is_found(store: Store, query: str, expected: list[int]) -> None:
    assert found(store, query) == expected


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(region="510000"), [2, 1]),
        (Selection(region="51"), [2, 1]),
        (Selection(region="511700"), [2, 1]),
        (Selection(region="511702"), [2]),
        (Selection(region="51170"), [2, 1]),
        (Selection(since=date(2023, 4, 26)), [5, 3, 2]),
        (Selection(until=date(2023, 4, 26)), [2, 1]),
        (Selection(since=date(2023, 1, 18), until=date(2023, 1, 18)), [1]),
        (Selection(outlet="thecover"), [1]),
        (Selection(outlet="封面新闻"), [1]),
        (Selection(outlet="无名报"), []),
        (Selection(reporter="曾业"), [1]),
        (Selection(site=SITE, region="5117", outlet="江州日报"), [2]),
        (Selection(statuses=("withdrawn",)), []),
    ],
)
def test_what_it_is_narrowed_by(store: Store, selection: Selection, expected: list[int]) -> None:
    assert found(store, "", selection) == expected
    asked = found(store, "知识产权", selection)
    assert asked == [number for number in found(store, "知识产权") if number in expected]


def test_hits_are_marked(store: Store) -> None:
    first = store.search("达州 知识产权").hits[0]
    assert [(piece.text, piece.hit) for piece in first.title] == [
        ("达州", True), ("启动", False), ("知识产权", True), ("强市建设", False),
    ]  # fmt: skip
    (passage,) = first.passages
    assert "".join(piece.text for piece in passage) == PATENT.body
    traditional = store.search("培训").hits[0]
    assert ("培訓", True) in [(piece.text, piece.hit) for piece in traditional.title]


def test_pages_follow_one_another(store: Store) -> None:
    whole = [hit.id for hit in store.search("达州").hits]
    paged, after = [], None
    for _ in whole:
        page = store.search("达州", after=after, limit=1)
        assert (page.total, page.more) == (len(whole), False)
        paged += [hit.id for hit in page.hits]
        after = page.next
    assert (paged, after) == (whole, None)
    with pytest.raises(UsageError, match="no page begins after"):
        store.search("达州", after="1; DROP")


def test_only_what_an_article_says_now_is_found(store: Store) -> None:
    run = store.begin_run("another")
    store.save([article(5, "江州公园关闭", "口袋公园因施工关闭。", "2024-05-02")], run)
    assert store.search("").pending == 1
    assert store.index() == 1
    assert store.index() == 0
    assert found(store, "开放") == []
    assert found(store, "施工") == [5]
    assert found(store, "江州") == [5, 3]
    with reading(store._engine) as connection:
        documents = connection.scalar(select(func.count()).select_from(DocumentRow))
        if store._engine.dialect.name == "sqlite":
            assert documents == store.count() + 1, "its index cannot forget"
        else:
            assert documents == store.count() == connection.scalar(text("SELECT count(*) FROM search"))


def test_a_withdrawn_article_is_found_and_says_so(store: Store) -> None:
    run = store.begin_run("another")
    with store.transaction(run) as transaction:
        transaction.withdraw([OTHER.id])
    store.index()
    (hit,) = store.search("口袋公园").hits
    assert hit.status == "withdrawn"
    assert found(store, "口袋公园", Selection(statuses=("live", "changed"))) == []


def test_what_is_kept_back_is_not_found(store: Store) -> None:
    store.quarantine([OTHER.id], "test", "a look first")
    assert found(store, "口袋公园") == []
    store.release([OTHER.id])
    assert found(store, "口袋公园") == [5]


def test_an_article_in_which_one_term_stands_a_thousand_times_is_indexed(store: Store) -> None:
    long = article(5, "江州", "江州" * 30_000, "2024-05-02")
    store.save([long], store.begin_run("another"))
    store.index()
    assert found(store, "江州江州") == [5]


def test_find_from_the_command_line(database_url: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", database_url)
    asked = ["find", "达州", "知识产权", "--region", "达州", "--from", "2023-01-01", "--to", "2023-02-01"]
    shown = CliRunner().invoke(main, asked)
    assert shown.exit_code == 0
    assert "达州启动知识产权强市建设" in shown.stdout
    assert "1 found" in shown.stdout
    told = json.loads(CliRunner().invoke(main, [*asked, "--json"]).stdout)
    assert [hit["id"] for hit in told["hits"]] == [PATENT.id]
    assert CliRunner().invoke(main, ["find", "--region", "无此地"]).exit_code == 2
