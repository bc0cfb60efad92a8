"""Inputs → shards, written down before anything runs: a run that is resumed must find the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from newscrawl.errors import UsageError
from newscrawl.export.files import stored, write_whole

SHARD = 8 * 1024 * 1024
"""Bytes of small files that share a shard, about a thousand pages; a larger file is a shard of its own."""

_LEAST = 1024 * 1024
_SHARDS = 16

SETTLERS = 32
"""Tasks at most that settle what was learned: each reads what all shards show."""

_NAMES = ("*.warc", "*.warc.gz", "*.warc.zst")


class Source(msgspec.Struct, frozen=True):
    """An input file as it was when the run was planned: a changed one would be another run."""

    path: str
    size: int
    changed: int


class Plan(msgspec.Struct, frozen=True):
    """What is read into which folder. `shards`: the files of each, in input order."""

    out: str
    evidence: bool
    shards: tuple[tuple[Source, ...], ...]

    def paths(self, shard: int) -> list[str]:
        """The files of a shard, in input order."""
        return [source.path for source in self.shards[shard]]

    def state(self, stage: str, task: int = 0) -> Path:
        """The file in which a task of a stage leaves its result for later stages."""
        return self.stage(stage) / f"{task:05d}.state"

    def mark(self, stage: str, task: int) -> Path:
        """The file in which a task under way says which of its items it is at."""
        return self.stage(stage) / f"{task:05d}.at"

    def stage(self, stage: str) -> Path:
        """The folder of a stage: its results, logs, and which tasks are complete."""
        return Path(self.out) / ".state" / stage

    @property
    def settlers(self) -> int:
        """Tasks of the stage that settles what was learned."""
        return min(SETTLERS, len(self.shards))


def planned(inputs: Iterable[Path], out: Path, *, evidence: bool, shard: int | None = None) -> Plan:
    """The plan of this run, the one in `out` if that was begun before. A folder stands for its web archives.

    `shard`: bytes of small files that share one; without it SHARD, less for few files, down to 1 MB.

    Raises: UsageError where there is no input, or `out` is that of another run; StorageError.
    """
    sources = [_source(path) for path in _files(inputs)]
    if not sources:
        raise UsageError("no input: the folders given hold no web archive (.warc, .warc.gz, .warc.zst)")
    if shard is None:
        shard = min(SHARD, max(_LEAST, sum(source.size for source in sources) // _SHARDS))
    plan = Plan(str(out.resolve()), evidence, tuple(_sharded(sources, shard)))
    path = out / ".state" / "plan.json"
    text = msgspec.json.encode(plan)
    if path.exists():
        if path.read_bytes() != text:
            raise UsageError(f"{out} holds a run over other inputs or options: give another --out")
        return plan
    if out.exists() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty and holds no bulk run: give another --out")
    with stored(path.parent):
        write_whole(path, text)
    return plan


def _files(inputs: Iterable[Path]) -> Iterator[Path]:
    for path in inputs:
        if path.is_dir():
            yield from sorted({found for name in _NAMES for found in path.rglob(name)})
        else:
            yield path


def _source(path: Path) -> Source:
    try:
        facts = path.stat()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    return Source(str(path.resolve()), facts.st_size, facts.st_mtime_ns)


def _sharded(sources: Sequence[Source], most: int) -> Iterator[tuple[Source, ...]]:
    shard: list[Source] = []
    size = 0
    for source in sources:
        if shard and size + source.size > most:
            yield tuple(shard)
            shard, size = [], 0
        shard.append(source)
        size += source.size
    yield tuple(shard)
