"""The bed of pages: every field of every page, scored one by one."""

from __future__ import annotations

from functools import cache

import pytest
from bed import Case, cases

from newscrawl.extract import extract
from newscrawl.model import Record

CASES = [pytest.param(case, id=case.name) for case in cases()]


@cache
def record(case: Case) -> Record:
    return extract(case.html, case.url, fetched_at=case.fetched_at)


def bare(text: str | None) -> str:
    return "".join((text or "").split())


def minute(value: str | None) -> str | None:
    """To the minute, or to the day where there is no more."""
    return value[:16] if value else None


@pytest.mark.parametrize("case", CASES)
def test_body_is_the_whole_story_and_nothing_else(case: Case) -> None:
    optional = {bare(line) for line in case.optional}
    lines = [bare(line) for line in (record(case).body or "").split("\n")]
    assert [line for line in lines if line and line not in optional] == [bare(line) for line in case.body]


@pytest.mark.parametrize("case", [case for case in cases() if case.absent], ids=lambda case: case.name)
def test_nothing_of_the_page_around_leaks(case: Case) -> None:
    body = bare(record(case).body)
    assert [text for text in case.absent if bare(text) in body] == []


@pytest.mark.parametrize("case", CASES)
def test_title(case: Case) -> None:
    assert bare(record(case).title) == bare(case.title)


@pytest.mark.parametrize("case", CASES)
def test_time_is_the_displayed_one_and_no_more_exact_than_the_page(case: Case) -> None:
    assert minute(record(case).published_at) == minute(case.published)


@pytest.mark.parametrize("case", CASES)
def test_source(case: Case) -> None:
    source = record(case).source
    assert case.source in ((source.name, source.displayed) if source else (None,))


@pytest.mark.parametrize("case", CASES)
def test_reporters(case: Case) -> None:
    assert {credit.name for credit in record(case).reporters} == case.reporters


@pytest.mark.parametrize("case", CASES)
def test_editors(case: Case) -> None:
    assert {credit.name for credit in record(case).editors} == case.editors


def test_there_are_enough_pages() -> None:
    assert len(cases()) >= 120
