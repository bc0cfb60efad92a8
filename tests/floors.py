"""The quality floors of the corpus: what extraction must reach, pinned in floors.json.

python tests/floors.py                    measure, and raise every floor to what is reached now
python tests/floors.py --lower REASON     take over lower figures as well; the reason is kept in the file
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
from pathlib import Path
from types import ModuleType
from typing import Any

from newscrawl.answers import answer
from newscrawl.inputs import read_inputs

FLOORS = Path(__file__).with_name("floors.json")
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


class FloorError(Exception):
    """A figure is worse than its floor and no reason was given."""


def measure(shared: Path) -> dict[str, float]:
    """Every figure of score.py over the pages of the corpus."""
    score = load(shared / "tools" / "score.py")
    paths = [str(path) for path in sorted((shared / "corpus" / "pages").iterdir())]
    rows = [json.loads(answer(page).line) for page in read_inputs(paths, {})]
    records = {score.ident(row["input"]): row.get("record") for row in rows}
    gold = (shared / "corpus" / "gold.jsonl").read_text(encoding="utf-8")
    figures: dict[str, float] = score.summary(
        score.score([json.loads(line) for line in gold.splitlines()], records)
    )
    return figures


def below(floors: dict[str, Any], figures: dict[str, float]) -> list[str]:
    """The figures that miss their floor (or exceed their ceiling), each as a sentence."""
    low = [(name, floor) for name, floor in floors["at_least"].items() if not figures[name] >= floor]
    high = [(name, most) for name, most in floors["at_most"].items() if not figures[name] <= most]
    return [f"{name} is {figures[name]:.4f}, its floor {limit}" for name, limit in low + high]


def moved(floors: dict[str, Any], figures: dict[str, float], reason: str | None = None) -> dict[str, Any]:
    """New floors at what is reached. Raises FloorError where a figure is worse and there is no reason."""
    worse = below(floors, figures)
    if worse and not reason:
        raise FloorError("; ".join(worse))
    return {
        "at_least": {name: math.floor(figures[name] * 1000) / 1000 for name in floors["at_least"]},
        "at_most": {name: figures[name] for name in floors["at_most"]},
        "lowered": floors["lowered"] + ([{"reason": reason, "figures": worse}] if worse else []),
    }


def load(path: Path) -> ModuleType:
    """The module in a file that belongs to no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Measure, show, and write the new floors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lower", metavar="REASON")
    figures = measure(SHARED)
    try:
        floors = moved(json.loads(FLOORS.read_text(encoding="utf-8")), figures, parser.parse_args().lower)
    except FloorError as error:
        raise SystemExit(f"worse than the floors: {error}\nnothing is lowered without --lower REASON")
    FLOORS.write_text(json.dumps(floors, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print("\n".join(f"{name:10} {value:.3f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
