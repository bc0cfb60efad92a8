"""Earlier runs as small plots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEWEST = 3
"""Runs that make a line."""

WIDTH, HEIGHT = 100, 24
"""Of a plot, in its own units."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through the shares of a fact, the oldest run first; `points` is for an SVG polyline."""

    points: str
    last: tuple[float, float]
    runs: int
    lowest: float
    highest: float


def filled_share(counters: Mapping[str, int], fact: str) -> float | None:
    """The share of a run's articles, 0 to 1, that have a fact; None where it read none."""
    read = sum(counters.get(f"articles/{name}", 0) for name in ("new", "changed", "unchanged"))
    return min(1.0, counters.get(f"filled/{fact}", 0) / read) if read else None


def line_of(shares: Sequence[float | None]) -> Line | None:
    """The line through the shares that there are; None where they are too few."""
    known = [share for share in shares if share is not None]
    if len(known) < FEWEST:
        return None
    step = WIDTH / (len(known) - 1)
    points = [(round(at * step, 2), round(HEIGHT * (1 - share), 2)) for at, share in enumerate(known)]
    drawn = " ".join(f"{x},{y}" for x, y in points)
    return Line(drawn, points[-1], len(known), min(known), max(known))
