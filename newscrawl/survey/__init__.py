"""What a set of pages tells that none of them tells alone: the furniture of their sites, and which of them
are further pages of one story. Read before pages are extracted: no answer depends on their order.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from newscrawl.errors import FurtherPage, Refused
from newscrawl.furniture import Furniture
from newscrawl.inputs import Input, read_inputs
from newscrawl.model import Fetched
from newscrawl.survey.learning import learned
from newscrawl.survey.look import Look, address_of, site_of
from newscrawl.survey.spool import Spool
from newscrawl.survey.stories import Joined, joined
from newscrawl.workers import crew


@dataclass(frozen=True, slots=True)
class Survey:
    """`furniture` by site; `stories`: those that stand on several pages, by the address of the first page."""

    furniture: Mapping[str, Furniture]
    stories: Mapping[str, Joined]
    spool: Spool

    def prepared(self, inputs: Iterable[Input]) -> Iterator[Input]:
        """The inputs, each with what the others tell of it."""
        # Of a first page under two addresses the one that sorts first counts.
        stories = reversed([*self.stories.values()])
        first_of = {part: story.url for story in stories for part in story.shown}
        for page in inputs:
            fetched = page.content
            if isinstance(fetched, Refused):
                yield page
                continue
            address = address_of(fetched) if self.stories else ""
            if address in first_of:
                yield Input(page.name, FurtherPage(f"joined to {first_of[address]}"))
            else:
                yield self._told(page, fetched, self.stories.get(address))

    def _told(self, page: Input, fetched: Fetched, story: Joined | None) -> Input:
        furniture = self.furniture.get(site_of(fetched) or "") if self.furniture else None
        if story is None:
            return replace(page, furniture=furniture) if furniture else page
        further = tuple(part for part in map(self.spool.get, story.further) if part is not None)
        return replace(page, further=further, missing=story.missing, furniture=furniture)


@contextmanager
def surveyed(
    paths: Sequence[str], urls: Mapping[str, str], jobs: int = 1, *, learn: bool = True
) -> Iterator[Survey]:
    """Look through all pages of `paths`, and more closely at some of them.

    Closer: at most `look.PAGES` pages a site (none without `learn`), and the pages whose addresses look
    like those of one story. What can be read only once (a pipe) is passed over.
    """
    files = [path for path in paths if os.path.isfile(path)]
    look = Look()
    for page in read_inputs(files, urls):
        look.at(page)
    chosen = look.chosen() if learn else {}
    families = look.families()
    with Spool() as spool:
        furniture: dict[str, Furniture] = {}
        if chosen or families:
            furniture = learned(spool.keeping(read_inputs(files, urls), families), chosen, crew(jobs))
        yield Survey(furniture, joined(families, spool, crew(jobs)), spool)
