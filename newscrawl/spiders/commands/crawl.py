"""`scrapy crawl NAME` with the exit codes that other programs rely on."""

from __future__ import annotations

import argparse
import asyncio
import sys

from scrapy.commands import crawl
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError

from newscrawl.errors import NewscrawlError


class Command(crawl.Command):
    """Scrapy's own command, ending with 0 only if the run came to its end.

    1: failed or stopped; 2: wrong usage; further codes are what a component has put into the statistics
    as `newscrawl/exit_code`, or those of the NewscrawlError that kept the run from starting.
    """

    def short_desc(self) -> str:
        """What `scrapy` says about it."""
        return "Crawl a declared site by its name, or any site: crawl site -a url=http://host/"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, and set the exit code."""
        if len(args) != 1:
            raise UsageError("say which site to crawl, one at a time; `scrapy list` says which there are")
        process = self.crawler_process
        assert isinstance(process, AsyncCrawlerProcess)
        try:
            crawler = self._create_crawler(args[0])
        except KeyError as error:
            raise UsageError(error.args[0]) from error
        except NewscrawlError as error:
            self.exitcode = _say(error)
            return
        task = process.crawl(crawler, **opts.spargs)
        process.start()
        self.exitcode = exit_code(crawler, task)


def exit_code(crawler: Crawler, task: asyncio.Task[None]) -> int:
    """What a finished run ends with; an error that newscrawl does not raise on purpose is raised again."""
    if task.cancelled():
        return 1
    error = task.exception()
    if isinstance(error, NewscrawlError):
        return _say(error)
    if error is not None:
        raise error
    code = crawler.stats.get_value("newscrawl/exit_code")
    if code is not None:
        return int(code)
    return 0 if crawler.stats.get_value("finish_reason") == "finished" else 1


def _say(error: NewscrawlError) -> int:
    print(f"newscrawl: {error}", file=sys.stderr)
    return error.exit_code
