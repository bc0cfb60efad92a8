"""The stages as datatrove jobs: on processes of this machine, with Slurm, or with Ray."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing.connection import wait
from queue import Empty, SimpleQueue
from resource import RUSAGE_SELF, getrusage
from shutil import which
from threading import Thread
from time import process_time
from typing import Any, Literal

from newscrawl.bulk import reprints, steps
from newscrawl.bulk.plan import Plan
from newscrawl.bulk.suspects import arrested
from newscrawl.errors import MissingExtra, NewscrawlError, UsageError

try:
    from datatrove.executor import LocalPipelineExecutor, RayPipelineExecutor, SlurmPipelineExecutor
    from datatrove.pipeline.base import PipelineStep
    from datatrove.utils.logging import logger
except ModuleNotFoundError:
    raise MissingExtra('bulk work needs datatrove: pip install "newscrawl[bulk]"')

Executor = Literal["local", "slurm", "ray"]
Task = Callable[[Plan, int], Counter[str] | None]

TRIES = 2
"""How often a task is begun whose process dies while it reads no page."""

MEMORY_GB = 1
"""Memory that is asked of a cluster for a task; one takes less than half."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """How many tasks run at once; for Slurm the partition, and the hours that a task may take."""

    workers: int
    partition: str = "cpu"
    hours: int = 24


class Step(PipelineStep):  # type: ignore[misc]
    """One task of a stage. datatrove keeps what it counts, its CPU time, and the peak of its memory."""

    type = "newscrawl"

    def __init__(self, name: str, plan: Plan, task: Task) -> None:
        self.name = name
        super().__init__()
        self.plan, self.task = plan, task

    def run(self, data: object, rank: int = 0, world_size: int = 1) -> object:
        """Do the task number `rank`; there are no documents to pass on."""
        before = process_time()
        with self.track_time("task"):
            counts = self.task(self.plan, rank)
        measured = {"cpu_ms": round((process_time() - before) * 1000), "peak_kb": _peak()}
        for label, count in {**(counts or {}), **measured}.items():
            self.stat_update(label, value=count, unit="task")
        return data


class Local(LocalPipelineExecutor):  # type: ignore[misc]
    """datatrove's executor on processes of their own: one that dies ends no other, its task is begun anew.

    datatrove's own pool would wait for ever. A page that killed a process is read apart from then on, so each
    of them does so once; a task that dies otherwise is tried TRIES times.
    """

    def run(self) -> None:
        """Do what is not complete. Raises: NewscrawlError where processes die, and what a task raises."""
        ranks = self.get_incomplete_ranks()
        if not ranks:
            return
        self.save_executor_as_json()
        # A fresh process that has imported everything once, and is forked for each worker.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([__name__])
        waiting = SimpleQueue[int]()
        for rank in ranks:
            waiting.put(rank)
        with ThreadPoolExecutor(workers := min(self.workers, len(ranks))) as threads:
            try:
                for worker in as_completed([threads.submit(self._work, waiting) for _ in range(workers)]):
                    worker.result()
            except BaseException:
                # The others finish the task that they are at.
                _empty(waiting)
                raise

    def _work(self, waiting: SimpleQueue[int]) -> None:
        """One worker: a task after the other, in one process until that dies."""
        pool = self._process()
        try:
            with suppress(Empty):
                while True:
                    pool = self._done(waiting.get_nowait(), pool)
        finally:
            pool.shutdown()

    def _done(self, rank: int, pool: ProcessPoolExecutor) -> ProcessPoolExecutor:
        """Do one task; the process that has done it."""
        step: Step = self.pipeline[0]
        mark, died = step.plan.mark(step.name, rank), 0
        while True:
            known = len(arrested(mark))
            try:
                pool.submit(self._run_for_rank, rank, 1).result()
                return pool
            except BrokenProcessPool:
                pool.shutdown()
                died += len(arrested(mark)) == known
                if died == TRIES:
                    raise NewscrawlError(
                        "a worker died (killed, or out of memory); the same command goes on where it stopped"
                    )
                pool = self._process()

    def _process(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, self._context, initializer=_begin)


def run(plan: Plan, executor: Executor, cluster: Cluster, told: Callable[[str, int], None]) -> None:
    """Do all stages, those tasks that are not complete. `told` hears each stage and its number of tasks.

    With Slurm the stages are handed in, each to begin when the one before is complete, and this returns.
    Raises: NewscrawlError where a worker died; UsageError where there is no Slurm or Ray; StorageError.
    """
    _expect(executor)
    _quiet()
    before: Any = None
    for name, tasks, task in _stages(plan):
        told(name, tasks)
        job = _job(plan, executor, cluster, Step(name, plan, task), tasks, before)
        if executor == "slurm":
            before = job
        else:
            job.run()
    if before is not None:
        before.run()


def _stages(plan: Plan) -> list[tuple[str, int, Task]]:
    shards = len(plan.shards)
    return [
        ("look", shards, steps.look),
        ("choose", 1, steps.choose),
        ("sight", shards, steps.sight),
        ("settle", plan.settlers, steps.settle),
        ("extract", shards, steps.extract),
        ("cluster", 1, reprints.cluster),
    ]


def _job(plan: Plan, executor: Executor, cluster: Cluster, step: Step, tasks: int, before: object) -> Any:
    common = {
        "pipeline": [step],
        "tasks": tasks,
        "workers": cluster.workers,
        "logging_dir": str(plan.stage(step.name)),
    }
    if executor == "local":
        return Local(**common)
    if executor == "ray":
        return RayPipelineExecutor(**common, mem_per_cpu_gb=MEMORY_GB)
    return SlurmPipelineExecutor(
        **common,
        time=f"{cluster.hours}:00:00",
        partition=cluster.partition,
        mem_per_cpu_gb=MEMORY_GB,
        job_name=f"newscrawl-{step.name}",
        depends=before,
        mail_type="NONE",
    )


def _expect(executor: Executor) -> None:
    if executor == "ray" and find_spec("ray") is None:
        raise UsageError("there is no Ray here: pip install ray, or use --executor local")
    if executor == "slurm" and which("sbatch") is None:
        raise UsageError("there is no Slurm here (sbatch is not found): use --executor local")


def _peak() -> int:
    """The most memory that this process has had, in KB."""
    return getrusage(RUSAGE_SELF).ru_maxrss


def _begin() -> None:
    """Ends the process when the command is gone: it would wait for tasks for ever. Says nothing."""
    _quiet()
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(parent: int) -> None:
    wait([parent])
    os._exit(1)


def _empty(waiting: SimpleQueue[int]) -> None:
    with suppress(Empty):
        while True:
            waiting.get_nowait()


def _quiet() -> None:
    """datatrove tells of every task; errors come as exceptions."""
    logger.disable("datatrove")
