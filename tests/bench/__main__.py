"""Measure, print a table with goals, and keep the figures with machine and versions in data/bench/NAME.json.

    python -m tests.bench                    every bench, one after the other
    python -m tests.bench extraction hostile
    python -m tests.bench --list

Run like this each is short, some ten minutes for all on two quiet cores; `python -m tests.bench.NAME --help` tells of
larger sizes. CPU time compares only within one run.

Exit code 0: every goal is reached; 1: some figure falls short; 2: wrong usage.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial

import tests.bench
from tests.bench.figures import Figure, save, table


def main() -> int:
    """Run the named benches."""
    benches = found()
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(benches))
    parser.add_argument("--list", action="store_true", help="say what can be measured")
    args = parser.parse_args()
    if unknown := [name for name in args.names if name not in benches]:
        parser.error(f"no bench is called {', '.join(unknown)}; there are: {', '.join(benches)}")
    if args.list:
        print("\n".join(f"{name:14}{_about(name)}" for name in benches))
        return 0
    ran = {name: _run(name, benches[name]) for name in args.names or benches}
    short = [name for name, holds in ran.items() if not holds]
    print(f"measured {len(ran)}; short of a goal: {', '.join(short) or 'none'}")
    return 1 if short else 0


def found() -> dict[str, Callable[[], list[Figure]]]:
    """The benches by name: modules with `figures`, and those with a `main` of their own, which run as commands."""
    names = {info.name for info in pkgutil.iter_modules(tests.bench.__path__)} - {"__main__"}
    modules = {name: importlib.import_module(f"tests.bench.{name}") for name in sorted(names)}
    benches: dict[str, Callable[[], list[Figure]]] = {}
    for name, module in modules.items():
        if hasattr(module, "figures") and name != "figures":
            benches[name] = module.figures
        elif hasattr(module, "main") and name != "peer":
            benches[name] = partial(_command, name)
    return benches


def _command(name: str) -> list[Figure]:
    """A bench that is a command: its lines, and whether it ended with code 0."""
    short = getattr(sys.modules[f"tests.bench.{name}"], "SHORT", ())
    command = [sys.executable, "-m", f"tests.bench.{name}", *short]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            print(f"  {line}", end="", flush=True)
            lines.append(line.rstrip())
    return [Figure("exit code", process.returncode, at_most=0, note=" | ".join(lines))]


def _run(name: str, figures: Callable[[], list[Figure]]) -> bool:
    print(f"{name}: {_about(name)}", flush=True)
    began = time.monotonic()
    try:
        measured = figures()
    except Exception:  # the others can be measured all the same
        traceback.print_exc()
        return False
    took = time.monotonic() - began
    print(f"{table(measured)}\n  {took:.0f} s, kept in {save(name, measured)}\n", flush=True)
    return all(figure.holds for figure in measured)


def _about(name: str) -> str:
    text = sys.modules[f"tests.bench.{name}"].__doc__ or ""
    return text.partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
