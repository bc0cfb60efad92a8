"""Where facts stand on pages that generic rules can read: selectors that are the same page after page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lxml.etree import _Element as Element
from msgspec import UNSET

from newscrawl.blocks import lay_out
from newscrawl.clean.selectors import parse_selector
from newscrawl.errors import NotAnArticle
from newscrawl.extract import clean_under
from newscrawl.model import Cleaned, Layout, Node, Page, Record, Site, text_of

_MAX_FACT = 160
_MIN_RAW = 2
# A label and its colon.
_LABEL = 5
_SPACE = re.compile(r"\s+")
# Names that every paragraph of an editor or every page carries, and those with the number of the article.
_NAME = re.compile(r"[A-Za-z][\w-]{1,40}")
_OWN = re.compile(r"\d{3,}")
_ABOVE = 3
_REPEATED = 3


def body_selectors(pages: Sequence[Page], site: Site | None) -> Counter[str]:
    """Selectors of the element that holds the story as it is found under `site`: on how many pages each."""
    votes: Counter[str] = Counter()
    for page in pages:
        cleaned = _cleaned(page, site)
        node = _story_node(cleaned) if cleaned else None
        if node is not None:
            votes.update(set(_of_ancestors(node)))
    return votes


def fact_selectors(
    pages: Sequence[Page],
    records: Sequence[Record | None],
    fact: str,
    known: frozenset[str] = frozenset(),
) -> Counter[str]:
    """Selectors of the smallest element in which a fact was read: on how many pages each names just one.

    `known`: values that other pages of the site have; where a page has none, an element that says no more
    than one of them counts.
    """
    votes: Counter[str] = Counter()
    for page, record in zip(pages, records, strict=True):
        raw = _raw(record, fact)
        if len(raw) < _MIN_RAW and not known:
            continue
        named: dict[str, list[str]] = defaultdict(list)
        for element, text in _labelled(page):
            for selector in _selectors(element.tag, element.get("id"), element.get("class")):
                named[selector].append(text)
        single = [(texts[0], each) for each, texts in named.items() if len(texts) == 1]
        fits = [(len(text), each) for text, each in single if (raw in text if raw else _says(text, known))]
        smallest = min((size for size, _ in fits), default=0)
        votes.update(each for size, each in fits if size == smallest)
    return votes


def furniture_selectors(pages: Sequence[Page], site: Site | None) -> Counter[str]:
    """Selectors inside stories of what repeats on other pages word by word: on how many pages each."""
    texts: Counter[str] = Counter()
    stories = [(lay_out(page), cleaned) for page in pages if (cleaned := _cleaned(page, site))]
    for _, cleaned in stories:
        texts.update({verdict.block.text for verdict in cleaned.story if verdict.block.text})
    votes: Counter[str] = Counter()
    spoilt: set[str] = set()
    for layout, cleaned in stories:
        kept = {v.block.text for v in cleaned.story if v.role in ("body", "heading")}
        for selector, lines in _lines_of_names(layout):
            repeated = [texts[line] >= _REPEATED for line in lines]
            if lines and all(repeated):
                votes[selector] += any(line in kept for line in lines)
            elif lines:
                spoilt.add(selector)
    return Counter({each: hits for each, hits in votes.items() if hits >= _REPEATED and each not in spoilt})


def _cleaned(page: Page, site: Site | None) -> Cleaned | None:
    try:
        return clean_under(page, site)
    except NotAnArticle:
        return None


def _story_node(cleaned: Cleaned) -> Node | None:
    """The innermost element around all that is kept of the story."""
    kept = [verdict.block.node for verdict in cleaned.story if verdict.role in ("body", "heading")]
    if not kept:
        return None
    shared = list(kept[0].ancestors())
    for node in kept[1:]:
        above = set(node.ancestors())
        shared = [each for each in shared if each in above]
    only_line = len(kept) == 1 and shared[0].tag == "p" and shared[0].parent is not None
    return shared[0].parent if only_line else shared[0]


def _of_ancestors(node: Node) -> Iterator[str]:
    for above, _ in zip(node.ancestors(), range(_ABOVE), strict=False):
        if above.tag in ("body", "html"):
            return
        names = list(_selectors(above.tag, above.element.get("id"), above.element.get("class")))
        yield from names
        if names:
            return


def _lines_of_names(layout: Layout) -> Iterator[tuple[str, list[str]]]:
    for name, nodes in layout.named.items():
        if not _is_name(name):
            continue
        lines = [b.text for node in nodes for b in layout.blocks[node.first : node.last] if b.text]
        kind = "#" if nodes[0].element.get("id", "").lower() == name else "."
        yield f"{kind}{name}", lines


def _labelled(page: Page) -> Iterator[tuple[Element, str]]:
    for element in page.root.iter():
        if isinstance(element.tag, str) and (
            element.get("class") or element.get("id") or element.tag == "h1"
        ):
            text = text_of(element)
            if 0 < len(text) <= _MAX_FACT:
                yield element, _SPACE.sub("", text)


def _selectors(tag: str, identity: str | None, classes: str | None) -> Iterator[str]:
    """`#id`, `.class` of an element, and `h1`, which stands for itself."""
    if identity and _is_name(identity):
        yield f"#{identity}"
    for name in (classes or "").split():
        if _is_name(name):
            yield f".{name}"
    if tag == "h1":
        yield "h1"


def _is_name(name: str) -> bool:
    if not _NAME.fullmatch(name) or _OWN.search(name):
        return False
    return bool(parse_selector(f".{name}").parts)


def _says(text: str, known: frozenset[str]) -> bool:
    """Whether a text is one of the known values, or that with a word for what it is."""
    return any(value in text and len(text) <= len(value) + _LABEL for value in known)


def _raw(record: Record | None, fact: str) -> str:
    """What was read for a fact, without white space; "" where no reader of the page sees it."""
    if record is None or record.provenance is UNSET:
        return ""
    found = record.provenance.get(fact) or record.provenance.get(f"{fact}.0")
    if found is None or re.search(r"^(?:meta|jsonld|script|url|list|title-tag|own-site)", found.rule):
        return ""
    return _SPACE.sub("", found.raw)
