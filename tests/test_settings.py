"""settings: ours come from the environment, Scrapy's are safe."""

from __future__ import annotations

import importlib

import pytest
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from newscrawl import settings

OURS = [name for name in vars(settings) if name.startswith("NEWSCRAWL_")]


@pytest.fixture
def merged() -> Settings:
    found = Settings()
    found.setmodule("newscrawl.settings")
    return found


@pytest.mark.parametrize("name", OURS)
def test_every_setting_of_ours_is_an_environment_variable(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(name, "from outside")
    assert getattr(importlib.reload(settings), name) == "from outside"
    monkeypatch.undo()
    importlib.reload(settings)


def test_nothing_listens_and_nothing_but_http_is_spoken(merged: Settings):
    assert not merged.getbool("REMOTE_CONTROL_ENABLED")
    assert not merged.getbool("TELNETCONSOLE_ENABLED")
    handlers = merged.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_sites_are_spared(merged: Settings):
    assert merged.getbool("ROBOTSTXT_OBEY")
    assert merged.getbool("AUTOTHROTTLE_ENABLED")
    assert merged.getfloat("DOWNLOAD_DELAY") >= 1
    assert not merged.getbool("COOKIES_ENABLED")


def test_everything_is_bounded(merged: Settings):
    assert merged.getint("DOWNLOAD_MAXSIZE") == 16 * 1024 * 1024
    assert 0 < merged.getint("DOWNLOAD_TIMEOUT") <= 60
    assert merged.getbool("DOWNLOAD_VERIFY_CERTIFICATES")


def test_whatever_is_named_exists(merged: Settings):
    named = [*merged["ITEM_PIPELINES"], *merged["ADDONS"], merged["LOG_FORMATTER"]]
    named += [merged["SPIDER_LOADER_CLASS"], merged["REQUEST_FINGERPRINTER_CLASS"]]
    named += [merged["TWISTED_DNS_RESOLVER"], *merged["EXTENSIONS"], *merged["DOWNLOADER_MIDDLEWARES"]]
    named += [merged["DOWNLOADER"], merged["SCHEDULER"]]
    named += filter(None, merged["DOWNLOAD_HANDLERS"].values())
    assert all(load_object(path) for path in named)
