"""`scrapy crawl NAME` with the exit codes that other programs rely on."""

from __future__ import annotations

import argparse
import sys
from urllib.parse import urlsplit

from scrapy.commands import crawl
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError

from newscrawl.errors import LockHeld, NewscrawlError
from newscrawl.held import held
from newscrawl.middlewares.endings import exit_code, say
from newscrawl.middlewares.lines import install
from newscrawl.spiders.stopping import PunctualCrawler

UNDECLARED = "site"
"""The spider of sites that nobody has declared."""


class Command(crawl.Command):
    """Scrapy's own command, ending with 0 only if the run came to its end.

    1: failed or stopped; 2: wrong usage; others as in `newscrawl.middlewares.endings`.
    """

    def short_desc(self) -> str:
        """What `scrapy` says about it."""
        return "Crawl a declared site by its name, or any site: crawl site -a url=http://host/"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Settings of the command line, and then the log, before anything is said."""
        super().process_options(args, opts)
        assert self.settings is not None
        try:
            install(self.settings)
        except NewscrawlError as error:
            raise UsageError(f"{error}", print_help=False) from error
        if self.settings.get("NEWSCRAWL_REDIS_URL"):
            return  # workers share their site
        # Before Scrapy loads the spiders, and with them the store and all that reads pages.
        message = held(self.settings["NEWSCRAWL_DATABASE_URL"], _site(args, opts.spargs))
        if message is not None:
            sys.exit(say(LockHeld(message), self.settings))

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, and set the exit code."""
        if len(args) != 1:
            raise UsageError("say which site to crawl, one at a time; `scrapy list` says which there are")
        process = self.crawler_process
        assert self.settings is not None
        assert isinstance(process, AsyncCrawlerProcess)
        try:
            crawler = PunctualCrawler(process.spider_loader.load(args[0]), self.settings)
        except KeyError as error:
            raise UsageError(error.args[0]) from error
        except NewscrawlError as error:
            self.exitcode = say(error, self.settings)
            return
        task = process.crawl(crawler, **opts.spargs)
        try:
            process.start()
        except NewscrawlError as error:  # what resolves names is made first, and has settings of its own
            self.exitcode = say(error, self.settings)
            return
        self.exitcode = exit_code(crawler, task)


def _site(args: list[str], asked: dict[str, str]) -> str:
    """What the run will be filed under, as far as that can be told from the command line."""
    if args != [UNDECLARED]:
        return args[0] if args else ""
    url = asked.get("url", "").strip()
    try:
        return urlsplit(url if "://" in url else f"http://{url}").hostname or ""
    except ValueError:
        return ""
