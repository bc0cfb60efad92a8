"""The tree of divisions as the filter shows it: open where the one asked for stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from newscrawl.knowledge.regions import division, divisions


@dataclass(frozen=True, slots=True)
class Node:
    """A division and those below it that are shown."""

    code: str
    name: str
    below: tuple[Node, ...] = ()


def tree(chosen: str) -> tuple[Node, ...]:
    """All provinces; of the chosen one, or that of the chosen city or county, also what lies below."""
    known = division(chosen) if len(chosen) == 6 else None
    code = known.code if known else ""
    return tuple(_open(province, code) for province in _children("")) if code else _children("")


def _open(node: Node, code: str) -> Node:
    if node.code[:2] != code[:2]:
        return node
    cities = _children(node.code)
    return Node(node.code, node.name, tuple(_open_city(city, code) for city in cities))


def _open_city(node: Node, code: str) -> Node:
    if node.code.endswith("00") and node.code[:4] == code[:4] and not code.endswith("0000"):
        return Node(node.code, node.name, _children(node.code))
    return node


@cache
def _children(code: str) -> tuple[Node, ...]:
    """The divisions right below `code`; below "" the provinces.

    What stands below a province without a city between (仙桃, the districts of 北京) is among the cities.
    """
    if not code:
        return tuple(Node(one.code, one.name) for one in divisions() if one.level == "province")
    inside = [one for one in divisions() if one.code != code and _holds(code, one.code)]
    if not code.endswith("0000"):
        return tuple(Node(one.code, one.name) for one in inside)
    cities = {one.code for one in inside if one.level == "city"}
    return tuple(
        Node(one.code, one.name) for one in inside if one.level == "city" or f"{one.code[:4]}00" not in cities
    )


def _holds(region: str, code: str) -> bool:
    return code[: 2 if region.endswith("0000") else 4] == region[: 2 if region.endswith("0000") else 4]
