"""The story in reading order as parts: paragraphs, headings, lists, tables, quotes, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from lxml.etree import _Element as Element

from newscrawl.model import (
    Block,
    Cleaned,
    Heading,
    Image,
    ImagePart,
    ListPart,
    Nearest,
    Node,
    Paragraph,
    Part,
    Quote,
    Table,
    Verdict,
    VideoPart,
)

_MIN_ROWS = 2


def body_parts(cleaned: Cleaned, images: Mapping[Block, Image]) -> tuple[Part, ...]:
    """Every part of the story; `images` gives the pictures by block."""
    table_of = Nearest(_data_tables(cleaned).__contains__)
    list_of, quote_of = Nearest(_is_list), Nearest(_is_quote)

    def frame_of(verdict: Verdict) -> Node | None:
        """The data table or list that the block belongs to."""
        node = verdict.block.node
        return table_of(node) or (list_of(node) if verdict.role == "body" else None)

    parts: list[Part] = []
    for frame, verdicts in groupby(cleaned.story, key=frame_of):
        if frame is None:
            parts += [part for verdict in verdicts for part in _single(verdict, images, quote_of)]
        elif frame.tag == "table":
            parts.append(_table(frame, [v for v in verdicts if v.text and v.role in ("body", "heading")]))
        else:
            parts.append(ListPart([v.text for v in verdicts]))
    return tuple(parts)


def _single(verdict: Verdict, images: Mapping[Block, Image], quote_of: Nearest) -> Iterator[Part]:
    block = verdict.block
    if verdict.role == "heading":
        yield Heading(verdict.text)
    elif verdict.role == "body":
        yield Quote(verdict.text) if quote_of(block.node) else Paragraph(verdict.text)
    elif verdict.role == "image" and block in images:
        image = images[block]
        yield ImagePart(image.url, image.caption, image.credit)
    elif verdict.role == "image" and block.type == "video" and block.src:
        yield VideoPart(block.src)


def _is_list(node: Node) -> bool:
    return node.tag in ("ul", "ol")


def _is_quote(node: Node) -> bool:
    return node.tag == "blockquote"


def _is_cell(node: Node) -> bool:
    return node.tag in ("td", "th")


def _data_tables(cleaned: Cleaned) -> set[Node]:
    """Tables of the story with at least two rows of at least two filled cells; others are mere layout."""
    cell_of = Nearest(_is_cell)
    rows: dict[Node, dict[Node, set[Node]]] = {}
    for verdict in cleaned.body:
        cell = cell_of(verdict.block.node)
        row = _above(cell, "tr")
        table = _above(row, "table")
        if cell is not None and row is not None and table is not None:
            rows.setdefault(table, {}).setdefault(row, set()).add(cell)
    return {
        table
        for table, cells in rows.items()
        if sum(len(filled) >= 2 for filled in cells.values()) >= _MIN_ROWS
    }


def _table(table: Node, verdicts: list[Verdict]) -> Table:
    rows: dict[Node, dict[Element, str]] = {}
    for verdict in verdicts:
        cell = next(n for n in verdict.block.node.ancestors() if n.tag in ("td", "th", "caption", "table"))
        cells = rows.setdefault(_above(cell, "tr") or table, {})
        text = cells.get(cell.element)
        cells[cell.element] = f"{text} {verdict.text}" if text else verdict.text
    return Table([_row(row, cells) for row, cells in rows.items()])


def _row(row: Node, cells: dict[Element, str]) -> list[str]:
    """The texts of a row; an empty cell between them is "", so that columns stay in line."""
    shown = list(row.element.iterchildren("td", "th"))
    return [cells.get(cell, "") for cell in shown] if cells.keys() <= set(shown) else list(cells.values())


def _above(node: Node | None, tag: str) -> Node | None:
    return next((n for n in node.ancestors() if n.tag == tag), None) if node is not None else None
