"""No way leads to an address that is not public: forty are tried, and a server that waits there sees nobody."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from tests.crawling import FAST, Answer, WebServer, scrapy
from tests.visiting import Visit, visit

HOST = "jia.example"
CANARY = "127.0.0.9"
STORY = "<h1>江州港今日开港</h1><p>" + "江州港今日开港，首批货轮于上午九时靠泊。" * 8 + "</p>"

# What names lead to. Of a list, the next address each time: a name that is public whenever it is looked at,
# and not when it is connected to.
NAMES = {
    "private.example": ["127.0.0.9"],
    "rebinding.example": ["1.2.4.8", "1.2.4.8", "127.0.0.9"],
    "mapped.example": ["::ffff:127.0.0.9"],
    "metadata.example": ["169.254.169.254"],
    "localhost": ["127.0.0.1"],
    "localhost.": ["127.0.0.1"],
    "localhost.localdomain": ["127.0.0.1"],
    "127.0.0.9.nip.example": ["127.0.0.9"],
}
# A name server for the process that crawls: what its operating system would be asked for.
NAME_SERVER = f"""
import socket
names, system = {NAMES!r}, socket.gethostbyname
def gethostbyname(name):
    answers = names.get(name)
    if answers is None:
        return system(name)
    return answers.pop(0) if len(answers) > 1 else answers[0]
