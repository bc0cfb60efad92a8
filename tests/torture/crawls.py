"""`scrapy crawl` as a process of its own, against an invented site."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Protocol

from tests.crawling import FAST, ROOT, SCRAPY, environment
from tests.torture.site import HOST

CONCURRENCY = 8
COMMAND = (
    *SCRAPY, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST,
    "-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={CONCURRENCY}", "-s", f"CONCURRENT_REQUESTS={CONCURRENCY}",
    "-s", "LOG_LEVEL=WARNING",
)  # fmt: skip


class Served(Protocol):
    """A server with an address, `IP:port`."""

    @property
    def address(self) -> str: ...


def start(folder: Path, server: Served, *args: str) -> subprocess.Popen[bytes]:
    """A crawl whose database, exports and log are in `folder`."""
    env = environment(folder, NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}")
    with (folder / "log").open("ab") as log:
        return subprocess.Popen([*COMMAND, *args], cwd=ROOT, env=env, stdout=log, stderr=log)


def finish(folder: Path, server: Served, *args: str, timeout: float = 3600) -> int:
    """A crawl to its end: its exit code."""
    return start(folder, server, *args).wait(timeout)


def resident(pid: int) -> int:
    """The memory that a process has in use now, in MB; 0 once it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def children(pid: int) -> list[int]:
    """The processes that a process has begun."""
    return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/stat") if _parent(path) == pid]


def _parent(stat: Path) -> int:
    try:
        # Behind the name, which may hold anything: state and parent.
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
