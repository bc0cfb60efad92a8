"""Builds the demonstration portal: `python data/demo/build.py [FOLDER]` writes www/ and the golden files.

Reads stories/, templates/ and portal.toml beside this file; the same input gives the same bytes everywhere.
"""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from builder import epaper, news, story, www  # noqa: E402 - the packages stand beside this script
from builder.site import Site  # noqa: E402

HOSTS = {"www": www, "news": news, "epaper": epaper}


def build(out: Path) -> None:
    """Write `out`/www/<host>/…, `out`/expected.jsonl and `out`/manifest.json, replacing what is there."""
    portal = tomllib.loads((HERE / "portal.toml").read_text(encoding="utf-8"))
    stories = story.load(HERE / "stories")
    shutil.rmtree(out / "www", ignore_errors=True)
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, host in HOSTS.items():
        config = portal[name]
        site = Site(config, HERE / "templates" / name, out / "www" / config["host"])
        rows[config["host"]] = host.build(site, [one for one in stories if one.host == name])
    _write_golden(out, rows)


def _write_golden(out: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for host in rows.values() for row in host]
    (out / "expected.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    counts = {host: len(golden) for host, golden in rows.items()}
    pages = sum(row["pages"] for golden in rows.values() for row in golden)
    manifest = {"articles": len(lines), "by_host": counts, "article_pages": pages}
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (out / "manifest.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
