"""A tree of a stranger's page → a Sheet: a few harmless tags that we write ourselves, and the texts between.

Nothing of the page's markup is copied. Of an element only its kind counts: a heading becomes our `<h2>`, a
picture a word, and what has no counterpart here (scripts, styles, forms, frames, SVG) becomes nothing. No
attribute passes but the spans of table cells, which are numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.blocks import picture_url
from newscrawl.model import INVISIBLE

# Of a page beyond these bounds the first part is shown.
MOST_ELEMENTS = 60_000
MOST_CHARACTERS = 1_500_000
# A browser nests 512 levels; what lies deeper than this stands beside its parents.
_DEEPEST = 120

_NOTHING = frozenset(
    "head script style noscript template svg math canvas select option optgroup datalist button"
    " textarea input title meta link base param source track map area applet frameset frame noframes xmp"
    " plaintext portal dialog slot object embed iframe audio video".split()
)
_MEDIA = {"video": "▶", "audio": "♪", "iframe": "▭", "object": "▭", "embed": "▭"}
_BLOCKS: dict[str, str] = {
    **dict.fromkeys(
        "p div section article main header footer nav aside center form fieldset figure address details"
        " summary dl dt dd hgroup marquee founder-content body html".split(),
        "div",
    ),
    **{name: name for name in "ul ol li table caption thead tbody tfoot tr td th blockquote pre".split()},
    "legend": "div",
    "figcaption": "div",
    **{f"h{level}": f"h{level}" for level in range(1, 7)},
}
_INLINE = {"b": "b", "strong": "b", "em": "i", "i": "i", "u": "u", "s": "s", "small": "small"}
_INLINE |= {"sub": "sub", "sup": "sup"}
_PARAGRAPH = ' class="p"'


@dataclass(frozen=True, slots=True)
class Piece:
    """A text between two tags; its visible characters are index[start:end] of the sheet."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Sheet:
    """Tags of ours (strings, complete) and pieces of the page's text, in order.

    `index`: all characters of the pieces without white space, which pages use as they like; positions in it
    are what spans are given in. `headings`: where the texts of headings stand in it. `cut`: the page goes on.
    """

    parts: list[str | Piece] = field(default_factory=list)
    index: str = ""
    headings: list[tuple[int, int]] = field(default_factory=list)
    cut: bool = False


def squeeze(text: str) -> str:
    """The characters of `text` that can be seen."""
    return "".join(text.translate(INVISIBLE).split())


def lay_flat(root: Element) -> Sheet:
    """The sheet of a page's tree, which is only read."""
    return _Walk().run(root)


@dataclass(slots=True)
class _Walk:
    """One reading of a tree; `open` holds the closing tag of each element that is open, "" for none."""

    sheet: Sheet = field(default_factory=Sheet)
    open: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    length: int = 0
    elements: int = 0
    heading: int = 0

    def run(self, root: Element) -> Sheet:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if not self._start(element):
                    walker.skip_subtree()
            else:
                self._end(element, root)
            if self.elements > MOST_ELEMENTS or self.length > MOST_CHARACTERS:
                self.sheet.cut = True
                break
        self.sheet.parts.extend(tag for tag in reversed(self.open) if tag)
        self.sheet.index = "".join(self.texts)
        return self.sheet

    def _start(self, element: Element) -> bool:
        """Open an element; False where nothing below it is shown."""
        self.elements += 1
        name = element.tag if isinstance(element.tag, str) else ""
        opening, closing = _tags(name, element) if len(self.open) < _DEEPEST else ("", "")
        if name in _NOTHING:
            opening, closing = _instead(name), ""
        if opening:
            self.sheet.parts.append(opening)
        self.open.append(closing)
        if not name or name in _NOTHING or opening.endswith("/>") or name == "img":
            return False
        if closing.startswith("</h"):
            self.heading = self.length
        self._add(element.text)
        return True

    def _end(self, element: Element, root: Element) -> None:
        closing = self.open.pop()
        if closing:
            self.sheet.parts.append(closing)
            if closing.startswith("</h") and self.length > self.heading:
                self.sheet.headings.append((self.heading, self.length))
        if element is not root:
            self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        seen = squeeze(text)
        self.sheet.parts.append(Piece(text, self.length, self.length + len(seen)))
        self.texts.append(seen)
        self.length += len(seen)


def _tags(name: str, element: Any) -> tuple[str, str]:
    """Our opening and closing tag for an element; empty where its text simply runs on."""
    if name == "br":
        return "<br/>", ""
    if name == "hr":
        return "<hr/>", ""
    if name == "img":
        return _picture(element), ""
    if name == "a":
        return ('<span class="link">', "</span>") if element.get("href") else ("<span>", "</span>")
    if name in _INLINE:
        return f"<{_INLINE[name]}>", f"</{_INLINE[name]}>"
    ours = _BLOCKS.get(name)
    if ours is None:
        return "", ""
    attributes = _PARAGRAPH if name == "p" else "".join(_spans(element)) if name in ("td", "th") else ""
    if _is_hidden(element):
        attributes = ' class="hid"'
    return f"<{ours}{attributes}>", f"</{ours}>"


def _spans(element: Element) -> Iterator[str]:
    for name in ("colspan", "rowspan"):
        value = element.get(name) or ""
        if value.isascii() and value.isdigit() and len(value) < 4:
            yield f' {name}="{value}"'


def _picture(element: Element) -> str:
    """A picture is not loaded: a box says that there is one, and what it is of."""
    if not picture_url(element):
        return ""
    said = " ".join((element.get("alt") or "").split())[:80]
    return f'<span class="pic">▨ {escape(said)}</span>' if said else '<span class="pic bare">▨</span>'


def _instead(name: str) -> str:
    return f'<span class="pic">{_MEDIA[name]}</span>' if name in _MEDIA else ""


def _is_hidden(element: Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None
