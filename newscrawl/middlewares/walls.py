"""Walls against crawlers: recognised and reported. Nothing here tries to get around one."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.knowledge.walls import ADDRESS_SIGNS, PHRASES, SCRIPT_SIGNS
from newscrawl.middlewares.endings import UNHEALTHY, end_with
from newscrawl.middlewares.holds import POSTPONED, is_robots
from newscrawl.middlewares.refusals import Blocked
from newscrawl.middlewares.retry_after import tells_to_wait

BLOCKED: Final = "newscrawl/blocked"
UNFINISHED = 1

# Statuses with which walls answer; on others a sign counts only on a page that holds nothing else.
_REFUSALS: Final = frozenset((403, 405, 412, 418, 503, 521, 567))
# A precondition that nobody made is no answer of a web server, only of walls.
_ALWAYS: Final = frozenset((412, 567))
# The largest challenges are scripts of some 100 KB, and say what they are in the beginning.
_HEAD: Final = 65536
_MAX_LINKS: Final = 3
_MAX_TEXT: Final = 900  # bytes: three for a Chinese character


def _any_of(words: tuple[str, ...]) -> re.Pattern[bytes]:
    forms = {word.encode(charset) for word in words for charset in ("utf-8", "gb18030")}
    return re.compile(b"|".join(re.escape(form) for form in sorted(forms)))


_SCRIPT = _any_of(SCRIPT_SIGNS)
_PHRASE = _any_of(PHRASES)
_ADDRESS = re.compile("|".join(map(re.escape, ADDRESS_SIGNS)))
_TAG = re.compile(rb"<[^<>]*>|\s+")


class Walls:
    """Downloader middleware: raises Blocked for walls; at the end says what that means for the run."""

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats
        self._share = crawler.settings.getfloat("NEWSCRAWL_BLOCKED_SHARE")
        crawler.signals.connect(self._on_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Walls:
        """Needs no other component."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Pass on what is no wall."""
        why = None if is_robots(request) else wall(response)
        if why is not None:
            raise self.blocked(why)
        return response

    def blocked(self, why: str) -> Blocked:
        """The error to raise for a wall, which is counted herewith."""
        self._stats.inc_value(BLOCKED)
        return Blocked(f"the site keeps crawlers out: {why}")

    def _on_closed(self) -> None:
        blocked = self._stats.get_value(BLOCKED, 0)
        answers = blocked + self._stats.get_value("response_received_count", 0)
        if answers and blocked / answers > self._share:
            end_with(self._stats, UNHEALTHY)
        elif self._stats.get_value(POSTPONED):
            end_with(self._stats, UNFINISHED)


def wall(response: Response) -> str | None:
    """What shows that an answer is a wall; None if nothing does. Where redirects lead: `asks_for_proof`."""
    if response.status in _ALWAYS:
        return f"status {response.status}"
    if tells_to_wait(response):
        return None
    # First what takes no time, and lets nearly every page pass.
    if response.status not in _REFUSALS and not _says_nothing_else(response.body):
        return None
    head = response.body[:_HEAD]
    found = _SCRIPT.search(head) or _PHRASE.search(head)
    if found is None:
        return "status 521 with a script" if response.status == 521 and b"<script" in head else None
    return f"status {response.status}, {_readable(found[0])}"


def asks_for_proof(url: str) -> bool:
    """Whether an address is one to which sites send whoever they take for a crawler."""
    parts = urlsplit(url.lower())
    return _ADDRESS.search(f"{parts.hostname or ''}{parts.path}") is not None


def _says_nothing_else(body: bytes) -> bool:
    """Whether a page has neither links nor text to speak of: no list, and no story about walls."""
    if len(body) > 4 * _HEAD:
        return False
    text = body.lower()
    if text.count(b"<a ") > _MAX_LINKS:
        return False
    for name in (b"script", b"style"):
        text = _without(name, text)
    return len(_TAG.sub(b"", text)) <= _MAX_TEXT


def _without(name: bytes, text: bytes) -> bytes:
    """A page without the elements of one name. No expression: one would search for each end anew."""
    before, *others = text.split(b"<" + name)
    return before + b"".join(other.partition(b"</" + name)[2] for other in others)


def _readable(sign: bytes) -> str:
    try:
        return sign.decode()
    except UnicodeDecodeError:
        return sign.decode("gb18030")
