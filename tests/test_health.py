"""Health: what is odd, what is an accident, what a redesign, and what a run's figures say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.health import Finding, Observer, Past, Profile, Profiles, Signature, State, check, suspect
from newscrawl.health.chance import chance
from newscrawl.health.profile import MAX_GROUPS, MEMORY
from newscrawl.health.signature import group_of, signature
from tests.invented import STORY, URL, article_page, paragraphs, record_of
from tests.torture.redesign import month

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
RULES = {"title": "headline", "published_at": "visible.head", "source": "label", "body": "text-balance"}


def seen(characters: int = 400, **rules: str | None) -> Signature:
    return Signature("bdxw /bdxw/9.html", {**RULES, **rules}, characters)


def usual(number: int = 50) -> Profile:
    profile = Profile()
    for characters in range(300, 300 + number):
        profile.add(seen(characters))
    return profile


def test_an_article_like_the_others_is_not_odd() -> None:
    assert suspect(seen(), usual()) is None


@pytest.mark.parametrize(
    ("article", "signs", "held"),
    [
        (seen(published_at=None), ["published_at: missing"], True),
        (seen(source=None), ["source: missing"], False),
        (seen(body="empire:body(.x)"), ["body: found in a new way (empire:body(.x))"], True),
        (seen(source="beside-time"), ["source: found in a new way (beside-time)"], False),
        (seen(100), ["body: far shorter than any before (100 characters)"], True),
        (seen(9000), ["body: far longer than any before (9000 characters)"], False),
    ],
)
def test_what_is_odd_about_an_article(article: Signature, signs: list[str], held: bool) -> None:
    found = suspect(article, usual())
    assert found is not None
    assert (list(found.signs), found.held) == (signs, held)


def test_a_fact_that_some_never_had_is_no_sign() -> None:
    profile = usual(30)
    for _ in range(3):
        profile.add(seen(source=None))
    assert suspect(seen(source=None), profile) is None


@given(st.integers(0, 500), st.integers(0, 60), st.integers(0, 60))
def test_chance_is_one_and_falls_with_every_odd_article(before: int, last: int, odd: int) -> None:
    assert 0 <= chance(before, last, odd) <= 1
    assert chance(before, last, odd + 1) <= chance(before, last, odd)
    assert chance(before, last, 0) == 1


def test_chance_as_counted_by_hand() -> None:
    assert chance(20, 2, 2) == pytest.approx(1 / 231)
    assert chance(20, 4, 2) == pytest.approx(6 / 276)


def test_profiles_are_kept_as_json_and_stay_small() -> None:
    profiles = Profiles()
    for number in range(3 * MEMORY):
        profile = profiles.of("a")
        assert profile is not None
        profile.add(seen(300 + number, body=f"site:body(#c{number})"))
        profile.note("odd" if number % 2 else None)
    for number in range(2 * MAX_GROUPS):
        profiles.of(f"group {number}")
    text = msgspec.json.encode(profiles)
    assert len(profiles.groups) == MAX_GROUPS
    assert len(text) < 60_000
    again = msgspec.json.decode(text, type=Profiles)
    assert again.groups["a"].lately("odd") == profiles.groups["a"].lately("odd") == (39, 20)
    again.groups["a"].add(seen())


def test_a_signature_is_read_off_the_evidence() -> None:
    found = signature(record_of(article_page(paragraphs())))
    assert (
        found.group == "bdxw /bdxw/9/t9_9.html" == group_of("http://a.example/bdxw/202403/t20240312_301.html")
    )
    assert found.rules["published_at"] == "visible.head"
    assert found.rules["layout"] == "div.text"
    assert found.rules["reporters"] is None
    assert found.characters == len("".join(STORY))


def test_a_single_odd_article_waits_and_is_let_go_when_usual_ones_follow() -> None:
    record = record_of(article_page(paragraphs()))
    short = record_of(article_page(paragraphs(STORY[1:2])))
    profiles = Profiles()
    for _ in range(4):
        first = Observer(profiles)
        assert [first.judge(record) for _ in range(10)] == [None] * 10
    observer = Observer(profiles)
    held = observer.judge(short)
    assert held is not None
    assert (held.id, held.why) == (short.id, "body: far shorter than any before (44 characters)")
    verdict = observer.end()
    assert (verdict.findings, verdict.released) == ((), ())
    later = Observer(profiles, [held])
    assert [later.judge(record) for _ in range(5)] == [None] * 5
    assert later.end().released == (short.id,)


def test_a_first_run_is_no_measure_for_itself() -> None:
    observer = Observer(Profiles())
    whole, bare = record_of(article_page(paragraphs())), record_of(article_page('<img src="/a.jpg">'))
    assert [observer.judge(record) for record in [whole] * 40 + [bare] * 9] == [None] * 49
    observer.miss(whole.url or "", "not_an_article")
    assert (observer.end().findings, observer.end().released) == ((), ())


def test_pages_that_could_not_be_had_tell_nothing_about_templates() -> None:
    profiles = Profiles()
    first = Observer(profiles)
    assert [first.judge(record_of(article_page(paragraphs()))) for _ in range(40)] == [None] * 40
    later = Observer(profiles)
    for _ in range(9):
        later.miss(URL, "http_404")
    assert later.end().findings == ()
    for _ in range(9):
        later.miss(URL, "not_an_article")
    assert [finding.check for finding in later.end().findings] == ["redesign"]


def test_what_new_rules_complete_is_let_go_and_usual_from_then_on() -> None:
    record = record_of(article_page(paragraphs()))
    state = State()
    assert [Observer(state.profiles).judge(record) for _ in range(30)] == [None] * 30
    elsewhere = article_page(paragraphs()).replace('class="text"', 'id="news-body"')
    moved = replace(record_of(elsewhere), id="mended")
    short = replace(record_of(article_page(paragraphs(STORY[1:2]))), id="short")
    again = State.of(msgspec.json.decode(msgspec.json.encode(state.kept())))
    assert again.mend([moved, short]) == ["mended"]
    assert Observer(again.profiles).judge(moved) is None


@pytest.mark.parametrize("how", ["teaser", "rebuilt", "shell"])
def test_a_redesign_of_one_template_is_told_in_its_run_and_nothing_wrong_is_let_out(how: str) -> None:
    found = month(how, 1, templates=8, length=16, at=14)
    assert (found.told, found.false, found.wrong) == (0, 0, 0)


def counters(**changes: int) -> dict[str, int]:
    usual = {
        "pages": 60, "articles/new": 40, "articles/known": 400, "lists/fruitful": 10, "filled/title": 40,
        "filled/published_at": 40, "filled/source": 36, "filled/reporters": 20, "filled/body": 40,
    }  # fmt: skip
    return usual | {name.replace("__", "/"): number for name, number in changes.items()}


PAST = Past([counters()] * 10, NOW - timedelta(hours=1), [1.0, 2.0, 1.0, 9.0, 1.0, 1.0])


def told(now: dict[str, int], past: Past = PAST) -> list[tuple[str, str]]:
    return [(finding.check, finding.subject) for finding in check(now, past, NOW)]


def test_a_run_like_those_before_is_healthy() -> None:
    assert told(counters()) == []
    assert told(counters(filled__reporters=16)) == []
    assert told({}, Past([])) == []


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (counters(filled__published_at=4), ("fill_rate", "published_at")),
        (counters(rejects__not_an_article=20), ("rejects", "not_an_article")),
        (counters(encoding__lost=9), ("encoding", "site")),
        (counters(conflicts__published_at=30), ("conflicts", "published_at")),
        ({"pages": 12, "articles/known": 0}, ("no_articles", "site")),
        (counters(lists__fruitful=0, lists__empty=7), ("empty_lists", "site")),
    ],
)
def test_what_the_figures_of_a_run_tell(now: dict[str, int], expected: tuple[str, str]) -> None:
    assert told(now) == [expected]


def test_a_site_that_is_silent_for_long_is_told() -> None:
    silent = counters() | {"articles/new": 0, "articles/unchanged": 40}
    assert told(silent, Past(PAST.counters, NOW - timedelta(hours=40), PAST.gaps)) == []
    found = check(silent, Past(PAST.counters, NOW - timedelta(hours=60), PAST.gaps), NOW)
    says = "no new article for 60 hours; the longest pause was 9"
    assert found == [Finding("nothing_new", "site", says)]
