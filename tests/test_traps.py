"""Traps without end, and lists that move while they are read: every article once, and few requests in vain."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from newscrawl.discover.shapes import Shapes, shape
from newscrawl.discover.traps import ASTRAY, FRUITLESS, OTHERS, Budget, Worth, is_trap
from newscrawl.spiders.lists import Lists
from newscrawl.store import Store
from tests.crawling import FAST, Answer, WebServer, scrapy
from tests.made_sites import TEMPLATES, make

HOST = "www.linxi.example"
TODAY = date(2024, 3, 21)


class Maze(dict):
    """A site whose traps answer every address below them with ever more links."""

    def __init__(self) -> None:
        site = make(TEMPLATES["jeecms"])
        super().__init__(site.pages)
        self.articles = site.articles
        door = '<a href="/rili/2024/03/">日历</a><a href="/a/b/">目录</a><a href="/filter.php?a=1">筛选</a><a href="/x1/">更多</a>'
        self["/"] = Answer(str(self["/"].body).replace("</body>", f"{door}</body>"))

    def get(self, key, default=None):
        return super().get(key) or (self._trap(key) if key.startswith("/") else None)

    def _trap(self, path: str) -> Answer | None:
        if match := re.match(r"/rili/(\d+)/(\d+)/$", path):
            year, month = map(int, match.groups())
            later, sooner = (
                (year, month + 1) if month < 12 else (year + 1, 1),
                (year, month - 1) if month > 1 else (year - 1, 12),
            )
            return self._links(
                f"/rili/{later[0]}/{later[1]:02d}/",
                f"/rili/{sooner[0]}/{sooner[1]:02d}/",
                *(f"/rili/{year}/{month:02d}/{day:02d}/" for day in range(1, 29)),
            )
        if path.startswith("/a/b/"):
            return self._links(f"{path}a/b/", f"{path}c/b/")
        if path.startswith("/filter.php"):
            return self._links(
                f"{path}&b={len(path)}",
                f"{path}&a={len(path)}",
                f"/filter.php?page={len(path)}&sort={len(path) * 7}",
            )
        if match := re.match(r"/x(\d+)/$", path):
            return self._links(*(f"/x{int(match[1]) * 3 + n}/" for n in range(3)))
        return self._links(f"{path}x/") if path.startswith("/rili/") else None

    def _links(self, *paths: str) -> Answer:
        return Answer(
            "<ul>"
            + "".join(f'<li><a href="{p.replace("&", "&amp;")}">更多</a></li>' for p in paths)
            + "</ul>"
        )


def run(folder: Path, pages) -> tuple[list[str], set[str]]:
    with WebServer(pages) as server:
        done = scrapy(
            folder,
            "crawl",
            "site",
            "-a",
            f"url=http://{HOST}/",
            *FAST,
            # What is under way when a maze is left counts as well: no more than a real crawl has of one address.
            "-s",
            "CONCURRENT_REQUESTS=4",
            NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}",
        )
    assert done.returncode == 0, done.stderr
    with Store(f"sqlite:///{folder / 'crawl.db'}") as store:
        found = [(record.url or "").removeprefix(f"http://{HOST}") for record in store.records()]
    assert len(found) == len(set(found))
    return server.paths(), set(found)


def test_traps_end_and_every_article_is_stored(tmp_path: Path):
    maze = Maze()
    asked, stored = run(tmp_path, maze)
    assert stored == set(maze.articles)
    assert len([path for path in asked if path not in maze]) <= 200


class Moving(dict):
    """A list that gains three entries on top while its third page is read, and has an empty page once."""

    def __init__(self, count: int = 60, per_page: int = 10) -> None:
        super().__init__(make(TEMPLATES["jeecms"]).pages)
        self.numbers = list(range(count, 0, -1))
        self._per_page = per_page
        self._lists = 0
        self._emptied = False

    def get(self, key, default=None):
        if key == "/":
            return Answer('<a href="/zx/index.jhtml">资讯</a>')
        if match := re.fullmatch(r"/zx/(\d+)\.jhtml", key):
            return self._article(int(match[1]))
        match = re.fullmatch(r"/zx/index(?:_(\d+))?\.jhtml", key)
        return self._list(int(match[1] or 1)) if match else None

    def _list(self, number: int) -> Answer:
        self._lists += 1
        if self._lists == 3:
            self.numbers = [63, 62, 61, *self.numbers]
        if number == 4 and not self._emptied:
            self._emptied = True
            return Answer("<ul></ul>")
        here = self.numbers[(number - 1) * self._per_page : number * self._per_page]
        entries = "".join(f'<li><a href="/zx/{n}.jhtml">江州第{n}座书屋今天在老街开门</a></li>' for n in here)
        pages = range(1, -(-len(self.numbers) // self._per_page) + 1)
        bar = "".join(f'<a href="/zx/index_{n}.jhtml">{n}</a>' for n in pages if n > 1)
        return Answer(f"<ul>{entries}</ul><div>{bar}</div>")

    def _article(self, n: int) -> Answer:
        title = f"江州第{n}座书屋今天在老街开门"
        return Answer(
            f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>2024-03-{n % 28 + 1:02d} 09:00 来源：江州日报</p>"
            f"<div><p>第{n}座书屋收了{n * 31}册旧书，店主邱根生说，谁都可以进来坐，不买也没有关系，茶水一直是热的。</p>"
            f"<p>开门头一天来了{n + 40}位街坊，有人带来自家的旧书换走另一本，书屋打算一直这样换下去。</p></div></body></html>"
        )


def test_a_list_that_grows_while_it_is_read_loses_nothing(tmp_path: Path):
    moving = Moving()
    _, stored = run(tmp_path, moving)
    assert stored == {f"/zx/{n}.jhtml" for n in range(1, 64)}


@pytest.mark.parametrize(
    "path",
    [
        "/a/b/a/b/1.html",
        "/zx/zx/zx/1.html",
        "/calendar/2031/04/",
        "/rili.php?year=2025&month=4",
        "/?a=1&a=2&a=3",
        "/f.php?" + "&".join(f"p{n}=1" for n in range(9)),
        "/events/2024/07/",
    ],
)
def test_addresses_that_are_traps(path: str):
    assert is_trap(f"http://{HOST}{path}", TODAY)


@pytest.mark.parametrize(
    "path",
    [
        "/art/2024/1/18/art_1_2.html",
        "/zx/sc/146.html",
        "/calendar/2024/03/",
        "/index.php?m=content&c=index&a=show&catid=5&id=123",
        "/2031/12/1.html",
        "/html/2024-01/12/content_2_3.htm",
        "/rili.php?year=2024&month=3",
    ],
)
def test_addresses_that_are_none(path: str):
    assert not is_trap(f"http://{HOST}{path}", TODAY)


@pytest.mark.parametrize("behind", range(len(FRUITLESS)))
def test_a_shape_that_leads_to_nothing_is_closed_and_others_are_not(behind: int):
    shapes = Shapes()
    budget = Budget(shapes)
    for number in range(FRUITLESS[behind]):
        assert not budget.is_spent(f"http://{HOST}/x{number}/", behind)
        budget.judge(f"http://{HOST}/x{number}/", behind, Worth.NOTHING)
    assert budget.is_spent(f"http://{HOST}/x999/", behind)
    assert not budget.is_spent(f"http://{HOST}/zx/index_3.html", behind)
    for _ in range(FRUITLESS[behind] // 10 + 1):
        budget.judge(f"http://{HOST}/x1/", behind, Worth.NEW)
    assert not budget.is_spent(f"http://{HOST}/x999/", behind)


@pytest.mark.parametrize("leads", [True, False])
def test_lists_that_look_like_articles_are_read_on_while_they_lead_to_some(leads: bool):
    lists = Lists()
    for number in range(OTHERS):
        url = f"http://{HOST}/{20240101 + number}/"
        if leads and number % 5 == 0:
            lists.lead(url)
        lists.learn(url, False)
    assert lists.budget.is_spent(f"http://{HOST}/20240226/") is not leads


def test_a_query_that_grows_is_closed_whatever_it_asks():
    budget = Budget(Shapes())
    query = "a=1"
    for number in range(FRUITLESS[2]):
        query += f"&p{number}=1"
        budget.judge(f"http://{HOST}/f.php?{query}", 2, Worth.NOTHING)
    assert budget.is_spent(f"http://{HOST}/f.php?other=1", 2)
    assert not budget.is_spent(f"http://{HOST}/f.php?other=1")


def test_a_maze_of_ever_new_words_is_closed_and_what_has_been_of_use_is_not():
    budget = Budget(Shapes())
    budget.judge(f"http://{HOST}/col/col1/index.html", 1, Worth.NEW)
    for number in range(ASTRAY - 1):
        word = "".join(chr(97 + int(digit)) for digit in str(number))
        assert not budget.is_spent(f"http://{HOST}/maze/{word}/", 3)
        budget.judge(f"http://{HOST}/maze/{word}/", 3, Worth.KNOWN)
    assert budget.is_spent(f"http://{HOST}/maze/another/", 3)
    assert not budget.is_spent(f"http://{HOST}/maze/another/")
    assert not budget.is_spent(f"http://{HOST}/col/col2/index.html", 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/zx/202401/t20240118_77.html", "/zx/202312/t20231201_1.html"),
        ("/show.php?id=3", "/show.php?id=44"),
        ("/2024/01/new-bridge-opens/", "/2023/11/old-mill-is-sold/"),
        ("/renwen/xinqiaotongche.html", "/renwen/laochangguanting.html"),
        ("/html/?77.html", "/html/?1.html"),
        ("/NewsDetail/14A03569", "/NewsDetail/E7F1D9"),
    ],
)
def test_pages_of_one_kind_have_one_shape(one: str, other: str):
    assert shape(f"http://{HOST}{one}") == shape(f"http://{HOST}{other}")


def test_scripts_that_answer_differently_have_different_shapes():
    assert shape(f"http://{HOST}/?m=show&id=1") != shape(f"http://{HOST}/?m=list&id=1")
    assert shape(f"http://{HOST}/?77.html") != shape(f"http://{HOST}/?list_77.html")
    assert shape(f"http://{HOST}/renwen/xinqiao.html") != shape(f"http://{HOST}/renwen/index.html")
