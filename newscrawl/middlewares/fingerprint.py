"""Which requests are for the same page, so that it is fetched once."""

from __future__ import annotations

import hashlib

from scrapy import Request

from newscrawl.discover.urls import canonical

# The key of a request's meta that names the story of which the page is a further one, and the page.
PART_OF = "newscrawl_part_of"


class CanonicalFingerprinter:
    """Compares requests by their canonical address; used by the duplicate filter."""

    def fingerprint(self, request: Request) -> bytes:
        """A digest that is equal for requests of one page.

        Two things set requests apart though their address is the same: being a further page of a story,
        for which the story waits even if the page was also linked or redirects to one seen before; and a
        redirect to the same page in another spelling (`/index.html` to `/`), which is no second visit.
        """
        address = canonical(request.url)
        redirects = [url for url in request.meta.get("redirect_urls", ()) if canonical(url) == address]
        text = "\n".join((request.method, address, request.meta.get(PART_OF, ""), str(len(redirects))))
        return hashlib.sha1(text.encode(), usedforsecurity=False).digest()
