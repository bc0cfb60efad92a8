"""The pages that a site is declared, checked or repaired with: from archives, or from a look at the site."""

from __future__ import annotations

import importlib.util
import logging
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from newscrawl import catalog, settings
from newscrawl.archive import Shelf, folder_of_site, responses
from newscrawl.errors import UsageError
from newscrawl.middlewares import progress
from newscrawl.middlewares.archiver import kept_in
from newscrawl.middlewares.endings import exit_code
from newscrawl.model import Fetched, Site

SAMPLE = 60
"""Pages that a look at a site asks for."""

WARC = click.option(
    "--warc",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Read the pages of this web archive, and ask nobody; may be given again.",
)


def from_files(paths: Iterable[Path]) -> Iterator[Fetched]:
    """The good answers of some web archives. Raises UnreadableInput."""
    for path in paths:
        for answer in responses(path):
            if 200 <= answer.status < 300:
                yield answer.fetched()


def from_site(url: str, pages: int = SAMPLE) -> list[Fetched]:
    """At most about `pages` pages of a site, fetched as `scrapy crawl site` does; nothing of it is kept."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = Settings()
        chosen.setmodule("newscrawl.settings")
        chosen.setdict(_apart(Path(folder)), priority="cmdline")
        progress.log.addHandler(logging.StreamHandler())
        process = AsyncCrawlerProcess(chosen)
        crawler = process.create_crawler("site")
        task = process.crawl(crawler, url=url, sample=str(pages))
        process.start()
        if exit_code(crawler, task) == 2:
            raise task.exception() or UsageError(f"{url} cannot be crawled")
        return list(from_files(sorted(Path(folder).rglob("*.warc.gz"))))


def archived(site: Site) -> list[Fetched]:
    """The newest good answer to every address of a site's archive. Raises UsageError where there is none."""
    shelf = Shelf(folder_of(site))
    found = (shelf.get(entry.url) for entry in shelf if 200 <= entry.status < 300)
    pages = [answer.fetched() for answer in found if answer is not None]
    if not pages:
        raise UsageError(f"nothing is archived of {site.id} in {folder_of(site)}; give --warc FILE")
    return pages


def every_answer(site: Site) -> Iterator[Fetched]:
    """All good answers of a site's archive, an address as often as it was fetched."""
    return from_files(sorted(folder_of(site).glob("*.warc.gz")))


def folder_of(site: Site) -> Path:
    """The folder of a site's archive."""
    return folder_of_site(kept_in(), site.id)


def declared(name: str) -> tuple[Site, Path]:
    """A site and its file, by its id or by the file's path. Raises UsageError."""
    if not name.endswith(".py"):
        return _known(name), catalog.file_of(name)
    path = Path(name)
    spec = importlib.util.spec_from_file_location("newscrawl_declared", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise UsageError(f"{path}: no such file")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (SyntaxError, ImportError, NameError, AttributeError, TypeError, ValueError) as error:
        raise UsageError(f"{path}: {error}") from error
    site = getattr(module, "SITE", None)
    if not isinstance(site, Site):
        raise UsageError(f"{path}: declares no SITE")
    return catalog.sound(site, str(path)), path


def replayed(warc: Sequence[Path]) -> list[Path]:
    """The archives that are to answer: those given, else those of NEWSCRAWL_REPLAY."""
    named = re.split(r"[,:]", settings.NEWSCRAWL_REPLAY)
    return list(warc) or [Path(each) for each in named if each.strip()]


def _known(name: str) -> Site:
    site = catalog.sites().get(name)
    if site is None:
        raise UsageError(f"no site is called {name!r}; `scrapy list` says which there are")
    return site


def _apart(folder: Path) -> dict[str, object]:
    """Settings of a crawl that leaves nothing behind."""
    return {
        "NEWSCRAWL_DATABASE_URL": f"sqlite:///{folder / 'look.db'}",
        "NEWSCRAWL_OUT": str(folder / "out"),
        "NEWSCRAWL_ARCHIVE": str(folder / "archive"),
        "NEWSCRAWL_READERS": "0",
        "LOG_LEVEL": "WARNING",
        "LOGSTATS_INTERVAL": 5,
    }
