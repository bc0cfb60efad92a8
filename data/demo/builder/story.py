"""A story of stories/<host>/<id>.toml: its facts, what the page displays, and its text as blocks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PICTURE = re.compile(r"!\[(?P<caption>.*)\]\((?P<file>[\w.-]+)\)")
CREDIT = re.compile(
    r"（?(?P<credit>(?:记者|通讯员)?\s*(?P<name>[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){1,3})\s*摄)）?$"
)
INSERTED_TIP = re.compile(r"\[!(.*?)!\]")


@dataclass(frozen=True, slots=True)
class Block:
    """`kind`: paragraph, heading, list, table, quote, picture, byline or tip; `lines` as many as it has."""

    kind: str
    lines: tuple[str, ...]
    file: str = ""

    @property
    def text(self) -> str:
        return "".join(self.lines)

    @property
    def cells(self) -> list[list[str]]:
        """The rows of a table."""
        return [[cell.strip() for cell in line.strip("|").split("|")] for line in self.lines]


@dataclass(frozen=True, slots=True)
class Story:
    """One article at one address. `facts` are what a reader would note down, `shown` what the page prints."""

    host: str
    id: str
    facts: Mapping[str, Any]
    shown: Mapping[str, Any]
    pages: tuple[tuple[Block, ...], ...]
    sidebar: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.facts["title"])

    @property
    def blocks(self) -> list[Block]:
        return [block for page in self.pages for block in page]

    @property
    def summary(self) -> str:
        """The opening, cut in the middle of a sentence as list pages cut it."""
        running = [without_tip(block.text) for block in self.blocks if block.kind == "paragraph"]
        return "".join(running)[:86]


def load(folder: Path) -> list[Story]:
    """All stories below `folder`, by host and number, newest number first."""
    raw = {
        f"{path.parent.name}/{path.stem}": tomllib.loads(path.read_text(encoding="utf-8"))
        for path in folder.glob("*/*.toml")
    }
    keys = sorted(raw, key=lambda key: (key.split("/")[0], -int(key.split("/")[1])))
    return [_story(key, raw[key], raw) for key in keys]


def without_tip(text: str) -> str:
    """`text` without the tip line that a site has inserted into the sentence."""
    return INSERTED_TIP.sub("", text)


def inserted_tips(text: str) -> list[str]:
    return INSERTED_TIP.findall(text)


def split_caption(text: str) -> tuple[str, str | None, str | None]:
    """A caption without its credit, the credit as displayed, and the person it names."""
    match = CREDIT.search(text)
    if match is None:
        return text, None, None
    return text[: match.start()], match["credit"], match["name"].replace(" ", "")


def _story(key: str, data: Mapping[str, Any], raw: Mapping[str, Mapping[str, Any]]) -> Story:
    host, _, number = key.partition("/")
    text = raw[data["text_of"]]["text"]["body"] if "text_of" in data else data["text"]["body"]
    for old, new in data.get("edits", []):
        if old not in text:
            raise ValueError(f"{key}: nothing to edit: {old}")
        text = text.replace(old, new)
    pages = tuple(tuple(_blocks(page)) for page in text.split("%%page"))
    facts = {name: value for name, value in data.items() if name not in ("shown", "text", "sidebar", "edits")}
    return Story(host, number, facts, data["shown"], pages, data.get("sidebar", {}))


def _blocks(text: str) -> Iterator[Block]:
    for chunk in re.split(r"\n\s*\n", text.strip()):
        yield _block([line.strip() for line in chunk.splitlines()])


def _block(lines: list[str]) -> Block:
    first = lines[0]
    picture = PICTURE.fullmatch(first)
    if picture:
        return Block("picture", (picture["caption"],), picture["file"])
    for mark, kind in (("## ", "heading"), ("- ", "list"), ("> ", "quote"), ("~ ", "byline"), ("! ", "tip")):
        if first.startswith(mark):
            return Block(kind, tuple(line.removeprefix(mark) for line in lines))
    return Block("table" if first.startswith("|") else "paragraph", tuple(lines))
