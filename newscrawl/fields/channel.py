"""Channel (the breadcrumb above the headline) and keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.model import Block, Cleaned, Found

_LABEL = re.compile(r"^.{0,8}?(?:当前)?(?:所在)?(?:位置|方位)(?:是|为)?\s*[:：]?\s*")
_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?(?:[>›»→＞]+|-&gt;)\s*")
_BREADCRUMB = ("breadcrumb", "crumb", "position", "location", "weizhi", "path", "channel", "daohang")
_NOT_CHANNEL = frozenset(
    ("正文", "文章正文", "内容", "详情", "新闻正文", "阅读新闻", "浏览文章", "查看内容", "文章内容")
)
_LONGEST = 100
_NAME = 16
_KEYWORD_SEPARATOR = re.compile(r"[,，;；、|｜]+")
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"[。！？：“”…]")
_KEYWORD_META = ("keywords", "news_keywords", "contentkeywords", "keyword")


def find_channel(cleaned: Cleaned) -> Found[list[str]] | None:
    """The names of the breadcrumb from the home page down, without the article itself.

    A rule's answer counts before the breadcrumb, unless it is only a part of it: META names the last channel.
    The edition under which an e-paper lists the article counts before both, unless the page shows it too.
    """
    ruled, shown = next(_by_rule(cleaned), None), next(_displayed(cleaned), None)
    listed = cleaned.page.hints.channel
    if listed and (shown is None or not set(listed) <= set(shown.value)):
        return Found(list(listed), " > ".join(listed), "list")
    if ruled is not None and shown is not None and set(ruled.value) <= set(shown.value):
        return shown
    return ruled or shown


def find_keywords(cleaned: Cleaned) -> Found[list[str]] | None:
    """Declared keywords that the article itself contains: a site's standing keywords say nothing of it."""
    title = cleaned.headline.text if cleaned.headline is not None else ""
    text = "".join((title, *(verdict.text for verdict in cleaned.body)))
    for name in _KEYWORD_META:
        raw = cleaned.page.meta.get(name, "")
        separator = _KEYWORD_SEPARATOR if _KEYWORD_SEPARATOR.search(raw) else _SPACE
        words = [
            word for word in map(str.strip, separator.split(raw)) if _is_keyword(word, title) and word in text
        ]
        if words:
            return Found(list(dict.fromkeys(words)), raw, f"meta({name})")
    return None


def _is_keyword(word: str, title: str) -> bool:
    """Some sites give the title or a sentence as keywords; that names no subject."""
    return 2 <= len(word) <= _NAME and word != title and not _SENTENCE.search(word)


def _by_rule(cleaned: Cleaned) -> Iterator[Found[list[str]]]:
    for rule_set in cleaned.rules:
        for rule in rule_set.channel:
            for raw in rule.read(cleaned.page):
                names = _names(raw, cleaned)
                if names:
                    yield Found(names, raw, f"{rule_set.name}:{rule.name}")


def _displayed(cleaned: Cleaned) -> Iterator[Found[list[str]]]:
    """Breadcrumbs above the story, the nearest first."""
    end = cleaned.story[0].block.index if cleaned.story else len(cleaned.blocks)
    for block in reversed(cleaned.blocks[:end]):
        if _is_breadcrumb(block):
            names = _names(block.text, cleaned)
            if names:
                yield Found(names, block.text, "breadcrumb")


def _is_breadcrumb(block: Block) -> bool:
    text = block.text
    if len(text) > _LONGEST or not _SEPARATOR.search(text):
        return False
    if _LABEL.match(text) or any(word in block.node.label for word in _BREADCRUMB):
        return True
    return block.linked > 0 and sum(bool(name.strip()) for name in _SEPARATOR.split(text)) > 1


def _names(raw: str, cleaned: Cleaned) -> list[str]:
    title = cleaned.headline.text if cleaned.headline is not None else ""
    names = [name.strip() for name in _SEPARATOR.split(_LABEL.sub("", raw))]
    return [
        name for name in names if name and len(name) <= _NAME and name not in _NOT_CHANNEL and name != title
    ]
