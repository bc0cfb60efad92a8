"""`python -m tests.torture COMMAND`: figures of crawls, exports and relays under attack, with a verdict."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.torture import (
    again,
    bombs,
    full,
    hostile,
    increments,
    large,
    migrations,
    outage,
    points,
    polling,
    publish,
    redesign,
    slow,
    stop,
    undeclared,
    workers,
)
from tests.torture.figures import memory, rate
from tests.torture.kill import kill

OTHERS = {
    "again": again.main,
    "bombs": bombs.main,
    "full": full.main,
    "hostile": hostile.main,
    "increments": increments.main,
    "large": large.main,
    "points": points.main,
    "polling": polling.main,
    "publish": publish.main,
    "redesign": redesign.main,
    "slow": slow.main,
    "stop": stop.main,
    "undeclared": undeclared.main,
}


def main() -> int:
    """0 if everything held."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    killing = commands.add_parser("kill", help="SIGKILL at random moments, then to the end")
    killing.add_argument("--pages", type=int, default=5000)
    killing.add_argument("--kills", type=int, default=20)
    killing.add_argument("--seeds", type=int, default=10)
    killing.add_argument("--first", type=int, default=0, help="the first seed")
    for name, what in (
        ("rate", "pages a second against a bare spider"),
        ("memory", "memory of a long crawl"),
    ):
        commands.add_parser(name, help=what).add_argument("--pages", type=int, default=2000)
    commands.add_parser("again", help="a second run without news, and one beside a run under way")
    commands.add_parser("bombs", help="answers that unpack to 1 GB, and one without an end")
    commands.add_parser("large", help="thousands of list pages beside traps without an end")
    commands.add_parser("increments", help="exports by cursor are killed while articles come")
    commands.add_parser("polling", help="a reader looks at exports that are made and killed")
    commands.add_parser("publish", help="relay and consumer are killed, on each transport")
    commands.add_parser("full", help="a crawl on a disk that fills up, and again with room")
    moving = commands.add_parser("migrations", help="all revisions down and up with articles in place")
    moving.add_argument("--articles", type=int, default=10_000)
    commands.add_parser("points", help="SIGKILL at a hundred points around a commit and an export")
    commands.add_parser("redesign", help="a template of a site changes: who notices, and what gets out")
    commands.add_parser("slow", help="a byte a second, beside a host that answers")
    commands.add_parser("undeclared", help="whole sites from their home pages alone")
    commands.add_parser("hostile", help="ten pages made to do harm among a thousand")
    commands.add_parser(
        "stop", help="SIGTERM at random moments, of a server that answers and of one that stalls"
    )
    away = commands.add_parser("outage", help="the database goes away in a crawl, and comes back")
    away.add_argument("--pages", type=int, default=2000)
    away.add_argument("--seconds", type=float, default=300)
    sharing = commands.add_parser(
        "workers", help="several workers at a site are killed, and Redis with its data"
    )
    sharing.add_argument("--pages", type=int, default=5000)
    sharing.add_argument("--workers", type=int, default=4)
    sharing.add_argument("--kills", type=int, default=2, help="of each worker")
    sharing.add_argument("--delay", type=float, default=0.02)
    args = parser.parse_args()
    if args.command == "migrations":
        return migrations.main(args.articles)
    if args.command == "outage":
        return outage.main(args.pages, args.seconds)
    if args.command == "workers":
        return workers.main(args.pages, args.workers, args.kills, args.delay)
    if args.command in OTHERS:
        return OTHERS[args.command]()
    if args.command == "kill":
        return _kill(args)
    with tempfile.TemporaryDirectory() as folder:
        lines, holds = {"rate": rate, "memory": memory}[args.command](Path(folder), args.pages)
    print(lines)
    return 0 if holds else 1


def _kill(args: argparse.Namespace) -> int:
    failed = 0
    for seed in range(args.first, args.first + args.seeds):
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            killed = kill(Path(folder), args.pages, args.kills, seed)
        share = 100 * killed.overhead / killed.needed
        print(
            f"seed {seed}: {killed.rows['articles']} of {args.pages} articles, {killed.kills} kills, "
            f"{killed.requests} requests (+{killed.overhead}, {share:.1f} %), "
            f"{time.monotonic() - began:.0f} s: {'; '.join(killed.faults) or 'held'}",
            flush=True,
        )
        failed += bool(killed.faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
