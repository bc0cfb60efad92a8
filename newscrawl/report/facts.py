"""Which facts of a record are counted as found, and what they are called."""

from __future__ import annotations

from typing import Final

from newscrawl.model import Record

FACTS: Final = {
    "title": ("标题", "title"),
    "published_at": ("发布时间", "published"),
    "source": ("来源", "source"),
    "reporters": ("记者", "reporters"),
    "body": ("正文", "body"),
    "editors": ("编辑", "editors"),
    "dateline": ("电头", "dateline"),
    "regions": ("地区", "regions"),
    "channel": ("频道", "channel"),
    "keywords": ("关键词", "keywords"),
    "images": ("图片", "pictures"),
    "kicker": ("引题", "kicker"),
    "subtitle": ("副题", "subtitle"),
    "modified_at": ("更新时间", "modified"),
}
"""The facts by their name in the record, in the order they are shown: Chinese and English label."""

WANTED: Final = frozenset({"title", "published_at", "source", "reporters", "body"})
"""What it takes to cite an article. Many pages rightly have none of the others."""


def filled(record: Record) -> list[str]:
    """The facts that `record` has. A source that names no outlet (网络, 本站) is none."""
    return [name for name in FACTS if _value(record, name)]


def _value(record: Record, name: str) -> object:
    if name == "source":
        return record.source and record.source.name
    return getattr(record, name)
