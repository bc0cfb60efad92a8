"""The documentation as a site: complete, linked, and made of nothing that lies elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from tests.told import PAGES, ROOT, prose


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site. Built strictly: pages outside the contents, dead links and anchors fail."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_built(site: Path) -> None:
    told = {page.with_suffix(".html").name for page in PAGES if page.parent.name == "docs"}
    assert {page.name for page in site.glob("*.html")} == told | {"404.html"}


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    loaded = []
    for page in site.rglob("*.html"):
        tree = html.fromstring(page.read_bytes())
        loaded += tree.xpath(
            "//@src | //link[not(@rel='canonical')]/@href | //@srcset | //form/@action | //@poster"
        )
    assert len(loaded) > 50
    assert [address for address in loaded if re.match(r"(?:[a-z]+:)?//", address)] == []


def test_style_sheets_load_nothing_from_elsewhere(site: Path) -> None:
    sheets = [sheet.read_text("utf-8") for sheet in site.rglob("*.css")]
    assert sheets
    found = [address for sheet in sheets for address in re.findall(r"url\([\"']?([^)\"']+)|@import", sheet)]
    assert [address for address in found if re.match(r"https?:|//", address)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", prose(page))
    dead = [
        link for link in links
        if not re.match(r"https?:|mailto:|#", link) and not (page.parent / link.partition("#")[0]).exists()
    ]  # fmt: skip
    assert dead == []


def test_every_picture_is_shown_somewhere() -> None:
    text = "".join(page.read_text("utf-8") for page in PAGES)
    pictures = [path.name for path in (ROOT / "docs").iterdir() if path.suffix in (".png", ".svg")]
    assert [name for name in pictures if name not in text] == []
