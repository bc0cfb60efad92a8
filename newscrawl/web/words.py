"""What the pages say, in Chinese and in English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from newscrawl.web.health import Reason
from newscrawl.web.sayings import in_chinese

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def words() -> Mapping[str, tuple[str, str]]:
    """Every phrase by its name: Chinese, English."""
    text = Path(__file__).with_name("words.toml").read_text("utf-8")
    return {name: (zh, en) for name, (zh, en) in tomllib.loads(text).items()}


class Speaker:
    """Says phrases in one language: `t("body.found", count=3)`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._column = LANGUAGES.index(language)

    def __call__(self, name: str, /, **values: object) -> str:
        """The phrase `name` with its values filled in. Raises KeyError for one that does not exist."""
        phrase = words()[name][self._column]
        return phrase.format(**values) if values else phrase

    def reason(self, reason: Reason) -> str:
        """Why a site needs a look; a monitor that has no phrase here speaks for itself."""
        if f"reason.{reason.name}" not in words():
            return str(reason.values.get("says", reason.name))
        values = dict(reason.values)
        if reason.name == "rejects":
            values["subject"] = self.code(str(values["subject"]))
        if "why" in values:
            values["why"] = self.ending(str(values["why"]))
        return self(f"reason.{reason.name}", **values)

    def code(self, code: str) -> str:
        """Why a page was refused: what the code of its reject means, or the code itself."""
        kind, _, status = code.partition("http_")
        if status and not kind and f"code.{code}" not in words():
            return self("code.http", status=status)
        return self.or_itself("code", code)

    def saying(self, text: str) -> str:
        """What a run, a monitor or a refusal wrote down; as it was written where it is no text of ours."""
        if self.language == "en":
            return text
        return in_chinese(text, self._called)

    def _called(self, kind: str, name: str) -> str:
        return self.code(name) if kind == "code" else self.or_itself("field", name)

    def ending(self, why: str) -> str:
        """Why a run ended: what Scrapy's or our code means, or the text that stands there."""
        known = self.or_itself("ending", why)
        return self.saying(why) if known == why else known

    def or_itself(self, prefix: str, name: str, /) -> str:
        """The phrase `prefix.name` where there is one, else the name: for codes that others may add to."""
        phrase = words().get(f"{prefix}.{name}")
        return phrase[self._column] if phrase else name


def preferred(accept: str) -> Language:
    """The language that an Accept-Language header asks for first; Chinese if it names neither."""
    weighed: list[tuple[float, Language]] = []
    for entry in accept.split(",")[:20]:
        name, _, quality = entry.partition(";q=")
        asked = name.strip().lower().partition("-")[0]
        weighed += [(_number(quality), language) for language in LANGUAGES if language == asked]
    return max(weighed, key=lambda pair: pair[0])[1] if weighed else "zh"


def _number(quality: str) -> float:
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0
