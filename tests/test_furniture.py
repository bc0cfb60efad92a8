"""Furniture: what is learned from the pages of a site, what never is, and what becomes of it on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.errors import NotAnArticle
from newscrawl.extract import clean_page, extract_page
from newscrawl.furniture import SAFE, Furniture, Learner, learn
from newscrawl.furniture.learner import MAX_FIXTURES
from newscrawl.furniture.marks import mark_of
from newscrawl.furniture.sample import CAPACITY, Sample
from newscrawl.model import Cleaned, Fetched, Fixture, Learned, Line, Record, Sighting
from newscrawl.page import parse
from tests.columns import COLUMNS, PROMOTION, page, paragraphs, sightings, site, title_of

LINE = f"<p>{PROMOTION}</p>"
NOTE = "<p>编者按：江州有许多人守着一门手艺，本报为他们留下这一栏。</p>"
CODE = '<p><img src="http://img.anzhou.example/2024/scan.jpg"></p>'


def found(pages: Sequence[tuple[str, str]]) -> list[tuple[str, int, int]]:
    """Position, stories and of how many, of what is learned from the pages."""
    return [(f.position, f.stories, f.of) for f in learn(sightings(pages))]


def cleaned(address: tuple[str, str], furniture: Furniture | None = None) -> Cleaned:
    url, html = address
    return clean_page(parse(Fetched(html.encode(), url)), furniture)


def record(address: tuple[str, str], furniture: Furniture) -> Record:
    url, html = address
    return extract_page(parse(Fetched(html.encode(), url)), furniture)


def removed(record: Record) -> list[tuple[str, str]]:
    assert isinstance(record.removed, list)
    return [(piece.rule, piece.text) for piece in record.removed]


# --- what is learned ------------------------------------------------------------------------------


@pytest.mark.parametrize("position", ["lead", "middle", "tail"])
@pytest.mark.parametrize("piece", [LINE, CODE, f'<div class="app7">{PROMOTION}</div>'])
def test_what_stands_in_all_stories_is_furniture_wherever_it_stands(position: str, piece: str) -> None:
    assert found(site(40, **{position: [piece]})) == [(position, 40, 40)]


def test_what_stands_in_most_stories_is_enough() -> None:
    pages = [page(n, COLUMNS[n % 4], middle=[LINE] if n % 4 < 3 or n < 20 else []) for n in range(60)]
    assert found(pages) == [("middle", 50, 60)]


def test_the_end_of_a_story_needs_fewer_witnesses_than_its_beginning() -> None:
    pieces = {"lead": [NOTE], "tail": [LINE]}
    pages = [page(n, COLUMNS[n % 4], **(pieces if n % 3 else {})) for n in range(36)]
    assert found(pages) == [("tail", 24, 36)]


def test_a_picture_behind_the_text_of_unrelated_stories_is_furniture() -> None:
    pages = [page(n, COLUMNS[n % 2], tail=[CODE] if n % 5 < 2 else []) for n in range(60)]
    assert found(pages) == [("tail", 24, 60)]


def test_several_lines_behind_the_stories_are_all_learned() -> None:
    assert [f[0] for f in found(site(20, tail=[LINE, CODE, NOTE]))] == ["tail"] * 3


def test_a_column_of_its_own_is_no_hindrance_where_others_have_the_line_too() -> None:
    serial = [page(500 + n, "serial", tail=[NOTE, LINE]) for n in range(20)]
    assert found(site(60, tail=[LINE]) + serial) == [("tail", 80, 80)]


def test_numbers_that_count_readers_do_not_matter() -> None:
    counted = [
        page(n, COLUMNS[n % 4], tail=[f"<p>安州新闻网的读者们，本文阅读{n * 37}次</p>"]) for n in range(20)
    ]
    assert found(counted) == [("tail", 20, 20)]


def test_the_order_of_the_pages_is_no_matter() -> None:
    seen = sightings(site(40, lead=[NOTE], middle=[CODE], tail=[LINE]))
    assert learn(seen) == learn(seen[::-1]) == learn(sorted(seen, key=lambda s: s.titles))


def test_what_few_stories_of_further_columns_have_is_not_counted_with_columns_that_all_have_it() -> None:
    rare = [page(900 + n, f"column{'abcdefghij'[n]}", tail=[LINE]) for n in range(10)]
    assert found(site(40, tail=[LINE]) + rare) == [("tail", 40, 40)]


# --- what is not ----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, SAFE - 1])
def test_nothing_is_learned_from_few_pages(count: int) -> None:
    assert found(site(count, tail=[LINE])) == []
    assert found(site(count, ["one"], lead=[LINE])) == []


@pytest.mark.parametrize("position", ["lead", "middle", "tail"])
@pytest.mark.parametrize("columns", [COLUMNS, ("shougong",), ("shougong", "shougong/lao")])
def test_an_editors_note_in_20_of_200_stories_stays(position: str, columns: Sequence[str]) -> None:
    noted = [page(1000 + n, columns[n % len(columns)], **{position: [NOTE]}) for n in range(20)]
    assert found(site(180) + noted) == []


@pytest.mark.parametrize("position", ["lead", "middle", "tail"])
@pytest.mark.parametrize("others", [20, 60])
def test_what_all_stories_of_one_column_have_stays(position: str, others: int) -> None:
    serial = [page(1000 + n, "serial", **{position: [NOTE]}) for n in range(20)]
    assert found(site(others) + serial) == []


@pytest.mark.parametrize("count", [10, 40])
def test_the_introduction_of_a_serial_stays_where_nothing_else_was_read(count: int) -> None:
    assert found(site(count, ["serial"], lead=[NOTE])) == []


@pytest.mark.parametrize("position", ["lead", "middle", "tail"])
@pytest.mark.parametrize("columns", [("shougong",), COLUMNS])
@pytest.mark.parametrize(
    "title", ["【守艺人】{}", "守艺人｜{}", "《守艺人》第三季：{}", "{}——江州守艺人", "江州守艺人{}"]
)
def test_a_serial_that_its_headlines_name_counts_as_one(
    position: str, columns: Sequence[str], title: str
) -> None:
    pages = [
        page(n, columns[n % len(columns)], title=title.format(title_of(n)), **{position: [NOTE]})
        for n in range(30)
    ]
    assert found(pages) == []


@pytest.mark.parametrize("position", ["middle", "tail"])
def test_the_standing_sentence_of_weather_reports_stays(position: str) -> None:
    line = ["<p>气象部门提醒，雨天路面湿滑，驾车请减速慢行，注意保持车距。</p>"]
    reports = [page(n, "tianqi", title=f"江州3月{n}日天气预报", **{position: line}) for n in range(1, 31)]
    assert found(reports) == []
    assert found(reports + site(40)[1:]) == []


def test_a_formula_that_many_stories_end_with_stays() -> None:
    line = ["<p>目前，事故的具体原因仍在进一步调查之中。</p>"]
    assert found([page(n, COLUMNS[n % 4], tail=line if n % 5 == 0 else []) for n in range(100)]) == []


@pytest.mark.parametrize(
    "line",
    [
        "<p>您为什么选择留在江州，而没有像别人那样去省城？</p>",
        "<p>准备的材料和工具有以下这些：</p>",
        "<h3>一、基本情况和存在的主要问题</h3>",
        "<p><strong>一、基本情况和存在的主要问题</strong></p>",
        "<p>做法</p>",
        "<p>特此公告。</p>",
    ],
)
@pytest.mark.parametrize("columns", [("one",), COLUMNS])
def test_what_gives_stories_their_form_stays(line: str, columns: Sequence[str]) -> None:
    assert found(site(40, columns, middle=[line])) == []
    assert found(site(40, columns, lead=[line])) == []


def test_formulas_stay_even_at_the_end() -> None:
    assert found(site(40, tail=["<p>特此公告。</p>"])) == []


def test_the_same_kind_of_line_with_facts_of_its_own_stays() -> None:
    numbers = [
        page(n, COLUMNS[n % 4], tail=[f"<p>市民咨询和预约电话：0789-66{n:05d}</p>"]) for n in range(40)
    ]
    assert found(numbers) == []


def test_one_article_under_many_addresses_counts_once() -> None:
    _, html = page(1, tail=[LINE])
    assert (
        found([(f"http://www.anzhou.example/{name}/{n}.html", html) for n in range(20) for name in "ab"])
        == []
    )


def test_reprints_of_one_story_count_once() -> None:
    copies = [
        page(n, COLUMNS[n % 4], text=[*paragraphs(0), *paragraphs(n, 1)], tail=[LINE] if n < SAFE else [])
        for n in range(40)
    ]
    assert found(copies) == []
    few = [
        page(n, COLUMNS[n % 4], text=[*paragraphs(n // 7, 5), *paragraphs(-n, 1)], tail=[LINE])
        for n in range(40)
    ]
    assert found(few) == []


def test_the_form_of_notices_stays() -> None:
    form = paragraphs(-1, 3)
    notices = [page(n, COLUMNS[n % 2], text=[*form[:2], *paragraphs(n, 2), form[2]]) for n in range(40)]
    assert found(notices) == []


def test_sentences_at_several_places_within_stories_are_their_form() -> None:
    form = paragraphs(-1, 2)
    texts = [
        [*paragraphs(n, 2), form[0], *paragraphs(-n, 2), form[1], *paragraphs(n + 1000, 2)] for n in range(40)
    ]
    assert found([page(n, COLUMNS[n % 2], text=text) for n, text in enumerate(texts)]) == []


def test_pages_without_text_of_their_own_are_no_witnesses() -> None:
    assert found(site(40, text=["图集上线。"], tail=[LINE, NOTE])) == []


def test_pages_of_which_nobody_knows_the_site_are_not_remembered() -> None:
    assert sightings([("", html) for _, html in site(20, tail=[LINE])]) == []


# --- fingerprints ---------------------------------------------------------------------------------


def mark(markup: str) -> int:
    story = cleaned(page(1, tail=[markup])).story
    return mark_of(story[-1].block)


def test_spaces_and_numbers_in_labels_do_not_tell_lines_apart() -> None:
    assert mark(f'<div class="box7">{PROMOTION}</div>') == mark(
        f'<div class="box12">  {PROMOTION[:5]}\n {PROMOTION[5:]}</div>'
    )


def test_the_place_tells_lines_apart() -> None:
    assert len({mark(LINE), mark(f"<div>{PROMOTION}</div>"), mark(f'<p class="a">{PROMOTION}</p>')}) == 3


def test_pictures_are_the_same_whatever_their_query() -> None:
    assert mark(CODE) == mark(CODE.replace(".jpg", ".jpg?v=3")) != mark(CODE.replace("scan", "scan2"))


# --- properties -----------------------------------------------------------------------------------

lines = st.builds(
    Line,
    mark=st.integers(0, 12),
    chars=st.integers(0, 200),
    kind=st.sampled_from(["sentence", "form", "picture"]),
    loose=st.booleans(),
    shown=st.booleans(),
)
seen = st.builds(
    Sighting,
    page=st.integers(0, 400),
    day=st.integers(1, 5),
    section=st.sampled_from("abcdefgh"),
    titles=st.lists(st.integers(0, 60), max_size=3),
    lines=st.lists(lines, max_size=8),
)


@given(st.lists(seen, max_size=40), st.randoms())
def test_nothing_is_learned_that_stands_on_too_few_pages(seen: list[Sighting], shuffled: object) -> None:
    pages = {sighting.page: sighting for sighting in seen}.values()
    for fixture in learn(seen):
        having = [s for s in pages if any(line.mark == fixture.mark for line in s.lines)]
        assert SAFE <= fixture.stories <= min(fixture.of, len(having))
        assert len({s.titles[0] if s.titles else s.page for s in having}) >= SAFE


@given(
    st.lists(seen, max_size=30, unique_by=lambda s: s.page).flatmap(
        lambda s: st.tuples(st.just(s), st.permutations(s))
    )
)
def test_the_outcome_is_that_of_the_set(both: tuple[list[Sighting], list[Sighting]]) -> None:
    assert learn(both[0]) == learn(both[1])


# --- the sample -----------------------------------------------------------------------------------


def sighting(number: int, day: int) -> Sighting:
    return Sighting(number, day, "a", [], [Line(number % 7, 20, "sentence")])


def test_the_sample_is_bounded_and_the_same_in_any_order() -> None:
    pages = [sighting(n, 5) for n in range(3 * CAPACITY)]
    kept = {s.page for s in Sample(pages)}
    assert kept == {s.page for s in Sample(pages[::-1])} == set(range(CAPACITY))


def test_half_of_the_sample_stays_when_a_day_brings_many_new_pages() -> None:
    old, new = [sighting(n, 5) for n in range(CAPACITY)], [sighting(10_000 + n, 6) for n in range(CAPACITY)]
    days = [s.day for s in Sample([*old, *new])]
    assert days.count(5) == days.count(6) == CAPACITY // 2


def test_a_page_read_again_counts_once_and_as_it_now_is() -> None:
    sample = Sample([sighting(1, 5), sighting(8, 5), replace_lines(sighting(1, 6), 3)])
    assert (len(sample), sample.pages_with(1), sample.pages_with(3)) == (2, 1, 1)


def replace_lines(sighting: Sighting, mark: int) -> Sighting:
    return Sighting(sighting.page, sighting.day, sighting.section, [], [Line(mark, 20, "sentence")])


# --- the learner ----------------------------------------------------------------------------------


def watched(pages: Sequence[tuple[str, str]], learned: Learned | None = None) -> Learner:
    learner = Learner(learned)
    for address in pages:
        learner.observe(cleaned(address, learner.furniture))
    learner.judge()
    return learner


def test_a_learner_tells_what_it_has_learned() -> None:
    (fixture,) = watched(site(20, tail=[LINE])).learned.fixtures
    assert (fixture.text, fixture.position, fixture.stories) == (PROMOTION, "tail", 20)


def test_what_one_run_learned_the_next_knows_and_still_learns_from() -> None:
    first = watched(site(20, tail=[LINE])).learned
    later = Learner(first)
    story = cleaned(page(900, tail=[LINE]), later.furniture)
    assert PROMOTION not in [verdict.text for verdict in story.body]
    again = watched([page(900 + n, COLUMNS[n % 4], tail=[LINE]) for n in range(20)], first)
    assert [f.stories for f in again.learned.fixtures] == [40]


def test_nothing_is_condemned_before_it_is_judged() -> None:
    learner = Learner()
    for address in site(20, tail=[LINE]):
        learner.observe(cleaned(address))
    assert not learner.furniture.rules


def test_what_turns_out_to_be_rare_is_no_longer_furniture() -> None:
    first = watched(site(12, tail=[LINE]))
    assert first.learned.fixtures
    assert watched(site(120)[12:], first.learned).learned.fixtures == ()


def test_what_is_hardly_met_any_more_is_still_believed() -> None:
    old = Fixture(1, "旧版的推荐语", "tail", 30, 30, 1, 2)
    assert watched(site(20), Learned((old,))).learned.fixtures == (old,)


def test_what_is_remembered_is_bounded() -> None:
    old = tuple(Fixture(n, "", "tail", 30, 30, 1, n) for n in range(MAX_FIXTURES + 50))
    kept = watched(site(20, tail=[LINE]), Learned(old)).learned.fixtures
    # The pages of the test have no day of fetch: what they tell is older than all.
    assert {fixture.mark for fixture in kept} == set(range(50, MAX_FIXTURES + 50))


def test_days_are_those_of_the_fetch_and_the_first_stays() -> None:
    day = date(2024, 3, 12).toordinal()
    dated = [
        Sighting(old.page, day + number, old.section, old.titles, old.lines)
        for number, old in enumerate(sightings(site(20, tail=[LINE])))
    ]
    learner = Learner(Learned((), tuple(dated)))
    learner.judge()
    (fixture,) = learner.learned.fixtures
    assert (fixture.first_seen, fixture.last_seen) == (day, day + 19)
    later = Learner(replace(learner.learned, fixtures=(replace(fixture, first_seen=day - 30),)))
    later.judge()
    assert later.learned.fixtures[0].first_seen == day - 30


# --- on the page ----------------------------------------------------------------------------------


def test_evidence_names_what_was_removed_and_how_often_it_was_met() -> None:
    pages = site(20, middle=[LINE], tail=[CODE])
    known = Furniture.of(learn(sightings(pages)))
    story = record(pages[3], known)
    assert story.body == "\n\n".join(paragraphs(3))
    assert story.images == []
    assert ("furniture (in 20 of 20 stories)", PROMOTION) in removed(story)
    assert ("furniture (in 20 of 20 stories)", "http://img.anzhou.example/2024/scan.jpg") in removed(story)


def test_a_caption_goes_with_its_picture_and_not_to_the_one_before() -> None:
    view = '<p><img src="/view.jpg"></p><p>廊桥远景（资料图）</p>'
    known = Furniture.of(learn(sightings(site(20, tail=[CODE]))))
    story = record(page(900, tail=[view, CODE, "<p>扫码看视频（资料图）</p>"]), known)
    assert [(image.url, image.caption) for image in story.images] == [
        ("http://www.anzhou.example/view.jpg", "廊桥远景")
    ]


def test_furniture_tells_nothing_about_the_article() -> None:
    line = "<p>本站所有文字来源：江州通讯社 记者 林晓禾，版权为其所有。</p>"
    known = Furniture(dict.fromkeys([mark(line)], "furniture (in 20 of 20 stories)"))
    story = record(page(900, tail=[line]), known)
    assert story.source is not None
    assert (story.source.name, story.reporters) == ("江州日报", [])


def test_a_story_without_the_line_stays_as_it_is() -> None:
    known = Furniture.of(learn(sightings(site(20, middle=[LINE]))))
    assert [verdict.text for verdict in cleaned(page(900), known).body] == paragraphs(900)


def test_a_page_of_furniture_alone_is_no_article() -> None:
    known = Furniture.of(learn(sightings(site(20, middle=[LINE]))))
    url, html = page(900, text=[], middle=[LINE])
    with pytest.raises(NotAnArticle):
        cleaned((url, html.replace("2024-03-12 09:15 来源：江州日报", "")), known)
