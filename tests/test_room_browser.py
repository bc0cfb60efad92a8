"""The reading room in a real browser: clicked through, wide and narrow, by keyboard alone, and under attack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import NARROW, WIDE, browser, watched
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect
from room import SITE, canary, furnish, page_of, record_of, served, url_of
from vectors import vectors

from newscrawl.commands import main

MARKS = 100


@dataclass(frozen=True)
class Room:
    """A room in which a hundred hostile articles stand beside thirty good ones."""

    home: str
    canary: str
    asked: list[str]

    def id(self, number: int) -> str:
        return record_of(number, page_of(number)).id

    def article(self, number: int) -> str:
        return f"{self.home}/zh/articles/{self.id(number)}"


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder: Path = tmp_path_factory.mktemp("room")
    url = f"sqlite:///{folder}/room.db"
    with canary() as (address, asked):
        furnish(url, folder / "archive", vectors(address))
        with served(url, folder / "archive") as home:
            yield Room(home, address, asked)


def lit(page: Page, fact: str) -> str:
    """The colour behind the place where a fact was read, in the archived page."""
    mark = page.frame_locator("iframe[name=archived]").locator(f".f-{fact}").first
    return mark.evaluate("mark => getComputedStyle(mark).backgroundColor")


UNLIT = "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_from_search_through_evidence_versions_and_story_to_the_site(
    running: Browser, room: Room, size: tuple[int, int]
) -> None:
    with watched(running, room.home, size, locale="zh-CN") as (page, watch):
        page.goto(room.home)
        expect(page).to_have_url(f"{room.home}/zh/")
        search = page.get_by_role("searchbox")
        search.fill("守渡口的第3个清晨")
        search.press("Enter")
        page.get_by_role("link", name="守渡口的第3个清晨", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("守渡口的第3个清晨")
        frame = page.frame_locator("iframe[name=archived]")
        expect(frame.locator("del", has_text="沈 泉")).to_have_attribute("title", "byline")
        assert frame.locator(".why", has_text="phrase:tip-line").count() == 1
        assert lit(page, "published_at") == UNLIT
        fact = page.locator("a.fact[href$='#fact-published_at']")
        fact.click() if size == NARROW else fact.hover()
        expect(page.locator(".evidence:visible")).to_contain_text("2024年03月12日 09:15")
        page.wait_for_function("document.querySelector('a.fact.on')")
        expect(frame.locator(".f-published_at").first).not_to_have_css("background-color", UNLIT)
        page.goto(room.article(2))
        page.get_by_role("link", name="比较各版").click()
        expect(page.locator(".diff ins")).to_have_text("区")
        page.goto(room.article(1))
        expect(page.locator(".timeline li")).to_have_count(2)
        expect(page.locator(".timeline .first")).to_contain_text("首发")
        page.locator(".timeline a").click()
        expect(page.locator(".timeline .here")).not_to_have_class("first")
        page.get_by_role("navigation", name="栏目").get_by_role("link", name="站点").click()
        page.get_by_role("link", name="大峡新闻网").click()
        expect(page.get_by_text("“记者”明显比以往少")).to_be_visible()
        page.get_by_role("link", name="不是文章").click()
        page.get_by_role("link", name="http://www.daxia.example/sh/").click()
        expect(page.frame_locator("iframe[name=archived]").locator("body")).to_contain_text("老码头")
        watch.clean()


def test_every_page_fits_a_telephone_and_has_no_serious_fault(running: Browser, room: Room) -> None:
    """Each kind of page once; the colours of the dark are asked of those that have all of them."""
    article = room.article(1).removeprefix(room.home)
    pages = (
        "/zh/", "/en/articles?region=511700&q=渡口", "/zh/articles?q=没有这样的词", article,
        f"{room.article(2).removeprefix(room.home)}/versions", "/zh/sites", f"/zh/sites/{SITE}", "/zh/people",
        "/zh/people/沈泉", "/zh/outlets/青陵日报", "/en/api", "/zh/nothing",
    )  # fmt: skip
    with watched(running, room.home, NARROW) as (page, watch):
        wide, faults, complaints = [], [], []
        for path in pages:
            page.goto(room.home + path)
            complaints += [error for error in watch.errors if not ("404" in error and path == "/zh/nothing")]
            wide += [path] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []
            faults += serious(page, path)
            watch.errors.clear()
        page.emulate_media(color_scheme="dark")
        for path in (article, f"/zh/sites/{SITE}"):
            page.goto(room.home + path)
            faults += serious(page, f"{path} in the dark")
        assert wide == []
        assert faults == []
        assert complaints == []
        assert watch.strangers == []


def serious(page: Page, path: str) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    return [f"{path}: {fault['id']} {fault['nodes'][0]['html'][:160]}" for fault in grave]


def test_all_of_it_is_reached_by_keyboard_alone(running: Browser, room: Room) -> None:
    with watched(running, room.home, locale="en") as (page, watch):
        page.goto(f"{room.home}/en/")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to content")
        page.keyboard.press("Enter")
        page.keyboard.press("/")
        page.keyboard.type("守渡口的第4个清晨")
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles?q=*")
        tab_to(page, "h2 a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles/*")
        page.frame_locator("iframe[name=archived]").locator("del").first.wait_for()
        tab_to(page, "a.fact[href$='#fact-source-0']")
        expect(page.locator(".evidence:visible")).to_contain_text("来源：青陵日报")
        expect(page.frame_locator("iframe[name=archived]").locator(".f-source-0").first).not_to_have_css(
            "background-color", UNLIT
        )
        assert page.locator(":focus").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        watch.clean()


def test_a_citation_is_copied_by_keyboard_and_marked_where_there_is_no_clipboard(
    running: Browser, room: Room
) -> None:
    entry = f"沈泉, 冯立夏. 守渡口的第5个清晨[EB/OL]. 青陵日报, (2024-03-12)[2024-03-13]. {url_of(5)}."
    clipboard = ["clipboard-read", "clipboard-write"]
    with watched(running, room.home, permissions=clipboard) as (page, watch):
        page.goto(room.article(5))
        for name, told in (("citation", entry), ("pinned", f"urn:newscrawl:article:{room.id(5)}@1 sha256:")):
            tab_to(page, f"button[data-copy={name}]")
            page.keyboard.press("Enter")
            expect(page.get_by_role("status")).to_have_text("已复制")
            assert page.evaluate("navigator.clipboard.readText()").startswith(told)
            page.evaluate("document.getElementById('copied').textContent = ''")
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.get_by_role("button", name="复制引文").click()
        expect(page.get_by_role("status")).to_contain_text("Ctrl+C")
        assert page.evaluate("getSelection().toString()").strip() == entry
        watch.clean()


def test_without_script_a_click_marks_the_citation(running: Browser, room: Room) -> None:
    with watched(running, room.home, java_script_enabled=False) as (page, watch):
        page.goto(room.article(5).replace("/zh/", "/en/"))
        expect(page.get_by_role("heading", name="Cite")).to_be_visible()
        expect(page.locator("#citation")).to_contain_text("守渡口的第5个清晨[EB/OL]. 青陵日报, (2024-03-12)")
        expect(page.locator("#citation")).to_have_css("user-select", "all")
        expect(page.locator("button[data-copy]").first).to_be_hidden()
        watch.clean()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def framing(page: Page, home: str, addresses: list[str]) -> None:
    """Opens all addresses at once, in frames without a sandbox, and waits until nothing more is asked for."""
    frames = "".join(f'<iframe src="{address}" width="60" height="40"></iframe>' for address in addresses)
    page.route(
        f"{home}/wall", lambda route: route.fulfill(body=f"<!DOCTYPE html>{frames}", content_type="text/html")
    )
    page.goto(f"{home}/wall", wait_until="networkidle")


def test_nothing_of_a_hundred_stored_attacks_runs_or_loads(running: Browser, room: Room) -> None:
    """In their frames, even where no sandbox of ours is around them, and in the pages that show them."""
    forms = vectors(room.canary)
    assert len(set(forms)) == MARKS
    numbers = range(1001, 1001 + MARKS)
    with watched(running, room.home) as (page, watch):
        framing(page, room.home, [f"{room.article(number)}/page" for number in numbers])
        assert len(page.frames) == MARKS + 1
        for number in numbers[::25]:
            page.goto(room.article(number), wait_until="networkidle")
        page.goto(f"{room.home}/zh/articles?site={SITE}")
        while (following := page.locator("a[rel=next]")).count():
            following.click()
        page.goto(room.article(1023))
        page.frame_locator("iframe[name=archived]").locator("body").click()
        watch.clean()
    assert room.asked == []


def test_the_attacks_are_real(running: Browser, room: Room) -> None:
    """Without the room around them many of them run or load: else the test above would prove nothing."""
    pages: dict[str, str] = {}
    with canary(pages) as (address, asked), watched(running, f"http://{address}") as (page, _):
        raw = {f"/raw?{number}": f"<!DOCTYPE html>{form}" for number, form in enumerate(vectors(address))}
        pages.update(raw)
        framing(page, f"http://{address}", list(raw))
        assert len(set(asked) - {"/favicon.ico", "/x"}) > MARKS // 3


def test_a_gallery_of_the_attacks_runs_nothing_and_lights_up_what_is_pointed_at(
    running: Browser, room: Room, tmp_path: Path
) -> None:
    paths = [tmp_path / "good.html", *(tmp_path / f"{number}.html" for number in range(MARKS))]
    for path, form in zip(paths, ["", *vectors(room.canary)], strict=True):
        path.write_text(page_of(1, form), encoding="utf-8")
    out = tmp_path / "gallery.html"
    CliRunner().invoke(main, ["extract", "--no-learn", "--html", str(out), *map(str, paths)])
    with watched(running, out.as_uri()) as (page, watch):
        page.goto(out.as_uri(), wait_until="networkidle")
        expect(page.locator(".exhibit")).to_have_count(MARKS + 1)
        first = page.locator(".exhibit").first
        mark = first.locator("mark[class*='f-published_at']")
        expect(mark).to_have_css("background-color", UNLIT)
        first.locator("a.fact[href$='fact-published_at']").hover()
        expect(mark).not_to_have_css("background-color", UNLIT)
        watch.clean()
    assert room.asked == []
