"""What the three hosts have in common: templates, output files in the host's encoding, blocks as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from builder import pictures
from builder.story import Block, inserted_tips


@dataclass(frozen=True, slots=True)
class Site:
    """One host: its settings of portal.toml, where its templates are, and where its files go."""

    config: Mapping[str, Any]
    templates: Path
    out: Path

    @property
    def origin(self) -> str:
        return f"http://{self.config['host']}"

    def write(self, path: str, template: str, encoding: str | None = None, **values: str) -> str:
        """Fill a template into the file that answers `path`; gives the page's URL. A missing value raises."""
        text = Template((self.templates / template).read_text(encoding="utf-8")).substitute(values)
        target = self.out / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode(encoding or self.config["encoding"]))
        return self.origin + path

    def write_picture(self, path: str) -> None:
        pictures.write(self.out / path.lstrip("/"))

    def copy_assets(self) -> None:
        """Files that are served as they are: robots.txt, style sheets, logos."""
        for source in sorted((self.templates / "assets").rglob("*")):
            if source.is_file():
                target = self.out / source.relative_to(self.templates / "assets")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())


@dataclass(frozen=True, slots=True)
class Markup:
    """How a content system writes each kind of block: format strings over `text`, `src` and `file`."""

    paragraph: str
    heading: str
    quote: str
    item: str
    list: str
    cell: str
    row: str
    table: str
    picture: str
    caption: str
    byline: str
    gap: str = "\n"

    def render(self, blocks: Iterable[Block], images: str = "") -> str:
        """The blocks as HTML; `images` is the relative address of the picture folder."""
        return self.gap.join(self._block(block, images) for block in blocks)

    def _block(self, block: Block, images: str) -> str:
        if block.kind == "list":
            return self.list.format(
                text="".join(self.item.format(text=_inline(line)) for line in block.lines)
            )
        if block.kind == "table":
            rows = (self.row.format(text=self._cells(row)) for row in block.cells)
            return self.table.format(text="".join(rows))
        if block.kind == "picture":
            picture = self.picture.format(src=images + block.file, file=block.file)
            return picture + self.caption.format(text=_inline(block.text)) if block.text else picture
        form = {"heading": self.heading, "quote": self.quote, "byline": self.byline}.get(
            block.kind, self.paragraph
        )
        return form.format(text="<br />\n".join(_inline(line) for line in block.lines))

    def _cells(self, row: Sequence[str]) -> str:
        return "".join(self.cell.format(text=_inline(cell)) for cell in row)


def chunks(items: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _inline(text: str) -> str:
    for tip in inserted_tips(text):
        text = text.replace(f"[!{tip}!]", tip)
    return escape(text, quote=False)
