"""Two whole real sites: no line of a sidebar or a navigation is in any body; skipped without ../shared."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from newscrawl.commands import main
from newscrawl.discover.links import links
from newscrawl.errors import NotHtml
from newscrawl.inputs import read_inputs
from newscrawl.model import Fetched
from newscrawl.page import parse

# A line that so many different stories have is the site's, not theirs.
STORIES = 5
# Shorter texts of links are names of channels, which a story may well have for a crosshead.
HEADLINE = 10
PAGES = {"scrww": 130, "xfsx": 200}


@pytest.fixture(scope="module", params=sorted(PAGES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=["learning", "without learning"])
def records(request: pytest.FixtureRequest, name: str, shared: Path) -> list[dict[str, Any]]:
    """The records of all article pages of the site."""
    options = [] if request.param == "learning" else ["--no-learn"]
    warc = shared / "corpus" / "sites" / f"{name}.warc.gz"
    done = CliRunner().invoke(main, ["extract", *options, str(warc)])
    assert done.exit_code == 0, done.stderr
    return [row["record"] for row in map(json.loads, done.stdout.splitlines()) if "record" in row]


def folded(text: str | None) -> str:
    """Without white space; numbers that count or date do not tell lines apart."""
    return re.sub(r"\d+", "#", "".join((text or "").split()))


def lines(record: dict[str, Any]) -> set[str]:
    """The paragraphs of a body."""
    return {folded(line) for line in (record["body"] or "").split("\n\n")} - {""}


def test_there_is_something_to_check(records: list[dict[str, Any]], name: str) -> None:
    assert len(records) >= PAGES[name]
    assert sum(len(lines(record)) for record in records) > 1000


def test_no_line_stands_in_the_bodies_of_five_different_stories(records: list[dict[str, Any]]) -> None:
    stories: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for line in lines(record):
            stories[line].add(record["story"] or record["content_hash"])
    assert {line: len(found) for line, found in stories.items() if len(found) >= STORIES} == {}


def test_no_line_is_the_headline_of_another_story(records: list[dict[str, Any]]) -> None:
    titles = {folded(record["title"]): record["story"] for record in records}
    found = [
        (record["url"], line)
        for record in records
        for line in lines(record)
        if titles.get(line, record["story"]) != record["story"]
    ]
    assert found == []


@pytest.fixture(scope="module")
def linked(name: str, shared: Path) -> dict[str, set[str]]:
    """What the links of all pages of the site say, and where each text leads."""
    found: dict[str, set[str]] = defaultdict(set)
    for page in read_inputs([str(shared / "corpus" / "sites" / f"{name}.warc.gz")], {}):
        if isinstance(page.content, Fetched):
            with suppress(NotHtml):
                for link in links(parse(page.content)):
                    found[folded(link.text)].add(link.url)
    return found


def test_no_line_is_the_text_of_a_link_to_another_page(
    records: list[dict[str, Any]], linked: dict[str, set[str]]
) -> None:
    found = [
        (record["url"], line)
        for record in records
        for line in lines(record) - {folded(record["title"])}
        if len(line) >= HEADLINE and linked[line] - set(record["page_urls"])
    ]
    assert found == []
