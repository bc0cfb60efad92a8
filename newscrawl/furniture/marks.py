"""Fingerprints: equal for blocks that say the same in the same kind of place."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from newscrawl.model import Block, Node

_SIZE = 6
_LABELS = 4096
_DIGITS = re.compile(r"\d+")
# Numbers that count readers change from page to page. Others are facts: a telephone number, a price, a part.
_COUNTS = re.compile(
    r"(?<=阅读|浏览|点击|评论|点赞|收藏|转发|分享|跟帖|人气)(?:量|数|次数|人数)?[:：(（]?\d{1,9}"
    r"|\d{1,9}(?=(?:次|人|条)?(?:阅读|浏览|点击|评论|点赞|收藏|转发|分享|跟帖|参与))"
)


def mark_of(block: Block) -> int:
    """The fingerprint of a block: its text without white space and its place; of a picture, its address."""
    if block.type in ("image", "video"):
        return hashed((block.src or "").partition("?")[0])
    return hashed(f"{place_of(block.node)}\n{_COUNTS.sub('#', ''.join(block.text.split()))}")


def place_of(node: Node) -> str:
    """Tag, class and id of an element; numbers in them do not count."""
    return f"{node.tag} {_folded(node.label)}" if node.label else node.tag


def hashed(text: str) -> int:
    """48 bits that stand for `text`, the same in every process."""
    # Half characters out of a script's escapes can stand in a text.
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
    return int.from_bytes(digest, "big")


@lru_cache(maxsize=_LABELS)
def _folded(label: str) -> str:
    return _DIGITS.sub("#", label)
