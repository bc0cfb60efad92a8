"""The commands that README, CONTRIBUTING and docs tell their reader to type, taken from the shell blocks."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)
_FENCED = re.compile(r"^```.*?^```", re.M | re.S)
_ENDS = frozenset(("|", "||", "&&", ";", ">", ">>", "2>", "2>>", "<"))


@dataclass(frozen=True)
class Command:
    """One command: the page that has it, its words, what it is told by the environment."""

    page: str
    words: tuple[str, ...]
    environment: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.page}: {' '.join(self.words)}"


def commands(*names: str) -> list[Command]:
    """Every command in a shell block that begins with one of `names`, each once a page."""
    found = [each for page in PAGES for each in _of(page) if each.words[0] in names]
    return list(dict.fromkeys(found))


def prose(path: Path) -> str:
    """A page without its blocks of code."""
    return _FENCED.sub("", path.read_text(encoding="utf-8"))


def _of(page: Path) -> Iterator[Command]:
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
            lexer.whitespace_split = True
            yield from _parts(str(page.relative_to(ROOT)), list(lexer))


def _parts(page: str, words: list[str]) -> Iterator[Command]:
    """The commands of a line; what is behind a redirection is the name of a file."""
    part: list[str] = []
    for word in [*words, ";"]:
        if word not in _ENDS:
            part.append(word)
            continue
        settings = [each for each in part if re.match(r"[A-Z_]+=", each)]
        rest = [each for each in part if each not in settings]
        if rest:
            yield Command(page, tuple(rest), tuple(settings))
        part = []
