"""Every declared site and content system, by pages of our own in its HTML; see tests/fixtures/README.md.

A fixture without golden gets one from what extraction gives, and fails until somebody has reviewed it.
"""

from __future__ import annotations

import gzip
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from invented import squeeze

from newscrawl.blocks import lay_out
from newscrawl.catalog import rules_for, sites, systems
from newscrawl.clean import clean
from newscrawl.extract import extract_page
from newscrawl.model import Fetched, Page, Record, text_of
from newscrawl.page import parse

FIXTURES = Path(__file__).resolve().parent / "fixtures"
FIELDS = (
    "title kicker subtitle published_at published_basis modified_at source reporters editors dateline regions"
    " channel keywords body images attachments language".split()
)
STEMS = sorted(path.with_suffix("").with_suffix("") for path in FIXTURES.glob("*/*.html.gz"))
FIRST = [stem for stem in STEMS if not stem.suffix]
SYSTEMS = {f"cms.{rules.name}": rules for rules in systems()}

every_fixture = pytest.mark.parametrize("stem", FIRST, ids=lambda stem: f"{stem.parent.name}/{stem.name}")


def golden_of(stem: Path) -> dict[str, Any]:
    """The golden of a fixture; one that is missing is written first, for review."""
    file = stem.with_name(f"{stem.name}.json")
    if not file.exists():
        address = page_of(stem, None, None).canonical
        golden = {"reviewed": False, "page_urls": [address], "fetched_at": f"{stem.name[:10]}T08:00:00+00:00"}
        golden |= {"record": shown(record_of(stem, golden)), "absent": []}
        file.write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def page_of(stem: Path, url: str | None, fetched_at: datetime | None) -> Page:
    body = gzip.decompress(stem.with_name(f"{stem.name}.html.gz").read_bytes())
    return parse(Fetched(body, url, "text/html", fetched_at))


def pages_of(stem: Path, golden: dict[str, Any]) -> Page:
    """The first page of a fixture with its further pages, which are numbered: name.2.html.gz."""
    fetched_at = datetime.fromisoformat(golden["fetched_at"])
    names = [stem, *sorted(s for s in STEMS if s.parent == stem.parent and s.stem == stem.name and s.suffix)]
    first, *others = [
        page_of(name, url, fetched_at) for name, url in zip(names, golden["page_urls"], strict=True)
    ]
    return first.with_further(others)


def record_of(stem: Path, golden: dict[str, Any]) -> Record:
    return extract_page(pages_of(stem, golden))


def shown(record: Record) -> dict[str, Any]:
    """The fields that goldens hold, as JSON values; the body by its lines."""
    values = msgspec.to_builtins(record)
    values["body"] = [line for line in (record.body or "").split("\n") if line]
    return {name: values[name] for name in FIELDS}


@every_fixture
def test_the_record_is_the_golden_s(stem: Path) -> None:
    golden = golden_of(stem)
    assert shown(record_of(stem, golden)) == golden["record"]


@every_fixture
def test_the_golden_was_reviewed(stem: Path) -> None:
    assert golden_of(stem)["reviewed"] is True, f"read {stem.name}.json against its page, then say so in it"


@every_fixture
def test_what_must_be_absent_is_on_the_page_and_not_in_the_body(stem: Path) -> None:
    golden = golden_of(stem)
    first = pages_of(stem, golden)
    on_pages = squeeze("".join(text_of(page.root) for page in (first, *first.further)))
    body = squeeze(extract_page(first).body)
    assert golden["absent"], "name the texts of the page that must not be in the body"
    assert [text for text in golden["absent"] if squeeze(text) not in on_pages] == []
    assert [text for text in golden["absent"] if squeeze(text) in body] == []


def test_every_site_and_every_content_system_has_a_fixture() -> None:
    wanted = {*sites(), *SYSTEMS}
    assert {stem.parent.name for stem in FIRST} == wanted


@pytest.mark.parametrize("stem", [s for s in FIRST if s.parent.name in SYSTEMS], ids=lambda s: s.parent.name)
def test_a_content_system_is_detected_and_its_own_rule_finds_the_story(stem: Path) -> None:
    rules, page = SYSTEMS[stem.parent.name], pages_of(stem, golden_of(stem))
    layout = lay_out(page)
    assert rules in rules_for(page, layout)
    assert clean(page, layout, (rules,), None).region_rule.startswith(f"{rules.name}:")


@pytest.mark.parametrize("stem", [s for s in FIRST if s.parent.name in sites()], ids=lambda s: s.parent.name)
def test_a_site_s_fixture_is_known_as_the_site_s(stem: Path) -> None:
    assert record_of(stem, golden_of(stem)).site == stem.parent.name
