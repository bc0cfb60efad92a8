"""Check tools/data/outlets.txt, the outlet register by hand, and write newscrawl/knowledge/outlets.tsv.

    python tools/build_outlets.py            (from the root of the project)

Every key, name and domain must be unique, every home a division in force, every kind known; otherwise nothing
is written and the exit code is 1.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from newscrawl.knowledge.outlets import Outlet, bare  # noqa: E402
from newscrawl.knowledge.regions import division_in_force  # noqa: E402

HAND = ROOT / "tools" / "data" / "outlets.txt"
OUT = ROOT / "newscrawl" / "knowledge" / "outlets.tsv"
KINDS = {"agency", "paper", "broadcaster", "site", "app", "magazine", "account", "gov"}
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
ORIGIN = "compiled by the newscrawl authors from general knowledge of the Chinese press, November 2026"


def entries() -> Iterator[Outlet]:
    """The hand-written lines, with the home of their heading."""
    home = ""
    for line in HAND.read_text("utf-8").splitlines():
        if line.startswith("["):
            home = line.strip("[]")
        elif "|" in line and not line.startswith("#"):
            key, kind, name, aliases, domains = (part.strip() for part in f"{line}||".split("|")[:5])
            yield Outlet(key, name, kind, home or None, _parts(domains), _parts(aliases))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def faults(outlets: list[Outlet]) -> Iterator[str]:
    """What is wrong with the register, one sentence each."""
    owners: dict[str, set[str]] = defaultdict(set)
    for one in outlets:
        for name in (one.name, *one.aliases):
            owners[f"name {bare(name.removeprefix('='))}"].add(one.key)
        for domain in one.domains:
            owners[f"domain {domain}"].add(one.key)
            if not DOMAIN.fullmatch(domain):
                yield f"{one.key}: {domain} is no domain"
        if one.kind not in KINDS or not KEY.fullmatch(one.key):
            yield f"{one.key}: bad kind or key"
        if one.region and division_in_force(one.region) is None:
            yield f"{one.key}: no division {one.region}"
    yield from (f"{what} belongs to {sorted(keys)}" for what, keys in owners.items() if len(keys) > 1)
    keys = [one.key for one in outlets]
    yield from (f"key {key} is used twice" for key in sorted({key for key in keys if keys.count(key) > 1}))


def main() -> int:
    outlets = list(entries())
    wrong = list(faults(outlets))
    if wrong:
        print("\n".join(wrong))
        return 1
    rows = [
        "\t".join(
            (one.key, one.name, one.kind, one.region or "", ";".join(one.domains), ";".join(one.aliases))
        )
        for one in sorted(outlets, key=lambda one: one.key)
    ]
    head = [f"# {ORIGIN}; written by tools/build_outlets.py", "# key\tname\tkind\thome\tdomains\taliases"]
    OUT.write_text("\n".join(head + rows) + "\n", "utf-8")
    print(f"{len(rows)} outlets")
    return 0


if __name__ == "__main__":
    sys.exit(main())
