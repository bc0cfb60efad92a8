"""Running text: sentences outside links, which is what stories are made of."""

from __future__ import annotations

import re

from newscrawl.grammar.lines import is_label_line, is_time_stamp
from newscrawl.model import Block

_IMPRINT = re.compile(
    r"版权所有|ICP[备证]|公网安备|Copyright|©|All Rights|增值电信|新闻信息服务许可|视听节目许可"
    r"|不良信息举报|邮编\s?[:：]|邮政编码"
)
_LONGEST = 200


def running_text(block: Block) -> int:
    """Characters of sentences outside links: what counts as prose."""
    return block.prose


def is_template(block: Block) -> bool:
    """Whether sentences are no story's but say whose site this is, or when and from whom a story came."""
    text = block.text
    if len(text) > _LONGEST:
        return False
    return is_label_line(text) or is_time_stamp(text) or _IMPRINT.search(text) is not None
