"""Work on several processes, with results in order, bounded memory, and no item lost when a process dies."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Items held for each process: enough that none waits while a slow one at the front is finished.
WINDOW = 8


class Crew(Protocol):
    """`work` of every item in order, and `lost(item)` for one that no process survives."""

    def __call__(
        self, work: Callable[[T], R], items: Iterable[T], lost: Callable[[T], R], /
    ) -> Iterator[R]: ...


def crew(jobs: int) -> Crew:
    """`ordered` on so many processes."""

    def crew(work: Callable[[T], R], items: Iterable[T], lost: Callable[[T], R], /) -> Iterator[R]:
        return ordered(work, items, jobs, lost)

    return crew


def ordered(work: Callable[[T], R], items: Iterable[T], jobs: int, lost: Callable[[T], R]) -> Iterator[R]:
    """`work` of every item in order, on `jobs` processes; at most `WINDOW * jobs` items are held.

    A process may die (killed, out of memory, a crash in C). What it took along is tried again, each item
    alone in a new process; one that kills that one too yields `lost(item)`. What `work` raises is raised.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    crew = _Crew(jobs)
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        for item in items:
            waiting.append((item, crew.submit(work, item)))
            if len(waiting) == WINDOW * jobs:
                yield _result(work, *waiting.popleft(), lost)
        while waiting:
            yield _result(work, *waiting.popleft(), lost)
    finally:
        crew.pool.shutdown(cancel_futures=True)


class _Crew:
    """A pool of processes that is replaced when one of them has died."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.pool = _pool(jobs)

    def submit(self, work: Callable[[T], R], item: T) -> Future[R]:
        try:
            return self.pool.submit(work, item)
        except BrokenProcessPool:
            self.pool = _pool(self.jobs)
            return self.pool.submit(work, item)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # spawn: a fork would copy the locks that other threads (progress, logging) hold at that moment.
    # SIGINT reaches the whole process group; only the parent answers it.
    return ProcessPoolExecutor(
        jobs,
        mp_context=get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )


def _result(work: Callable[[T], R], item: T, future: Future[R], lost: Callable[[T], R]) -> R:
    with suppress(BrokenProcessPool):
        return future.result()
    return alone(work, item, lost)


def alone(work: Callable[[T], R], item: T, lost: Callable[[T], R]) -> R:
    """`work` of one item in a process of its own; `lost(item)` where it dies."""
    with _pool(1) as pool, suppress(BrokenProcessPool):
        return pool.submit(work, item).result()
    return lost(item)
