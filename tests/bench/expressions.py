"""Every regular expression of the package against long texts made to stop it: the CPU time of the slowest.

For each expression texts are built from what it looks for: its characters, its words, and texts that nearly
match, each repeated to 100 KB. It is searched for through the whole of each text, or matched at its
beginning where the package does no more.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType, ModuleType
from typing import Any

import newscrawl
import pipelines
from newscrawl.knowledge.phrases import phrases
from tests.bench.figures import Figure

SIZE = 100_000
GOAL_MS = 100.0
_ENOUGH = 0.3
"""Seconds after which a search is given up."""
_MOST_WORDS = 40
_COMMON = (
    "a",
    "1",
    " ",
    "\n",
    "的",
    "，",
    "。",
    "：",
    "(",
    "（",
    "<",
    '"',
    "/",
    "-",
    "=",
    "&",
    "江州记者 ",
    "2024-03-12 ",
)


# Every use but match and fullmatch, which look at one place only.
_SEARCHED = re.compile(r"\b(\w+)\.(?:search|finditer|findall|sub|split|scanner)\b")


@dataclass(frozen=True, slots=True)
class Expression:
    """One compiled expression; `anchored`: the package asks for it only at the beginning of a text."""

    name: str
    pattern: re.Pattern[Any]
    anchored: bool


class _Late(Exception):
    pass


def figures() -> list[Figure]:
    """The slowest expression, and every one beyond the goal."""
    listed = list(expressions())
    worst = sorted(((slowest(each), each.name) for each in listed), reverse=True)
    (milliseconds, _text), name = worst[0]
    print(f"{len(worst)} expressions, {SIZE // 1000} KB each")
    slow = [row for row in worst if row[0][0] > GOAL_MS]
    for (spent, text), which in worst[:10]:
        print(f"{spent:9.1f} ms  {which}  {text[:24]!r}…")
    return [
        Figure("slowest expression", milliseconds, "ms", at_most=GOAL_MS, note=name),
        Figure("expressions beyond 100 ms", len(slow), "", at_most=0),
    ]


def expressions() -> Iterator[Expression]:
    """Every compiled expression of the package's modules, in tables and phrases too, each once."""
    modules = list(_modules())
    searched = {name for module in modules for name in _SEARCHED.findall(_source(module))}
    seen: set[tuple[object, int]] = set()
    for module in modules:
        for name, value in vars(module).items():
            for pattern in _patterns(value):
                if (pattern.pattern, pattern.flags) not in seen:
                    seen.add((pattern.pattern, pattern.flags))
                    anchored = pattern is value and name not in searched
                    yield Expression(f"{module.__name__}.{name}", pattern, anchored)
    for phrase in phrases():
        for kind in ("pattern", "unless", "needs"):
            if getattr(phrase, kind) is not None:
                yield Expression(f"phrase {phrase.id}.{kind}", getattr(phrase, kind), anchored=False)


def slowest(each: Expression) -> tuple[float, str]:
    """(milliseconds of CPU, the text's beginning) of the text that takes longest."""
    worst = (0.0, "")
    for text in texts(each.pattern):
        worst = max(worst, (cpu(each, text), text[:40]))
        if worst[0] > GOAL_MS:
            break
    return worst


def texts(pattern: re.Pattern[Any], size: int = SIZE) -> Iterator[str]:
    """Long texts for one expression."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    near = _near(parser.parse(source, pattern.flags & ~re.UNICODE & ~re.DEBUG))
    pieces = dict.fromkeys((*_COMMON, *islice(near, _MOST_WORDS)))
    for piece in pieces:
        yield (piece * (size // len(piece) + 1))[:size]


def _near(parsed: Any) -> Iterator[str]:
    """Pieces of what an expression looks for: a text that matches, without its end, and its single characters."""
    for whole in (_example(parsed, 0), _example(parsed, 1), _example(parsed, 2)):
        yield from filter(
            None, (whole, whole[:-1], whole[1:], whole[:1], whole[-1:], whole[: len(whole) // 2])
        )
        yield from (char for char in dict.fromkeys(whole))


def _example(parsed: Any, choice: int) -> str:
    """A text that the expression matches, by and large; `choice` turns alternatives and sets."""
    return "".join(_one(op, argument, choice) for op, argument in parsed)


def _one(op: Any, argument: Any, choice: int) -> str:
    if op is codes.LITERAL:
        return chr(argument)
    if op is codes.NOT_LITERAL or op is codes.ANY:
        return "的"
    if op is codes.IN:
        return _member(argument, choice)
    if op is codes.BRANCH:
        branches = argument[1]
        return _example(branches[choice * (len(branches) - 1) // 2], choice)
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, repeated = argument
        return _example(repeated, choice) * (least if choice == 0 else min(int(most), least + 3 * choice))
    if op is codes.SUBPATTERN:
        return _example(argument[-1], choice)
    if op is codes.ATOMIC_GROUP:
        return _example(argument, choice)
    return ""


def _member(members: Any, choice: int) -> str:
    """One character of a set."""
    listed = [_char(op, argument) for op, argument in members if op is not codes.NEGATE]
    if members[0][0] is codes.NEGATE:
        return next(char for char in "的a1 <" if char not in listed)
    return listed[choice * (len(listed) - 1) // 2] or "a"


def _char(op: Any, argument: Any) -> str:
    if op is codes.LITERAL:
        return chr(argument)
    if op is codes.RANGE:
        return chr(argument[0])
    return {codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " "}.get(argument, "a")


def cpu(each: Expression, text: str) -> float:
    """Milliseconds of CPU that one text costs; those of a search that takes too long end early."""
    pattern = each.pattern
    subject: Any = text if isinstance(pattern.pattern, str) else text.encode("utf-8")
    signal.signal(signal.SIGVTALRM, _late)
    signal.setitimer(signal.ITIMER_VIRTUAL, _ENOUGH)
    began = time.process_time()
    try:
        if each.anchored:
            pattern.match(subject)
            pattern.fullmatch(subject)
        else:
            deque(pattern.finditer(subject), maxlen=0)
    except _Late:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return 1000 * (time.process_time() - began)


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise _Late


def _modules() -> Iterator[ModuleType]:
    for package in (newscrawl, pipelines):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not info.name.endswith("__main__") and ".migrations." not in info.name:
                yield importlib.import_module(info.name)


def _source(module: ModuleType) -> str:
    return Path(module.__file__ or "").read_text(encoding="utf-8") if module.__file__ else ""


def _patterns(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (each for item in value.values() for each in _patterns(item))
    elif isinstance(value, (tuple, list, frozenset, set)):
        yield from (each for item in value for each in _patterns(item))
