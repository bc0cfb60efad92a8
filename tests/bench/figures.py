"""What a bench measures, on which machine with which versions, as JSON under data/bench and as a table."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "data" / "bench"
_VERSIONS = ("newscrawl", "lxml", "scrapy", "sqlalchemy", "msgspec", "fastwarc")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `at_least`, `at_most`: its goal; `of`: whose it is, where several are compared."""

    name: str
    value: float
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""
    of: str = ""

    @property
    def holds(self) -> bool:
        """Whether the value reaches its goal; without one it does."""
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )


def table(figures: Sequence[Figure]) -> str:
    """One line a figure: name, value, goal, verdict; what is compared stands side by side."""
    compared = [figure for figure in figures if figure.of]
    return "\n".join([*_side_by_side(compared), *(_row(figure) for figure in figures if not figure.of)])


def save(name: str, figures: Sequence[Figure]) -> Path:
    """Write the figures of one bench with machine, versions and time to data/bench/NAME.json."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{name}.json"
    result = {
        "bench": name,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": {name: version(name) for name in _VERSIONS},
        "figures": [asdict(figure) | {"holds": figure.holds} for figure in figures],
    }
    path.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def machine() -> dict[str, str | int | None]:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_mb": memory,
        "python": platform.python_version(),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _side_by_side(figures: Sequence[Figure]) -> list[str]:
    names = list(dict.fromkeys(figure.of for figure in figures))
    values: dict[str, dict[str, float]] = {}
    for figure in figures:
        values.setdefault(figure.name, {})[figure.of] = figure.value
    lines = [f"  {'':24}" + "".join(f"{name:>13}" for name in names)] if names else []
    for name, row in values.items():
        lines.append(f"  {name:24}" + "".join(f"{row[of]:13.3f}" if of in row else 13 * " " for of in names))
    return lines


def _row(figure: Figure) -> str:
    goal = ""
    if figure.at_least is not None:
        goal = f">= {figure.at_least:g}"
    elif figure.at_most is not None:
        goal = f"<= {figure.at_most:g}"
    verdict = ("holds" if figure.holds else "FALLS SHORT") if goal else ""
    value = f"{figure.value:,.3f}".rstrip("0").rstrip(".")
    return f"  {figure.name:46} {value:>12} {figure.unit:8} {goal:10} {verdict:11} {figure.note}".rstrip()


def peak_mb() -> float:
    """The most memory that this process has held; what getrusage tells begins with what its parent held."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
