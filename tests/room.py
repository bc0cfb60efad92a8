"""A reading room for the tests: a database of invented articles with archived pages, served for real."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import uvicorn

from newscrawl.archive import Exchange, Writer
from newscrawl.extract import extract
from newscrawl.model import Credit, Record, Region, Reject
from newscrawl.store import Ending, Store
from newscrawl.web.app import create_app
from newscrawl.web.guard import LOOPBACK
from newscrawl.web.room import Settings
from tests.invented import article_page, paragraphs

SITE = "sichuan.daxia"
SECOND = "sichuan.wenbao"
HOST = "http://www.daxia.example"
FETCHED = datetime(2024, 3, 13, 8, tzinfo=UTC)
TIP = "【如果您有新闻线索，欢迎向我们报料，一经采纳有费用酬谢。报料热线：0000-123456】"
LINES = (
    "3月11日清晨，达州市通川区的老码头上，船工贺青山把最后一根缆绳系紧，等着第一批过江的学生。",
    "这条渡线有四百二十米，三十一年里他撑坏了九根竹篙，记下了四十七个孩子的名字。",
    "“雾大的时候听水声。”贺青山说，水声变闷，就是离岸近了。",
)
COUNTERS = {
    "pages": 40, "articles/new": 12, "articles/unchanged": 20, "filled/title": 32, "filled/published_at": 32,
    "filled/source": 31, "filled/reporters": 28, "filled/body": 32, "filled/channel": 32, "rejects/http_404": 1,
}  # fmt: skip


def page_of(number: int, extra: str = "", title: str = "", lines: Sequence[str] = LINES) -> str:
    """The page of invented article `number`; `extra` stands at the end of its text."""
    content = (
        f"<p>大峡日报记者 沈 泉 通讯员 冯立夏</p>{paragraphs(lines)}"
        f"<p>第{number}位船工也在岸边等候，他们约好等雾散了一起出发。</p><p>{TIP}</p>{extra}"
    )
    nav = '<div class="nav"><a href="/">首页</a> &gt; <a href="/sh/">社会</a></div>'
    return article_page(content, title=title or f"守渡口的第{number}个清晨", around=nav)


def url_of(number: int, host: str = HOST) -> str:
    """The address of article `number`."""
    return f"{host}/sh/202403/t20240312_{number}.html"


def record_of(number: int, html: str, host: str = HOST, site: str = SITE) -> Record:
    """What extraction makes of a page, at home in Dazhou."""
    read = extract(html.encode(), url_of(number, host), fetched_at=FETCHED)
    region = Region("511702", "四川省达州市通川区", "county")
    return replace(read, site=site, regions=read.regions or [region])


def furnish(url: str, archive: Path, hostile: Sequence[str] = ()) -> None:
    """Fill the database and the archive: two sites, a story told twice, versions, refusals, a sick site.

    Each of `hostile` is the markup of one more article, which stands in its page, its names and its text.
    """
    pages = {number: page_of(number) for number in range(1, 31)}
    records = [record_of(number, html) for number, html in pages.items()]
    reprint = record_of(1, page_of(1), "http://www.wenbao.example", SECOND)
    records[0] = replace(records[0], story="s-0123456789abcdef")
    with Store(url) as store:
        _run(store, SITE, records, COUNTERS)
        _run(store, SECOND, [replace(reprint, story="s-0123456789abcdef", published_at="2024-03-13",
                                     published_precision="day")], COUNTERS)  # fmt: skip
        changed = page_of(2, lines=(LINES[0].replace("达州市", "达州市区"), *LINES[1:]))
        _run(store, SITE, [replace(record_of(2, changed), url=url_of(2))], COUNTERS)
        wrong = [
            Reject(f"{HOST}/sh/", SITE, "not_an_article", "the page has no running text", FETCHED.isoformat(),
                   page_of(0, "<script>1</script>").encode()),
            Reject(f"{HOST}/x.html", SITE, "http_404", "status 404", FETCHED.isoformat(), b""),
        ]  # fmt: skip
        attacks = [_attack(number, markup) for number, markup in enumerate(hostile, 1001)]
        drifted = COUNTERS | {"filled/reporters": 3, "rejects/http_404": 12}
        _run(store, SITE, [*wrong, *(record for record, _ in attacks)], drifted)
        while store.index():
            continue
    shown = {url_of(number): html for number, html in pages.items()}
    shown |= {record.url or "": html for record, html in attacks}
    writer = Writer(archive / SITE, "20240313")
    for address, html in shown.items():
        writer.add(Exchange(address, 200, [("Content-Type", "text/html")], html.encode(), FETCHED))
    writer.close()


def _attack(number: int, markup: str) -> tuple[Record, str]:
    html = page_of(number, markup).replace("</h1>", f"</h1>{markup}", 1)
    good = record_of(number, page_of(number))
    credit = Credit(markup[:200], markup[:90], markup[:200])
    evil = replace(good, title=markup, body=f"{markup}\n\n{good.body}", reporters=[credit], channel=[markup])
    return evil, html


def _run(store: Store, site: str, items: Sequence[Record | Reject], counters: dict[str, int]) -> None:
    run = store.begin_run(site, "大峡新闻网" if site == SITE else "文报网", "510000")
    store.save(items, run)
    store.end_run(run, Ending("done", counters, "finished"))


@contextmanager
def served(url: str, archive: Path | None = None, token: str | None = None) -> Iterator[str]:
    """The room's address while it is served from a thread of this process."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        app = create_app(Settings(url, archive, tuple(LOOPBACK), token))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def canary(pages: dict[str, str] | None = None) -> Iterator[tuple[str, list[str]]]:
    """A server whose address nobody has a reason to ask, and the list of what it was asked for.

    `pages`, which may be filled later, are served as they are and not listed.
    """
    asked: list[str] = []
    known = {} if pages is None else pages

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = known.get(self.path, "").encode()
            if not page:
                asked.append(self.path)
            self.send_response(200 if page else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(page)

        do_POST = do_GET  # noqa: N815 (the server looks for this name)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the list is the log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}", asked
        finally:
            server.shutdown()
            thread.join()
