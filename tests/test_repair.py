"""`newscrawl newsite --repair`: a layout for pages after a redesign, or a refusal that says what is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from newscrawl.archive import Exchange, Writer
from newscrawl.commands import main
from newscrawl.commands._pages import declared
from newscrawl.commands._repairing import split
from newscrawl.errors import Undeclarable
from newscrawl.induction.compare import extracted, value
from newscrawl.induction.layout import Layout
from newscrawl.induction.repair import repair
from newscrawl.induction.source import add_layout
from newscrawl.model import Fetched, Page
from newscrawl.page import parse
from tests.bench.newsite import is_right
from tests.declaring import redesign
from tests.redesigns import REDESIGNS, Story

SOURCE = '''"""云洲: an invented paper."""

from newscrawl.model import Site

SITE = Site(
    id="sichuan.yunzhou",
    name="云洲",
    domains=("www.yunzhou.example",),
    start=("http://www.yunzhou.example/",),
    article=r"/t\\d+_\\d+\\.html$",
)
'''


def archived(folder: Path, pages: list[Page]) -> Path:
    """A web archive of pages, fetched a day one after the other."""
    writer = Writer(folder, "pages")
    for number, page in enumerate(pages):
        at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=number)
        writer.add(Exchange(page.url or "", 200, [("Content-Type", "text/html")], page.html.encode(), at))
    writer.close()
    (path,) = folder.glob("*.warc.gz")
    return path


@pytest.mark.parametrize("how", REDESIGNS)
def test_a_redesign_is_mended_or_refused_with_what_is_missing(how: str):
    """Two seeds, more pages: `python -m tests.bench newsite`."""
    right, says = is_right(how, 1, 6)
    assert right, says


def test_a_layout_is_told_by_a_mark_that_old_pages_lack():
    case = redesign("renamed", 1, 6)
    found = repair(case.site, case.old, case.new, "2026-04")
    (mark,) = found.layout.detect
    assert found.name == "sichuan.yunzhou@2026-04"
    assert [rules.name for rules in found.site.rules] == ["sichuan.yunzhou@2026-04", "sichuan.yunzhou"]
    assert all(mark in page.html for page in case.new)
    assert not any(mark in page.html for page in case.old)


def test_pages_are_told_apart_by_the_marks_of_the_first():
    case = redesign("rebuilt", 2, 6)
    old, new = split([*case.old, *case.new], None)
    assert (old, new) == (case.old, case.new)


def test_facts_that_no_generic_rule_finds_are_found_by_the_names_of_old_pages():
    """The outlet and the writer stand where nothing says what they are."""
    case = redesign("rebuilt", 3, 12)
    outlets = ("云洲夜话", "临溪纪事")
    old = [
        _set(page, 1, told, outlets[number % 2])
        for number, (page, told) in enumerate(zip(case.old, case.told_old, strict=True))
    ]
    new = [
        _set(page, 2, told, outlets[number % 2])
        for number, (page, told) in enumerate(zip(case.new, case.told_new, strict=True))
    ]
    site = replace(case.site, rules=())
    found = repair(site, old, new, "2026-04")
    assert (found.new["source"].before, found.new["source"].after) == (0, 12)
    assert (found.new["reporters"].before, found.new["reporters"].after) == (0, 12)
    right = [value(record, "source") for record in extracted(new, found.site)]
    assert right == [outlets[number % 2] for number in range(12)]
    assert found.missing == ()


def _set(page: Page, version: int, told: Story, outlet: str) -> Page:
    """A page of the story whose outlet and writer stand with labels (1), or bare in elements of their own (2)."""
    text = "".join(f"<p>{each}</p>" for each in told.paragraphs)
    head = f'<div class="w{version}">{told.at:%Y-%m-%d %H:%M}</div>'
    labels = f'<div class="f1">来源：{outlet} 记者：{told.reporter}</div>' if version == 1 else ""
    bare = (
        f'<ul><li class="k2">{outlet}</li><li class="n2">{told.reporter}</li><li>分享</li></ul>'
        if version == 2
        else ""
    )
    html = (
        f"<html><head><meta charset=utf-8><title>{told.title}_云洲</title></head><body><div class=nav><a href=/>首页</a></div>"
        f'{bare}<h1>{told.title}</h1>{head}{labels}<div class="t{version}">{text}</div>'
        f"<div class=e>责任编辑：{told.editor}</div></body></html>"
    )
    return parse(Fetched(html.encode(), page.url, "text/html", page.fetched_at))


def test_too_few_pages_are_refused():
    case = redesign("renamed", 1, 6)
    with pytest.raises(Undeclarable, match="2 articles from after"):
        repair(case.site, case.old, case.new[:2], "2026-04")


@pytest.mark.parametrize("rules", ["", "    rules=(RuleSet('x', body=('.old',)),),\n"])
def test_a_layout_goes_before_those_that_are_there(rules: str, tmp_path: Path):
    text = SOURCE.replace("import Site", f"import {'RuleSet, ' if rules else ''}Site").replace(
        "\n)\n", f"\n{rules})\n"
    )
    layout = Layout(detect=("zw2",), body=("#zw2",), published=(".info2",))
    path = tmp_path / "yunzhou.py"
    path.write_text(add_layout(text, layout, "sichuan.yunzhou@2026-04"), encoding="utf-8")
    site, _ = declared(str(path))
    assert [each.name for each in site.rules] == ["sichuan.yunzhou@2026-04", *(["x"] if rules else [])]
    assert (site.rules[0].body, [rule.name for rule in site.rules[0].published]) == (
        ("#zw2",),
        ["css(.info2)"],
    )


def test_the_command_edits_the_file_only_when_told_to(tmp_path: Path):
    case = redesign("renamed", 1, 6)
    path, warc = tmp_path / "yunzhou.py", archived(tmp_path, [*case.old, *case.new])
    path.write_text(SOURCE, encoding="utf-8")
    args = ["newsite", "--repair", str(path), "--warc", str(warc)]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.output
    assert path.read_text(encoding="utf-8") == SOURCE
    assert 'RuleSet(\n    "sichuan.yunzhou@' in done.output
    done = CliRunner().invoke(main, [*args, "--apply"])
    assert done.exit_code == 0, done.output
    site, _ = declared(str(path))
    assert re.fullmatch(r"sichuan\.yunzhou@\d{4}-\d\d", site.rules[0].name)


def test_the_command_says_what_is_missing(tmp_path: Path):
    case = redesign("no_credits", 1, 6)
    path, warc = tmp_path / "yunzhou.py", archived(tmp_path, [*case.old, *case.new])
    path.write_text(SOURCE, encoding="utf-8")
    args = ["newsite", "--repair", str(path), "--warc", str(warc), "--since", "2026-03-07"]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 1
    assert "source: on 0% of the new pages, it was on 100% of the old" in done.output
