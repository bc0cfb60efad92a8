"""middlewares: which addresses may be connected to, which requests are for one page, what the log says."""

from __future__ import annotations

import asyncio
import logging

import pytest
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from newscrawl.errors import LockHeld, StorageError, UsageError
from newscrawl.middlewares.addresses import RefusedAddress, is_public, refuse_private
from newscrawl.middlewares.derived import Derived
from newscrawl.middlewares.endings import EXIT_CODE, end_with, exit_code
from newscrawl.middlewares.fingerprint import PART_OF, CanonicalFingerprinter
from newscrawl.middlewares.logformat import AddressOnly
from newscrawl.middlewares.targets import connect_targets
from newscrawl.middlewares.walls import Walls
from newscrawl.model import Reject

PRIVATE_V4 = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.1.1.1",
    "255.255.255.255",
]
PRIVATE_V6 = [
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:c0a8:101::",
    "2001:0:0:0:0:0:80ff:fffe",
]
NO_ADDRESSES = ["localhost", "", "1.2.3"]


@pytest.mark.parametrize("address", PRIVATE_V4 + PRIVATE_V6 + NO_ADDRESSES)
def test_addresses_that_are_not_public_are_refused(address):
    assert not is_public(address)
    with pytest.raises(RefusedAddress, match="news"):
        refuse_private("news.example", address)


@pytest.mark.parametrize(
    "address", ["1.2.4.8", "114.114.114.114", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_pass(address):
    assert is_public(address)


def test_connect_targets():
    text = "www.a.example=127.0.0.1:8000, B.example=[::1]:81,"
    assert connect_targets(text) == {"www.a.example": "127.0.0.1:8000", "b.example": "[::1]:81"}
    assert connect_targets("") == {}


@pytest.mark.parametrize(
    "text", ["a", "a=", "a=127.0.0.1", "a=localhost:80", "=127.0.0.1:80", "a=127.0.0.1:x", "a=1.1.1.1:0"]
)
def test_a_wrong_target_is_a_usage_error(text):
    with pytest.raises(UsageError, match="NEWSCRAWL_CONNECT_TO"):
        connect_targets(text)


def same(one: Request, other: Request) -> bool:
    fingerprint = CanonicalFingerprinter().fingerprint
    return fingerprint(one) == fingerprint(other)


def test_spellings_of_one_page_are_one_request():
    assert same(
        Request("http://a.example/zx/index.html?utm_source=x#top"), Request("http://a.example:80/zx/")
    )
    assert not same(Request("http://a.example/zx/1.html"), Request("http://a.example/zx/2.html"))
    assert not same(Request("http://a.example/"), Request("http://a.example/", method="POST"))


def test_a_redirect_to_the_same_page_in_another_spelling_is_no_repetition():
    moved = Request("http://a.example/zx/", meta={"redirect_urls": ["http://a.example/zx/index.html"]})
    assert not same(moved, Request("http://a.example/zx/index.html"))


def test_a_redirect_to_another_page_is_that_page():
    moved = Request("http://a.example/new.html", meta={"redirect_urls": ["http://a.example/old.html"]})
    assert same(moved, Request("http://a.example/new.html"))


def test_a_further_page_is_fetched_though_it_was_also_linked():
    url = "http://a.example/1_2.html"
    part = Request(url, meta={PART_OF: "http://a.example/1.html"})
    assert not same(part, Request(url))
    assert same(part, Request(url, meta={PART_OF: "http://a.example/1.html"}))


def test_log_lines_name_the_address_and_not_the_item():
    item = Reject("http://a.example/1.html", "a", "not_html", "empty", None, b"<html>" * 1000)
    formatter, spider = AddressOnly(), Spider("a")
    results = [
        formatter.scraped(item, None, spider),
        formatter.dropped(item, DropItem("why"), None, spider),
        formatter.item_error(item, ValueError("why"), None, spider),
    ]
    lines = [result["msg"] % result["args"] for result in results]
    assert lines == [
        "Stored: http://a.example/1.html",
        "Dropped: http://a.example/1.html (why)",
        "Failed on: http://a.example/1.html",
    ]
    assert [result["level"] for result in results] == [logging.DEBUG, logging.INFO, logging.ERROR]


def test_our_settings_become_scrapys_below_the_command_line():
    settings = Settings({"NEWSCRAWL_CONTACT": "mailto:a@b.example", "NEWSCRAWL_MEMORY_MB": "300"})
    Derived().update_settings(settings)
    assert settings["USER_AGENT"].startswith("newscrawl/")
    assert settings["USER_AGENT"].endswith(" (+mailto:a@b.example)")
    assert settings.getint("MEMUSAGE_LIMIT_MB") == 300
    settings.set("USER_AGENT", "mine", priority="cmdline")
    Derived().update_settings(settings)
    assert settings["USER_AGENT"] == "mine"


def test_a_setting_of_another_form_is_a_usage_error():
    for name in (
        "NEWSCRAWL_MEMORY_MB", "NEWSCRAWL_MAX_WAIT", "NEWSCRAWL_ROBOTS_SECONDS", "NEWSCRAWL_BLOCKED_SHARE",
        "NEWSCRAWL_ANY_HOUR", "NEWSCRAWL_TRACE", "SPIDERMON_ENABLED",
    ):  # fmt: skip
        with pytest.raises(UsageError, match=f"{name}=much: write "):
            Derived().update_settings(Settings({name: "much"}))


def ended(error: BaseException | None = None, **stats: object) -> int:
    """The exit code of a run that ended with an error or with statistics."""

    async def run() -> None:
        if error:
            raise error

    async def main() -> int:
        task = asyncio.create_task(run())
        await asyncio.wait([task])
        crawler = Crawler(Spider, Settings({"NEWSCRAWL_LOG": "text"}))
        crawler.stats = MemoryStatsCollector(crawler)
        crawler.stats.set_stats(stats)
        return exit_code(crawler, task)

    return asyncio.run(main())


def test_a_run_ends_with_what_became_of_it(capsys: pytest.CaptureFixture[str]):
    assert ended(finish_reason="finished") == 0
    assert ended(finish_reason="shutdown") == 1
    assert ended(finish_reason="memusage_exceeded") == 1
    assert ended(finish_reason="finished", **{EXIT_CODE: 3}) == 3
    assert ended(finish_reason="shutdown", **{EXIT_CODE: 3}) == 1
    assert ended(finish_reason="storage", **{EXIT_CODE: 5}) == 5
    assert ended(LockHeld("another run")) == 4
    assert ended(StorageError("disk full")) == 5
    assert ended(asyncio.CancelledError()) == 1
    assert capsys.readouterr().err.splitlines() == ["newscrawl: another run", "newscrawl: disk full"]


def test_of_several_reasons_the_storages_is_told():
    crawler = Crawler(Spider, Settings({"NEWSCRAWL_BLOCKED_SHARE": "0.05"}))
    crawler.stats = MemoryStatsCollector(crawler)
    Walls.from_crawler(crawler).blocked("status 412")
    end_with(crawler.stats, StorageError.exit_code)
    crawler.signals.send_catch_log(signals.spider_closed, spider=None, reason="finished")
    assert crawler.stats.get_value(EXIT_CODE) == StorageError.exit_code


def test_an_error_that_nobody_raises_on_purpose_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        ended(ZeroDivisionError())
