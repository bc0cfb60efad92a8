"""Pages read in another process: the same records, and no page that takes the crawl down."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from samples import ARTICLE, LIST, URL

from newscrawl.errors import Lost
from newscrawl.extract import clean_page
from newscrawl.fields import find_fields
from newscrawl.furniture import Furniture, sight, texts_of
from newscrawl.furniture.marks import mark_of
from newscrawl.model import Fetched, Page
from newscrawl.normalize import normalize
from newscrawl.page import parse
from newscrawl.readers.child import read
from newscrawl.readers.pool import Readers
from newscrawl.readers.wire import Done, Source, Task, decode_done, decode_task, encode, source_of
from newscrawl.stories import Text, assign_story, prepared, remember
from pipelines.readers import START
from tests.bed import cases
from tests.torture.crawls import children, finish, start
from tests.torture.server import SiteServer
from tests.torture.site import HOST, Site

WHEN = datetime(2024, 3, 13, tzinfo=UTC)


def page(body: bytes = ARTICLE, url: str | None = URL) -> Page:
    return parse(Fetched(body, url, "text/html", WHEN))


def here(page: Page) -> Done:
    cleaned = clean_page(page)
    record = assign_story(normalize(find_fields(cleaned)))
    return Done(record, sight(cleaned), texts_of(cleaned), signature=Text(record.body or "").signature)


def asking(work: Callable[[Readers], Awaitable[None]], **bounds: float) -> None:
    """`work` with one process."""

    async def run() -> None:
        readers = Readers(1, **bounds)
        try:
            await work(readers)
        finally:
            await readers.close()

    asyncio.run(run())


def test_what_is_sent_gives_what_is_read_here():
    for case in cases():
        first = page(case.html, case.url)
        task = encode(Task([source_of(first)], 0, b""))
        done = decode_done(encode(read(decode_task(task), lambda task: None)))
        assert done == here(first), case.name


def test_every_part_of_a_page_is_sent_but_its_tree():
    parts = {field.name for field in fields(Page)}
    assert parts - {"root", "further"} == set(Source.__struct_fields__)


def test_further_pages_travel_along():
    first = page().with_further(
        [page(ARTICLE.replace("七处".encode(), "八处".encode()))], ["http://a.example/3"]
    )
    task = Task([source_of(each) for each in (first, *first.further)], 0, b"")
    assert read(decode_task(encode(task)), lambda task: None) == here(first)


def test_a_process_reads_refuses_and_knows_the_furniture():
    line = next(verdict.block for verdict in clean_page(page()).story if verdict.role == "body")
    furniture = Furniture({mark_of(line): "furniture (in 9 of 9 stories)"})

    async def work(readers: Readers) -> None:
        plain, refused, known = await asyncio.gather(
            readers.read(page()), readers.read(page(LIST)), readers.read(page(), furniture)
        )
        assert plain == here(page())
        assert (refused.record, refused.code) == (None, "not_an_article")
        assert refused.message
        assert plain.record is not None
        assert known.record is not None
        assert line.text in (plain.record.body or "")
        assert line.text not in (known.record.body or "")
        assert len(readers.pids) == 1

    asking(work)


def test_a_process_may_start_before_there_is_a_page():
    async def work(readers: Readers) -> None:
        readers.start()
        assert not readers.ready
        done = await readers.read(page())
        assert readers.ready
        assert len(readers.pids) == 1
        assert done.record is not None
        remember(done.record.body or "", done.signature)
        assert prepared(done.record.body or "").signature == done.signature

    asking(work)


def test_half_a_character_is_left_to_the_crawl():
    async def work(readers: Readers) -> None:
        assert await readers.read(replace(page(), meta={"title": "江\ud800"})) == Done()

    asking(work)


def test_a_process_that_dies_by_accident_costs_no_page():
    async def work(readers: Readers) -> None:
        await readers.read(page())
        os.kill(readers.pids[0], signal.SIGSTOP)
        asked = [asyncio.ensure_future(readers.read(page())) for _ in range(3)]
        await asyncio.sleep(0)
        os.kill(readers.pids[0], signal.SIGKILL)
        assert await asyncio.gather(*asked) == [here(page())] * 3

    asking(work)


def test_a_process_that_stands_still_is_replaced():
    async def work(readers: Readers) -> None:
        await readers.read(page())
        (stopped,) = readers.pids
        os.kill(stopped, signal.SIGSTOP)
        assert await asyncio.gather(readers.read(page()), readers.read(page())) == [here(page())] * 2
        assert readers.pids != [stopped]

    asking(work, wall_seconds=5.0)


def test_a_page_that_takes_too_long_is_lost():
    async def work(readers: Readers) -> None:
        with pytest.raises(Lost, match="took too long"):
            await readers.read(page(ARTICLE * 1200))
        assert (await readers.read(page())).record is not None

    asking(work, cpu_seconds=1.0)


def test_where_no_process_starts_pages_are_left_to_the_crawl(caplog: pytest.LogCaptureFixture):
    async def work(readers: Readers) -> None:
        readers._readers[0].command = ("/bin/false",)
        assert await readers.read(page()) == Done()
        assert await readers.read(page()) == Done()

    asking(work)
    assert caplog.text.count("no other process starts") == 1


def test_a_crawl_stores_the_same_with_and_without(tmp_path: Path):
    from newscrawl.store import Store

    stored = {}
    with SiteServer(Site(3 * START)) as server:
        for count in ("0", "2"):
            folder = tmp_path / count
            folder.mkdir()
            assert finish(folder, server, "-s", f"NEWSCRAWL_READERS={count}") == 0
            with Store(f"sqlite:///{folder}/crawl.db") as store:
                stored[count] = [replace(record, fetched_at=None) for record in store.records(evidence=True)]
    assert len(stored["0"]) == 3 * START
    assert stored["2"] == stored["0"]


def test_a_page_that_takes_its_process_along_is_kept_as_lost(tmp_path: Path):
    from newscrawl.store import Store

    class Huge(SiteServer):
        def answer(self, path: str, known: str | None) -> tuple[int, bytes]:
            status, body = super().answer(path, known)
            more = "<p>堤岸加固完成后，附近居民又能沿河散步了。</p>".encode() * 30_000
            return status, body.replace(b"</p></div>", b"</p>" + more + b"</div>") if "/t1." in path else body

    with Huge(Site(3)) as server:
        crawl = start(tmp_path, server, "-s", "NEWSCRAWL_READERS=1")
        while not (reading := list(filter(at_work, children(crawl.pid)))) and crawl.poll() is None:
            time.sleep(0.005)
        # As the system does where a page has had its time.
        os.kill(reading[0], signal.SIGPROF)
        assert crawl.wait(60) == 0
    with Store(f"sqlite:///{tmp_path}/crawl.db") as store:
        lost = store.rejects(store.runs()[0].id)
        assert [(each.code, each.message) for each in lost] == [("lost", "reading it took too long")]
        assert lost[0].url == f"http://{HOST}/news/t1.html"
        assert len(list(store.records())) == 2


def at_work(pid: int) -> bool:
    """Whether a process has started, which is when it ignores SIGTERM, and a page has taken it a while since.

    Other pages take a hundredth of a second or two, the first ten times as much, this one most of a second.
    """
    try:
        ignored = Path(f"/proc/{pid}/status").read_text().partition("SigIgn:")[2].split()[0]
        if not int(ignored, 16) >> (signal.SIGTERM - 1) & 1:
            return False
        before = spent(pid)
        while spent(pid) < before + 20:
            time.sleep(0.005)
    except (OSError, IndexError):
        return False
    return True


def spent(pid: int) -> int:
    """The time that a process has computed, in hundredths of a second."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11])
