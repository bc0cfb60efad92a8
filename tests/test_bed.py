"""The bed of pages: every field of every page, scored one by one."""

from __future__ import annotations

import re
from collections.abc import Callable
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


ASIDE = """<div><h3>精彩推荐</h3>
<dl><dt><a href="/r/1">雨停之后村里来人</a></dt><dd>雨停之后，村里的路露了出来。挖掘机在塌方处忙了一夜，清早第一辆班车终于开了进来。</dd></dl>
<dl><dt><a href="/r/2">井边的人声</a></dt><dd>老井边上又有了人声。自来水停了三天，大家拎着桶排起了队，像回到了三十年前一样。</dd></dl>
<dl><dt><a href="/r/3">山门外的早市</a></dt><dd>山门重修以后，来的人多了。卖香火的、卖豆花的一家挨着一家，把石阶两边挤满了。</dd></dl>
</div>"""
REBUILT: dict[str, Callable[[str], str]] = {
    "paragraphs as div": lambda html: re.sub(r"<(/?)p(?=[\s>])", r"<\1div", html),
    "paragraphs broken by br": lambda html: re.sub(r"<p(?:\s[^>]*)?>", "", html).replace("</p>", "<br>"),
    "text in span and font": lambda html: re.sub(
        r"<p((?:\s[^>]*)?)>", r'<p\1><span style="color:#333"><font>', html
    ).replace("</p>", "</font></span></p>"),
    "page in one table": lambda html: html.replace("<body>", "<body><table><tr><td>").replace(
        "</body>", "</td></tr></table></body>"
    ),
    "lists around the story": lambda html: html.replace("<body>", f"<body>{ASIDE}").replace(
        "</body>", f"{ASIDE}</body>"
    ),
}


@pytest.mark.parametrize("change", REBUILT)
def test_the_story_is_found_however_the_page_is_built(change: str) -> None:
    wrong = []
    for case in cases():
        if b"<script>window.__NUXT__" in case.html or b"__NEXT_DATA__" in case.html:
            continue  # its paragraphs stand in a script
        html = REBUILT[change](case.html.decode(case.encoding))
        body = extract(html.encode(case.encoding), case.url, fetched_at=case.fetched_at).body
        optional = {bare(line) for line in case.optional}
        lines = [bare(line) for line in (body or "").split("\n")]
        if "".join(line for line in lines if line not in optional) != bare("".join(case.body)):
            wrong.append(case.name)
    assert wrong == []
