"""Whole records of saved pages: CPU a page and quality, ours beside other extractors and beside the parse alone.

One process each, one after the other. Pages are those of ../shared/corpus, which brings answers and the scoring;
where it is absent, the pages of the bed and the demonstration. Each page is read in PASSES rounds over all pages, so
that no cache holds it from one round to the next; its least time counts.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from newscrawl.answers import answer
from newscrawl.inputs import Input, read_inputs
from newscrawl.model import Fetched
from newscrawl.page.charset import decode
from tests.bed import cases
from tests.bench.figures import ROOT, Figure
from tests.floors import SHARED, load

PASSES = 2
TIMES_AS_FAST = 10
TIMES_THE_PARSE = 3
VENV = ROOT / ".venv-peers"
REQUIREMENTS = ROOT / "requirements-peers.txt"


def figures() -> list[Figure]:
    """Milliseconds a page of all, the ratios that are goals, and the scores."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        paths = _pages(out)
        pages = list(read_inputs(paths, {}))
        texts = [_utf8(page) for page in pages]
        parse = _least(_parse, texts)
        lines, ours = _ours(pages)
        (out / "newscrawl.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
        peers = _peers(out, paths)
        means = {"newscrawl": _mean(ours)}
        means |= {name: _mean(spent) for name, spent in peers.items()} | {"lxml alone": _mean(parse)}
        scores = _scores(out, ["newscrawl", *peers])
    ratios = [
        Figure(f"pages a second, times {name}", means[name] / means["newscrawl"], "", at_least=TIMES_AS_FAST)
        for name in ("gne", "trafilatura")
    ]
    ratios.append(
        Figure("cost, times the parse alone", _mean(ours) / _mean(parse), "", at_most=TIMES_THE_PARSE)
    )
    costs = [Figure("CPU, ms a page", mean, "ms", of=name) for name, mean in means.items()]
    return [*costs, *ratios, *scores, Figure("pages", len(paths))]


def _pages(folder: Path) -> list[str]:
    corpus = SHARED / "corpus" / "pages"
    if corpus.is_dir():
        return [str(path) for path in sorted(corpus.iterdir())]
    for case in cases():
        (folder / f"{case.name}.html").write_bytes(case.html)
    return sorted(map(str, (*folder.glob("*.html"), *(ROOT / "data" / "demo").rglob("t2*.html"))))


def _utf8(page: Input) -> bytes:
    assert isinstance(page.content, Fetched)
    return decode(page.content.body)[0].encode("utf-8", "replace")


def _parse(html: bytes) -> None:
    etree.fromstring(html, etree.HTMLParser(encoding="utf-8", huge_tree=True))


def _ours(pages: Sequence[Input]) -> tuple[list[bytes], list[float]]:
    lines: dict[str, bytes] = {}

    def extract(page: Input) -> None:
        lines[page.name] = answer(page).line

    spent = _least(extract, pages)
    return list(lines.values()), spent


def _least(work: Callable[[Any], None], items: Sequence[Any]) -> list[float]:
    """The least milliseconds of CPU of each item in PASSES rounds."""
    work(items[0])
    spent = [float("inf")] * len(items)
    for _ in range(PASSES):
        for at, item in enumerate(items):
            began = time.process_time()
            work(item)
            spent[at] = min(spent[at], 1000 * (time.process_time() - began))
    return spent


def _peers(out: Path, paths: Sequence[str]) -> dict[str, list[float]]:
    command = [_python(), ROOT / "tests" / "bench" / "peer.py", out, str(PASSES), *paths]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    times: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return times


def _python() -> Path:
    """The interpreter of the peers' environment, which is made where it is absent or out of date."""
    stamp, want = VENV / ".installed", str(zlib.crc32(REQUIREMENTS.read_bytes()))
    python = VENV / "bin" / "python"
    if stamp.exists() and stamp.read_text("utf-8") == want:
        return python
    print("making .venv-peers (once; about a minute)", file=sys.stderr)
    uv = shutil.which("uv", path=Path(sys.executable).parent) or "uv"
    subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV], check=True)
    install = [uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", REQUIREMENTS]
    subprocess.run(install, check=True)
    stamp.write_text(want, "utf-8")
    return python


def _scores(out: Path, names: Sequence[str]) -> list[Figure]:
    """What score.py says of each, where it is at hand."""
    script = SHARED / "tools" / "score.py"
    if not script.exists():
        return []
    score = load(script)
    lines = (SHARED / "corpus" / "gold.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    found = []
    for name in names:
        rows = [json.loads(line) for line in (out / f"{name}.jsonl").read_text("utf-8").splitlines()]
        records = {score.ident(row["input"]): row.get("record") for row in rows}
        summary = score.summary(score.score(gold, records))
        found += [Figure(figure, value, of=name) for figure, value in summary.items()]
    return found


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
