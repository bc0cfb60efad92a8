"""What a finished run ends with: the exit codes that other programs rely on."""

from __future__ import annotations

import asyncio
import logging
import sys

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.statscollectors import StatsCollector

from newscrawl.errors import NewscrawlError
from newscrawl.middlewares.lines import is_structured

log = logging.getLogger(__name__)

# The statistic that holds the code of a run that came to its end; components raise it by `end_with`.
EXIT_CODE = "newscrawl/exit_code"
# What the monitors found wrong with the run, one text each.
FINDINGS = "newscrawl/findings"
# The run came to its end, and something is wrong with the site.
UNHEALTHY = 3


def exit_code(crawler: Crawler, task: asyncio.Task[None]) -> int:
    """What a finished run ends with; an error that newscrawl does not raise on purpose is raised again."""
    if task.cancelled():
        return 1
    error = task.exception()
    if isinstance(error, NewscrawlError):
        return say(error, crawler.settings)
    if error is not None:
        raise error
    code = int(crawler.stats.get_value(EXIT_CODE, 0))
    finished = crawler.stats.get_value("finish_reason") == "finished"
    return code if finished or code not in (0, UNHEALTHY) else 1


def end_with(stats: StatsCollector, code: int) -> None:
    """Have the run end with `code`: of several reasons the highest is told, which is the storage's."""
    stats.max_value(EXIT_CODE, code)


def say(error: NewscrawlError, settings: BaseSettings) -> int:
    """Say an error in one line, as everything else is said, and give its exit code."""
    if is_structured(settings):
        log.error("%s", error, extra={"code": error.exit_code})
    else:
        print(f"newscrawl: {error}", file=sys.stderr)
    return error.exit_code
