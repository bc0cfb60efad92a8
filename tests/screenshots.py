"""`python -m tests.screenshots FOLDER`: the pictures of the documentation, of the portal and of invented news."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from newscrawl.store import Ending, Store
from newscrawl.store.health import Trouble
from tests.bench.stocked import stock
from tests.browsing import WIDE, browser
from tests.room import served


def main() -> None:
    """Crawl the portal, invent eight hundred articles, and look at both."""
    out = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name, browser() as running:
        folder = Path(name)
        portal = _crawled(folder)
        stocked = f"sqlite:///{folder}/stocked.db"
        stock(stocked, 2400, sites=6, runs=9)
        _sicken(stocked, "invented.001")
        context = running.new_context(viewport={"width": WIDE[0], "height": 1000}, locale="zh-CN")
        page = context.new_page()
        with served(stocked) as home:
            page.goto(f"{home}/zh/")
            _take(page, out / "room-today.png", 1020)
            page.goto(f"{home}/zh/sites/invented.001")
            _take(page, out / "room-site.png", 900)
        with served(portal, folder / "data/archive") as home:
            page.goto(f"{home}/zh/articles?q=渡口")
            _take(page, out / "room-articles.png", 820)
            page.get_by_role("link", name="守渡口的人").first.click()
            page.frame_locator("iframe[name=archived]").locator("del").first.wait_for()
            page.locator("a.fact[href$='#fact-reporters-0']").focus()
            page.frame_locator("iframe[name=archived]").locator(".f-reporters-0").first.wait_for()
            _take(page, out / "room-article.png", 740)
        page.goto((folder / "data/export/demo.html").as_uri())
        page.set_viewport_size({"width": 1200, "height": 1420})
        page.screenshot(path=out / "report.png")
        page.goto(_gallery(folder).as_uri())
        page.set_viewport_size({"width": WIDE[0], "height": 760})
        reporter = page.locator("a[href$='-fact-reporters-0']")
        shown = page.locator("section.exhibit").filter(has=reporter).filter(has=page.locator("del")).first
        shown.locator(reporter).click()
        shown.evaluate("section => section.scrollIntoView()")
        _take(page, out / "gallery.png", 760)


def _crawled(folder: Path) -> str:
    """The database of the demonstration portal, crawled into `folder`."""
    command = [sys.executable, "-m", "newscrawl", "demo"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    url = f"sqlite:///{folder}/data/newscrawl.db"
    _index(url)
    return url


def _sicken(url: str, site: str) -> None:
    """One more run of a site, as its last one, and what its monitors would say."""
    says = "reporters found in 9% of the articles, before in 80%"
    with Store(url) as store:
        last = store.runs(1, site)[0]
        run = store.begin_run(site)
        with store.transaction(run) as transaction:
            transaction.settle([Trouble("fill_rate", "reporters", says)])
        store.end_run(run, Ending("done", last.counters, "finished"))


def _gallery(folder: Path) -> Path:
    """The gallery of the portal's archived pages."""
    path = folder / "gallery.html"
    archives = sorted(each.relative_to(folder) for each in folder.glob("data/archive/*/*.warc.gz"))
    command = [sys.executable, "-m", "newscrawl", "extract", "--html", path, *archives]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return path


def _index(url: str) -> None:
    with Store(url) as store:
        while store.index():
            continue


def _take(page: Page, path: Path, height: int) -> None:
    page.set_viewport_size({"width": WIDE[0], "height": height})
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path)


if __name__ == "__main__":
    main()
