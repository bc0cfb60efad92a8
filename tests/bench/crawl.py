"""A whole crawl, read, joined and stored, beside a bare spider that stores nothing, on the same pages.

    python -m tests.bench crawl
    python -m tests.bench.crawl --pages 2000

Both fetch an invented site from loopback as fast as they can, one after the other; the CPU is that of all processes
of each, from start to end.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import Figure, save, table
from tests.torture.figures import RATIO, beside
from tests.torture.site import Site


def figures(pages: int = 1000) -> list[Figure]:
    """One round of both."""
    with tempfile.TemporaryDirectory() as folder:
        ours, bare, fault = beside(Path(folder) / "one", Site(pages))
    return [
        Figure("faults", float(bool(fault)), at_most=0, note=fault),
        Figure("whole crawl", ours.pages, "pages/s"),
        Figure("bare spider", bare.pages, "pages/s"),
        Figure("whole crawl beside it", ours.pages / bare.pages, "times", at_least=RATIO, note="needs two quiet cores"),
        Figure("CPU a page, whole crawl", ours.cpu, "ms", note=f"start and end included, of {pages} pages"),
        Figure("CPU a page, bare spider", bare.cpu, "ms"),
    ]  # fmt: skip


def main() -> int:
    """0 if the goals are reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.crawl", description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    found = figures(parser.parse_args().pages)
    print(f"{table(found)}\n  kept in {save('crawl', found)}")
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
