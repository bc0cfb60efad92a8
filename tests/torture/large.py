"""`python -m tests.torture large`: a site of thousands of list pages beside traps without an end."""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from newscrawl.store import Store
from tests.torture.crawls import finish
from tests.torture.server import SiteServer
from tests.torture.site import HOST, paragraphs, title

MOST = 200
"""Requests for one trap at most."""

_SHOWN = 6
_WORDS = "lake hill road town mill gate pond barn ford well".split()


@dataclass(frozen=True, slots=True)
class Large:
    """One list of `pages` pages, and half as many columns behind hubs of forty.

    Each page of the list shows one article for the first time and five that the pages before showed. Every
    article links to its neighbours, so that most are known before a list names them; every ninth is on the list
    alone. A third of the columns is empty, a third repeats the list, a third has an article of its own.
    """

    pages: int

    @property
    def columns(self) -> int:
        return self.pages // 2

    @property
    def articles(self) -> set[str]:
        listed = {f"/zx/{n}.html" for n in range(self.pages)}
        return listed | {f"/zx/{self.pages + c}.html" for c in range(0, self.columns, 3)}

    def page(self, path: str) -> str | None:
        if path == "/":
            hubs = "".join(f'<a href="/hub/{n}/">县区{n}</a>' for n in range(-(-self.columns // 40)))
            traps = "".join(f'<a href="{door}">{name}</a>' for name, door in DOORS.items())
            return _page(f'<a href="/zx/list_1.html">资讯</a>{hubs}{traps}')
        if match := re.fullmatch(r"/zx/list_(\d+)\.html", path):
            return self._list(int(match[1]))
        if match := re.fullmatch(r"/hub/(\d+)/", path):
            first = int(match[1]) * 40
            names = range(first, min(first + 40, self.columns))
            return _page("".join(f'<a href="/col/col{n}/index.html">栏目{n}</a>' for n in names))
        if match := re.fullmatch(r"/col/col(\d+)/index\.html", path):
            return self._column(int(match[1]))
        if match := re.fullmatch(r"/zx/(\d+)\.html", path):
            return self._article(int(match[1])) if path in self.articles else None
        return _trap(path)

    def _list(self, number: int) -> str | None:
        if not 0 < number <= self.pages:
            return None
        shown = range(number - 1, max(-1, number - 1 - _SHOWN), -1)
        following = f'<a href="/zx/list_{number + 1}.html">下一页</a>' if number < self.pages else ""
        return _page(f"<ul>{''.join(map(_entry, shown))}</ul>{following}")

    def _column(self, number: int) -> str:
        own = {0: [self.pages + number], 1: [number % self.pages], 2: []}[number % 3]
        return _page(f"<ul>{''.join(map(_entry, own))}</ul>")

    def _article(self, number: int) -> str:
        near = [n for n in (number - 1, number + 1) if 0 <= n < self.pages and n % 9]
        return (
            f"<html><head><title>{title(number)}</title></head><body><h1>{title(number)}</h1>"
            f"<div>2024-03-{number % 28 + 1:02d} 08:{number % 60:02d} 来源：青陵日报</div>"
            f'<div class="content">{paragraphs(number)}</div><ul>{"".join(map(_entry, near))}</ul></body></html>'
        )


DOORS = {
    "日历": "/rili/2024/03/",
    "月份": "/daylist.php?month=24290",
    "目录": "/dir/a/",
    "筛选": "/list.php?cid=1",
    "迷宫": "/maze/",
    "数目": "/x1/",
}


def _trap(path: str) -> str | None:
    """A page of a trap; each shows two articles that are known, as sidebars do."""
    if match := re.fullmatch(r"/rili/(\d{4})/(\d\d)/(?:\d\d/)?", path):
        month = int(match[1]) * 12 + int(match[2]) - 1
        near = (f"/rili/{m // 12}/{m % 12 + 1:02d}/" for m in (month - 1, month + 1))
        return _trapped(*near, *(f"/rili/{match[1]}/{match[2]}/{day:02d}/" for day in range(1, 29)))
    if match := re.fullmatch(r"/daylist\.php\?month=(\d+)(?:&day=\d+)?", path):
        month = int(match[1])
        days = (f"/daylist.php?month={month}&day={day}" for day in range(1, 29))
        return _trapped(f"/daylist.php?month={month - 1}", f"/daylist.php?month={month + 1}", *days)
    if path.startswith("/dir/"):
        return _trapped(f"{path}a/", f"{path}b/dir/", f"{path}{len(path)}/")
    if path.startswith("/list.php"):
        grown = (f"{path}&{word}={len(path)}" for word in _WORDS)
        return _trapped(*grown, f"/list.php?page={len(path)}&sort={len(path) * 7}")
    if path.startswith("/maze/"):
        words = random.Random(path)
        return _trapped(*(f"{path}{words.choice(_WORDS)}{words.choice(_WORDS)}/" for _ in range(3)))
    if match := re.fullmatch(r"/x(\d+)/", path):
        return _trapped(*(f"/x{int(match[1]) * 3 + n}/" for n in range(3)))
    return None


def trap_of(path: str) -> str | None:
    """The trap that a path belongs to."""
    return next((name for name, door in DOORS.items() if _first(path) == _first(door)), None)


def _first(path: str) -> str:
    return re.split(r"[/?\d]", path.lstrip("/"), maxsplit=1)[0]


def _trapped(*paths: str) -> str:
    rows = "".join(
        f'<li><a href="{path.replace("&", "&amp;")}">{n}</a></li>' for n, path in enumerate(paths, 1)
    )
    return _page(f"<ul>{rows}</ul><div>{_entry(1)}{_entry(2)}</div>")


def _entry(number: int) -> str:
    return f'<li><a href="/zx/{number}.html">{title(number)}</a></li>'


def _page(body: str) -> str:
    return f"<html><head><title>青陵新闻</title></head><body>{body}</body></html>"


def large(folder: Path, pages: int) -> tuple[str, bool]:
    """Crawl it: how many of its articles were stored, and how often each trap was asked."""
    site = Large(pages)
    began = time.monotonic()
    with SiteServer(site) as server:
        code = finish(folder, server)
    with Store(f"sqlite:///{folder}/crawl.db") as store:
        stored = {(record.url or "").removeprefix(f"http://{HOST}") for record in store.records()}
    traps = Counter(filter(None, map(trap_of, server.asked.elements())))
    lists = sum("/list_" in path or "/col/" in path for path in server.asked)
    line = (
        f"{len(stored & site.articles)} of {len(site.articles)} articles, {len(stored - site.articles)} others; "
        f"{lists} of {site.pages + site.columns} list pages read; requests by trap {dict(traps)}, "
        f"{traps.total()} in all (goal: {MOST} each); {server.total} requests in {time.monotonic() - began:.0f} s"
    )
    return line, code == 0 and stored == site.articles and max(traps.values()) <= MOST


def main() -> int:
    """0 if every article was stored and no trap was asked more often than MOST."""
    with tempfile.TemporaryDirectory() as folder:
        line, holds = large(Path(folder), 3000)
    print(line)
    return 0 if holds else 1
