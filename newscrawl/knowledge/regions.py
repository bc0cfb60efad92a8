"""Administrative divisions of China with GB/T 2260 codes: the table in force, and what former ones became.

The data, its source and its date stand in regions.tsv and regions_former.tsv, written by
tools/build_regions.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from newscrawl.model import Region

_NATIONS = (
    "蒙古族|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族"
    "|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族|塔吉克族?|怒族|鄂温克族"
    "|德昂族|保安族|裕固族|独龙族|鄂伦春族?|赫哲族|各族|蒙古"
)
_ETHNIC = re.compile(rf"(?<=..)(?:{_NATIONS})+(?=自治|区)")
_KIND = re.compile(r"(?:特别行政区|自治[区州县旗]|新区|地区|特区|林区|[省市县区盟旗])$")
_CITIES_OF_TAIWAN = ("台北", "新北", "台中", "台南", "高雄", "基隆", "新竹", "花莲", "台东", "屏东")

Level = Literal["province", "city", "county"]
Form = Literal["full", "short", "former"]


@dataclass(frozen=True, slots=True)
class Division:
    """One division: its six-digit code and its own name, without those of the divisions above it."""

    code: str
    name: str

    @property
    def level(self) -> Level:
        if self.code.endswith("0000"):
            return "province"
        return "city" if self.code.endswith("00") else "county"

    @property
    def region(self) -> Region:
        """As a record shows it: with the full name from the province down."""
        above = (division_in_force(self.code[:2] + "0000"), division_in_force(self.code[:4] + "00"))
        chain = dict.fromkeys(d.name for d in (*above, self) if d is not None)
        return Region(adcode=self.code, name="".join(chain), level=self.level)


@dataclass(frozen=True, slots=True)
class Name:
    """A way to write a division: its code now, and whether it is the full, a short or a former name."""

    code: str
    form: Form


@cache
def _table() -> dict[str, Division]:
    return {code: Division(code, name) for code, name in _rows("regions.tsv")}


@cache
def _former() -> tuple[tuple[str, ...], ...]:
    return tuple(_rows("regions_former.tsv"))


@cache
def _heirs() -> dict[str, str]:
    """Former code to the code of today, for codes that are no longer in force."""
    return {old: code for old, _, code in _former() if old not in _table()}


def divisions() -> Collection[Division]:
    """All divisions in force, by code."""
    return _table().values()


def division_in_force(code: str) -> Division | None:
    """The division that has this code today."""
    return _table().get(code)


def division(code: str) -> Division | None:
    """The division of this code, or what became of it."""
    return _table().get(_heirs().get(code, code))


def holds(region: str, code: str) -> bool:
    """Whether the division `code` is `region` or lies in it: holds("510000", "511722")."""
    if region.endswith("0000"):
        return code[:2] == region[:2]
    return code[:4] == region[:4] if region.endswith("00") else code == region


def stem(name: str) -> str:
    """The name without its kind and nationalities: 长阳土家族自治县 → 长阳."""
    return _KIND.sub("", _ETHNIC.sub("", name)).removesuffix("族")


@cache
def region_names() -> dict[str, tuple[Name, ...]]:
    """Every way to write a division, to the divisions it may mean, those in force first."""
    names: dict[str, dict[str, Name]] = {}
    for surface, name in _ways():
        names.setdefault(surface, {}).setdefault(name.code, name)
    return {surface: tuple(meant.values()) for surface, meant in names.items()}


@cache
def region_heads() -> dict[str, tuple[str, ...]]:
    """The names that begin with the same two characters, longest first: what a scan looks up."""
    heads: dict[str, list[str]] = {}
    for surface in region_names():
        heads.setdefault(surface[:2], []).append(surface)
    return {head: tuple(sorted(group, key=len, reverse=True)) for head, group in heads.items()}


def _ways() -> Iterator[tuple[str, Name]]:
    """(surface, meaning) of all names: full ones, then short ones, then those of former times."""
    for code, one in _table().items():
        yield one.name, Name(code, "full")
    for code, one in _table().items():
        yield from ((short, Name(code, "short")) for short in _shorts(one))
    yield from ((city, Name("710000", "short")) for city in _CITIES_OF_TAIWAN)
    for old, name, code in _former():
        yield name, Name(code, "former")
        if old.endswith("00") and len(stem(name)) > 1:
            yield stem(name), Name(code, "former")


def _shorts(one: Division) -> Iterator[str]:
    """达州 of 达州市; 甘孜 and 甘孜州 of 甘孜藏族自治州; 长阳 and 长阳县 of 长阳土家族自治县."""
    short = stem(one.name)
    if len(short) < 2 or short == one.name:
        return
    yield short
    if "自治" in one.name and one.level != "province":
        yield short + one.name[-1]


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    text = Path(__file__).with_name(name).read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield tuple(line.split("\t"))
