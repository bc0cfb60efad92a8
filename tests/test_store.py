"""The store: what is saved comes back, twice is once, and an article's history and addresses are kept."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records import SITE, digest, full_record, record
from sqlalchemy import create_engine, func, select

from newscrawl.model import Credit, Image, Paragraph, Record, Region, Reject, Source
from newscrawl.store import Ending, SaveResult, Selection, Store
from newscrawl.store.engine import database
from newscrawl.store.models import Base, RejectRow, VersionRow

REJECT = Reject(
    url="http://www.jiangzhou.example/list.html",
    site=SITE,
    code="not_an_article",
    message="a list of links",
    fetched_at="2024-03-13T08:00:00+00:00",
    body="<html>列表</html>".encode(),
)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> str:
    return store.begin_run(SITE)


def outcomes(results: list[SaveResult]) -> list[str]:
    return [result.outcome for result in results]


def counts(url: str) -> dict[str, int]:
    """Rows of each table."""
    with create_engine(database(url)).connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def test_a_record_comes_back_as_it_was(store: Store, run: str) -> None:
    assert store.save([full_record()], run) == [SaveResult("new", full_record().id, 1)]
    assert list(store.records(run, evidence=True)) == [full_record()]


def test_evidence_comes_only_when_asked_for(store: Store, run: str) -> None:
    store.save([full_record()], run)
    (found,) = store.records(run)
    assert (found.removed, found.provenance) == (record().removed, record().provenance)


def test_a_record_without_evidence_has_none(store: Store, run: str) -> None:
    store.save([record()], run)
    assert list(store.records(run, evidence=True)) == [record()]


def test_the_same_batch_twice_adds_no_row_of_any_kind(database_url: str, store: Store, run: str) -> None:
    batch = [*(record(number) for number in range(2, 20)), full_record(), REJECT]
    assert outcomes(store.save(batch, run)) == ["new"] * 19 + ["rejected"]
    before = counts(database_url)
    assert outcomes(store.save(batch, run)) == ["unchanged"] * 19 + ["rejected"]
    assert outcomes(store.save(batch[::-1], run)) == ["rejected"] + ["unchanged"] * 19
    assert counts(database_url) == before


def test_a_second_crawl_finds_everything_unchanged(database_url: str, store: Store, run: str) -> None:
    batch = [record(number) for number in range(1, 50)]
    store.save(batch, run)
    store.end_run(run, Ending("done", {}))
    before = counts(database_url)
    again = store.begin_run(SITE)
    later = [replace(item, fetched_at="2024-03-20T08:00:00+00:00") for item in batch]
    assert set(outcomes(store.save(later, again))) == {"unchanged"}
    assert counts(database_url) == before | {"runs": 2}
    assert {item.fetched_at for item in store.records(again)} == {"2024-03-20T08:00:00+00:00"}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "江州第1处口袋公园今日开放"},
        {"body": "改写后的正文。", "blocks": [Paragraph("改写后的正文。")]},
        {"source": Source("东山日报", "东山日报")},
        {"reporters": [Credit("林晓禾", "记者", None)]},
        {"editors": []},
        {"published_at": "2024-03-12T09:16+08:00"},
        {"regions": [Region("990102", "东山省江州市南桥区", "county")]},
        {"images": [Image("http://www.jiangzhou.example/p/2.jpg")]},
        {"keywords": ["公园"]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_fact_is_a_new_version(store: Store, run: str, change: dict[str, Any]) -> None:
    store.save([record()], run)
    changed = record(**change)
    assert store.save([changed], run) == [SaveResult("changed", changed.id, 2)]
    assert list(store.records(run)) == [replace(changed, version=2, status="changed")]


@pytest.mark.parametrize(
    "change",
    [
        {"fetched_at": "2024-04-01T08:00:00+00:00"},
        {"url": "http://www.jiangzhou.example/news/1.html?from=home"},
        {"extractor": "newscrawl 0.2.0"},
        {"page_urls": []},
        {"story": "s-0000000000000000"},
        {"source": Source("江州日报", "江州日报", None)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_how_it_was_read_is_no_change(store: Store, run: str, change: dict[str, Any]) -> None:
    store.save([record()], run)
    assert outcomes(store.save([record(**change)], run)) == ["unchanged"]


def test_the_former_text_stays(database_url: str, store: Store, run: str) -> None:
    store.save([record()], run)
    store.save([record(title="改过的标题", fetched_at="2024-04-01T08:00:00+00:00")], run)
    with create_engine(database(database_url)).connect() as connection:
        kept = select(VersionRow.number, VersionRow.title, VersionRow.seen_at).order_by(VersionRow.number)
        rows = [(number, title, f"{seen:%Y-%m-%d}") for number, title, seen in connection.execute(kept)]
    assert rows == [(1, "江州第1处口袋公园建成开放", "2024-03-13"), (2, "改过的标题", "2024-04-01")]


def test_a_batch_may_meet_an_article_several_times(store: Store, run: str) -> None:
    batch = [record(), record(), record(title="改过的标题"), record(title="改过的标题")]
    assert outcomes(store.save(batch, run)) == ["new", "unchanged", "changed", "unchanged"]
    assert [item.version for item in store.records(run)] == [2]


def at(item: Record, url: str) -> Record:
    """The same article as seen at another address."""
    return replace(item, id=digest(url), url=url, canonical_url=url)


def test_the_same_text_at_a_second_address_is_no_second_article(store: Store, run: str) -> None:
    second = at(record(), "http://www.jiangzhou.example/list/1.html")
    assert store.save([record(), second], run)[1] == SaveResult("alias", record().id, 1)
    assert outcomes(store.save([second, record()], run)) == ["alias", "unchanged"]
    assert list(store.records(run)) == [record()]


def test_the_same_text_on_another_site_is_another_article(store: Store, run: str) -> None:
    copy = replace(at(record(), "http://www.dongshan.example/1.html"), site="dongshan.xinwen")
    assert outcomes(store.save([record(), copy], run)) == ["new", "new"]


def test_the_same_text_on_another_host_of_the_site_is_a_copy(store: Store, run: str) -> None:
    paper = at(record(), "http://epaper.jiangzhou.example/content_1.htm")
    assert outcomes(store.save([record(), paper], run)) == ["new", "new"]
    assert outcomes(store.save([record(), paper], run)) == ["unchanged", "unchanged"]


@pytest.mark.parametrize(
    "url", ["https://m.jiangzhou.example/1.html", "http://jiangzhou.example:8080/x/1.html"]
)
def test_the_same_text_for_the_telephone_is_the_same_article(store: Store, run: str, url: str) -> None:
    assert outcomes(store.save([record(), at(record(), url)], run)) == ["new", "alias"]


def test_pages_without_text_are_not_taken_for_each_other(store: Store, run: str) -> None:
    pictures = record(title="图片新闻", body=None, blocks=[])
    other = at(pictures, "http://www.jiangzhou.example/news/2.html")
    assert outcomes(store.save([pictures, other], run)) == ["new", "new"]


def test_a_change_seen_first_at_the_second_address_is_one_change(store: Store, run: str) -> None:
    second = "http://www.jiangzhou.example/list/1.html"
    edited = record(body="改写后的正文。", blocks=[])
    store.save([record(), at(record(), second)], run)
    assert outcomes(store.save([at(edited, second), edited], run)) == ["changed", "unchanged"]
    # The second address lags behind: a former wording is no change back.
    assert outcomes(store.save([at(record(), second)], run)) == ["alias"]
    assert [item.version for item in store.records(run)] == [2]


def test_an_address_taken_over_by_another_story_is_a_new_article(store: Store, run: str) -> None:
    second = "http://www.jiangzhou.example/top.html"
    store.save([record(1), at(record(1), second)], run)
    taken = at(record(2), second)
    assert outcomes(store.save([taken, record(1)], run)) == ["new", "unchanged"]
    assert outcomes(store.save([taken], run)) == ["unchanged"]
    assert len(list(store.records(run))) == 2


def test_a_reject_is_kept_once_with_its_bytes(database_url: str, store: Store, run: str) -> None:
    assert store.save([REJECT], run) == [SaveResult("rejected", code="not_an_article")]
    store.save([replace(REJECT, message="still a list", body=b"later")], run)
    assert store.rejects(run) == [replace(REJECT, message="still a list", body=b"")]
    with create_engine(database(database_url)).connect() as connection:
        (packed,) = connection.scalars(select(RejectRow.body_gz))
    assert gzip.decompress(packed) == b"later"


def test_records_come_in_the_order_of_their_ids_in_any_number(store: Store, run: str) -> None:
    batch = [record(number) for number in range(1, 1203)]
    store.save(batch, run)
    assert list(store.records(run)) == sorted(batch, key=lambda item: item.id)


def test_records_of_a_site_and_of_a_run(store: Store, run: str) -> None:
    other = record(2, site="dongshan.xinwen")
    store.save([record(1), other], run)
    later = store.begin_run("third")
    store.save([record(3, site="third")], later)
    assert [item.site for item in store.records(site="dongshan.xinwen")] == ["dongshan.xinwen"]
    assert {item.id for item in store.records(run)} == {record(1).id, record(2).id}
    assert len(list(store.records())) == 3


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(site=SITE),
        Selection(site="nowhere"),
        Selection(outlet="jiangzhou-ribao"),
        Selection(region="9901", site=SITE),
        Selection(reporter="常理"),
        Selection(since=date(2024, 3, 12), until=date(2024, 3, 12)),
        Selection(until=date.max),
        Selection(first_only=True, statuses=("changed",)),
        Selection(quarantined=True),
    ],
)
def test_what_is_counted_is_what_is_read(store: Store, run: str, selection: Selection) -> None:
    store.save(
        [*(record(number) for number in range(4)), record(5, published_at="2024-03-13T00:00+08:00")], run
    )
    store.save([full_record(), record(2, regions=[], source=None), record(6, site="dongshan")], run)
    store.quarantine([record(3).id], "template", "odd")
    found = list(store.stream(selection))
    assert store.count(selection) == len(found)
    with store.snapshot() as snapshot:
        assert snapshot.count(selection) == len(list(snapshot.lines(selection))) == len(found)


def test_an_outlet_learnt_later_is_known_of_all_its_articles(store: Store, run: str) -> None:
    store.save([record(1, source=Source("江州日报", "江州日报"))], run)
    store.save([record(2)], run)
    assert [item.source for item in store.records(run)] == [record().source] * 2


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    title=TEXT,
    body=TEXT,
    name=TEXT,
    words=st.lists(TEXT, max_size=3),
    number=st.integers(1, 10**9),
)
def test_any_text_is_stored_byte_for_byte(
    store: Store, run: str, title: str, body: str, name: str, words: list[str], number: int
) -> None:
    item = record(
        number,
        title=title,
        body=body,
        blocks=[Paragraph(body)],
        source=Source(name, name),
        reporters=[Credit(name, "记者", name)],
        keywords=words,
        channel=words,
        images=[Image(name, body, title)],
    )
    assert outcomes(store.save([item], run)) in (["new"], ["changed"], ["unchanged"])
    (found,) = [found for found in store.records() if found.id == item.id]
    assert replace(found, version=1, status="live") == item


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE articles; --", '" OR 1=1 --', "%s %(x)s :x ? $1", "\\'\\\"", "\ufeff"]
)
def test_sql_is_text_like_any_other(store: Store, run: str, text: str) -> None:
    item = record(
        id=text[:30],
        url=text,
        title=text,
        body=text,
        reporters=[Credit(text, text, text)],
        source=Source(text, text, text, text),
        keywords=[text],
    )
    store.save([item, replace(REJECT, url=text, message=text)], run)
    assert list(store.records(run)) == [item]
    assert store.rejects(run)[0].message == text