socket.gethostbyname = gethostbyname
"""

HOSTS = [
    # literal, in every spelling that an operating system takes
    "127.0.0.9",
    "127.0.0.9.",
    "2130706441",
    "0x7f000009",
    "0177.0.0.011",
    "0x7f.0.0.9",
    "127.9",
    "127.0.9",
    "1２7.0.0.9",
    "127。0。0。9",
    "①②⑦.0.0.9",
    "0.0.0.0",
    "0",
    # names
    "localhost",
    "localhost.",
    "LOCALHOST",
    "localhost.localdomain",
    "private.example",
    "rebinding.example",
    "mapped.example",
    "127.0.0.9.nip.example",
    # literal, of the sixth version
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.9]",
    "[::ffff:7f00:9]",
    "[::127.0.0.9]",
    "[64:ff9b::7f00:9]",
    "[64:ff9b:1::7f00:9]",
    "[2002:7f00:9::]",
    "[fe80::1%25lo]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    # elsewhere than this machine
    "169.254.169.254",
    "metadata.example",
    "10.0.0.1",
    "192.168.0.1",
    "172.16.0.1",
    "100.100.100.200",
]
# The first has the port of the canary put in, the others have an address with it.
DECEIVING = [
    "http://1.2.4.8@{canary}/",
    "http://user:secret@{canary}/",
    "http://{canary}#@1.2.4.8/",
    "http://{canary}\\@1.2.4.8/",
    "http://1.2.4.8\\@{canary}/",
    "http://{canary}:80@1.2.4.8/",
    "http:{canary}/",
    "http:///{canary}/",
    "http:\\\\{canary}\\",
    "//{canary}/",
    "https://{canary}/",
]
SCHEMES = [
    "file:///etc/passwd",
    "ftp://{canary}/",
    "data:text/html,<p>here</p>",
    "gopher://{canary}/1",
    "dict://{canary}/",
    "s3://bucket/key",
    "javascript:alert(1)",
]


def vectors(canary: WebServer) -> list[str]:
    port = canary.address.rpartition(":")[2]
    hosts = [f"http://{host}:{port}/{number}.html" for number, host in enumerate(HOSTS)]
    return hosts + [url.format(canary=canary.address) for url in DECEIVING + SCHEMES]


@pytest.fixture(scope="module")
def canary():
    with WebServer({"/": Answer(STORY)}, CANARY) as server:
        yield server


def askable(url: str) -> bool:
    """Whether Scrapy makes a request of it at all."""
    return "://" in url or url.startswith(("data:", "javascript:"))


@pytest.fixture(scope="module")
def asked_outright(canary: WebServer) -> Visit:
    """Every vector as a request of its own, with dont_filter and without robots.txt."""
    urls = [url for url in vectors(canary) if askable(url)]
    settings = {"ROBOTSTXT_OBEY": False, "RETRY_ENABLED": False, "DOWNLOAD_TIMEOUT": 5}
    # What has been looked up stays known, which alone would keep a name from changing its mind.
    return visit(urls, {}, before=NAME_SERVER, DNSCACHE_ENABLED=False, **settings)


def test_there_are_forty_ways_at_least(canary: WebServer):
    assert len(set(vectors(canary))) >= 40


def test_no_request_reaches_them(asked_outright: Visit, canary: WebServer):
    assert canary.asked == []
    assert [url for url, outcome in asked_outright.found.items() if outcome == 200] == []


def test_every_host_is_refused_for_what_it_is(asked_outright: Visit):
    outcomes = {url: asked_outright.found.get(url) for url in asked_outright.found if ".html" in url}
    allowed = {"RefusedAddress", "CannotResolveHostError"}
    assert {url: outcome for url, outcome in outcomes.items() if outcome not in allowed} == {}
    assert list(outcomes.values()).count("RefusedAddress") >= 30


def test_a_name_that_changes_its_mind_is_refused_when_it_does(asked_outright: Visit):
    (outcome,) = {outcome for url, outcome in asked_outright.found.items() if "rebinding" in url}
    # What stands between a name and its connection leaves no address to connect to.
    assert outcome == "CannotResolveHostError"


def leading(url: str, number: int) -> dict[str, Answer]:
    """Three hosts that lead to `url`: by redirect, by META, and by a redirect of their robots.txt."""
    to = Answer("", 302, {"Location": url.encode().decode("latin-1")})
    refresh = Answer(f'<meta http-equiv="refresh" content="0;url={url}">')
    return {
        f"a{number}.example/": to,
        f"b{number}.example/": refresh,
        f"c{number}.example/robots.txt": to,
        f"c{number}.example/": Answer(STORY),
    }


def test_no_redirect_leads_to_them(canary: WebServer):
    site: dict[str, Answer] = {}
    for number, url in enumerate(vectors(canary)):
        site |= leading(url, number)
    hosts = sorted({key.partition("/")[0] for key in site})
    with WebServer(site) as server:
        settings = {"RETRY_ENABLED": False, "DOWNLOAD_TIMEOUT": 5}
        urls = [f"http://{host}/" for host in hosts]
        seen = visit(urls, dict.fromkeys(hosts, server.address), before=NAME_SERVER, **settings)
    assert {asked.host for asked in server.asked} == set(hosts)
    assert len(seen.found) == len(hosts) == 3 * len(vectors(canary))
    assert canary.asked == []


def test_no_link_and_no_picture_leads_to_them(tmp_path: Path, canary: WebServer):
    targets = vectors(canary)
    body = "".join(f'<p><a href="{url}">江州港今日开港</a><img src="{url}"></p>' for url in targets)
    with WebServer({"/": Answer(body), "/zx/1.html": Answer(STORY + body)}) as server:
        targets_of = {"NEWSCRAWL_CONNECT_TO": f"{HOST}={server.address}"}
        scrapy(tmp_path, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST, **targets_of)
    assert "/" in server.paths()
    assert canary.asked == []


def test_no_sitemap_and_no_feed_leads_to_them(tmp_path: Path, canary: WebServer):
    escaped = [escape(url) for url in vectors(canary)]
    index = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in [f"http://{HOST}/all.xml", *escaped])
    pages = "".join(f"<url><loc>{url}</loc></url>" for url in [f"http://{HOST}/zx/1.html", *escaped])
    items = "".join(f"<item><title>江州港今日开港</title><link>{url}</link></item>" for url in escaped)
    feeds = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{url}">' for url in ["/rss.xml", *escaped]
    )
    site = {
        "/": Answer(f"<html><head>{feeds}</head><body>江州</body></html>"),
        "/robots.txt": Answer("".join(f"Sitemap: {url}\n" for url in ["/more.txt", *vectors(canary)])),
        "/more.txt": Answer(f"http://{HOST}/zx/2.html\n"),
        "/zx/2.html": Answer(STORY),
        "/sitemap.xml": Answer(f"<sitemapindex>{index}</sitemapindex>"),
        "/all.xml": Answer(f"<urlset>{pages}</urlset>"),
        "/rss.xml": Answer(f"<rss><channel>{items}</channel></rss>"),
        "/zx/1.html": Answer(STORY),
    }
    with WebServer(site) as server:
        targets_of = {"NEWSCRAWL_CONNECT_TO": f"{HOST}={server.address}"}
        scrapy(tmp_path, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST, **targets_of)
    assert set(server.paths()) >= site.keys()
    assert canary.asked == []


def test_nothing_is_carried_from_one_host_to_another():
    """Neither what a server has set, nor what the operator gives for one host, nor where one came from."""
    carried = {"Set-Cookie": "session=7", "Location": "http://yi.example/"}
    headers = {"Authorization": "Basic eDp5", "Cookie": "session=8"}
    site = {"jia.example/": Answer("", 302, carried), "yi.example/": Answer(STORY)}
    with WebServer(site) as server:
        targets = dict.fromkeys((HOST, "yi.example"), server.address)
        seen = visit([f"http://{HOST}/"], targets, headers=headers, ROBOTSTXT_OBEY=False)
    assert seen.found == {f"http://{HOST}/": 200}
    first, second = server.asked
    assert (first.host, first.headers["authorization"]) == (HOST, headers["Authorization"])
    assert second.host == "yi.example"
    assert not {"authorization", "cookie", "referer"} & second.headers.keys()


def test_a_host_that_is_connected_elsewhere_opens_no_way_to_that_address():
    with WebServer({"/": Answer(STORY)}) as server:
        urls = [f"http://{HOST}/", f"http://{server.address}/"]
        seen = visit(urls, {HOST: server.address})
    assert [seen.found[url] for url in urls] == [200, "RefusedAddress"]
    assert {asked.host for asked in server.asked} == {HOST}
