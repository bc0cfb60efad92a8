"""The corpus without any rule of a site or system, rebuilt: what a reader sees decides, not how it is marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from rebuilt import WAYS, measure, rebuilt

LEAST = {
    "body F1": 0.99,
    "F1>.95": 0.98,
    "perfect": 0.9,
    "title": 0.97,
    "day": 0.96,
    "reporters": 0.95,
    "editors": 0.97,
}


@pytest.mark.parametrize("way", ["all but br", "p as br"])
def test_the_story_is_found_without_the_names_of_its_markup(shared: Path, way: str) -> None:
    figures = measure(shared, WAYS[way])
    assert {name: figures[name] for name, least in LEAST.items() if figures[name] < least} == {}
    assert figures["leak"] == figures["overclaim"] == 0


def test_rebuilding_takes_away_names_and_keeps_the_text() -> None:
    page = '<html><head><meta name="a" content="b"></head><body><p class="title" id="x">江州</p><!-- c --></body></html>'
    changed = rebuilt(page, WAYS["all but br"]).decode("utf-8-sig")
    assert "江州" in changed
    assert not any(word in changed for word in ("title", "<meta", "<p", "<!--"))
