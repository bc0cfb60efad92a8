"""One export in a process of its own: articles a second, and the most memory it took. `python -m` runs it with a
database, a folder, a format, a compression and, if not all is wanted, the last day of publication."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

from newscrawl import datasets
from newscrawl.datasets import Wanted
from newscrawl.export import Form
from newscrawl.store import Selection, Store
from tests.bench.figures import peak_mb

if __name__ == "__main__":
    url, folder, format, compression = sys.argv[1:5]
    until = date.fromisoformat(sys.argv[5]) if len(sys.argv) > 5 else None
    wanted = Wanted(Selection(until=until), Form(format, compression), Path(folder))  # type: ignore[arg-type]
    with Store(url) as store:
        began, cpu = time.monotonic(), time.process_time()
        manifest = datasets.export(store, wanted)
        seconds, cpu = time.monotonic() - began, time.process_time() - cpu
    print(
        json.dumps(
            {
                "articles": manifest.records,
                "seconds": seconds,
                "cpu": cpu,
                "megabytes": peak_mb(),
                "bytes": sum(part.bytes for part in manifest.files),
            }
        )
    )
