"""The whole flow: bytes → Page → Cleaned → Draft → Record. Read this first."""

from __future__ import annotations

from datetime import datetime

from newscrawl.blocks import lay_out
from newscrawl.catalog import rules_under, site_for
from newscrawl.clean import clean, join
from newscrawl.errors import NotAnArticle
from newscrawl.fields import find_fields
from newscrawl.furniture import Furniture
from newscrawl.model import Cleaned, Fetched, Page, Record, Site
from newscrawl.normalize import normalize
from newscrawl.page import drawn_page, parse
from newscrawl.stories import assign_story


def extract(
    body: bytes, url: str | None = None, *, content_type: str = "", fetched_at: datetime | None = None
) -> Record:
    """The record of one page, with evidence. Raises a subclass of Refused where the page yields none."""
    return extract_page(parse(Fetched(body, url, content_type, fetched_at)))


def extract_page(page: Page, furniture: Furniture | None = None) -> Record:
    """The record of a parsed page; its further pages, if it has any, are joined in order.

    `furniture` is what has been learned from other pages of the site.
    """
    return extract_under(page, site_for(page.url), furniture)


def extract_under(page: Page, site: Site | None, furniture: Furniture | None = None) -> Record:
    """The record of a page taken as one of `site`, whatever the catalogue says; None: of no declared site."""
    return assign_story(normalize(find_fields(clean_under(page, site, furniture))))


def clean_page(page: Page, furniture: Furniture | None = None) -> Cleaned:
    """Lay out and clean a page under the rules of its site, its content system and all sites."""
    return clean_under(page, site_for(page.url), furniture)


def clean_under(page: Page, site: Site | None, furniture: Furniture | None = None) -> Cleaned:
    """As `clean_page`, of a page taken as one of `site`."""
    layout = lay_out(page)
    rules = rules_under(site, layout)
    condemn = furniture.rule_for if furniture is not None and furniture.rules else None
    try:
        first = clean(page, layout, rules, site, furniture=condemn)
    except NotAnArticle:
        drawn = drawn_page(page)
        if drawn is None:
            raise
        first = clean(drawn, lay_out(drawn), rules, site, furniture=condemn)
    parts, missing = [], [*page.missing]
    for part in page.further:
        try:
            parts.append(clean(part, lay_out(part), rules, site, furniture=condemn, further=True))
        except NotAnArticle:
            # An error page, or an empty one, on its place.
            missing.append(part.url or "")
    return join(first, parts, missing)
