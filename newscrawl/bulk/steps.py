"""The stages up to the records. Each function is one task; it may be done again and leaves the same."""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO, cast

import msgspec

from newscrawl.answers import Answer, answer, lost
from newscrawl.bulk import state
from newscrawl.bulk.plan import Plan
from newscrawl.bulk.suspects import Suspects
from newscrawl.errors import Refused
from newscrawl.export.files import draft, publish, stored, sweep, write_whole
from newscrawl.furniture import Furniture
from newscrawl.inputs import Input, read_inputs
from newscrawl.model import Fetched
from newscrawl.survey import Survey
from newscrawl.survey.learning import furniture_of, seen
from newscrawl.survey.look import Look, address_of
from newscrawl.survey.spool import Spool
from newscrawl.survey.stories import Joined, joined
from newscrawl.workers import Crew

RECORDS, REJECTS, COUNTS = "records", "rejects", "counts"
"""Folders below the output with a file a shard."""

Families = Mapping[str, frozenset[str]]

_PART = "part:"
"""Begins the key of a page that may be part of a story; other keys are sites."""

_LEVEL = 5
"""Of gzip: a level more costs more time than it saves space."""


def look(plan: Plan, shard: int) -> None:
    """See which sites and addresses stand in a shard."""
    found = Look()
    for page in read_inputs(plan.paths(shard), {}):
        found.at(page)
    state.write(plan.state("look", shard), [("look", found)])


def choose(plan: Plan, task: int) -> None:
    """Decide over all shards which pages are looked at closely."""
    everything = Look()
    for shard in range(len(plan.shards)):
        everything.take(_look(plan, shard))
    pairs: list[tuple[str, object]] = [("", everything.families())]
    state.write(plan.state("choose", task), [*pairs, *everything.chosen().items()])


def sight(plan: Plan, shard: int) -> None:
    """Look closely at the pages of a shard that were chosen, and set aside those that may be parts."""
    sites = _look(plan, shard).sites()
    pairs = dict(state.read(plan.state("choose"), lambda key: not key or key in sites))
    families: Families = pairs.pop("")
    wanted = families.keys() | {other for others in families.values() for other in others}
    with Suspects(plan.mark("sight", shard)) as crew:
        state.write(plan.state("sight", shard), _sighted(plan.paths(shard), pairs, wanted, crew))


def settle(plan: Plan, task: int) -> None:
    """Learn the furniture of this task's sites, and put its stories together."""
    _, families = next(state.read(plan.state("choose"), lambda key: not key))
    mine = {first: others for first, others in families.items() if _is_mine(plan, first, task)}
    furniture = furniture_of(
        value for shard in range(len(plan.shards)) for _, value in state.read(
            plan.state("sight", shard), lambda key: not key.startswith(_PART) and _is_mine(plan, key, task)
        )
    )  # fmt: skip
    with Spool() as spool, Suspects(plan.mark("settle", task)) as crew:
        parts = {f"{_PART}{each}" for first, others in mine.items() for each in (first, *others)}
        for shard in range(len(plan.shards) if mine else 0):
            for key, page in state.read(plan.state("sight", shard), parts.__contains__):
                spool.add(key.removeprefix(_PART), page)
        stories = joined(mine, spool, crew)
        told = ((f"{_PART}{address}", _with_pages(story, spool)) for address, story in stories.items())
        state.write(plan.state("settle", task), [*furniture.items(), *told])


def extract(plan: Plan, shard: int) -> Counter[str]:
    """Write the records and the rejects of a shard. Gives the numbers of pages, records and each reject."""
    counts: Counter[str] = Counter(pages=0, records=0)
    folders = {name: Path(plan.out) / name for name in (RECORDS, REJECTS, COUNTS)}
    name = f"{shard:05d}.jsonl.gz"
    with ExitStack() as stack:
        for folder in folders.values():
            stack.enter_context(stored(folder))
            sweep(folder, name)
        drafts = {kind: stack.enter_context(draft(folders[kind], name)) for kind in (RECORDS, REJECTS)}
        zipped = {kind: _zipped(file) for kind, file in drafts.items()}
        for found in _answers(plan, shard):
            counts["pages"] += 1
            counts["records" if found.record else f"{found.code}"] += 1
            line = (found.record or found.line) + b"\n"
            zipped[RECORDS if found.record else REJECTS].write(line)
        for kind, file in drafts.items():
            zipped[kind].close()
            publish(file, folders[kind] / name)
        write_whole(folders[COUNTS] / f"{shard:05d}.json", msgspec.json.encode(counts))
    return counts


def _answers(plan: Plan, shard: int) -> Iterator[Answer]:
    found = _look(plan, shard)
    with Spool() as spool, Suspects(plan.mark("extract", shard)) as crew:
        furniture, stories = _told(plan, found, spool)
        survey = Survey(furniture, stories, spool)
        pages = survey.prepared(read_inputs(plan.paths(shard), {}))
        yield from crew(partial(answer, evidence=plan.evidence), pages, lost)


def _told(plan: Plan, found: Look, spool: Spool) -> tuple[dict[str, Furniture], dict[str, Joined]]:
    """What was settled for the sites of a shard; the pages of its stories go into `spool`."""
    sites = found.sites()
    furniture: dict[str, Furniture] = {}
    stories: dict[str, Joined] = {}
    for task in range(plan.settlers):
        for key, value in state.read(
            plan.state("settle", task), lambda key: key.startswith(_PART) or key in sites
        ):
            if key in sites:
                furniture[key] = value
                continue
            story, pages = value
            stories[story.address] = story
            if found.saw(story.address):
                for page in pages:
                    spool.add(address_of(page), page)
    return furniture, dict(sorted(stories.items()))


def _sighted(
    paths: list[str], chosen: Mapping[str, frozenset[int]], wanted: set[str], crew: Crew
) -> Iterator[tuple[str, object]]:
    if not chosen and not wanted:
        return
    aside: list[tuple[str, Fetched]] = []

    def passing() -> Iterator[Input]:
        for page in read_inputs(paths, {}):
            if wanted and not isinstance(page.content, Refused):
                address = address_of(page.content)
                if address in wanted:
                    aside.append((f"{_PART}{address}", page.content))
            yield page

    for each in seen(passing(), chosen, crew):
        yield each[0], each
        yield from aside
        aside.clear()
    yield from aside


def _with_pages(story: Joined, spool: Spool) -> tuple[Joined, list[Fetched]]:
    return story, [page for page in map(spool.get, story.further) if page is not None]


def _look(plan: Plan, shard: int) -> Look:
    found: Look = next(state.read(plan.state("look", shard)))[1]
    return found


def _is_mine(plan: Plan, key: str, task: int) -> bool:
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % plan.settlers == task


def _zipped(file: IO[bytes]) -> IO[bytes]:
    # Without the time, so that equal records give equal files.
    return cast(IO[bytes], gzip.GzipFile(fileobj=file, mode="wb", compresslevel=_LEVEL, mtime=0, filename=""))
