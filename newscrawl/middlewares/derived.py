"""Scrapy's settings that follow from ours, wherever ours were given: file, environment or command line."""

from __future__ import annotations

from importlib.util import find_spec

from scrapy.settings import BaseSettings

from newscrawl import __version__
from newscrawl.errors import MissingExtra, UsageError

_NUMBERS = ("NEWSCRAWL_MAX_WAIT", "NEWSCRAWL_ROBOTS_SECONDS", "NEWSCRAWL_BLOCKED_SHARE")
_SWITCHES = ("NEWSCRAWL_ANY_HOUR", "NEWSCRAWL_TRACE", "SPIDERMON_ENABLED")


class Derived:
    """Add-on: who we say we are, and how much memory a run may take."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Set them below the command line; raises UsageError for a value of another form, MissingExtra."""
        _look_at(settings)
        contact = settings.get("NEWSCRAWL_CONTACT")
        agent = f"newscrawl/{__version__} (+{contact})" if contact else f"newscrawl/{__version__}"
        settings.set("USER_AGENT", agent, priority="project")
        settings.set("MEMUSAGE_LIMIT_MB", settings.getint("NEWSCRAWL_MEMORY_MB"), priority="project")
        if settings.get("NEWSCRAWL_REDIS_URL"):
            if find_spec("redis") is None:
                raise MissingExtra('NEWSCRAWL_REDIS_URL needs its client: pip install "newscrawl[redis]"')
            settings.set("DOWNLOADER", "newscrawl.spiders.sharing.SharedDownloader", priority="project")
        if settings.getbool("SPIDERMON_ENABLED"):
            _watched(settings)


def _look_at(settings: BaseSettings) -> None:
    for form, read, names in (
        ("a whole number", settings.getint, ("NEWSCRAWL_MEMORY_MB",)),
        ("a number", settings.getfloat, _NUMBERS),
        ("0 or 1", settings.getbool, _SWITCHES),
    ):
        for name in names:
            try:
                read(name)
            except ValueError as error:
                raise UsageError(f"{name}={settings[name]}: write {form}") from error


def _watched(settings: BaseSettings) -> None:
    if find_spec("spidermon") is None:
        raise MissingExtra('SPIDERMON_ENABLED needs Spidermon: pip install "newscrawl[monitor]"')
    settings["EXTENSIONS"]["spidermon.contrib.scrapy.extensions.Spidermon"] = 500
