"""The outlet register: Chinese papers, agencies, broadcasters, their sites and apps, by any name or domain.

The data and its origin stand in outlets.tsv, written by tools/build_outlets.py. An alias with `=` before it
is a name of the outlet in its own right, mostly a former one (法制日报 of 法治日报): it keeps that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from newscrawl.knowledge.regions import region_names
from newscrawl.knowledge.traditional import SIMPLIFY

# A line beside the headline is asked whether it is an outlet by one rule after the other.
_NAMES = 512
_QUOTES = re.compile(r"[\s《》〈〉“”\"'‘’「」『』\[\]【】（）()]+")
_DASHES = str.maketrans("－—–_＿", "-----")
_OF_AN_OUTLET = re.compile(
    r"(?:官方)?(?:手机客户端|客户端|app|微信公众号|微信公号|微信号|公众号|微信|官方微博|官微|微博|视频号|抖音号|头条号|百家号"
    r"|搜狐号|网易号|网站|官网|网络版|数字报|电子版|手机版|新媒体|融媒体|融媒|综合|新闻|讯)$"
)
_DESK = re.compile(r"(?:频道|分社|分网|分站|站)$")
_JOINT = re.compile(r"\s?[-－—–·•/|丨_＿]\s?")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet: `region` is the adcode of its home (None: national or abroad), `kind` one of agency, paper,
    broadcaster, site, app, magazine, account, gov."""

    key: str
    name: str
    kind: str
    region: str | None
    domains: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An outlet under the name by which it is cited."""

    outlet: Outlet
    name: str


@dataclass(frozen=True, slots=True)
class Spotted:
    """A registered name in running text."""

    start: int
    end: int
    known: Known


@cache
def outlets() -> dict[str, Outlet]:
    """The register by key."""
    text = Path(__file__).with_name("outlets.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {
        key: Outlet(key, name, kind, home or None, _parts(domains), _parts(aliases))
        for key, name, kind, home, domains, aliases in rows
    }


@lru_cache(_NAMES)
def find_outlet(text: str) -> Known | None:
    """The outlet of a displayed name, alias, or a name with what outlets add to it (客户端, 公众号, 《》).

    Of a joint name (人民网-文化频道, 光明网-《光明日报》) the first part that is registered counts.
    """
    known = _exactly(text)
    if known:
        return known
    parts = [part for part in _JOINT.split(text) if part]
    if len(parts) > 1:
        return next(filter(None, map(_exactly, parts)), None)
    return _branch(bare(text))


def registered(text: str) -> Known | None:
    """The outlet of a whole name: neither joint names nor regional desks (新华社北京) are taken apart."""
    return _exactly(text)


def outlet_of_host(host: str) -> Outlet | None:
    """The outlet whose domain `host` is or lies below: news.example.cn."""
    labels = host.lower().split(".")
    owners = _by_domain()
    return next(filter(None, (owners.get(".".join(labels[i:])) for i in range(len(labels) - 1))), None)


def spot_outlets(text: str) -> list[Spotted]:
    """Every registered name of three characters or more in running text, longest first at each position."""
    heads, names = _heads(), _by_name()
    found: list[Spotted] = []
    behind = 0
    for match in _initials().finditer(text):
        at = match.start()
        for name in heads.get(text[at : at + 2], ()) if at >= behind else ():
            if text.startswith(name, at):
                behind = at + len(name)
                found.append(Spotted(at, behind, names[bare(name)]))
                break
    return found


def bare(text: str) -> str:
    """A name as it is looked up: without quotation marks, brackets and spaces, in lower case."""
    return _QUOTES.sub("", text).lower().translate(_DASHES)


def _branch(name: str) -> Known | None:
    """The outlet of a regional desk: 中新网江苏, 人民网四川频道."""
    name = _DESK.sub("", name)
    for length in (2, 3):
        if len(name) > length + 2 and name[-length:] in region_names():
            return _by_name().get(name[:-length])
    return None


def _exactly(text: str) -> Known | None:
    names, key = _by_name(), bare(text)
    while key:
        known = names.get(key) or names.get(key.translate(SIMPLIFY))
        if known is not None:
            return known
        shorter = _OF_AN_OUTLET.sub("", key)
        if shorter == key:
            break
        key = shorter
    return None


@cache
def _by_name() -> dict[str, Known]:
    names = {}
    for one in outlets().values():
        for alias in one.aliases:
            own = alias.startswith("=")
            names[bare(alias.lstrip("="))] = Known(one, alias[1:] if own else one.name)
        names[bare(one.name)] = Known(one, one.name)
    return names


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    heads: dict[str, set[str]] = {}
    for one in outlets().values():
        for name in (one.name, *(alias.lstrip("=") for alias in one.aliases)):
            if len(name) > 2:
                heads.setdefault(name[:2], set()).add(name)
    return {head: tuple(sorted(group, key=len, reverse=True)) for head, group in heads.items()}


@cache
def _initials() -> re.Pattern[str]:
    """Any character with which a name begins."""
    return re.compile(f"[{re.escape(''.join({head[0] for head in _heads()}))}]")


@cache
def _by_domain() -> dict[str, Outlet]:
    return {domain: one for one in outlets().values() for domain in one.domains}


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()
