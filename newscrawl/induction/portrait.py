"""What a site is: name, home, id, content system, encoding, feeds, each with its evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newscrawl.blocks import lay_out
from newscrawl.catalog import applies, systems
from newscrawl.clean import clean
from newscrawl.discover.epaper import edition_day
from newscrawl.discover.feeds import feeds_of
from newscrawl.discover.urls import canonical, host
from newscrawl.errors import NotAnArticle
from newscrawl.induction.seen import Seen, Sights
from newscrawl.knowledge.outlets import find_outlet, outlet_of_host
from newscrawl.knowledge.provinces import folder_of
from newscrawl.knowledge.regions import division_in_force, region_heads, region_names
from newscrawl.model import RuleSet

_SEPARATOR = re.compile(r"[_|｜\-–—·]+")
_HOME_WORDS = re.compile(r"首页|欢迎(?:访问|光临)|官方网站|网站$")
_SUFFIXES = frozenset(("com", "net", "org", "gov", "edu", "ac", "cn", "www", "news"))
_MOSTLY = 0.6
_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class Belief:
    """A value, how many of how many pages say it, and why it is believed."""

    value: str
    hits: int
    count: int
    why: str

    @property
    def share(self) -> float:
        """Of the pages."""
        return self.hits / self.count if self.count else 0.0


def name_of(sights: Sights) -> Belief | None:
    """By the outlet register, else by what the titles of the articles end with, else by the home page."""
    outlet = outlet_of_host(host(sights.home))
    if outlet is not None:
        return Belief(outlet.name, 1, 1, "the outlet register knows the host")
    tails: Counter[str] = Counter()
    for one in sights.articles:
        title, headline = one.page.title or "", (one.record.title if one.record else None) or ""
        rest = title.partition(headline)[2] if headline and headline in title else ""
        parts = [part.strip() for part in _SEPARATOR.split(rest) if part.strip()]
        if parts:
            tails[parts[-1]] += 1
    for text, hits in tails.most_common(1):
        if hits >= _MOSTLY * len(sights.articles):
            return Belief(text, hits, len(sights.articles), "titles of articles end with it")
    home = next((one for one in sights.others if canonical(one.url) == canonical(sights.home)), None)
    parts = [_HOME_WORDS.sub("", part).strip() for part in _SEPARATOR.split((home and home.page.title) or "")]
    text = next(filter(None, parts), "")
    return Belief(text, 1, 1, "title of the home page") if text else None


def region_of(sights: Sights, name: str | None) -> Belief | None:
    """GB/T 2260 code: by the outlet register, by a division in the name, by what most articles are about."""
    outlet = outlet_of_host(host(sights.home)) or (
        known.outlet if (known := find_outlet(name or "")) else None
    )
    if outlet is not None and outlet.region:
        return Belief(outlet.region, 1, 1, f"the outlet register: {outlet.name}")
    code = _division_in(name or "")
    if code is not None:
        return Belief(code, 1, 1, f"the name {name}")
    regions: Counter[str] = Counter()
    for one in sights.articles:
        regions.update({f"{region.adcode[:2]}0000" for region in (one.record.regions if one.record else ())})
    for code, hits in regions.most_common(1):
        if hits >= max(5, _MOSTLY * len(sights.articles)):
            return Belief(code, hits, len(sights.articles), "what the articles are about")
    return None


def id_of(home: str, region: str | None) -> str:
    """`<province>.<label of the host>`; `national.` where no province is known."""
    labels = [label for label in host(home).split(".")[:-1] if label not in _SUFFIXES]
    label = re.sub(r"\W", "_", labels[-1] if labels else host(home).split(".")[0]).lower()
    return f"{folder_of(region) or 'national'}.{label if label[:1].isalpha() else f'n{label}'}"


def system_of(articles: Sequence[Seen]) -> tuple[RuleSet | None, Belief | None]:
    """The one content system whose marks nearly all articles carry and whose own rule finds their story."""
    marked: Counter[str] = Counter()
    ruled: Counter[str] = Counter()
    for one in articles:
        layout = lay_out(one.page)
        for rules in systems():
            if applies(rules, layout):
                marked[rules.name] += 1
                ruled[rules.name] += _finds(one, rules)
    known = {rules.name: rules for rules in systems()}
    whole = [name for name, hits in marked.items() if hits >= _NEARLY_ALL * len(articles)]
    best = max(whole, key=lambda name: (ruled[name], marked[name]), default=None)
    if best is None:
        return None, None
    why = f"its marks; its own rule finds the story on {ruled[best]}"
    # Named, it is the only one asked: where others have marks too they may know what it does not.
    sole = len(marked) == 1 and ruled[best] >= _MOSTLY * len(articles)
    return (known[best] if sole else None), Belief(best, marked[best], len(articles), why)


def encoding_of(pages: Iterable[Seen]) -> Belief:
    """How most pages are encoded; it is detected on each, not declared."""
    names = Counter(one.page.charset.name for one in pages)
    name, hits = names.most_common(1)[0]
    return Belief(name, hits, names.total(), "found on each page, not declared")


def feeds_named(sights: Sights) -> tuple[str, ...]:
    """The feeds that lists name, on the site's own host."""
    own = host(sights.home).removeprefix("www.")
    found = dict.fromkeys(url for one in sights.others for url in feeds_of(one.page))
    return tuple(url for url in found if host(url).removeprefix("www.") == own)


def epaper_of(sights: Sights) -> str | None:
    """The address of an edition of the e-paper, where one is read or linked."""
    urls = (url for one in sights.pages for url in (one.url, *(link.url for link in one.found)))
    return next((url for url in urls if edition_day(url)), None)


def _finds(one: Seen, rules: RuleSet) -> bool:
    try:
        return clean(one.page, lay_out(one.page), (rules,), None).region_rule.startswith(f"{rules.name}:")
    except NotAnArticle:
        return False


def _division_in(text: str) -> str | None:
    """The code of the first division that a name begins with or holds, as 四川 in 四川人物网."""
    for start in range(len(text)):
        for surface in region_heads().get(text[start : start + 2], ()):
            meant = region_names()[surface]
            if text.startswith(surface, start) and len({each.code for each in meant}) == 1:
                found = division_in_force(meant[0].code)
                return found.code if found else None
    return None
