"""What is right for a page, written down from the story and never from the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from builder.story import Block, Story, inserted_tips, split_caption, without_tip

BODY = ("paragraph", "heading", "list", "table", "quote")


def expected(
    story: Story,
    urls: Sequence[str],
    channel: Sequence[str],
    furniture: Iterable[str],
    tip: str | None,
    images: str,
) -> dict[str, Any]:
    """The line of expected.jsonl: `urls` are the pages in order, `images` is the folder of the pictures."""
    facts = story.facts
    tips = [text for block in story.blocks for text in _tips(block)]
    row = {
        "url": urls[0],
        "pages": len(urls),
        "page_urls": list(urls),
        "title": story.title,
        "kicker": _one_line(facts.get("kicker")),
        "subtitle": _one_line(facts.get("subtitle")),
        "published": _beijing(facts.get("published")),
        "source": facts.get("source"),
        "source_displayed": story.shown.get("source") or None,
        "reporters": _reporters(story),
        "editors": list(facts.get("editors", [])),
        "channel": list(channel),
        "body": [line for block in story.blocks if block.kind in BODY for line in body_lines(block)],
        "credit_lines": [line for block in story.blocks if block.kind == "byline" for line in block.lines],
        "images": [_image(block, images) for block in story.blocks if block.kind == "picture"],
        "tiplines": [*tips, *([tip] if tip else [])],
        "absent": sorted(set(furniture)),
        "story": facts.get("story"),
    }
    if "published_if_fetched" in facts:
        row["published_if_fetched"] = facts["published_if_fetched"]
    return row


def body_lines(block: Block) -> list[str]:
    """The lines of a block as they belong in a body; the cells of a table row with a space between."""
    if block.kind == "table":
        return [" ".join(row) for row in block.cells]
    return [without_tip(line) for line in block.lines]


def _beijing(when: str | None) -> str | None:
    """A clock time with its zone; a bare day stays bare."""
    return f"{when}+08:00" if when and "T" in when else when


def _one_line(text: str | None) -> str | None:
    """A line of the headline with the wide spaces of print made plain."""
    return " ".join(text.split()) if text else None


def _tips(block: Block) -> list[str]:
    return list(block.lines) if block.kind == "tip" else inserted_tips(block.text)


def _reporters(story: Story) -> list[dict[str, str | None]]:
    """Who is credited, and as 摄影 whom a caption names."""
    people = [_person(*entry) for entry in story.facts.get("reporters", [])]
    named = (split_caption(block.text)[2] for block in story.blocks if block.kind == "picture")
    for name in dict.fromkeys(name for name in named if name):
        if not any(person["name"] == name and person["role"] == "摄影" for person in people):
            people.append(_person(name, "摄影", ""))
    return people


def _person(name: str, role: str, org: str) -> dict[str, str | None]:
    return {"name": name, "role": role, "org": org or None}


def _image(block: Block, folder: str) -> dict[str, str | None]:
    caption, credit, _ = split_caption(block.text)
    return {"url": folder + block.file, "caption": caption, "credit": credit}
