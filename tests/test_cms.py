"""The rules of content systems, each as declared: detected by every mark, finding every body, dropping every drop."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from invented import STORY, TITLE, article_page, cleaned_by, html_page, paragraphs, parsed

import newscrawl.cms
from newscrawl.blocks import lay_out
from newscrawl.catalog import GENERIC, rules_for, systems
from newscrawl.clean.selectors import parse_selector
from newscrawl.model import RuleSet

FILES = {path.stem for path in Path(newscrawl.cms.__file__).parent.glob("[!_]*.py")}
BODIES = [pytest.param(rules, text, id=f"{rules.name} {text}") for rules in systems() for text in rules.body]
DROPS = [pytest.param(rules, text, id=f"{rules.name} {text}") for rules in systems() for text in rules.drop]
MARKS = [pytest.param(rules, mark, id=f"{rules.name} {mark}") for rules in systems() for mark in rules.detect]
BETWEEN = [
    pytest.param(rules, pair, id=f"{rules.name} {pair[0]}") for rules in systems() for pair in rules.between
]


def enclosed(selector: str, content: str) -> str:
    """`content` in elements that the selector matches."""
    for word in reversed(selector.split()):
        tag = re.match(r"[\w-]*", word)
        name = (tag.group(0) if tag else "") or "div"
        classes = " ".join(re.findall(r"\.([\w-]+)", word))
        ids = "".join(re.findall(r"#([\w-]+)", word))
        content = f'<{name} class="{classes}" id="{ids}">{content}</{name}>'
    return content


def test_every_file_is_a_system_named_after_it() -> None:
    assert {rules.name for rules in systems()} | {GENERIC} == FILES


def test_marks_are_in_lower_case_as_the_signature_is() -> None:
    assert [
        mark for rules in systems() for mark in rules.detect if not mark.isascii() or mark != mark.lower()
    ] == []
    assert [rules.name for rules in systems() if not rules.detect] == []


@pytest.mark.parametrize(("rules", "mark"), MARKS)
def test_a_page_with_the_mark_is_of_the_system(rules: RuleSet, mark: str) -> None:
    page = parsed(
        article_page(paragraphs(), head=f'<script src="http://static.qingling.example/{mark}"></script>'),
        None,
    )
    assert rules in rules_for(page, lay_out(page))


def test_an_ordinary_page_is_of_no_system() -> None:
    page = parsed(article_page(paragraphs()), None)
    assert [rules.name for rules in rules_for(page, lay_out(page))] == [GENERIC]


def test_the_generic_rules_come_last() -> None:
    marks = "".join(f'<script src="{rules.detect[0]}"></script>' for rules in systems())
    page = parsed(article_page(paragraphs(), head=marks), None)
    names = [rules.name for rules in rules_for(page, lay_out(page))]
    assert (set(names), names[-1]) == (FILES, GENERIC)


@pytest.mark.parametrize(("rules", "selector"), BODIES)
def test_the_story_stands_where_the_rule_says(rules: RuleSet, selector: str) -> None:
    page = html_page(
        f"<h1>{TITLE}</h1><div>{enclosed(selector, paragraphs())}<p>这一句在正文之外，不是新闻。</p></div>"
    )
    cleaned = cleaned_by(page, rules)
    assert [verdict.text for verdict in cleaned.body] == list(STORY)
    assert cleaned.region_rule.startswith(f"{rules.name}:body(")


@pytest.mark.parametrize(("rules", "pair"), BETWEEN)
def test_the_story_stands_between_the_comments(rules: RuleSet, pair: tuple[str, str]) -> None:
    page = html_page(
        f"<h1>{TITLE}</h1><div><p>这一句在前，不是新闻。</p><!--{pair[0]}-->{paragraphs()}<!--{pair[1]}-->"
        "<p>这一句在后，不是新闻。</p></div>"
    )
    cleaned = cleaned_by(page, rules)
    assert [verdict.text for verdict in cleaned.body] == list(STORY)
    assert cleaned.region_rule == f"{rules.name}:between({pair[0]})"


@pytest.mark.parametrize(("rules", "selector"), DROPS)
def test_what_the_rule_drops_is_no_story(rules: RuleSet, selector: str) -> None:
    furniture = enclosed(selector, "<p>点一点，给这条新闻投上一票，明天还来。</p>")
    cleaned = cleaned_by(article_page(paragraphs() + furniture), rules)
    assert [verdict.text for verdict in cleaned.body] == list(STORY)


def test_every_selector_is_of_the_supported_kind() -> None:
    for rules in systems():
        for selector in (*rules.body, *rules.drop):
            assert parse_selector(selector).key


def test_a_mark_in_the_text_of_a_story_is_none() -> None:
    page = parsed(
        article_page(paragraphs() + "<p>他打开 sohu.com，又打开 people.com.cn，都没有这条新闻。</p>"), None
    )
    assert [rules.name for rules in rules_for(page, lay_out(page))] == [GENERIC]
