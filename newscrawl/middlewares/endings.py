"""What a finished run ends with: the exit codes that other programs rely on."""

from __future__ import annotations

import asyncio
import logging
import sys

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newscrawl.errors import NewscrawlError
from newscrawl.middlewares.lines import is_structured

log = logging.getLogger(__name__)

# The statistic under which any component may put the code of a run that came to its end.
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
    code = crawler.stats.get_value(EXIT_CODE)
    if code is not None:
        return int(code)
    return 0 if crawler.stats.get_value("finish_reason") == "finished" else 1


def say(error: NewscrawlError, settings: BaseSettings) -> int:
    """Say an error in one line, as everything else is said, and give its exit code."""
    if is_structured(settings):
        log.error("%s", error, extra={"code": error.exit_code})
    else:
        print(f"newscrawl: {error}", file=sys.stderr)
    return error.exit_code
