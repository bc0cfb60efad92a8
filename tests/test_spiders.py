"""spiders: what a site of pages in memory yields, page by page, without an engine or a network."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.statscollectors import MemoryStatsCollector
from twisted.python.failure import Failure

from newscrawl.discover.links import Link
from newscrawl.discover.parts import MAX_PARTS
from newscrawl.errors import UsageError
from newscrawl.ledger import Lease
from newscrawl.middlewares.addresses import RefusedAddress
from newscrawl.middlewares.fingerprint import CanonicalFingerprinter
from newscrawl.middlewares.replay import FETCHED_AT
from newscrawl.model import Page, Reject, Site
from newscrawl.spiders.declared import DeclaredSpider
from newscrawl.spiders.loader import CatalogLoader
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.undeclared import UndeclaredSpider

HOME = "http://www.jia.example/"
DATE = datetime(2024, 1, 8, tzinfo=UTC)
SITE = Site(
    id="henan.jia",
    name="甲网",
    domains=("www.jia.example",),
    start=(HOME,),
    article=r"/(?:s/arc-|[a-z]{2}/)(?P<key>\d+)\.html$",
    lists=r"/[a-z]{2}/(?:list_\d+\.html)?$",
    further=r"\d_\d+\.html$",
)


def spider(kind: type[NewsSpider] | None = None, **arguments: str) -> NewsSpider:
    """A spider as a run would make it; of the site above unless said otherwise."""
    chosen = kind or type("Jia", (DeclaredSpider,), {"name": SITE.id, "site": SITE})
    crawler = Crawler(chosen, Settings())
    crawler.stats = MemoryStatsCollector(crawler)
    return chosen.from_crawler(crawler, **arguments)


def html(*links: str | tuple[str, str], text: str = "江州") -> str:
    pairs = [(link, "标题") if isinstance(link, str) else link for link in links]
    return f"<p>{text}</p>" + "".join(f'<p><a href="{href}">{label}</a></p>' for href, label in pairs)


class Visit:
    """Everything that a spider asks for and yields on a site given as path → page, status or error."""

    def __init__(self, crawl: NewsSpider, pages: dict[str, object]) -> None:
        self.spider = crawl
        self.asked: list[str] = []
        self.pages: list[Page] = []
        self.rejects: list[Reject] = []
        self._site = {HOME + path.removeprefix("/"): answer for path, answer in pages.items()}
        self._seen: set[bytes | str] = set()
        self._queue: list[Request] = []

    def stat(self, name: str) -> int:
        return self.spider.crawler.stats.get_value(f"newscrawl/{name}") or 0

    async def run(self) -> Visit:
        async for request in self.spider.start():
            self._ask(request)
        self._lease()
        while self._queue:
            self._queue.sort(key=lambda request: -request.priority)
            for item in self._answer(self._queue.pop(0)):
                {Request: self._ask, Page: self.pages.append, Reject: self.rejects.append}[type(item)](item)
            self._lease()
        self.spider.closed("finished")
        return self

    def _ask(self, request: Request) -> None:
        self._once(CanonicalFingerprinter().fingerprint(request), request)

    def _lease(self) -> None:
        """What the ledger would: each link once."""
        for found in self.spider.frontier.take([]).found:
            lease = Lease(len(self._seen), found.kind, found.url, found.text, found.date, 0, found.priority)
            self._once(found.key, self.spider.visit(lease))

    def _once(self, mark: bytes | str, request: Request) -> None:
        if mark not in self._seen:
            self._seen.add(mark)
            self._queue.append(request)

    def _answer(self, request: Request):
        self.asked.append(request.url)
        self.spider.frontier.handed += 1
        answer = self._site.get(request.url, 404)
        request.meta[FETCHED_AT] = DATE
        if isinstance(answer, tuple):
            url, answer = HOME + answer[0], answer[1]
        else:
            url = request.url
        if isinstance(answer, int):
            answer = HttpError(Response(url, status=answer, request=request))
        if isinstance(answer, Exception):
            failure = Failure(answer)
            failure.request = request
            return request.errback(failure)
        response = HtmlResponse(url, body=answer, encoding="utf-8", request=request)
        return request.callback(response, **request.cb_kwargs)


async def visit(pages: dict[str, object], crawl: NewsSpider | None = None) -> Visit:
    return await Visit(crawl or spider(), pages).run()


def run(pages: dict[str, object], crawl: NewsSpider | None = None) -> Visit:
    """Drive the coroutine by hand: nothing in it waits."""
    coroutine = visit(pages, crawl)
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("a spider waited for something")


def paths(pages: list[Page]) -> list[str]:
    return [(page.url or "").removeprefix(HOME) for page in pages]


def test_lists_are_followed_and_articles_are_yielded_once():
    seen = run(
        {
            "/": html("/zx/", "/zx/1.html", "http://other.example/zx/9.html"),
            "/zx/": html("/zx/1.html#a", "/zx/2.html", "/zx/list_2.html", "/about.html"),
            "/zx/list_2.html": html("/zx/3.html", "/zx/"),
            "/zx/1.html": html("/zx/4.html"),
            **{f"/zx/{n}.html": html() for n in (2, 3, 4)},
        }
    )
    assert sorted(paths(seen.pages)) == ["zx/1.html", "zx/2.html", "zx/3.html", "zx/4.html"]
    assert not seen.rejects
    assert len(seen.asked) == len(set(seen.asked)) == seen.stat("pages") == 7


def test_a_list_is_over_when_all_of_its_links_are_noted():
    crawl, notes = spider(), []
    crawl.frontier.note = notes.append
    request = crawl.visit(Lease(1, "list", f"{HOME}zx/"))
    body = html(*(f"/zx/{number}.html" for number in range(9)))
    response = HtmlResponse(request.url, body=body, encoding="utf-8", request=request)
    assert list(crawl.parse_page(response, **request.cb_kwargs)) == []
    (note,) = notes
    assert (note.visit.lease.id, len(note.found)) == (1, 9)


def test_a_page_carries_what_its_list_said_and_when_it_was_fetched():
    entry = '<li><a href="/zx/1.html">江州港开港</a><span>2024-01-08</span></li>'
    (page,) = run({"/": f"<ul>{entry}</ul>", "/zx/1.html": html()}).pages
    assert (page.hints.title, page.hints.published, page.fetched_at) == ("江州港开港", "2024-01-08", DATE)


def test_a_story_of_several_pages_is_one_page():
    seen = run(
        {
            "/": html("/zx/1.html", "/zx/2.html"),
            "/zx/1.html": html(("1_2.html", "2"), ("1_2.html", "下一页"), text="一"),
            "/zx/1_2.html": html(("1.html", "1"), ("1_3.html", "3"), text="二"),
            "/zx/1_3.html": html(("1_2.html", "2"), text="三"),
            "/zx/2.html": html(text="别"),
        }
    )
    story = next(page for page in seen.pages if page.further)
    assert paths(list(story.further)) == ["zx/1_2.html", "zx/1_3.html"]
    assert len(seen.pages) == 2
    assert seen.stat("parts_missing") == 0


def test_a_missing_part_costs_only_itself():
    bar = (("1_2.html", "2"), ("1_3.html", "3"), ("1_4.html", "4"), ("1_5.html", "5"))
    seen = run(
        {
            "/": html("/zx/1.html"),
            "/zx/1.html": html(*bar, text="一"),
            "/zx/1_3.html": "",  # no page
            "/zx/1_4.html": html(*bar, text="四"),
            "/zx/1_5.html": html(*bar, text="一"),  # the first page again
        }
    )
    assert [paths(list(page.further)) for page in seen.pages] == [["zx/1_4.html"]]
    assert seen.stat("parts_missing") == 3


def test_an_endless_story_ends():
    class Endless(dict):
        def get(self, url, default=None):
            if url == HOME:
                return html("/zx/1.html")
            number = len(self)
            self[url] = None
            return html((f"1_{number + 2}.html", "下一页"), text=f"第{number}页")

    pages = Visit(spider(), {})
    pages._site = Endless()
    coroutine = pages.run()
    with pytest.raises(StopIteration):
        coroutine.send(None)
    assert [len(page.further) for page in pages.pages] == [MAX_PARTS]


def test_an_article_under_two_addresses_is_fetched_once():
    seen = run({"/": html("/s/arc-1.html", "/zx/1.html"), "/s/arc-1.html": html(), "/zx/1.html": html()})
    assert paths(seen.pages) == ["s/arc-1.html"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (404, "http_404"),
        (503, "http_503"),
        (OSError("connection reset"), "unreachable"),
        (RefusedAddress("www.jia.example is at 10.0.0.1"), "refused_address"),
        (DownloadCancelledError("larger than allowed"), "too_large"),
        (IgnoreRequest("Ignored response: its body exceeded DOWNLOAD_MAXSIZE"), "too_large"),
        (IgnoreRequest("max redirections reached"), "ignored"),
        ("", "not_html"),
    ],
)
def test_an_article_that_cannot_be_had_is_a_reject_with_its_reason(answer, code):
    (reject,) = run({"/": html("/zx/1.html"), "/zx/1.html": answer}).rejects
    assert (reject.code, reject.url, reject.site) == (code, HOME + "zx/1.html", "henan.jia")
    assert reject.message


@pytest.mark.parametrize("reason", ["Forbidden by robots.txt", "Filtered offsite request to 'b.example'"])
def test_what_the_crawl_chose_not_to_ask_for_is_no_reject(reason):
    seen = run({"/": html("/zx/1.html"), "/zx/1.html": IgnoreRequest(reason)})
    assert not seen.rejects


def test_a_list_that_cannot_be_had_is_counted():
    seen = run({"/": html("/zx/", "/zx/1.html"), "/zx/1.html": html()})
    assert seen.stat("lists_failed") == 1
    assert not seen.rejects
    assert paths(seen.pages) == ["zx/1.html"]


def test_an_article_that_redirects_to_a_list_is_none():
    seen = run(
        {
            "/": html("/zx/1.html", "/zx/2.html"),
            "/zx/1.html": ("zx/", html()),
            "/zx/2.html": ("about", html()),
        }
    )
    assert not seen.pages
    assert seen.stat("redirected_away") == 1


def test_where_the_start_page_redirects_to_is_home_too():
    seen = run({"/": ("zx/", html("/zx/1.html")), "/zx/1.html": ("zx/", html())})
    assert not seen.pages
    assert seen.stat("redirected_away") == 1


def test_a_site_of_a_feed_alone_may_have_no_news():
    site = replace(SITE, start=(), feeds=(f"{HOME}feed.xml",))
    crawl = spider(type("Jia", (DeclaredSpider,), {"name": site.id, "site": site}))
    seen = run({"/feed.xml": "<rss><channel></channel></rss>"}, crawl)
    assert (seen.stat("feeds"), seen.stat("exit_code")) == (1, 0)


def test_a_run_without_a_page_has_failed():
    assert run({}).stat("exit_code") == 1
    assert run({"/": ("", "plain text")}).stat("exit_code") == 1
    assert run({"/": html()}).stat("exit_code") == 0


# --- a site that nobody has declared --------------------------------------------------------------


def test_an_undeclared_site_is_crawled_by_the_shape_of_its_links():
    seen = run(
        {
            "/": html(("/zx/", "资讯"), ("/about/1483.html", "联系我们"), ("/a.pdf", "附件")),
            "/zx/": html(("/zx/20240108/1001.html", "江州港开港"), ("/zx/list_2.html", "下一页")),
            "/zx/list_2.html": html(("/zx/20240107/1000.html", "江州下雪")),
            "/zx/20240108/1001.html": html(("1001_2.html", "下一页"), text="一"),
            "/zx/20240108/1001_2.html": html(("1001.html", "上一页"), text="二"),
            "/zx/20240107/1000.html": html(),
        },
        spider(UndeclaredSpider, url="www.jia.example"),
    )
    assert sorted(paths(seen.pages)) == ["zx/20240107/1000.html", "zx/20240108/1001.html"]
    assert sum(len(page.further) for page in seen.pages) == 1
    assert not seen.rejects


def test_a_link_that_is_a_picture_first_and_a_headline_elsewhere_is_followed():
    picture, headline = (("/n.php?aid=7", text) for text in ("图", "江州港今日开港，首批货轮靠泊"))
    seen = run(
        {"/": html(picture, ("/zx/", "资讯")), "/zx/": html(headline), "/n.php?aid=7": html()},
        spider(UndeclaredSpider, url="www.jia.example"),
    )
    assert paths(seen.pages) == ["n.php?aid=7"]


def test_hosts_under_that_of_the_site_are_told_and_left(caplog: pytest.LogCaptureFixture):
    caplog.set_level("INFO")
    links = [
        (f"http://sports.jia.example/a/{n}.html", f"江州港今日开港，首批货轮靠泊{n}号") for n in range(3)
    ]
    seen = run(
        {"/": html(*links, ("http://other.example/1.html", "别处的新闻")), "/1.html": html()},
        spider(UndeclaredSpider, url="www.jia.example"),
    )
    assert not seen.pages
    assert "Left: links to sports.jia.example; to crawl that as well" in caplog.text
    assert "other.example" not in caplog.text


def test_the_host_that_answers_is_the_site():
    crawl = spider(UndeclaredSpider, url="http://old.example/")
    request = Request("http://old.example/", meta={})
    response = HtmlResponse(
        "https://new.example/", body=html("/zx/1.html"), encoding="utf-8", request=request
    )
    assert list(crawl.parse_start(response, Link("http://old.example/"), "list")) == []
    assert [found.url for found in crawl.frontier.take([]).found] == [
        "https://new.example/zx/1.html",
        "https://new.example/sitemap.xml",
    ]
    assert crawl.allowed_domains == ["new.example"]


def test_a_sitemap_of_another_host_does_not_lead_the_crawl_there():
    crawl = spider(UndeclaredSpider, url="www.jia.example")
    maps = ("http://other.example/a.xml", "/b.xml")
    index = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in maps)
    seen = run({"/": html(), "/sitemap.xml": f"<sitemapindex>{index}</sitemapindex>"}, crawl)
    assert [url.removeprefix(HOME) for url in seen.asked] == ["", "sitemap.xml", "b.xml"]
    crawl.visit(Lease(9, "list", maps[0]))
    assert crawl.allowed_domains == ["jia.example"]


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example/", "http://", "http://[", "http://user:word@a.example/", "//"]
)
def test_a_missing_or_wrong_url_is_a_usage_error(url):
    with pytest.raises(UsageError, match="http://"):
        spider(UndeclaredSpider, url=url)


def test_an_argument_that_is_not_taken_is_a_usage_error():
    with pytest.raises(UsageError, match=r"-a depth=.*site takes url, day, js, sample, full, since, limit"):
        spider(UndeclaredSpider, url=HOME, depth="3")
    with pytest.raises(UsageError, match="takes day, full, since, limit"):
        spider(site_id="x")


# --- parts ----------------------------------------------------------------------------------------


def test_the_loader_knows_every_site_and_the_undeclared_one():
    loader = CatalogLoader.from_settings(Settings())
    assert "sichuan.scrww" in loader.list()
    assert loader.load("sichuan.scrww").name == "sichuan.scrww"
    assert loader.load("site") is UndeclaredSpider
    assert loader.find_by_request(Request("http://www.scrww.com/zx/")) == ["sichuan.scrww"]
    with pytest.raises(KeyError, match="no site is called 'nowhere'"):
        loader.load("nowhere")
