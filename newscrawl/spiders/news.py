"""What every spider does with a page: read it once, follow its links, hand on what is an article."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.discover.epaper import article_day
from newscrawl.discover.kinds import Kind, Sorter
from newscrawl.discover.links import HEADLINE, SHORT, Link, links
from newscrawl.discover.parts import is_part, parts
from newscrawl.discover.story import Story
from newscrawl.discover.urls import canonical
from newscrawl.errors import Refused, UsageError
from newscrawl.ledger import Came, Found, Frontier, Lease, Visit, key_of
from newscrawl.middlewares.budgets import BEHIND
from newscrawl.middlewares.endings import end_with
from newscrawl.middlewares.fingerprint import PART_OF
from newscrawl.middlewares.replay import FETCHED_AT
from newscrawl.model import Fetched, Hints, Page, Reject
from newscrawl.page import parse
from newscrawl.spiders.discovery import Discovery
from newscrawl.spiders.documents import DOCUMENTS, read_document
from newscrawl.spiders.failures import came_of, explain
from newscrawl.spiders.issues import unchanged
from newscrawl.spiders.leases import LEASE, conditions, visit_of
from newscrawl.spiders.scope import ARGUMENTS, Scope

Yielded = Request | Page | Reject

# Articles come before lists, lists on the way to which nothing new was named last, the rest of a story before
# anything: its earlier pages wait in memory.
_PRIORITY = {Kind.LIST: 0, Kind.ARTICLE: 10}
_START_PRIORITY = 50
_PART_PRIORITY = 100


class NewsSpider(Discovery):
    """Yields a Page for each article, its further pages joined, and a Reject for each that cannot be read.

    `sorter` tells links apart, `site_id` is what records and rejects are filed under, `arguments` what `-a`
    takes, `js` which pages a browser draws (`lists`, `all`). Links go into the frontier; what is fetched,
    and when, the ledger decides.
    """

    arguments: tuple[str, ...] = ARGUMENTS
    js = ""

    def __init__(
        self,
        sorter: Sorter,
        site_id: str,
        start: Iterable[str],
        domains: Iterable[str],
        scope: Scope | None = None,
    ) -> None:
        self.scope = scope or Scope()
        super().__init__(self.scope.takes)
        self.sorter = sorter
        self.site_id = site_id
        self.start_urls = list(start)
        self.allowed_domains = list(domains)
        self._homes = frozenset(map(canonical, self.start_urls))
        self.frontier = Frontier(limit=self.scope.limit)
        self._trouble = ""  # what the first page came to that could not be had

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        """The spider of a run; raises UsageError for an argument that it does not take."""
        # Names such as `_job` are the notes of whoever starts runs: scrapyd's, for one.
        kwargs = {name: value for name, value in kwargs.items() if not name.startswith("_")}
        for name in kwargs.keys() - set(cls.arguments):
            raise UsageError(f"-a {name}=…: {cls.name} takes {', '.join(cls.arguments)}")
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.learn, signals.item_scraped)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Nothing: the start pages come out of the ledger as all others do."""
        for url in self.start_urls:
            self.frontier.add(self._found(Link(url), Kind.LIST))
        for request in list[Request]():
            yield request

    def visit(self, lease: Lease) -> Request:
        """The request for a page that the ledger wants to be visited."""
        link = Link(lease.url, lease.text or "", lease.date)
        callback = self.parse_start if canonical(lease.url) in self._homes else self.parse_page
        return Request(
            lease.url,
            callback=callback,
            errback=self.lose_page,
            cb_kwargs={"link": link, "kind": Kind(lease.kind)},
            # The bare frame of a page that scripts draw is always the same.
            headers={} if self._draws(Kind(lease.kind)) else conditions(lease),
            meta={
                LEASE: lease,
                BEHIND: max(0, _PRIORITY[Kind.LIST] - lease.priority),
                "handle_httpstatus_list": [304],
            },
            priority=lease.priority,
        )

    def draws(self, request: Request) -> bool:
        """Whether the page that was asked is one that only a browser can read."""
        kind = request.cb_kwargs.get("kind", Kind.ARTICLE if "story" in request.cb_kwargs else Kind.OTHER)
        return self._draws(kind)

    def _draws(self, kind: Kind) -> bool:
        return kind is not Kind.OTHER and (self.js == "all" or (self.js == "lists" and kind is Kind.LIST))

    def drop(self, request: Request) -> None:
        """A visit was redirected to a page that this run has asked for already."""
        home = canonical(request.url) in self._homes
        self._finish(request, Came.HOME if home else Came.COPY)

    def parse_start(self, response: Response, link: Link, kind: Kind) -> Iterator[Yielded]:
        """A start page is a list, and home, wherever it was redirected to."""
        self._homes |= {canonical(response.url)}
        yield from self.parse_page(response, replace(link, url=response.url), kind)

    def parse_page(self, response: Response, link: Link, kind: Kind) -> Iterator[Yielded]:
        """One page: its links, and the page itself if it is an article."""
        if response.status == 304:
            self.count("unmodified")
            if (leaf := unchanged(response.url)) is not None:
                self.frontier.turn(leaf)
            self._finish(response, Came.SAME, response)
            return
        if response.url != link.url:
            wanted, link = kind, replace(link, url=response.url)
            kind = self.sorter.kind(link)
            if self._is_elsewhere(response, wanted, kind):
                return
        try:
            document = read_document(response.body, response.url, self.json_lists, self.issues.asked)
            if document is not None:
                self.count(f"{document.kind}s")
                yield from self.spread_document(document, response)
                self._finish(response, Came.READ, response)
                return
            page = self._read(response, link)
        except Refused as refusal:
            if kind is Kind.LIST:
                yield from self.proceed(self.lists.lose(link.url), response)
            reject = self._reject(link.url, refusal.code, str(refusal), response.body)
            yield from self._hand_on(reject, self._visit(response))
            return
        found = links(page)
        kind = self.read_as(page, link, kind)
        further = parts(found, link.url, self.sorter.further) if kind is Kind.ARTICLE else []
        yield from self.spread(page, kind, [other for other in found if other.url not in further], response)
        if kind is Kind.ARTICLE:
            yield from self._advance(Story(self.placed(page, found), further), self._visit(response))
        else:
            self._finish(response, Came.READ, response)

    def parse_part(self, response: Response, story: Story, visit: Visit | None = None) -> Iterator[Yielded]:
        """A further page of a story; where it cannot be read or leads elsewhere the story goes without."""
        first = story.first.url or ""
        try:
            page = self._read(response, Link(response.url))
        except Refused:
            page = None
        if page is None or not is_part(first, response.url):
            story.missing.append(response.url)
        else:
            found = links(page)
            story.take(page, parts(found, first, self.sorter.further))
            # A list that was taken for a story goes on here.
            rest = [link for link in found if not is_part(first, link.url)]
            yield from self.spread(page, Kind.ARTICLE, rest, response)
        yield from self._advance(story, visit)

    def lose_page(self, failure: Failure) -> Iterator[Yielded]:
        """A page that could not be had: where it is an article, and has no other address, a reject."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        link, kind = request.cb_kwargs["link"], request.cb_kwargs["kind"]
        code, message = explain(failure)
        self._trouble = self._trouble or message
        came = came_of(failure)
        if came is None:
            return
        response = getattr(failure.value, "response", None)
        if kind is not Kind.ARTICLE:
            self.count("lists_failed")
            self.logger.info("List not read: %s (%s)", link.url, message)
            yield from self.proceed(self.lists.lose(link.url), request)
        if kind is not Kind.ARTICLE or code is None:
            self._finish(request, came, response)
            return
        lease = request.meta.get(LEASE)
        visit = visit_of(lease, came, response) if lease else None
        yield from self._hand_on(self._reject(link.url, code, message), visit)

    def lose_part(self, failure: Failure) -> Iterator[Yielded]:
        """A further page that could not be had: the story goes on without it."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        if came_of(failure) is None:
            return
        story: Story = request.cb_kwargs["story"]
        story.missing.append(request.url)
        yield from self._advance(story, request.cb_kwargs["visit"])

    def closed(self, reason: str) -> None:
        """A run that could read no page at all has failed."""
        if self.failed:
            self.logger.error("Failed: %s", self.failed)
            end_with(self.crawler.stats, 1)

    @property
    def failed(self) -> str:
        """Why the run has asked for pages and read none; empty where it has not failed."""
        names = ("pages", "unmodified", "recovered", *(f"{kind}s" for kind in DOCUMENTS))
        read = any(self.crawler.stats.get_value(f"newscrawl/{name}") for name in names)
        why = f"not one page could be read: {self._trouble or 'nothing came of it'}"
        return "" if read or not self.frontier.handed else why

    def chosen(self, found: Iterable[Link], behind: int = 0) -> Iterator[tuple[Link, Kind]]:
        """What of a page's links is followed, lists and articles, each once in a run.

        Once more where a better page than the first names a list.
        """
        for link in found:
            if link.url in self._followed and self._behind.get(link.url, 0) <= behind:
                continue
            # Seen as a picture or a number first, it may be a headline elsewhere.
            told = link.url, (len(link.text) >= HEADLINE) + (len(link.text) >= SHORT)
            if told in self._followed:
                continue
            kind = self.sorter.kind(link)
            if kind is Kind.OTHER:
                self._followed.add(told)
                continue
            self._followed.add(link.url)
            self._behind.pop(link.url, None)
            if self.scope.takes(link) and self.issues.wants(link):
                if behind and kind is Kind.LIST:
                    self._behind[link.url] = behind
                yield link, kind

    def want(self, link: Link, kind: Kind, response: Request | Response, behind: int = 0) -> None:
        """Note a link that the page of `response` has named: the ledger decides when it is fetched."""
        priority = _PRIORITY[kind] - (behind if kind is Kind.LIST else 0)
        self.frontier.add(self._found(link, kind, response.meta.get(LEASE), priority))

    def again(self, link: Link, behind: int) -> Request:
        """The request for a list that this run has read already."""
        return Request(
            link.url,
            callback=self.parse_page,
            errback=self.lose_page,
            cb_kwargs={"link": link, "kind": Kind.LIST},
            meta={BEHIND: behind},
            priority=_PRIORITY[Kind.LIST] - behind,
            dont_filter=True,
        )

    def count(self, name: str, by: int = 1) -> None:
        """Add to a statistic of ours."""
        self.crawler.stats.inc_value(f"newscrawl/{name}", by)

    def _advance(self, story: Story, visit: Visit | None) -> Iterator[Yielded]:
        """The request for the next page of a story, or the story, with which the visit is over."""
        url = story.next()
        if url is None:
            if story.missing:
                self.count("parts_missing", len(story.missing))
            yield from self._hand_on(story.page(), visit)
            return
        yield Request(
            url,
            callback=self.parse_part,
            errback=self.lose_part,
            cb_kwargs={"story": story, "visit": visit},
            meta={PART_OF: f"{story.first.url} {url}"},
            priority=_PART_PRIORITY,
        )

    def _found(
        self, link: Link, kind: Kind, parent: Lease | None = None, priority: int = _START_PRIORITY
    ) -> Found:
        """A link as the ledger knows it."""
        # Whatever it is taken for: the same address may be met as the number of a page, and as a headline.
        number = self.sorter.key(link.url)
        return Found(
            key_of(f"number {number}" if number else canonical(link.url)),
            kind.value,
            link.url,
            text=link.text,
            date=link.date,
            parent=parent.id if parent else None,
            depth=parent.depth + 1 if parent else 0,
            priority=priority,
            numbered=number is not None,
            start=priority == _START_PRIORITY,
        )

    def _is_elsewhere(self, response: Response, wanted: Kind, kind: Kind) -> bool:
        """Whether a visit that was redirected is over: it led to a page that is not wanted."""
        if wanted is Kind.ARTICLE and canonical(response.url) in self._homes:
            self._finish(response, Came.HOME, response)
        elif kind is Kind.OTHER:
            self._finish(response, Came.AWAY, response)
        else:
            return False
        self.count("redirected_away")
        return True

    def _finish(self, visited: Request | Response, came: Came, response: Response | None = None) -> None:
        """A visit is over that yields no item."""
        lease = visited.meta.get(LEASE)
        if lease is not None:
            self.frontier.finish(visit_of(lease, came, response))

    def _visit(self, response: Response) -> Visit | None:
        lease = response.meta.get(LEASE)
        return visit_of(lease, Came.READ, response, article_day(response.url)) if lease else None

    def _hand_on(self, item: Page | Reject, visit: Visit | None) -> Iterator[Yielded]:
        """The item that a visit yields; the visit is over when it is stored."""
        if visit is not None and item.url is not None:
            self.frontier.expect(item.url, visit)
        yield item

    def _read(self, response: Response, link: Link) -> Page:
        """Parse a response, once for links and extraction alike; raises Refused."""
        header = response.headers.get("Content-Type") or b""
        fetched = Fetched(
            body=response.body,
            url=response.url,
            content_type=header.decode("latin-1"),
            fetched_at=response.meta.get(FETCHED_AT) or datetime.now(UTC),
            status=response.status,
            hints=Hints(published=link.date, title=link.text or None),
        )
        page = parse(fetched)
        self.count("pages")
        return page

    def _reject(self, url: str, code: str, message: str, body: bytes = b"") -> Reject:
        self._trouble = self._trouble or message
        return Reject(url, self.site_id, code, message, datetime.now(UTC).isoformat(timespec="seconds"), body)
