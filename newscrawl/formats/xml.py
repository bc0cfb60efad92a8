"""Writing XML: text as XML allows it, elements in their namespaces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"

# Page text may hold what XML 1.0 has no way to write; U+0085 and U+2028 are line ends to some readers.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("[\u0085\u2028\u2029]")


def clean(text: str) -> str:
    """`text` without the characters that XML forbids, its odd line ends made plain ones."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def add(
    parent: etree._Element, name: str, text: str | None = None, attributes: Mapping[str, str] | None = None
) -> etree._Element:
    """A further child of `parent`: `name` as lxml writes it, `{namespace}local`."""
    cleaned = {key: clean(value) for key, value in (attributes or {}).items()}
    child = etree.SubElement(parent, name, cleaned)
    if text is not None:
        child.text = clean(text)
    return child


def document(root: etree._Element) -> str:
    """The whole document with its declaration: the bytes to send are its UTF-8."""
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8").decode() + "\n"
