"""robots.txt over real connections: obeyed, not obeyed blindly, and waited for when it cannot be read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.crawling import Answer, WebServer
from tests.visiting import Visit, visit

PAGE = Answer("<p>江州港今日开港</p>")
SITE = {f"/{number}": PAGE for number in range(6)}
URLS = [f"http://jia.example/{number}" for number in range(6)]
OTHER = "http://yi.example/0"


def visited(robots: Answer | list[Answer], **settings: object) -> tuple[Visit, list[str]]:
    """What came of the pages of one host whose robots.txt is `robots`, and what its server was asked."""
    with (
        WebServer({**SITE, "/robots.txt": robots}, "127.0.0.2") as server,
        WebServer(SITE, "127.0.0.3") as other,
    ):
        targets = {"jia.example": server.address, "yi.example": other.address}
        seen = visit([*URLS, OTHER], targets, **settings)
    assert seen.found[OTHER] == 200
    return seen, server.paths()


def visited_by_status(*statuses: int) -> tuple[Visit, dict[int, list[str]]]:
    """One visit to hosts whose robots.txt answers a status each, and what each host was asked."""
    hosts = {status: f"s{status}.example" for status in statuses}
    answers = {
        f"{host}/robots.txt": Answer("User-agent: *\nDisallow: /", status, {"Retry-After": "1"})
        for status, host in hosts.items()
    }
    with WebServer({**SITE, **answers}) as server:
        urls = [f"http://{host}/{number}" for host in hosts.values() for number in range(4)]
        seen = visit(urls, dict.fromkeys(hosts.values(), server.address))
        return seen, {status: server.paths(host) for status, host in hosts.items()}


def test_while_the_server_fails_no_page_is_asked_for():
    seen, asked = visited_by_status(429, 500, 503)
    assert {path for paths in asked.values() for path in paths} == {"/robots.txt"}
    assert set(seen.found.values()) == {"Postponed"}
    assert seen.stats["newscrawl/postponed"] == len(seen.found) == 12
    assert "robots.txt cannot be read" in seen.log
    assert seen.code == 1


class Silent(WebServer):
    """Takes the request and says nothing, until it is closed."""

    def __init__(self, address: str) -> None:
        super().__init__({}, address)
        self.closed = threading.Event()

    def _answer(self, host: str, path: str) -> Answer:
        self.closed.wait(30)
        return Answer("", 500)

    def __exit__(self, *_: object) -> None:
        self.closed.set()
        super().__exit__()


@pytest.fixture
def silent() -> Iterator[Silent]:
    with Silent("127.0.0.2") as server:
        yield server


def test_a_robots_txt_that_does_not_come_is_none_that_allows(silent: Silent):
    with WebServer(SITE, "127.0.0.3") as other:
        targets = {"jia.example": silent.address, "yi.example": other.address}
        seen = visit([*URLS, OTHER], targets, DOWNLOAD_TIMEOUT=2)
    assert set(silent.paths()) == {"/robots.txt"}
    assert {seen.found[url] for url in URLS} == {"Postponed"}
    assert seen.found[OTHER] == 200
    assert seen.code == 1


def test_a_server_that_is_not_there_postpones_its_pages():
    with WebServer(SITE) as gone:
        address = gone.address
    seen = visit(URLS, {"jia.example": address})
    assert set(seen.found.values()) == {"Postponed"}
    assert seen.code == 1


class TwoPorts(WebServer):
    """The robots.txt of one port comes at once; that of the other when a page behind it has been asked for, or
    it is clear that none will be."""

    def __init__(self) -> None:
        super().__init__(SITE)
        self.asked_early = threading.Event()

    def _answer(self, host: str, path: str) -> Answer:
        if not host.endswith(":81"):
            return super()._answer(host, path)
        if path == "/robots.txt":
            self.asked_early.wait(1)
            return Answer("User-agent: *\nDisallow: /")
        self.asked_early.set()
        return PAGE


def test_each_port_of_a_host_has_its_own_robots_txt():
    with TwoPorts() as server:
        urls = [url.replace("/jia.example", f"/jia.example{port}") for url in URLS for port in ("", ":81")]
        seen = visit(urls, {"jia.example": server.address})
    assert server.paths("jia.example:81") == ["/robots.txt"]
    assert [seen.found[url] for url in urls] == [200, "IgnoreRequest"] * len(URLS)


def test_no_robots_txt_allows_all():
    seen, asked = visited_by_status(401, 403, 404, 410)
    assert set(seen.found.values()) == {200}
    assert {status: paths.count("/robots.txt") for status, paths in asked.items()} == dict.fromkeys(asked, 1)


def test_what_is_disallowed_is_not_asked_for():
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: newscrawl\nDisallow: /3\nDisallow: /*5$\n"
    seen, asked = visited(Answer(rules))
    assert sorted(asked) == ["/0", "/1", "/2", "/4", "/robots.txt"]
    assert seen.found[URLS[3]] == seen.found[URLS[5]] == "IgnoreRequest"


def test_robots_txt_is_read_anew_when_it_is_old():
    first, then = Answer("User-agent: *\nAllow: /"), Answer("User-agent: *\nDisallow: /")
    settings = {"DOWNLOAD_DELAY": 0.2, "CONCURRENT_REQUESTS": 1, "DOWNLOAD_DELAY_JITTER": 0}
    seen, asked = visited([first, then], NEWSCRAWL_ROBOTS_SECONDS=0.5, **settings)
    assert asked.count("/robots.txt") >= 2
    second = asked.index("/robots.txt", 1)
    assert 0 < second < len(URLS)
    assert set(asked[second:]) == {"/robots.txt"}
    assert "IgnoreRequest" in seen.found.values()


@pytest.mark.parametrize("throttled", [False, True])
def test_crawl_delay_is_the_least_time_between_two_requests(throttled: bool):
    rules = Answer("User-agent: *\nCrawl-delay: 0.5\n")
    with WebServer({**SITE, "/robots.txt": rules}, "127.0.0.2") as server:
        targets = dict.fromkeys(("jia.example", "bing.example"), server.address)
        urls = [*URLS[:3], *(url.replace("jia", "bing") for url in URLS[:2])]
        settings = {"AUTOTHROTTLE_ENABLED": throttled, "AUTOTHROTTLE_START_DELAY": 0.1}
        seen = visit(urls, targets, **settings)
    assert set(seen.found.values()) == {200}
    for host in targets:
        times = [asked.at for asked in server.asked if asked.host == host]
        gaps = [later - earlier for earlier, later in pairwise(times)]
        # The server's clock is read once a busy machine lets it: what one is late the next gains on it.
        assert sum(gap < 0.4 for gap in gaps) <= 1, gaps
        assert sum(gaps) >= 0.4 * len(gaps), gaps


def test_eight_names_of_one_address_share_its_limit():
    hosts = [f"h{number}.example" for number in range(8)]
    with WebServer(SITE, "127.0.0.2") as server:
        urls = [f"http://{host}/{number}" for number in range(2) for host in hosts]
        settings = {"DOWNLOAD_DELAY": 0.1, "DOWNLOAD_DELAY_JITTER": 0}
        seen = visit(urls, dict.fromkeys(hosts, server.address), **settings)
    assert set(seen.found.values()) == {200}
    times = [asked.at for asked in server.asked]
    assert len(times) == 8 * 3
    assert times[-1] - times[0] >= 0.1 * (len(times) - 1) * 0.8


def test_addresses_of_their_own_are_not_held_up_by_each_other():
    slow = {**SITE, "/robots.txt": Answer("User-agent: *\nCrawl-delay: 2\n")}
    with WebServer(slow, "127.0.0.2") as one, WebServer(SITE, "127.0.0.3") as other:
        urls = [*URLS[:2], *(url.replace("jia", "yi") for url in URLS)]
        visit(urls, {"jia.example": one.address, "yi.example": other.address})
    assert (len(one.asked), len(other.asked)) == (3, 7)
    assert other.asked[-1].at < one.asked[-1].at
