"""Running text: sentences outside links, which is what stories are made of."""

from __future__ import annotations

import re

from newscrawl.grammar.lines import is_label_line, is_time_stamp
from newscrawl.model import Block

_PUNCTUATION = re.compile(r"[，。！？；：、,!?;…]")
_IMPRINT = re.compile(
    r"版权所有|ICP[备证]|公网安备|Copyright|©|All Rights|增值电信|新闻信息服务许可|视听节目许可"
    r"|不良信息举报|邮编\s?[:：]|邮政编码"
)
_LONGEST = 200


def running_text(block: Block) -> int:
    """Characters of sentences outside links: what counts as prose."""
    size, linked = len(block.text), block.linked
    # Most lines of a page are links: they are told first.
    if 2 * linked > size or block.type != "paragraph" or block.hidden:
        return 0
    return size - linked if _PUNCTUATION.search(block.text) else 0


def is_template(block: Block) -> bool:
    """Whether sentences are no story's but say whose site this is, or when and from whom a story came."""
    text = block.text
    if len(text) > _LONGEST:
        return False
    return is_label_line(text) or is_time_stamp(text) or _IMPRINT.search(text) is not None
