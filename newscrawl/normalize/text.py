"""The body as one text."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.model import Heading, ListPart, Paragraph, Part, Quote, Table


def body_of(parts: Sequence[Part]) -> str:
    """Paragraphs joined by a blank line; lists and tables a line an item or row, cells set off by tabs."""
    texts = []
    for part in parts:
        if isinstance(part, Paragraph | Heading | Quote):
            texts.append(part.text)
        elif isinstance(part, ListPart):
            texts.append("\n".join(part.items))
        elif isinstance(part, Table):
            texts.append("\n".join("\t".join(row) for row in part.rows))
    return "\n\n".join(texts)
