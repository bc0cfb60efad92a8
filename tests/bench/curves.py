"""Costs by size as SVG, both axes logarithmic: dark on a light ground of its own, so that any page may show it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 720, 380, 64, 200, 34, 48
APART = 16
"""Between the names of two curves."""

COLOURS = ("#a4262c", "#8a5a00", "#2d6a2f", "#1d5c96", "#6b3fa0")


def plot(sizes: Sequence[int], costs: Mapping[str, Sequence[float]]) -> str:
    """A curve for each name; `costs` are milliseconds at each of `sizes`."""
    low = math.floor(math.log10(min(map(min, costs.values()))))
    high = math.ceil(math.log10(max(map(max, costs.values()))))
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def x(size: float) -> float:
        return LEFT + (math.log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(cost: float) -> float:
        return HEIGHT - FOOT - (math.log10(cost) - low) / (high - low) * (HEIGHT - FOOT - TOP)

    parts = [f'<text x="{LEFT}" y="20" font-weight="bold">CPU ms each, by articles in the store</text>']
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#c8c8c8"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    parts += [
        f'<text x="{x(size):.1f}" y="{HEIGHT - FOOT + 22}" text-anchor="middle">{size:,}</text>'
        for size in sizes
    ]
    named = _apart({name: y(curve[-1]) for name, curve in costs.items()})
    for colour, (name, curve) in zip(COLOURS, costs.items(), strict=False):
        places = [f"{x(size):.1f} {y(cost):.1f}" for size, cost in zip(sizes, curve, strict=True)]
        parts.append(f'<path d="M{"L".join(places)}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{at.split()[0]}" cy="{at.split()[1]}" r="3" fill="{colour}"/>' for at in places
        ]
        label = f"{name}: {curve[-1]:.2g}"
        parts.append(
            f'<text x="{WIDTH - RIGHT + 10}" y="{named[name] + 4:.1f}" fill="{colour}">{label}</text>'
        )
    drawn = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="13" fill="#222" role="img"><title>Cost by size of the store</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="6" fill="#fff"/>\n{drawn}\n</svg>\n'
    )


def _apart(places: Mapping[str, float]) -> dict[str, float]:
    """Where the names stand: beside the ends of their curves, none on another one."""
    found: dict[str, float] = {}
    before = -math.inf
    for name, at in sorted(places.items(), key=lambda each: each[1]):
        before = found[name] = max(at, before + APART)
    return found
