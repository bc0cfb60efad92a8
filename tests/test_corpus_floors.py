"""The quality gate: extraction of the corpus reaches its pinned floors (see floors.py)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from floors import FLOORS, FloorError, below, measure, moved

PINNED: dict[str, Any] = {"at_least": {"title": 0.9}, "at_most": {"leak": 2}, "lowered": []}


def test_the_corpus_reaches_its_floors(shared: Path) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    missed = below(floors, measure(shared))
    assert not missed, "\n".join(missed)


def test_a_better_figure_raises_its_floor() -> None:
    assert moved(PINNED, {"title": 0.95678, "leak": 1}) == {
        "at_least": {"title": 0.956},
        "at_most": {"leak": 1},
        "lowered": [],
    }


@pytest.mark.parametrize(
    "figures", [{"title": 0.89, "leak": 2}, {"title": 0.9, "leak": 3}, {"title": float("nan"), "leak": 0}]
)
def test_a_worse_figure_is_refused_without_a_reason(figures: dict[str, float]) -> None:
    with pytest.raises(FloorError):
        moved(PINNED, figures)


def test_a_floor_is_lowered_with_its_reason_on_record() -> None:
    floors = moved(PINNED, {"title": 0.85, "leak": 2}, "the gold had an error")
    assert floors["at_least"] == {"title": 0.85}
    assert floors["lowered"] == [
        {"reason": "the gold had an error", "figures": ["title is 0.8500, its floor 0.9"]}
    ]
