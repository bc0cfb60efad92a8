"""Finds the declared sites and content systems, and says which rules apply to a page.

There is no registration: a module below `newscrawl.sites` with a SITE is a site, one below `newscrawl.cms`
with RULES is a content system. All are imported once, at first use.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TypeVar, get_args
from urllib.parse import urlsplit

import newscrawl.cms
import newscrawl.sites
from newscrawl.errors import UsageError
from newscrawl.model import Layout, Page, RuleSet, Site
from newscrawl.model.rules import Demanded

GENERIC = "generic"

T = TypeVar("T")


@cache
def sites() -> MappingProxyType[str, Site]:
    """The declared sites by id, sorted. Raises UsageError for a faulty declaration."""
    found: dict[str, Site] = {}
    for name, site in _constants(newscrawl.sites, "SITE", Site):
        if site.id in found:
            raise UsageError(f"{name}: the site id {site.id!r} is declared twice")
        found[site.id] = sound(site, name)
    return MappingProxyType(dict(sorted(found.items())))


@cache
def systems() -> tuple[RuleSet, ...]:
    """The rules of all content systems, without the generic ones. Raises UsageError as `sites` does."""
    return tuple(rules for _, rules in _constants(newscrawl.cms, "RULES", RuleSet) if rules.name != GENERIC)


def sound(site: Site, where: str) -> Site:
    """The site, if its declaration means something. Raises UsageError with what is wrong in `where`."""
    for field in ("domains", "start"):
        value = getattr(site, field)
        if isinstance(value, str) or not value:
            raise UsageError(f"{where}: {field} is a tuple of texts, with a comma at its end where it is one")
    for field in ("article", "lists", "further"):
        try:
            re.compile(getattr(site, field) or "")
        except re.error as error:
            raise UsageError(f"{where}: {field} is no regular expression: {error}")
    fields = get_args(Demanded)
    if unknown := set(site.required).difference(fields):
        raise UsageError(f"{where}: required names {sorted(unknown)}; it may name {', '.join(fields)}")
    return site


def file_of(site_id: str) -> Path:
    """The file that declares a site. Raises UsageError where there is no such site."""
    for name, site in _constants(newscrawl.sites, "SITE", Site):
        if site.id == site_id:
            return Path(str(importlib.import_module(name).__file__))
    raise UsageError(f"no site is called {site_id!r}; `scrapy list` says which there are")


def site_for(url: str | None) -> Site | None:
    """The site to whose domains `url` belongs, or None."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return _domains().get(host) if host else None


def rules_for(page: Page, layout: Layout) -> tuple[RuleSet, ...]:
    """The rules that apply to a page: its site's, those of its content system, the generic ones, in order.

    Where the site does not name its content system, every one whose marks occur in the page applies.
    """
    return rules_under(site_for(page.url), layout)


def rules_under(site: Site | None, layout: Layout) -> tuple[RuleSet, ...]:
    """The rules that apply to a page taken as one of `site`, declared or not; None: of no site."""
    own = tuple(rules for rules in site.rules if applies(rules, layout)) if site else ()
    if site is not None and site.cms is not None:
        return (*own, site.cms, *_generic())
    return (*own, *(rules for rules in systems() if applies(rules, layout)), *_generic())


def applies(rules: RuleSet, layout: Layout) -> bool:
    """Whether one of the marks of a rule set occurs in the page; a set without marks always applies."""
    return not rules.detect or any(mark in layout.signature for mark in rules.detect)


@cache
def _generic() -> tuple[RuleSet, ...]:
    return tuple(rules for _, rules in _constants(newscrawl.cms, "RULES", RuleSet) if rules.name == GENERIC)


@cache
def _domains() -> MappingProxyType[str, Site]:
    found: dict[str, Site] = {}
    for site in sites().values():
        for domain in site.domains:
            if domain in found:
                raise UsageError(f"{site.id}: the domain {domain} belongs to {found[domain].id} already")
            found[domain] = site
    return MappingProxyType(found)


def _constants(package: ModuleType, name: str, kind: type[T]) -> Iterator[tuple[str, T]]:
    """The constant `name` of every module below `package`, with the module's name."""
    for folder in package.__path__:
        for file in sorted(Path(folder).rglob("[!_]*.py")):
            parts = file.relative_to(folder).with_suffix("").parts
            module = ".".join((package.__name__, *parts))
            try:
                value = getattr(importlib.import_module(module), name, None)
            except (SyntaxError, ImportError, NameError, AttributeError, TypeError, ValueError) as error:
                raise UsageError(f"{file}: {error}") from error
            if not isinstance(value, kind):
                raise UsageError(f"{module}: declares no {name} of type {kind.__name__}")
            yield module, value
