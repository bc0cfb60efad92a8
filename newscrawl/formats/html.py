"""The parts of a story → HTML of a few safe elements: no script, no style, no address but http and https."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from newscrawl.formats.feed import is_web
from newscrawl.model import Heading, ImagePart, ListPart, Paragraph, Part, Quote, Record, VideoPart


def to_html(record: Record) -> str:
    """The story in reading order; of a record without parts, its body."""
    if record.blocks:
        return "\n".join(filter(None, map(_part, record.blocks)))
    return "\n".join(_element("p", text) for text in (record.body or "").split("\n\n") if text)


def _part(part: Part) -> str:
    match part:
        case Paragraph():
            return _element("p", part.text)
        case Heading():
            return _element("h3", part.text)
        case Quote():
            return f"<blockquote>{_element('p', part.text)}</blockquote>"
        case ListPart():
            return f"<ul>{''.join(_element('li', item) for item in part.items)}</ul>"
        case ImagePart():
            return _picture(part)
        case VideoPart():
            return _link(part.src, part.caption or part.src)
        case _:
            return f"<table>{''.join(map(_row, part.rows))}</table>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _row(cells: Sequence[str]) -> str:
    return f"<tr>{''.join(_element('td', cell) for cell in cells)}</tr>"


def _picture(part: ImagePart) -> str:
    said = " ".join(filter(None, (part.caption, part.credit)))
    caption = _element("figcaption", said) if said else ""
    if not is_web(part.src):
        return f"<figure>{caption}</figure>" if caption else ""
    return f'<figure><img src="{escape(part.src)}" alt="{escape(part.caption or "")}"/>{caption}</figure>'


def _link(url: str, text: str) -> str:
    return f'<p><a href="{escape(url)}">{escape(text)}</a></p>' if is_web(url) else _element("p", text)
