"""A reading room for the tests: a database of invented articles with archived pages, served for real."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import uvicorn

from newscrawl.archive import Exchange, Writer
from newscrawl.extract import extract
from newscrawl.model import Credit, Edition, Leaf, Record, Region, Reject
from newscrawl.store import Ending, Store
from newscrawl.store.health import Trouble
from newscrawl.web.app import create_app
from newscrawl.web.guard import LOOPBACK
from newscrawl.web.room import Settings
from tests.invented import article_page, paragraphs

SITE = "sichuan.daxia"
SECOND = "sichuan.wenbao"
HOST = "http://www.daxia.example"
FETCHED = datetime(2024, 3, 13, 8, tzinfo=UTC)
TIP = "【如果您有新闻线索，欢迎向我们报料，一经采纳有费用酬谢。报料热线：0000-123456】"
FIRST = "3月11日清晨，达州市通川区的老码头上，船工贺青山把最后一根缆绳系紧，等着第一批过江的学生。"
_WHO = "贺青山 柯长水 苗素云 奚长根 邱根生 卢阿桂 舒建平 何知微 罗一帆 方晓棠 宗白石 韦先生 陈阿姨 顾师傅 江小满".split()
_WHERE = "东岸集市 老粮仓 竹坞乡 枫树坪 水文站 木工房 旧书店 纺织厂 云锦苑 白石坳 江心洲 茶园边 古樟树下 南浦小学 丁字街口".split()
_WHAT = "两筐柑橘 一本账簿 三把竹椅 十二根桅杆 一架风车 半袋稻种 五盏马灯 一箱旧报 七只白鹭 六口铁锅 一卷蓝布 四块青石".split()
_DOES = "送到 搬进 修好后留在 画成一张图挂在 数了又数才放回 借给邻居带去 从雪地里背回 托人捎到 一件件登记在 悄悄藏在".split()
_WHY = (
    "因为那里的灯整夜亮着", "说是要留给后来的人", "为的是赶上腊月里的头一场集", "谁也没有料到雨会下到立夏",
    "孩子们隔着窗户喊他的名字", "算下来已经是第三十一个年头", "镇上的人都记得那年的大水", "账上只记了一个简单的日期",
    "船一靠岸就有人来帮忙", "他至今没有跟家里人提起过",
)  # fmt: skip
COUNTERS = {
    "pages": 40, "articles/new": 12, "articles/unchanged": 20, "filled/title": 32, "filled/published_at": 32,
    "filled/source": 31, "filled/reporters": 28, "filled/body": 32, "filled/channel": 32, "rejects/http_404": 1,
}  # fmt: skip


def lines_of(number: int) -> list[str]:
    """A story of its own for each number: nobody would take one for a reprint of another."""
    pick = random.Random(number).choice
    told = [f"{pick(_WHO)}把{pick(_WHAT)}{pick(_DOES)}{pick(_WHERE)}，{pick(_WHY)}。" for _ in range(12)]
    return [FIRST, *("".join(told[at : at + 3]) for at in range(0, 12, 3))]


def page_of(number: int, extra: str = "", title: str = "", lines: Sequence[str] = ()) -> str:
    """The page of invented article `number`; `extra` stands at the end of its text."""
    content = (
        f"<p>大峡日报记者 沈 泉 通讯员 冯立夏</p>{paragraphs(lines or lines_of(number))}"
        f"<p>第{number}位船工也在岸边等候，他们约好等雾散了一起出发。</p><p>{TIP}</p>{extra}"
    )
    nav = '<div class="nav"><a href="/">首页</a> &gt; <a href="/sh/">社会</a></div>'
    return article_page(content, title=title or f"守渡口的第{number}个清晨", around=nav)


def url_of(number: int, host: str = HOST) -> str:
    """The address of article `number`."""
    return f"{host}/sh/202403/t20240312_{number}.html"


@cache
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
        changed = page_of(2, lines=[FIRST.replace("达州市", "达州市区"), *lines_of(2)[1:]])
        _run(store, SITE, [replace(record_of(2, changed), url=url_of(2))], COUNTERS)
        wrong = [
            Reject(f"{HOST}/sh/", SITE, "not_an_article", "the page has no running text", FETCHED.isoformat(),
                   page_of(0, "<script>1</script>").encode()),
            Reject(f"{HOST}/x.html", SITE, "http_404", "status 404", FETCHED.isoformat(), b""),
        ]  # fmt: skip
        attacks = [_attack(number, markup) for number, markup in enumerate(hostile, 1001)]
        trouble = Trouble("fill_rate", "reporters", "reporters found in 9% of the articles, before in 88%")
        drifted = COUNTERS | {"filled/reporters": 3, "rejects/http_404": 12}
        found = [*wrong, *(record for record, _ in attacks)]
        _run(store, SITE, found, drifted, trouble, paper=_paper(hostile))
        while store.index():
            continue
    shown = {url_of(number): html for number, html in pages.items()}
    shown |= {record.url or "": html for record, html in attacks}
    writer = Writer(archive / SITE, "20240313")
    for address, html in shown.items():
        writer.add(Exchange(address, 200, [("Content-Type", "text/html")], html.encode(), FETCHED))
    writer.close()


def _paper(hostile: Sequence[str]) -> Leaf:
    """The front page of an e-paper that names further editions, some of them by hostile markup."""
    names = ["第A1版：要闻", "第A2版：民生", "第A4版：副刊", *(markup[:100] for markup in hostile)]
    numbers = ["A1", "A2", "A4", *(f"H{number}" for number in range(1, len(hostile) + 1))]
    named = [
        Edition(f"{HOST}/html/2024-03/12/node_{number}.htm", name, number)
        for number, name in zip(numbers, names, strict=True)
    ]
    return Leaf(date(2024, 3, 12), named[0].url, named)


def _attack(number: int, markup: str) -> tuple[Record, str]:
    html = page_of(number, markup).replace("</h1>", f"</h1>{markup}", 1)
    good = record_of(number, page_of(number))
    credit = Credit(markup[:200], markup[:90], markup[:200])
    evil = replace(good, title=markup, body=f"{markup}\n\n{good.body}", reporters=[credit], channel=[markup])
    return evil, html


def _run(
    store: Store,
    site: str,
    items: Sequence[Record | Reject],
    counters: dict[str, int],
    *troubles: Trouble,
    paper: Leaf | None = None,
) -> None:
    run = store.begin_run(site, "大峡新闻网" if site == SITE else "文报网", "510000")
    with store.transaction(run) as transaction:
        transaction.save(items)
        transaction.settle(troubles)
        if paper:
            transaction.file([paper])
            transaction.miss({date(2024, 3, 13): False})
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
