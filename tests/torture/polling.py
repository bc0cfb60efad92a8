"""A reader that looks 10,000 times while exports of one name follow one another and are killed."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from test_dataset import look, start

from newscrawl.export import read_manifest

READS = 10_000
PER_EXPORTER = 500


def main() -> int:
    """0 if it never saw half of anything."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for turn in range(READS // PER_EXPORTER):
            child = start(folder, turn * 100_000)
            assert child.stdout is not None
            child.stdout.readline()
            for _ in range(PER_EXPORTER):
                faults += look(folder)
            child.kill()
            child.communicate()
        last = read_manifest(folder / "news.manifest.json").cursor
    print(
        f"{READS} reads during exports, {READS // PER_EXPORTER} of which were killed: "
        f"{len(faults)} partial lines or manifests without their file; the last export was {last}"
    )
    return 1 if faults else 0
