"""Runs one after the other over a site that changes: what is asked for, and what becomes of what is known."""

from __future__ import annotations

from pathlib import Path

from newscrawl.store import Store
from tests.crawling import FAST, Answer, WebServer, scrapy

HOST = "www.jia.example"
DAYS = {1: "2024-03-20", 2: "2024-03-18", 3: "2023-11-02"}
LISTED = "".join(
    f'<li><a href="/zx/{n}.html">江州第{n}座书屋今天在老街开门</a><span>{day}</span></li>'
    for n, day in DAYS.items()
)


def story(number: int, books: int) -> Answer:
    title = f"江州第{number}座书屋今天在老街开门"
    text = f"<p>第{number}座书屋收了{books}册旧书，店主邱根生说，谁都可以进来坐，不买也没有关系，茶水一直是热的。</p>"
    head = f"<h1>{title}</h1><p>{DAYS[number]} 09:00 来源：江州日报</p>"
    return Answer(f"<html><head><title>{title}</title></head><body>{head}<div>{text * 2}</div></body></html>")


def run(folder: Path, server: WebServer, *args: str) -> list[str]:
    """The articles that a run asks for."""
    before = len(server.asked)
    target = f"{HOST}={server.address}"
    done = scrapy(
        folder, "crawl", "site", "-a", f"url=http://{HOST}/", *args, *FAST, NEWSCRAWL_CONNECT_TO=target
    )
    assert done.returncode == 0, done.stderr
    return sorted(asked.path for asked in server.asked[before:] if asked.path.startswith("/zx/"))


def statuses(folder: Path) -> dict[str, tuple[str, int]]:
    """Status and version by path."""
    with Store(f"sqlite:///{folder / 'crawl.db'}") as store:
        records = list(store.records())
    return {
        (record.url or "").removeprefix(f"http://{HOST}"): (record.status, record.version)
        for record in records
    }


def test_what_is_new_changed_and_withdrawn_is_found(tmp_path: Path):
    site = {"/": Answer(f"<ul>{LISTED}</ul>"), **{f"/zx/{n}.html": story(n, n * 31) for n in DAYS}}
    with WebServer(site) as server:
        assert run(tmp_path, server, "-a", "since=2024-03-01") == ["/zx/1.html", "/zx/2.html"]
        assert run(tmp_path, server) == ["/zx/3.html"]

        site["/zx/1.html"] = story(1, 4000)
        del site["/zx/2.html"]
        assert run(tmp_path, server, "-a", "full=1") == ["/zx/1.html", "/zx/2.html", "/zx/3.html"]
        assert statuses(tmp_path) == {
            "/zx/1.html": ("changed", 2), "/zx/2.html": ("live", 1), "/zx/3.html": ("live", 1),
        }  # fmt: skip

        # Missing once may be a server under repair.
        run(tmp_path, server, "-a", "full=1")
    assert {path: status for path, (status, _) in statuses(tmp_path).items()} == {
        "/zx/1.html": "changed", "/zx/2.html": "withdrawn", "/zx/3.html": "live",
    }  # fmt: skip
