"""`newscrawl export --cursor-file` killed 40 times while articles come: no article missed, none twice."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from newscrawl.export import Manifest, read_manifest
from newscrawl.export.verify import verify
from newscrawl.store import Ending, Store
from tests.records import record

ROOT = Path(__file__).resolve().parents[2]
KILLS = 40
EACH = 50
"""Articles that come before each export."""


def main() -> int:
    """0 if every article is in exactly one increment."""
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/news.db"
        for turn in range(KILLS):
            _come(url, range(turn * EACH, (turn + 1) * EACH))
            export = _start(folder, url)
            # Around the time that an export takes: some are killed before, some behind its last write.
            time.sleep(chance.uniform(0.3, 3.0))
            export.kill()
            export.wait()
        code = _start(folder, url).wait()
        chain = list(_chain(folder / "out"))
        told = Counter(id for manifest in chain for id in _ids(folder / "out", manifest))
        faults = [fault for path in (folder / "out").glob("*.manifest.json") for fault in verify(path).faults]
    twice, missed = sum(times > 1 for times in told.values()), KILLS * EACH - len(told)
    print(f"{KILLS} kills, {len(chain)} increments: {missed} missed, {twice} twice, {len(faults)} faults")
    return 1 if code or twice or missed or faults else 0


def _come(url: str, numbers: range) -> None:
    with Store(url) as store:
        run = store.begin_run("jiangzhou.xinwen")
        store.save([record(number) for number in numbers], run)
        store.end_run(run, Ending("done", {}))


def _start(folder: Path, url: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "newscrawl", "export", "--cursor-file", str(folder / "cursor")]
    environment = os.environ | {"NEWSCRAWL_DATABASE_URL": url, "NEWSCRAWL_OUT": str(folder / "out")}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=quiet, stderr=quiet)


def _chain(folder: Path) -> list[Manifest]:
    """The increments in their order, each of which begins where the one before ends."""
    manifests = [read_manifest(path) for path in sorted(folder.glob("*.manifest.json"))]
    assert [each.since for each in manifests] == [None, *(each.cursor for each in manifests[:-1])]
    return manifests


def _ids(folder: Path, manifest: Manifest) -> list[str]:
    files = [folder / part.name for part in manifest.files]
    return [json.loads(line)["id"] for file in files for line in file.open(encoding="utf-8")]


if __name__ == "__main__":
    sys.exit(main())
