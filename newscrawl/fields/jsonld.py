"""The JSON-LD objects of a page: what it tells search engines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from newscrawl.model import Page

_TYPE = "application/ld+json"
_MOST_SCRIPTS = 6
_LONGEST = 200_000
_MOST_NODES = 500
_CONTROL = re.compile(r"\\u00(?:0[0-8bBeEfF]|1[0-9a-fA-F]|7[fF]|[89][0-9a-fA-F])")
_TRAILING_COMMA = re.compile(r",\s{0,40}([}\]])")


def jsonld_objects(page: Page) -> Iterator[dict[str, Any]]:
    """Every JSON object in the page's JSON-LD scripts, outer ones first; unreadable scripts give nothing."""
    left = _MOST_NODES
    for source in _scripts(page):
        level = [_load(source)]
        while level and left > 0:
            left -= len(level)
            yield from (value for value in level if isinstance(value, dict))
            level = [child for value in level for child in _children(value)]


def _scripts(page: Page) -> Iterator[str]:
    """The text of the first few JSON-LD scripts of reasonable size."""
    if _TYPE not in page.html:  # cheaper than looking at every script
        return
    marked = (script for script in page.root.iter("script") if _TYPE in (script.get("type") or ""))
    for script in islice(marked, _MOST_SCRIPTS):
        source = script.text
        if source and len(source) <= _LONGEST:
            yield source


def _load(source: str) -> Any:
    """The value of a script; hand-written ones end lists with a comma or break lines inside strings."""
    if "\\u00" in source:
        source = _CONTROL.sub("", source)
    for text in (source, _TRAILING_COMMA.sub(r"\1", source)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _children(value: Any) -> list[Any]:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [child for child in children if isinstance(child, dict | list)]
