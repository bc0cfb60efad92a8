"""`python -m tests.torture hostile`: ten pages made to do harm among a thousand."""

from __future__ import annotations

import gzip
import tempfile
import time
import zlib
from pathlib import Path

from newscrawl.store import Store
from tests.crawling import Answer, WebServer
from tests.torture.crawls import finish
from tests.torture.site import Site, title

RATIO = 1.5
_FIRST = 900_000


def hostile(megabytes: int = 1024) -> list[Answer]:
    """Ten pages of which none holds a story; one of them unpacks to so many MB."""
    packer = zlib.compressobj(wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()
    packed = {"Content-Encoding": "gzip"}
    attributes = " ".join(f"a{number}=1" for number in range(80_000))
    return [
        Answer(f"<html><body><div {attributes}>x</div></body></html>"),
        Answer(bomb, headers=packed),
        Answer(b"<p>" + bytes(17 << 20)),
        Answer(b"%PDF-1.7\n" + bytes(range(256)) * 4000),
        Answer("<div>" * 100_000),
        Answer("<" * (2 << 20)),
        Answer(""),
        Answer("<ul>" + '<li><a href="/x">' * 50_000),
        Answer(gzip.compress(b"<p>" * 10_000)[:40] + b"rubbish", headers=packed),
        Answer("<table><tr><td>" * 30_000),
    ]


def pages(site: Site, harm: list[Answer]) -> dict[str, Answer]:
    """Every page of a site by its path, with links to `harm` on the home page."""
    paths = ["/", *(f"/news/list_{number}.html" for number in range(1, site.lists))]
    paths += [f"/news/t{number}.html" for number in range(site.articles)]
    paths += [path.replace(".html", f"_{part}.html") for path in paths for part in (2, 3) if "/t" in path]
    found = {path: Answer(page) for path in paths if (page := site.page(path)) is not None}
    links = "".join(
        f'<li><a href="/news/t{_FIRST + number}.html">{title(_FIRST + number)}</a></li>'
        for number in range(len(harm))
    )
    home = str(found["/"].body).replace("<ul>", f"<ul>{links}")
    return found | {"/": Answer(home)} | {f"/news/t{_FIRST + n}.html": each for n, each in enumerate(harm)}


def crawled(site: Site, harm: list[Answer]) -> tuple[float, int, int, dict[str, str]]:
    """Seconds and exit code of a crawl, articles stored, and the rejects with their reasons by address."""
    with tempfile.TemporaryDirectory() as name, WebServer(pages(site, harm)) as server:
        folder, began = Path(name), time.monotonic()
        code = finish(folder, server)
        seconds = time.monotonic() - began
        with Store(f"sqlite:///{folder}/crawl.db") as store:
            (run,) = store.runs()
            rejects = {each.url or "": f"{each.code}: {each.message}" for each in store.rejects(run.id)}
            return seconds, code, len(list(store.records())), rejects


def main(articles: int = 1000) -> int:
    """0 if every article was stored, each hostile page is a reject, and the crawl took little longer."""
    site, harm = Site(articles), hostile()
    clean, _, _, _ = crawled(site, [])
    seconds, code, stored, rejects = crawled(site, harm)
    held = stored == articles and len(rejects) == len(harm) and code == 0 and seconds <= RATIO * clean
    for url, reason in sorted(rejects.items()):
        print(f"{url}: {reason}")
    print(
        f"{stored} of {articles} articles, {len(rejects)} of {len(harm)} rejects, code {code}, {seconds:.1f} s "
        f"({seconds / clean:.2f} times the clean {clean:.1f} s, goal {RATIO}): {'held' if held else 'FAILED'}"
    )
    return 0 if held else 1
