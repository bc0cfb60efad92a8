"""One article under several addresses: the first address found is fetched, another only if that one fails."""

from __future__ import annotations

from newscrawl.discover.links import Link


class Claims:
    """Who fetches which article, by the article's key on its site."""

    def __init__(self) -> None:
        self._holders: dict[str, str] = {}
        self._others: dict[str, dict[str, Link]] = {}

    def claim(self, key: str | None, link: Link) -> bool:
        """Whether `link` is to be fetched: the first address of its key is, and whatever has no key."""
        if key is None or self._holders.setdefault(key, link.url) == link.url:
            return True
        self._others.setdefault(key, {})[link.url] = link
        return False

    def release(self, key: str | None, url: str) -> Link | None:
        """The next address of an article after `url` has failed, now the one that is fetched; else None."""
        if key is None or self._holders.get(key) != url or not self._others.get(key):
            return None
        following, link = self._others[key].popitem()
        self._holders[key] = following
        return link
