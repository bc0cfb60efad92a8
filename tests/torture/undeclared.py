"""`python -m tests.torture undeclared`: whole sites that nobody has declared, from their home pages alone."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from newscrawl.store import Store
from tests.crawling import FAST, ROOT, WebServer, scrapy
from tests.whole_sites import SITES, WholeSite

HOST = "www.linxi.example"
FOUND, WRONG = 0.97, 0.02
REAL = {
    "scrww": ("http://www.scrww.com/", re.compile(r"/[a-z]+/[a-z]+/\d+\.html$"), 108),
    "xfsx": ("http://www.xn--ehv81oxn1a8lb.cn/", re.compile(r"/special/arc-\d+\.html$"), 102),
}
"""The sites of the corpus: home page, what an article's address is, and how many links lead to."""


def crawl(folder: Path, site: WholeSite) -> tuple[set[str], str]:
    """The paths of what a crawl of an invented site has stored, and what it said."""
    with WebServer(site.pages) as server:
        done = scrapy(
            folder, "crawl", "site", "-a", f"url=http://{HOST}{site.start}", "-a", f"js={site.js}", *FAST,
            NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}",
        )  # fmt: skip
    return {path.removeprefix(f"http://{HOST}") for path in _stored(folder)}, done.stderr


def held(articles: set[str], stored: set[str]) -> bool:
    """Whether enough of the articles were found, and little else."""
    return len(articles & stored) >= FOUND * len(articles) and len(stored - articles) <= WRONG * len(stored)


def main() -> int:
    """0 if every site held; prints recall, and what was taken for an article or was missed."""
    failed = 0
    for name, make in SITES.items():
        site = make()
        with tempfile.TemporaryDirectory() as folder:
            if site.js and not shutil.which("chromium"):
                print(f"{name}: not measured, no Chromium is installed")
                continue
            stored, said = crawl(Path(folder), site)
        failed += not held(site.articles, stored)
        print(f"{name}: {_line(site.articles, stored)}", flush=True)
        for line in re.findall(r"Believed .*", said)[:6]:
            print(f"    {line}")
    for name, (home, article, links) in REAL.items():
        warc = ROOT.parent / "shared" / "corpus" / "sites" / f"{name}.warc.gz"
        if not warc.exists():
            print(f"{name}: not measured, the corpus is not beside this checkout")
            continue
        with tempfile.TemporaryDirectory() as folder:
            scrapy(Path(folder), "crawl", "site", "-a", f"url={home}", NEWSCRAWL_REPLAY=str(warc))
            stored = _stored(Path(folder))
        good = {url for url in stored if article.search(url)}
        failed += len(good) < FOUND * links or len(stored - good) > WRONG * len(stored)
        print(
            f"{name}: {len(good)} of {links} found, {len(stored - good)} of {len(stored)} stored are no articles"
        )
    return 1 if failed else 0


def _stored(folder: Path) -> set[str]:
    with Store(f"sqlite:///{folder}/crawl.db") as store:
        return {record.url or "" for record in store.records()}


def _line(articles: set[str], stored: set[str]) -> str:
    found, wrong = articles & stored, stored - articles
    line = f"{len(found)} of {len(articles)} found ({len(found) / len(articles):.1%}), {len(wrong)} of {len(stored)} stored are no articles"
    return f"{line}: {'held' if held(articles, stored) else 'FAILED'} {sorted(articles - stored)[:4]} {sorted(wrong)[:6]}"
