"""Private addresses are contacted only where the user has named them."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from newscrawl.publish.sender import Unreachable


def check(url: str, private: bool) -> None:
    """See that the host of `url` is public, or a private address written out as such, or allowed.

    A public name that leads into a private network is refused unless `private`.
    Raises Unreachable, also for a name that does not resolve.
    """
    host = urlsplit(url).hostname or ""
    if private or host == "localhost" or _is_address(host):
        return
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except OSError as error:
        raise Unreachable(f"{host} cannot be resolved: {error}")
    inside = sorted(each for each in found if not ip_address(each.partition("%")[0]).is_global)
    if inside:
        raise Unreachable(
            f"{host} leads to {inside[0]}, which is no public address; if that is meant, say --private",
            again=False,
        )


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
