"""What runs, monitors and refusals wrote down in English, said in Chinese: a finite set, with holes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

LONGEST = 2000
"""Characters of a text that is looked up; a longer one is no text of ours."""

_HOLE = re.compile(r"\\{(\w+)\\}")
_FORMS: Mapping[str, str] = {"word": r"\w+", "code": r"\w+", "fact": r"[a-z_]+", "count": r"[\d,]+"}
_BETWEEN_SIGNS = re.compile(r", (?=[a-z_]+: )")

Name = Callable[[str, str], str]


def in_chinese(text: str, name: Name) -> str:
    """`text` in Chinese; as it is where nothing is known of it. `name` says what a code, a fact is called."""
    if len(text) > LONGEST:
        return text
    for pattern, chinese in _sayings():
        if match := pattern.fullmatch(text):
            return chinese.format(
                **{hole: _filled(hole, said, name) for hole, said in match.groupdict().items()}
            )
    signs = _BETWEEN_SIGNS.split(text)
    return "，".join(in_chinese(sign, name) for sign in signs) if len(signs) > 1 else text


def _filled(hole: str, said: str, name: Name) -> str:
    if hole in ("why", "signs"):
        return in_chinese(said, name)
    return name(hole, said) if hole in ("code", "fact") else said


@cache
def _sayings() -> list[tuple[re.Pattern[str], str]]:
    text = Path(__file__).with_name("sayings.toml").read_text("utf-8")
    return [(re.compile(_pattern(english)), chinese) for english, chinese in tomllib.loads(text).items()]


def _pattern(english: str) -> str:
    """An expression of a text; its holes take as little as they can."""
    return _HOLE.sub(lambda hole: f"(?P<{hole[1]}>{_FORMS.get(hole[1], '.+?')})", re.escape(english))
