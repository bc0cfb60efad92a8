"""Which network addresses a crawl may connect to: public ones, decided after the name has been resolved."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import DNSLookupError

from newscrawl.middlewares.targets import connect_targets


class RefusedAddress(IgnoreRequest):
    """A host is, or resolves to, an address that is not public. Raised below every request; never retried."""


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, refusing what is not public: what it let through is what is connected to.

    It stands between every name and its connection, so a name that leads elsewhere on the second look
    (DNS rebinding) is refused on the second look. Addresses that the operator named himself pass.
    """

    targets: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        """The resolver; raises UsageError for a faulty NEWSCRAWL_CONNECT_TO."""
        resolver = super().from_crawler(crawler, reactor)
        named = connect_targets(crawler.settings.get("NEWSCRAWL_CONNECT_TO") or "").values()
        resolver.targets = frozenset(target.rpartition(":")[0].strip("[]") for target in named)
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """The address of a host name, or a literal address; fails with RefusedAddress."""

        def checked(address: str) -> str:
            if name != address or address not in self.targets:
                refuse_private(name, address)
            return address

        return super().getHostByName(name, timeout).addCallback(checked)


async def resolve_public(host: str) -> None:
    """Raise RefusedAddress unless `host`, a name or a literal address, is on the public network.

    Literals that are also a target of NEWSCRAWL_CONNECT_TO are refused here, where links lead.
    """
    address = await _resolved(host)
    if address is not None:  # else connecting fails in the same way, in the words that Scrapy's retries know
        refuse_private(host, address)


async def address_of(host: str) -> str | None:
    """The public address of a host; None where it has none."""
    try:
        address = await _resolved(host)
    except RefusedAddress:
        return None
    return address if address is not None and is_public(address) else None


async def _resolved(host: str) -> str | None:
    from twisted.internet import reactor  # installed by Scrapy only when a crawl starts

    try:
        found = succeed(host) if ":" in host else reactor.resolve(host)  # type: ignore[arg-type]
        return await maybe_deferred_to_future(found)
    except DNSLookupError:
        return None


def refuse_private(host: str, address: str) -> None:
    """Raise RefusedAddress where `address`, to which `host` resolves, is not public."""
    if not is_public(address):
        raise RefusedAddress(f"{host} is at {address}, which is no public address")


def is_public(address: str) -> bool:
    """Whether an IP address is globally reachable; IPv6 forms that carry an IPv4 address are looked into."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _carried(ip) if isinstance(ip, IPv6Address) else None
    return ip.is_global and not ip.is_multicast and (inner is None or is_public(str(inner)))


def _carried(ip: IPv6Address) -> IPv4Address | None:
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    # NAT64 (RFC 6052): the last four bytes behind the well-known prefix 64:ff9b::/96.
    return IPv4Address(ip.packed[12:]) if ip.packed[:12] == bytes.fromhex("0064ff9b") + bytes(8) else None
