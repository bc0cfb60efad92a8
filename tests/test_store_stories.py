"""Stories in the store: copies join, strangers do not, two stories that are one are merged, in any order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from uuid import uuid4

import pytest
from records import digest
from sqlalchemy import func, select

from newscrawl.model import Record
from newscrawl.store import Store
from newscrawl.store.engine import reading
from newscrawl.store.models import StoryBandRow
from newscrawl.store.reprints.keeping import BUCKET
from newscrawl.stories import assign_story
from tests.bench.news import Newsroom
from tests.bench.reprints import collection, made_record

ROOM = Newsroom(8)
TEXT = ROOM.text(14)
ARTICLE = ROOM.plain(date(2024, 3, 12))


def told(number: int, body: str, day: str = "2024-03-12") -> Record:
    """An article with this text, on a site of its own."""
    changes = {"body": body, "published_at": day, "content_hash": digest(body)}
    return assign_story(replace(made_record(number, ARTICLE), **changes))


def grouped(store: Store) -> set[frozenset[int]]:
    """The numbers of the articles that tell one story, for each story."""
    stories: dict[str | None, set[int]] = {}
    for record in store.records():
        stories.setdefault(record.story, set()).add(int(record.id, 16))
    return {frozenset(numbers) for numbers in stories.values()}


def put(store: Store, *batches: Sequence[Record]) -> None:
    """Store batch by batch."""
    run = store.begin_run(uuid4().hex)
    for batch in batches:
        store.save(batch, run)


def test_copies_join_and_nothing_else_does(database_url: str) -> None:
    base, copies = collection(150, 20, 3)
    records = [made_record(number, each) for number, each in enumerate([*base, *(c for _, _, c in copies)])]
    random.Random(3).shuffle(records)
    with Store(database_url) as store:
        put(store, *(records[at : at + 40] for at in range(0, len(records), 40)))
        found = grouped(store)
    assert {each for each in found if len(each) > 1} == {
        frozenset((number, 150 + at)) for at, (number, _, _) in enumerate(copies)
    }


def test_two_stories_that_turn_out_to_be_one_are_merged_under_the_older_name(database_url: str) -> None:
    late, early = told(1, TEXT, "2024-05-30"), told(2, TEXT + "（转）", "2024-01-30")
    with Store(database_url) as store:
        put(store, [late], [early])
        assert grouped(store) == {frozenset((1,)), frozenset((2,))}
        name = next(record.story for record in store.records() if record.id == late.id)
        cursor = store.last_change()
        put(store, [told(3, TEXT + "（又转）", "2024-03-30")])
        assert {record.story for record in store.records()} == {name}
        regrouped = [change.id for change in store.changes_after(cursor) if change.kind == "regrouped"]
        assert sorted(regrouped) == [late.id, early.id]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_arrival_does_not_count(tmp_path: Path, order: tuple[int, ...]) -> None:
    copies = [told(1, TEXT), told(2, TEXT + ROOM.text(2)), told(3, TEXT[: len(TEXT) * 3 // 4])]
    with Store(f"sqlite:///{tmp_path}/news.db") as store:
        put(store, *([copies[number]] for number in order))
        assert grouped(store) == {frozenset((1, 2, 3))}


def test_copies_far_apart_in_time_are_two_stories(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/news.db") as store:
        put(store, [told(1, TEXT, "2023-01-01")], [told(2, TEXT + "（资料）", "2024-01-01")])
        assert len(grouped(store)) == 2


def test_an_article_that_changes_its_text_changes_its_story(database_url: str) -> None:
    other = ROOM.text(14)
    with Store(database_url) as store:
        put(store, [told(1, TEXT), told(2, TEXT + "（转）")], [told(3, other)])
        put(store, [told(2, other + "（转）")])
        assert grouped(store) == {frozenset((1,)), frozenset((2, 3))}
        (first,) = [record for record in store.records() if int(record.id, 16) == 1]
        assert first.reprint_of is None
        assert first.story is not None
        story = store.story(first.story)
        assert story is not None
        assert (len(story.copies), story.reason) == (1, None)


def test_a_story_says_who_was_first_and_why(database_url: str) -> None:
    with Store(database_url) as store:
        put(store, [told(2, TEXT, "2024-03-13"), told(1, TEXT + "（转）", "2024-03-12")])
        (name,) = {record.story for record in store.records()}
        story = store.story(name or "")
        assert story is not None
        assert [int(copy.id, 16) for copy in story.copies] == [1, 2]
        assert story.first == story.copies[0].id
        assert story.reason is not None
        assert story.reason.startswith("published on 2024-03-12, the next copy on 2024-03-13")
        assert store.story("s-nobody") is None


def test_a_form_that_hundreds_share_fills_no_key_beyond_its_bound(tmp_path: Path) -> None:
    form = ROOM.text(6)
    with Store(f"sqlite:///{tmp_path}/news.db") as store:
        put(store, [told(number, form + ROOM.text(6)) for number in range(1, 3 * BUCKET)])
        with reading(store._engine) as connection:
            sizes = select(func.count(StoryBandRow.article_id)).group_by(StoryBandRow.key)
            assert max(connection.scalars(sizes)) == BUCKET


def test_articles_from_before_are_compared_later(database_url: str) -> None:
    plain = [told(1, TEXT), told(2, TEXT + "（转）", "2024-03-13")]
    with Store(database_url) as store:
        put(store, [replace(each, story=None) for each in plain])
        assert store.compare(1) == 1
        assert store.compare(10) == 1
        assert store.compare(10) == 0
        assert grouped(store) == {frozenset((1, 2))}
        assert {record.reprint_of for record in store.records()} == {None, plain[0].id}
