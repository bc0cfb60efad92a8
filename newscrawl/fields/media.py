"""Pictures with their captions, and attached files."""

from __future__ import annotations

from urllib.parse import unquote

from newscrawl.grammar.bylines import split_photo_credit
from newscrawl.model import Attachment, Block, Cleaned, Image, text_of
from newscrawl.model.page import absolute

_FURNITURE = (
    "icon",
    "logo",
    "qrcode",
    "erweima",
    "next_page",
    "prev_page",
    "ewm",
    "spacer",
    "/share",
    "blank.",
    "end_",
    "arrow",
    "jiantou",
    "sprite",
    "btn",
    "emoji",
)
_SMALL = 60
_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".rar", ".wps", ".ofd")


def find_images(cleaned: Cleaned) -> dict[Block, Image]:
    """The story's pictures by their block, each once and with the captions that stand with it."""
    lines: dict[Block, list[str]] = {}
    shown: dict[str, Block] = {}
    pending: list[str] = []
    latest: Block | None = None
    for verdict in cleaned.story:
        block = verdict.block
        if verdict.role == "image" and block.type == "image" and block.src and not _is_furniture(block):
            # A picture that returns is the large view of a slide show.
            latest = shown.setdefault(block.src, block)
            lines.setdefault(latest, []).extend(pending)
            pending = []
        elif verdict.role == "caption":
            (pending if latest is None else lines[latest]).append(verdict.text)
    return {block: _image(block.src or "", captions) for block, captions in lines.items()}


def find_attachments(cleaned: Cleaned) -> tuple[Attachment, ...]:
    """Files that the story links to, or that are listed below it, by absolute URL."""
    blocks = [v.block for v in cleaned.story if v.block.linked or v.role == "removed"]
    blocks += [block for block in cleaned.foot if block.linked and "附件" in block.text]
    found: dict[str, Attachment] = {}
    for block in blocks:
        for url, name in _file_links(block, cleaned.page.base_url):
            found.setdefault(url, Attachment(url, name or None))
    return tuple(found.values())


def _file_links(block: Block, base: str | None) -> list[tuple[str, str]]:
    links = []
    for anchor in block.element.iter("a"):
        href = (anchor.get("href") or "").strip()
        url = absolute(base, href) if href.lower().partition("?")[0].endswith(_FILES) else None
        if url:
            links.append((url, text_of(anchor) or unquote(href.rpartition("/")[2])))
    return links


def _image(url: str, captions: list[str]) -> Image:
    if not captions:
        return Image(url)
    caption, credit = split_photo_credit(" ".join(captions))
    return Image(url, caption or None, credit)


def _is_furniture(block: Block) -> bool:
    name = (block.src or "").lower().rpartition("/")[2]
    if any(word in name for word in _FURNITURE):
        return True
    return any(
        _size(img.get(side)) for img in block.element.iter("img") for side in ("width", "height")
    ) and (len(list(block.element.iter("img"))) == 1)


def _size(value: str | None) -> bool:
    """Whether an attribute gives a side too short for a picture of the news."""
    digits = (value or "").removesuffix("px")
    return digits.isdigit() and 0 < int(digits) < _SMALL
