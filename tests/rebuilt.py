"""The corpus rebuilt: how extraction holds where no rule of a site or content system helps.

python tests/rebuilt.py [NAME…]      figures of score.py for every way of rebuilding, or for those named

Each page is read with the generic rules alone, after its markup has been changed in a way that changes
nothing of what a reader sees. That is the best estimate there is for pages of hosts that nobody wrote a rule for.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from floors import SHARED, load
from lxml import etree, html

from newscrawl.blocks import lay_out
from newscrawl.catalog import GENERIC
from newscrawl.clean import clean
from newscrawl.cms.generic import RULES
from newscrawl.errors import Refused
from newscrawl.export import encode
from newscrawl.fields import find_fields
from newscrawl.inputs import read_inputs
from newscrawl.model import Fetched, Record
from newscrawl.normalize import normalize
from newscrawl.page import parse

Tree = Any
FIGURES = ("body F1", "F1>.95", "perfect", "title", "day", "minute", "overclaim", "source", "reporters")
FIGURES += ("rep. none", "editors", "leak", "no record")
assert RULES.name == GENERIC


def names_scrambled(tree: Tree) -> None:
    """Classes and ids are random words: nothing is called title, content, comment or sidebar."""
    for element in tree.iter(etree.Element):
        for key in ("class", "id"):
            words = (element.get(key) or "").split()
            if words:
                element.set(key, " ".join("x" + hashlib.sha256(w.encode()).hexdigest()[:6] for w in words))


def without_meta(tree: Tree) -> None:
    """No META, no JSON-LD."""
    for element in list(tree.iter("meta", "script")):
        if element.tag == "meta" or "ld+json" in (element.get("type") or ""):
            element.drop_tree()


def without_comments(tree: Tree) -> None:
    for comment in list(tree.iter(etree.Comment)):
        comment.drop_tree()


def paragraphs_by_br(tree: Tree) -> None:
    """Every paragraph is text between two <br>."""
    for element in list(tree.iter("p")):
        line_break = etree.Element("br")
        line_break.tail, element.tail = element.tail, None
        element.addnext(line_break)
        element.drop_tag()


def paragraphs_by_div(tree: Tree) -> None:
    for element in tree.iter("p"):
        element.tag = "div"


def headings_by_div(tree: Tree) -> None:
    for element in tree.iter("h1", "h2", "h3", "h4"):
        element.tag = "div"


def title_of_site(tree: Tree) -> None:
    """The title tag names the site alone, and META no title."""
    for element in tree.iter("title"):
        element.text = "江州新闻网"
    for element in list(tree.iter("meta")):
        if "title" in (element.get("property") or element.get("name") or "").lower():
            element.drop_tree()


WAYS: dict[str, Sequence[Callable[[Tree], None]]] = {
    "as it is": (),
    "names scrambled": (names_scrambled,),
    "without META": (without_meta,),
    "without comments": (without_comments,),
    "p as br": (paragraphs_by_br,),
    "p as div": (paragraphs_by_div,),
    "h as div": (headings_by_div,),
    "title of site": (title_of_site,),
    "all but br": (names_scrambled, without_meta, without_comments, paragraphs_by_div),
}


def rebuilt(page: str, changes: Sequence[Callable[[Tree], None]]) -> bytes:
    """The page after the changes, in UTF-8 with its mark."""
    if not changes:
        return page.encode("utf-8-sig", "replace")
    tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    for change in changes:
        change(tree)
    return str(html.tostring(tree, encoding="unicode")).encode("utf-8-sig", "replace")


def bare_record(body: bytes, url: str | None) -> Record:
    """The record by the generic rules alone."""
    page = parse(Fetched(body, url))
    return normalize(find_fields(clean(page, lay_out(page), (RULES,), None)))


def measure(shared: Path, changes: Sequence[Callable[[Tree], None]]) -> dict[str, float]:
    """Every figure of score.py over the rebuilt corpus."""
    score = load(shared / "tools" / "score.py")
    records = {}
    for page in read_inputs([str(path) for path in sorted((shared / "corpus" / "pages").iterdir())], {}):
        assert isinstance(page.content, Fetched)
        original = parse(page.content)
        try:
            record = bare_record(rebuilt(original.html, changes), original.url)
        except Refused:
            continue
        records[score.ident(page.name)] = json.loads(encode(record))
    gold = (shared / "corpus" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    figures: dict[str, float] = score.summary(score.score([json.loads(line) for line in gold], records))
    return figures


def main() -> None:
    print(" " * 16, *(name.rjust(9) for name in FIGURES))
    for way in sys.argv[1:] or WAYS:
        figures = measure(SHARED, WAYS[way])
        shown = (figures[name] for name in FIGURES)
        print(way.ljust(16), *((f"{v:.3f}" if isinstance(v, float) else str(v)).rjust(9) for v in shown))


if __name__ == "__main__":
    main()
