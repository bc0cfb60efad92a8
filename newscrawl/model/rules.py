"""Rule, RuleSet and Site: what is declared about content systems and sites, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from newscrawl.model.page import Page

Demanded = Literal[
    "title", "published_at", "source", "reporters", "editors", "dateline", "channel", "images", "attachments"
]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named way to read raw texts off a page; `name` is what provenance shows."""

    name: str
    read: Callable[[Page], Iterable[str]]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """What is known of one content system or one layout of a site. Empty means: leave it to the next set.

    `detect`: the set applies if any of these (lower case) occurs in the signature (empty: any).
    `body`: CSS selectors of the element that holds the story, best first.
    `between`: pairs of HTML comments that enclose the story.
    `drop`: CSS selectors of what is not the story, wherever it stands.
    The other fields read raw texts, best rule first; cutting them down to values is the fields' work.
    """

    name: str
    detect: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    between: tuple[tuple[str, str], ...] = ()
    drop: tuple[str, ...] = ()
    title: tuple[Rule, ...] = ()
    kicker: tuple[Rule, ...] = ()
    subtitle: tuple[Rule, ...] = ()
    published: tuple[Rule, ...] = ()
    source: tuple[Rule, ...] = ()
    author: tuple[Rule, ...] = ()
    editor: tuple[Rule, ...] = ()
    channel: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class JsonList:
    """Lists that a site serves as JSON. Paths are keys joined by dots; `` means the answer itself.

    `url`: address with `{page}` in it where the list has pages, which are numbered from `first` on.
    `items`: path to the array of entries. `link`, `title`, `date`: paths within an entry; `link` may also be
    an address with paths in braces (`http://www.a.example/detail/{id}.html`).
    """

    url: str
    items: str
    link: str
    title: str = "title"
    date: str | None = None
    first: int = 1


@dataclass(frozen=True, slots=True)
class Site:
    """One news site, declared in `newscrawl/sites/<province>/<name>.py` as SITE.

    `article`: regular expression that an article's URL matches; a group `key` in it is the article's number
    on this site, so that one article under two URLs is one record. `lists`: expression of list pages to
    follow. `further`: expression of second and later pages of a story (never stored by themselves).
    `hours`: from and until which hour of its day the site may be crawled; (22, 6) spans midnight.
    `region`: GB/T 2260 code of the site's home, which settles ambiguous place names.
    `feeds`, `sitemaps`, `json_lists`: read besides the lists. `epaper`: address of any edition of any issue
    of the e-paper (`…/html/2024-01/12/node_2.htm`); its date is replaced to reach the issue of another day.
    `js`: which pages only a browser can read: `lists`, `all` (lists and articles), none unless said. A
    `json_lists` is quicker and kinder where the site has one. `required`: fields of the record that every
    article of the site shows; a page without one of them is rejected, for the site has changed.
    """

    id: str
    name: str
    domains: tuple[str, ...]
    start: tuple[str, ...]
    article: str
    region: str | None = None
    lists: str | None = None
    further: str | None = None
    cms: RuleSet | None = None
    rules: tuple[RuleSet, ...] = ()
    timezone: str = "Asia/Shanghai"
    hours: tuple[int, int] = (0, 24)
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    json_lists: tuple[JsonList, ...] = ()
    epaper: str | None = None
    js: Literal["", "lists", "all"] = ""
    required: tuple[Demanded, ...] = ()
