"""Pages whose story stands only in a script: the state from which Next, Nuxt, Vue and others draw it.

What the script would show is written as a plain page, and read like any other.
"""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from newscrawl.grammar.dates import Calendar, read_machine
from newscrawl.knowledge.state_keys import AUTHOR, CONTENT, EDITOR, PUBLISHED, SOURCE, TITLE
from newscrawl.model import Page

_MARKS = (
    "application/json",
    "__NEXT_DATA__",
    "__NUXT__",
    "__INITIAL",
    "__DATA__",
    "DATA",
    "allData",
    "State",
    "state",
)
_START = re.compile(r"(?:[\w$\]]\s{0,4}=\s{0,4}|^\s*)(?=[{\[])")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.){120,})"')
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_FEWEST = 40
_LONGEST = 4_000_000
_MOST_SCRIPTS = 40
_MOST_STARTS = 20
_MOST_NODES = 20_000
_SHORTEST_TITLE = 4
_COMPARED = 8
_MOST_PARTS = 2000


def drawn_page(page: Page) -> Page | None:
    """The page as its script would draw it; None where no script holds a story."""
    if not any(mark in page.html for mark in _MARKS):
        return None
    title = page.title or ""
    scripts = list(islice(_scripts(page), _MOST_SCRIPTS))
    stories = [story for script in scripts for value in _values(script) for story in _stories(value)]
    if not stories:
        stories = [{CONTENT[0]: text, TITLE[0]: title} for script in scripts for text in _literals(script)]
    about = [story for story in stories if _is_about(story, title)]
    # Of several stories none is the page's own, unless it bears the page's title.
    if not about and len({_content(story) for story in stories}) != 1:
        return None
    best = max(about or stories, key=lambda story: len(_content(story)))
    return dataclasses.replace(page, root=etree.fromstring(_draw(best, title), etree.HTMLParser()))


def _scripts(page: Page) -> Iterator[str]:
    for script in page.root.iter("script"):
        text = script.text
        if text and len(text) <= _LONGEST and ("\\u" in text or _CHINESE.search(text)):
            yield text


def _values(script: str) -> Iterator[Any]:
    """The JSON values that are the script, or are assigned in it."""
    decoder = json.JSONDecoder(strict=False)
    position = 0
    for _ in range(_MOST_STARTS):
        start = _START.search(script, position)
        if start is None:
            return
        try:
            value, position = decoder.raw_decode(script, start.end())
            yield value
        except (ValueError, RecursionError):
            position = start.end() + 1


def _stories(value: Any) -> Iterator[dict[str, Any]]:
    """The objects that hold the text of a story, outer ones first."""
    level, left = [value], _MOST_NODES
    while level and left > 0:
        left -= len(level)
        yield from (v for v in level if isinstance(v, dict) and _content(v))
        yield from (story for v in level if isinstance(v, dict) for story in _told_apart(v))
        level = [child for v in level for child in _children(v)]


def _told_apart(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The object with a title whose text an object inside it holds, as one."""
    inner = [child for child in value.values() if isinstance(child, dict) and _content(child)]
    if inner and not _content(value) and _fact(value, TITLE):
        yield from ({**value, **child} for child in inner if not _fact(child, TITLE))


def _children(value: Any) -> list[Any]:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [child for child in children if isinstance(child, dict | list)]


def _literals(script: str) -> Iterator[str]:
    for match in _LITERAL.finditer(script):
        try:
            text = json.loads(match.group(0), strict=False)
        except ValueError:
            continue
        if "<" in text and len(_CHINESE.findall(text)) >= _FEWEST:
            yield text


def _content(story: dict[str, Any]) -> str:
    for key in CONTENT:
        text = _in_parts(story.get(key))
        if isinstance(text, str) and len(_CHINESE.findall(text)) >= _FEWEST:
            return text
    return ""


def _in_parts(value: Any) -> Any:
    """The text of a story kept as a list of paragraphs, a line each; else the value itself."""
    if not isinstance(value, list) or len(value) > _MOST_PARTS:
        return value
    lines = [part.get("text", part.get("data")) if isinstance(part, dict) else part for part in value]
    return "\n".join(line for line in lines if isinstance(line, str))


def _is_about(story: dict[str, Any], title: str) -> bool:
    own = _fact(story, TITLE)
    return len(own) >= _SHORTEST_TITLE and own[:_COMPARED] in title


def _fact(story: dict[str, Any], keys: tuple[str, ...]) -> str:
    """The first of the keys that has a value: a text, a number, or an object with a name, or a
    list of such."""
    for key in keys:
        value = story.get(key)
        if isinstance(value, list):
            value = "、".join(filter(None, (_named(each) for each in value)))
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _named(value: Any) -> str:
    """A name by itself, or as that of an object."""
    name = value.get("name") if isinstance(value, dict) else value
    return name if isinstance(name, str) else ""


def _draw(story: dict[str, Any], title: str) -> str:
    stamp = read_machine(_fact(story, PUBLISHED), Calendar())
    facts = (
        ("发布时间", stamp.iso if stamp else ""),
        ("来源", _fact(story, SOURCE)),
        ("作者", _fact(story, AUTHOR)),
        ("责任编辑", _fact(story, EDITOR)),
    )
    shown = "".join(f"<p>{label}：{html.escape(value)}</p>" for label, value in facts if value)
    content = _content(story)
    if "<" not in content and "&lt;" in content:
        content = html.unescape(content)
    if "<" not in content:
        content = "".join(f"<p>{html.escape(line)}</p>" for line in content.split("\n"))
    headline = html.escape(_fact(story, TITLE) or title)
    return (
        f"<html><head><title>{html.escape(title)}</title></head><body><h1>{headline}</h1>"
        f"<div>{shown}</div><div>{content}</div></body></html>"
    )
