"""The stages as datatrove jobs: on processes of this machine, with Slurm, or with Ray."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib.util import find_spec
from resource import RUSAGE_SELF, getrusage
from shutil import which
from time import process_time
from typing import Any, Literal

from newscrawl.bulk import reprints, steps
from newscrawl.bulk.plan import Plan
from newscrawl.errors import MissingExtra, NewscrawlError, UsageError

try:
    from datatrove.executor import LocalPipelineExecutor, RayPipelineExecutor, SlurmPipelineExecutor
    from datatrove.pipeline.base import PipelineStep
    from datatrove.utils.logging import logger
except ModuleNotFoundError:
    raise MissingExtra('bulk work needs datatrove: pip install "newscrawl[bulk]"')

Executor = Literal["local", "slurm", "ray"]
Task = Callable[[Plan, int], Counter[str] | None]

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
    """datatrove's executor on a pool that notices when a process dies: its own one would wait for ever."""

    def run(self) -> None:
        """Do what is not complete. Raises: NewscrawlError where a process died, and what a task raises."""
        ranks = self.get_incomplete_ranks()
        if not ranks:
            return
        self.save_executor_as_json()
        # A fresh process that has imported everything once, and is forked for each worker.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        with ProcessPoolExecutor(min(self.workers, len(ranks)), context, initializer=_quiet) as pool:
            try:
                for task in as_completed([pool.submit(self._run_for_rank, rank, 1) for rank in ranks]):
                    task.result()
            except BrokenProcessPool:
                raise NewscrawlError(
                    "a worker died (killed, or out of memory); the same command goes on where it stopped"
                )
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


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


def _quiet() -> None:
    """datatrove tells of every task; errors come as exceptions."""
    logger.disable("datatrove")
