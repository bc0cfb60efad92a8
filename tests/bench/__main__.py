"""Measure, print a table with goals, and keep the figures with machine and versions in data/bench/NAME.json.

    python -m tests.bench                    every bench, one after the other
    python -m tests.bench extraction hostile
    python -m tests.bench --list

Exit code 0: every goal is reached; 1: some figure falls short; 2: wrong usage. CPU time compares only within one run.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import subprocess
import sys
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
    ran = [_run(name, benches[name]) for name in args.names or benches]
    return 0 if all(ran) else 1


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
    command = [sys.executable, "-m", f"tests.bench.{name}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            print(f"  {line}", end="", flush=True)
            lines.append(line.rstrip())
    return [Figure("exit code", process.returncode, at_most=0, note=" | ".join(lines))]


def _run(name: str, figures: Callable[[], list[Figure]]) -> bool:
    print(f"{name}: {_about(name)}", flush=True)
    measured = figures()
    print(f"{table(measured)}\n  kept in {save(name, measured)}\n", flush=True)
    return all(figure.holds for figure in measured)


def _about(name: str) -> str:
    text = sys.modules[f"tests.bench.{name}"].__doc__ or ""
    return text.partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
