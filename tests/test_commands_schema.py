"""`newscrawl schema`: what is exported validates, a broken contract does not, later fields may come."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from conftest import ROOT
from samples import ARTICLE, URL

from newscrawl.answers import answer
from newscrawl.commands import main
from newscrawl.commands.schema import FACTS, record_schema
from newscrawl.inputs import Input
from newscrawl.model import Fetched

VALIDATOR = jsonschema.Draft202012Validator(record_schema())


@pytest.fixture
def record() -> dict[str, Any]:
    line = answer(Input("page.html", Fetched(ARTICLE, URL)), evidence=True).line
    found: dict[str, Any] = json.loads(line)["record"]
    return found


def test_it_is_json_schema_2020_12() -> None:
    printed = json.loads(CliRunner().invoke(main, ["schema"]).stdout)
    assert printed == record_schema()
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert printed["$id"] == "urn:newscrawl:article:1"
    jsonschema.Draft202012Validator.check_schema(printed)


def test_every_described_field_is_one_of_the_record() -> None:
    assert set(FACTS) <= set(record_schema()["properties"])


def test_a_record_validates_with_and_without_evidence(record: dict[str, Any]) -> None:
    VALIDATOR.validate(record)
    del record["removed"], record["provenance"]
    VALIDATOR.validate(record)


def test_every_page_of_the_demonstration_portal_validates() -> None:
    """Over the saved pages; expected.jsonl names the articles among them."""
    demo = ROOT / "data" / "demo"
    urls = [json.loads(line)["url"] for line in (demo / "expected.jsonl").read_text("utf-8").splitlines()]
    assert len(urls) >= 40
    for url in urls:
        body = (demo / "www" / url.removeprefix("http://")).read_bytes()
        row = json.loads(answer(Input(url, Fetched(body, url)), evidence=True).line)
        assert "record" in row, row
        VALIDATOR.validate(row["record"])


def test_a_field_of_a_later_version_is_allowed(record: dict[str, Any]) -> None:
    VALIDATOR.validate({**record, "mood": "calm"})
    record["reporters"] = [{"name": "林晓禾", "role": "记者", "org": None, "id": 7}]
    VALIDATOR.validate(record)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema", "newscrawl.article/2"),
        ("title", ""),
        ("body", ""),
        ("version", 0),
        ("published_at", "2024-03-12T00"),
        ("published_at", "2024年3月12日"),
        ("published_basis", "guess"),
        ("status", "gone"),
        ("reporters", [{"name": "", "role": "记者"}]),
        ("regions", None),
        ("blocks", [{"type": "tweet", "text": "…"}]),
    ],
)
def test_what_breaks_the_contract_does_not_validate(
    record: dict[str, Any], field: str, value: object
) -> None:
    assert not VALIDATOR.is_valid({**record, field: value})


def test_a_missing_field_does_not_validate(record: dict[str, Any]) -> None:
    del record["status"]
    assert not VALIDATOR.is_valid(record)
