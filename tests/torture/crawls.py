"""`scrapy crawl` as a process of its own, against an invented site."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.crawling import FAST, ROOT, SCRAPY, environment
from tests.torture.server import SiteServer
from tests.torture.site import HOST

CONCURRENCY = 8
COMMAND = (
    *SCRAPY, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST,
    "-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={CONCURRENCY}", "-s", f"CONCURRENT_REQUESTS={CONCURRENCY}",
    "-s", "LOG_LEVEL=WARNING",
)  # fmt: skip


def start(folder: Path, server: SiteServer, *args: str) -> subprocess.Popen[bytes]:
    """A crawl whose database, exports and log are in `folder`."""
    env = environment(folder, NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}")
    with (folder / "log").open("ab") as log:
        return subprocess.Popen([*COMMAND, *args], cwd=ROOT, env=env, stdout=log, stderr=log)


def finish(folder: Path, server: SiteServer, *args: str, timeout: float = 3600) -> int:
    """A crawl to its end: its exit code."""
    return start(folder, server, *args).wait(timeout)


def resident(pid: int) -> int:
    """The memory that a process has in use now, in MB; 0 once it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20
