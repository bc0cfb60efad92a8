"""What README, CONTRIBUTING and docs promise exists: settings, error codes, fields, files. Commands: test_docs_commands."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from click.testing import CliRunner
from conftest import ROOT

from newscrawl import errors, settings
from newscrawl.commands import main
from newscrawl.commands.doctor import EXTRAS
from newscrawl.model import Record
from tests.told import PAGES

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = "".join(page.read_text(encoding="utf-8") for page in PAGES)

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RECORD = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"newscrawl (\w+)(?= -|`| \w+\.html|\s+#)", README))
    assert {"extract", "schema", "doctor"} <= named
    assert [name for name in named if CliRunner().invoke(main, [name, "--help"]).exit_code] == []


def test_every_target_of_make_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`make (\w+)`", DOCS))
    assert named
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.M)] == []


def test_the_settings_are_those_of_the_code() -> None:
    named = set(re.findall(r"^\| `(NEWSCRAWL_\w+)`", README, re.M))
    assert named == {name for name in dir(settings) if name.startswith("NEWSCRAWL_")}


def test_the_extras_are_those_that_can_be_installed() -> None:
    extras = set(PYPROJECT["project"]["optional-dependencies"])
    told = README.partition("What few need is an extra: ")[2].partition(". ")[0]
    assert set(re.findall(r"`(\w+)`", told)) == set(EXTRAS) == extras


def test_the_layers_are_those_that_are_enforced() -> None:
    block = re.search(r"^    pipelines\n(?:    .+\n)+", CONTRIBUTING, re.M)
    assert block
    told = [re.findall(r"\w+", line) for line in re.sub(r"\|\n\s+", "| ", block[0]).splitlines()]
    contract = PYPROJECT["tool"]["importlinter"]["contracts"][0]
    assert told == [re.findall(r"\w+", line.replace("newscrawl.", "")) for line in contract["layers"]]


def test_the_error_codes_are_those_of_the_code() -> None:
    codes = {error.code for error in errors.Refused.__subclasses__()} | {"internal"}
    assert set(re.findall(r"^\| `([a-z_]+)` \|", RECORD, re.M)) >= codes


def test_the_table_of_the_record_names_every_field() -> None:
    table = README.partition("## The record")[2].partition("\n## ")[0]
    fields = {field for field in Record.__dataclass_fields__ if field not in ("schema", "kind")}
    assert fields - set(re.findall(r"`(\w+)`", table)) == set()


def test_the_page_of_the_record_is_as_the_schema() -> None:
    """Fields in order, which of them may be null, and the words that are allowed."""
    schema = json.loads(CliRunner().invoke(main, ["schema"]).stdout)["properties"]
    rows = re.findall(r"^\| `(\w+)` \| (\w+(?: or null)?) \| (.*) \|$", RECORD, re.M)
    assert [name for name, _, _ in rows] == list(schema)
    for name, kind, told in rows:
        allowed = json.dumps({key: value for key, value in schema[name].items() if key != "description"})
        assert (" or null" in kind) == ('"null"' in allowed), name
        words = {
            word
            for each in re.findall(r'"enum": \[([^]]*)\]', allowed)
            for word in re.findall(r'"([^"]+)"', each)
        }
        assert words <= set(re.findall(r"`([^`]+)`", told)), name


@pytest.mark.parametrize(
    "path",
    sorted(
        set(
            re.findall(
                r"`((?:newscrawl|pipelines|tests|tools)/(?:[a-z_0-9]+/)*(?:[a-z_0-9]+\.[a-z]+)?)`", DOCS
            )
        )
    ),
)
def test_every_file_that_is_named_exists(path: str) -> None:
    assert (ROOT / path).exists()
