"""Hosts whose requests go to an address that the operator names, and not to where their name leads."""

from __future__ import annotations

from ipaddress import ip_address

from newscrawl.errors import UsageError


def connect_targets(text: str) -> dict[str, str]:
    """`host=127.0.0.1:8000,…` as a mapping of host name to address and port; raises UsageError."""
    targets = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        host, _, address = entry.partition("=")
        ip, _, port = address.rpartition(":")
        try:
            ip_address(ip.strip("[]"))
            valid = bool(host) and 0 < int(port) < 65536
        except ValueError:
            valid = False
        if not valid:
            raise UsageError(f"NEWSCRAWL_CONNECT_TO: {entry!r} is not of the form host=IP:PORT")
        targets[host.lower()] = address
    return targets
