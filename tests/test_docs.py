"""What the README and CONTRIBUTING promise exists: commands, settings, error codes, files."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from conftest import ROOT

from newscrawl import errors, settings
from newscrawl.commands import main
from newscrawl.model import Record

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"newscrawl (\w+)(?= -|`| \w+\.html|\s+#)", README))
    assert {"extract", "schema", "doctor"} <= named
    assert [name for name in named if CliRunner().invoke(main, [name, "--help"]).exit_code] == []


def test_every_target_of_make_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`?make (\w+)`?", DOCS))
    assert named
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.M)] == []


def test_the_settings_are_those_of_the_code() -> None:
    named = set(re.findall(r"^\| `(NEWSCRAWL_\w+)`", README, re.M))
    assert named == {name for name in dir(settings) if name.startswith("NEWSCRAWL_")}


def test_the_error_codes_are_those_of_the_code() -> None:
    codes = {error.code for error in errors.Refused.__subclasses__()} | {"internal"}
    assert set(re.findall(r"^\| `([a-z_]+)` \|", README, re.M)) >= codes


def test_the_table_of_the_record_names_every_field() -> None:
    table = README.partition("## The record")[2].partition("## Add")[0]
    fields = {field for field in Record.__dataclass_fields__ if field not in ("schema", "kind")}
    assert fields - set(re.findall(r"`(\w+)`", table)) == set()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:newscrawl|tests|tools)/[\w./]+)`", DOCS))))
def test_every_file_that_is_named_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([\w./-]+)\)", DOCS))))
def test_every_link_inside_the_project_leads_somewhere(path: str) -> None:
    assert (ROOT / path).exists()
