"""The log of a crawl: for people on a terminal, one JSON object an event for programs."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from scrapy.settings import BaseSettings

from newscrawl.errors import UsageError

# What an event may say beyond its text. Scrapy attaches whole spiders and responses besides.
FIELDS = frozenset(("site", "run", "pages", "articles", "rate", "queued", "hosts", "code"))

# What libraries say of their own set-up: several screens, the same in every run. LOG_LEVEL=DEBUG shows it.
_SET_UP = (
    "scrapy.utils.log",
    "scrapy.addons",
    "scrapy.middleware",
    "scrapy.crawler",
    "alembic.runtime.plugins",
)

# What would break a line, or make a terminal do something: a server chooses what messages quote.
_CONTROL = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n"}
_BREAKS = {0x2028: "\\u2028", 0x2029: "\\u2029"}
_IN_JSON = {code: f"\\u{code:04x}" for code in (*range(127, 160), *_BREAKS)}


def is_structured(settings: BaseSettings) -> bool:
    """Whether events are JSON: by NEWSCRAWL_LOG (`json`, `text`), else unless stderr is a terminal.

    Raises UsageError.
    """
    wanted = settings.get("NEWSCRAWL_LOG") or "auto"
    if wanted not in ("auto", "json", "text"):
        raise UsageError(f"NEWSCRAWL_LOG={wanted}: write json, text or auto")
    return bool(wanted == "json" or (wanted == "auto" and not sys.stderr.isatty()))


def install(settings: BaseSettings) -> None:
    """Log in our form from now on, in place of Scrapy's handler. Raises UsageError."""
    if not settings.getbool("LOG_ENABLED"):
        return
    formatter = (
        _Structured()
        if is_structured(settings)
        else _Plain(settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"])
    )
    path = settings.get("LOG_FILE")
    mode = "a" if settings.getbool("LOG_FILE_APPEND") else "w"
    handler = (
        logging.FileHandler(path, mode, encoding="utf-8", errors="backslashreplace")
        if path
        else logging.StreamHandler()
    )
    handler.setFormatter(formatter)
    handler.setLevel(settings["LOG_LEVEL"])
    # No level of these loggers: Scrapy takes it back when it sets up its own.
    if settings["LOG_LEVEL"] == "INFO":
        handler.addFilter(lambda record: record.name not in _SET_UP or record.levelno > logging.INFO)
    logging.getLogger().addHandler(handler)
    settings.set("LOG_ENABLED", False, priority="cmdline")
    settings.set("LOG_FILE", None, priority="cmdline")


class _Plain(logging.Formatter):
    """Lines for people, in which nothing steers the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).translate(_CONTROL | _BREAKS)


class _Structured(logging.Formatter):
    """One JSON object an event, each on one line. No library: the second run of a site has to end at once."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        told = {
            "event": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name in FIELDS},
            "timestamp": f"{at:%Y-%m-%dT%H:%M:%S.%fZ}",
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str).translate(_IN_JSON)
