"""Which texts are copies: ten kinds of edit are, texts of one form are not; and who was first, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.stories import Copy, Text, agreement, band_keys, choose_first
from newscrawl.stories.plain import plain
from tests.bench.edits import EDITS, reprint
from tests.bench.news import Article, Newsroom

DAY = date(2024, 3, 12)
PINNED = "e625739299c0f70d"


@given(*[st.lists(st.sampled_from([0, 1, 1 << 31, (1 << 32) - 1]), min_size=64, max_size=64)] * 2)
def test_signatures_agree_in_as_many_hashes_as_are_equal(one: list[int], other: list[int]) -> None:
    packed = [b"".join(value.to_bytes(4, "little") for value in each) for each in (one, other)]
    assert agreement(*packed) == sum(a == b for a, b in zip(one, other, strict=True))


def alike(one: Article, other: Article) -> bool:
    """Whether they would meet, and be taken for copies."""
    texts = Text(one.body), Text(other.body)
    first, second = (text.signature for text in texts)
    assert first is not None
    assert second is not None
    return bool({*band_keys(first)} & {*band_keys(second)}) and texts[0].likeness(texts[1]).copies


@pytest.mark.parametrize("kind", EDITS)
def test_an_edited_copy_is_found(kind: str) -> None:
    room = Newsroom(4)
    originals = [room.plain(DAY) for _ in range(10)]
    assert [alike(each, reprint(each, kind, room)) for each in originals] == [True] * 10


@pytest.mark.parametrize("kind", ["plain", "column", "affair", "weather", "prices", "notice"])
def test_articles_of_one_kind_are_no_copies(kind: str) -> None:
    room = Newsroom(5)
    told = [getattr(room, kind)(DAY + timedelta(days=number)) for number in range(25)]
    pairs = [(one, other) for at, one in enumerate(told) for other in told[:at]]
    assert [pair for pair in pairs if Text(pair[0].body).likeness(Text(pair[1].body)).copies] == []


def test_a_digest_is_no_copy_of_what_it_tells() -> None:
    room = Newsroom(6)
    told = [room.text(6) for _ in range(4)]
    digest = Text("\n\n".join(told))
    assert not any(digest.likeness(Text(each)).copies for each in told)


def test_a_mended_figure_makes_no_other_story() -> None:
    body = Newsroom(7).text(10) + "全市共有2480名学生参加，比去年多出370名。"
    assert Text(body).likeness(Text(body.replace("2480", "2408"))).copies


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("十二个", "１２个"),
        ("1.2万元", "12,000元"),
        ("百分之十二", "12％"),
        ("二〇二三年", "2023年"),
        ("三百二十万人", "320万人"),
        ("達州，「開展」", "达州“开展”"),
        ("1.50元", "1.5 元"),
    ],
)
def test_forms_do_not_count(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_signatures_stay_what_they_are_in_databases() -> None:
    """They are kept: a library that hashes otherwise would find no copy of what is stored."""
    signature = Text("江州市老城区第七处口袋公园建成开放，附近居民推开窗就能看到绿地。").signature
    assert signature is not None
    assert signature[:8].hex() == PINNED
    assert agreement(signature, signature) == 64
    assert max(band_keys(signature)) < 1 << 63
    assert Text("图为现场。").signature is None


@pytest.mark.parametrize(
    ("copies", "first", "publisher", "why"),
    [
        (
            [("a", "江州日报", "江州日报", "2024-03-12"), ("b", "东山网", "江州日报", "2024-03-12")],
            "a", "江州日报", "shows it as its own story; credited by 2 of 2",
        ),
        (
            [("a", None, None, "2024-03-13"), ("b", "东山网", "江州日报", "2024-03-11")],
            "b", "江州日报", "published on 2024-03-11, the next copy on 2024-03-13; credited by 1 of 2",
        ),
        (
            [("a", "东山网", "江州日报", "2024-03-11T09:00+08:00"), ("b", "x", "江州日报", "2024-03-11T08:59+08:00")],
            "b", "江州日报", "at 08:59, the next copy at 09:00",
        ),
        ([("b", None, None, None), ("a", None, None, None)], "a", None, "no copy is dated"),
        ([("a", "江州日报", None, "2024-03-12"), ("b", "东山网", None, None)], "a", "江州日报", "undated"),
    ],
)  # fmt: skip
def test_the_first_publisher_is_named_with_the_reason(
    copies: list[tuple[str, str | None, str | None, str | None]], first: str, publisher: str | None, why: str
) -> None:
    for order in (copies, copies[::-1]):
        found = choose_first([Copy(*each) for each in order])
        assert (found.copy.id, found.publisher) == (first, publisher)
        assert why in found.reason
