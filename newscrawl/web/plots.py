"""Numbers → shapes: where the tiles, columns and lines of a plot stand. The templates draw them as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

# Provinces as squares, each about where it lies: code → (column, row), short name, English name.
PROVINCES: Mapping[str, tuple[int, int, str, str]] = {
    "110000": (6, 1, "北京", "Beijing"),
    "120000": (6, 2, "天津", "Tianjin"),
    "130000": (5, 2, "河北", "Hebei"),
    "140000": (4, 2, "山西", "Shanxi"),
    "150000": (4, 1, "内蒙古", "Inner Mongolia"),
    "210000": (7, 2, "辽宁", "Liaoning"),
    "220000": (8, 1, "吉林", "Jilin"),
    "230000": (8, 0, "黑龙江", "Heilongjiang"),
    "310000": (7, 4, "上海", "Shanghai"),
    "320000": (6, 4, "江苏", "Jiangsu"),
    "330000": (6, 5, "浙江", "Zhejiang"),
    "340000": (5, 4, "安徽", "Anhui"),
    "350000": (5, 6, "福建", "Fujian"),
    "360000": (5, 5, "江西", "Jiangxi"),
    "370000": (5, 3, "山东", "Shandong"),
    "410000": (4, 3, "河南", "Henan"),
    "420000": (4, 4, "湖北", "Hubei"),
    "430000": (4, 5, "湖南", "Hunan"),
    "440000": (4, 6, "广东", "Guangdong"),
    "450000": (3, 6, "广西", "Guangxi"),
    "460000": (3, 7, "海南", "Hainan"),
    "500000": (3, 4, "重庆", "Chongqing"),
    "510000": (2, 4, "四川", "Sichuan"),
    "520000": (3, 5, "贵州", "Guizhou"),
    "530000": (2, 5, "云南", "Yunnan"),
    "540000": (0, 4, "西藏", "Tibet"),
    "610000": (3, 3, "陕西", "Shaanxi"),
    "620000": (2, 2, "甘肃", "Gansu"),
    "630000": (1, 3, "青海", "Qinghai"),
    "640000": (3, 2, "宁夏", "Ningxia"),
    "650000": (0, 2, "新疆", "Xinjiang"),
    "710000": (7, 6, "台湾", "Taiwan"),
    "810000": (5, 7, "香港", "Hong Kong"),
    "820000": (4, 7, "澳门", "Macao"),
}
SHADES = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """One province on the map: its square, and how dark it is (0: nothing, to SHADES)."""

    code: str
    x: int
    y: int
    zh: str
    en: str
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One of several bars: `share` of the largest, in percent."""

    label: str
    count: int
    share: float
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points of a box of `width` by `height`, and its last point."""

    points: str
    last: tuple[float, float]


def tiles(counts: Mapping[str, int]) -> list[Tile]:
    """The map: `counts` by province code. Few and many differ by orders, so the shades follow the root."""
    most = max(counts.values(), default=0)
    return [
        Tile(code, x, y, zh, en, counts.get(code, 0), _shade(counts.get(code, 0), most))
        for code, (x, y, zh, en) in PROVINCES.items()
    ]


def _shade(count: int, most: int) -> int:
    return max(1, round(SHADES * sqrt(count / most))) if count else 0


def bars(counts: Sequence[tuple[str, int]], links: Mapping[str, str] | None = None) -> list[Bar]:
    """Bars in the order given."""
    most = max((count for _, count in counts), default=0)
    named = links or {}
    return [
        Bar(label, count, round(100 * count / most, 2) if most else 0.0, named.get(label, ""))
        for label, count in counts
    ]


def line(
    values: Sequence[float | None], width: float, height: float, top: float | None = None
) -> Line | None:
    """A line over equally distant values, None where there is no value; None if there are fewer than two."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    most = max(top or 0.0, *known) or 1.0
    step = width / (len(values) - 1)
    places = [
        (round(at * step, 2), round(height - height * value / most, 2))
        for at, value in enumerate(values)
        if value is not None
    ]
    return Line(" ".join(f"{x},{y}" for x, y in places), places[-1])
