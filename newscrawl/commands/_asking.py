"""What commands share that ask the store: itself, a site, names of divisions, the search index up to date."""

from __future__ import annotations

import re
import sys

from rich.console import Console
from rich.progress import Progress

from newscrawl import settings
from newscrawl.errors import UsageError
from newscrawl.grammar.folding import fold
from newscrawl.knowledge.regions import division_in_force, region_names
from newscrawl.store import Store

_NAMED = 20
AT_ONCE = 200
"""Changes that the index takes in in one transaction."""


def opened(site: str | None = None) -> Store:
    """The store of the settings, which is there: to ask in another folder makes no empty one to be asked.

    Raises: StorageError where it is not; UsageError, with the sites that were crawled, where `site` was not.
    """
    store = Store(settings.NEWSCRAWL_DATABASE_URL, make=False)
    known = store.sites() if site else []
    if site is None or site in known:
        return store
    store.close()
    others = f"; crawled: {', '.join(known[:_NAMED])}{' …' * (len(known) > _NAMED)}" if known else ""
    raise UsageError(f"no crawl of {site!r} in {store.name}{others}")


def region_code(region: str) -> str:
    """The code of a division that is given by its code or by its name.

    Raises: UsageError for a name that no division or that several have.
    """
    if re.fullmatch(r"\d{2,6}", region):
        return region
    codes = [name.code for name in region_names().get(fold(region), ())]
    if len(codes) == 1:
        return codes[0]
    if not codes:
        raise UsageError(f"no division is called {region!r}; give its code, such as 511700")
    known = ((code, division_in_force(code)) for code in codes)
    listed = ", ".join(f"{code} {one.region.name}" for code, one in known if one)
    raise UsageError(f"several divisions are called {region!r}; give the code of one: {listed}")


def indexed(store: Store) -> None:
    """Bring the search index up to date; where that takes long, a bar on the terminal tells of it."""
    if not store.index(AT_ONCE):
        return
    shown = Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    with shown:
        task = shown.add_task("indexing", total=store.search("", limit=1).pending)
        while done := store.index(AT_ONCE):
            shown.advance(task, done)
