"""The report as one HTML file that needs nothing else: no script, no picture, no font from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl import __version__
from newscrawl.formats.feed import is_web
from newscrawl.report.model import RunReport

if TYPE_CHECKING:
    from jinja2 import Environment

_STATES = {"running": "进行中", "done": "完成", "stopped": "中止", "failed": "失败", "lost": "中断"}
START = 120
"""Characters of an article that are shown."""


def render(report: RunReport, path: Path) -> str:
    """The report as HTML; `path` is where it will be, which it says itself.

    What comes from pages is escaped, and a content security policy lets nothing run or load but our style.
    """
    style = Path(__file__).with_name("page").joinpath("style.css").read_text(encoding="utf-8")
    digest = hashlib.sha256(style.encode()).digest()
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            rejected=sum(report.rejects_by_code.values()),
            stack=list(_stack(report)),
            path=path,
            version=__version__,
            states=_STATES,
            style=style,
            style_hash=f"sha256-{base64.b64encode(digest).decode()}",
        )
    )


def _environment() -> Environment:
    # Here: every crawl imports this module, and few write a report.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("newscrawl.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "clock": _clock,
        "duration": _duration,
        "moment": _moment,
        "level": _level,
        "start": _start,
        "is_web": is_web,
    }
    return environment


def _stack(report: RunReport) -> Iterator[tuple[str, float, float]]:
    """The parts of the bar of articles: name, where it begins, how wide it is, in percent."""
    parts = {name: report.counted(f"articles/{name}") for name in ("new", "changed", "unchanged")}
    total = sum(parts.values()) or 1
    at = 0.0
    for name, number in parts.items():
        width = round(100 * number / total, 3)
        yield name, round(at, 3), width
        at += width


def _clock(moment: datetime) -> str:
    """In the zone of the machine, which is named."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S %z}"


def _duration(length: timedelta) -> str:
    seconds = length.total_seconds()
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _moment(iso: str | None) -> str:
    """As the page showed it: never a clock time for a bare day."""
    return iso[:16].replace("T", " ") if iso else "日期不详 undated"


def _level(percent: float) -> str:
    return "most" if percent >= 80 else "some" if percent >= 30 else "few"


def _start(body: str | None) -> str:
    text = " ".join((body or "").split())
    return text if len(text) <= START else f"{text[:START]}…"
