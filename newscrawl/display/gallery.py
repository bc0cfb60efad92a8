"""Pages beside their records as one HTML file: no script, nothing loaded, readable offline."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import UNSET

from newscrawl import __version__
from newscrawl.display import facts
from newscrawl.display.frame import Shown, body_html, fact_id, show, slug, style
from newscrawl.model import Page, Record

LABELS = {
    "title": "标题 title",
    "kicker": "引题 kicker",
    "subtitle": "副题 subtitle",
    "published_at": "发布时间 published",
    "modified_at": "更新时间 modified",
    "source": "来源 source",
    "reporters": "记者 reporters",
    "editors": "编辑 editors",
    "dateline": "电头 dateline",
    "regions": "地区 regions",
    "channel": "频道 channel",
    "keywords": "关键词 keywords",
}


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One page as it hangs in the gallery. `read`: the input was a page, be it an article or not."""

    name: str
    anchor: str
    title: str
    html: str
    style: str
    read: bool


def exhibited(
    name: str, pages: Sequence[Page], record: Record | None, why: str = "", *, read: bool = True
) -> Exhibit:
    """A page beside its record, or beside the reason `why` there is none."""
    anchor = f"p{hashlib.blake2b(name.encode('utf-8', 'surrogateescape'), digest_size=5).hexdigest()}"
    prefix = f"{anchor}-"
    shown = show(pages, record, prefix) if pages else Shown("", (), (), False)
    removed = [] if record is None or record.removed is UNSET else record.removed
    html = (
        _environment()
        .get_template("exhibit.html")
        .render(
            name=name.encode("utf-8", "backslashreplace").decode(),
            anchor=anchor,
            prefix=prefix,
            shown=Markup(shown.html),
            record=record,
            why=why,
            head=[
                (n, f) for n in ("kicker", "title", "subtitle") if record and (f := facts.headline(record, n))
            ],
            rows=facts.rows(record) if record else [],
            text=Markup(body_html(record)) if record else "",
            removed=removed,
            labels=LABELS,
        )
    )
    return Exhibit(name, anchor, (record and record.title) or why, html, _pointing(shown.facts, prefix), read)


def head(exhibits: Sequence[Exhibit]) -> str:
    """What stands before the exhibits: the policy that lets nothing run or load, the style, the contents.

    Of the exhibits names, titles and styles are needed here, not their html.
    """
    sheet = style(()) + _own() + "".join(exhibit.style for exhibit in exhibits)
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return (
        _environment()
        .get_template("gallery.html")
        .render(exhibits=exhibits, sheet=Markup(sheet), digest=digest, version=__version__)
    )


def foot() -> str:
    """What stands behind the exhibits."""
    return "</main></body></html>\n"


def _pointing(names: Sequence[str], prefix: str) -> str:
    """A fact that is pointed at, focused or followed lights up where it was read."""
    rules = []
    for name in names:
        anchor, kind = fact_id(name, prefix), f"{prefix}f-{slug(name)}"
        asked = f'a[href="#{anchor}"]'
        where = f":root:has(#{anchor}:target,{asked}:hover,{asked}:focus)"
        rules.append(f"{where} .{kind}{{background:var(--lit)}}")
        rules.append(f"{where} .{prefix}v-{slug(name)}{{background:var(--hit)}}")
    return "".join(rules)


@cache
def _own() -> str:
    return Path(__file__).with_name("gallery.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("newscrawl.display", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
