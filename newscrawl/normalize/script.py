"""Simplified or traditional Chinese, or neither."""

from __future__ import annotations

import re

# Frequent characters that only one of the two scripts writes (from the tables of Unihan's variants).
_SIMPLIFIED = (
    "们这国来时说会对过发动学进着实体机当从业开还样与关门报导台湾网闻东长县党员个为经产种电现点应将记"
)
_TRADITIONAL = (
    "們這國來時說會對過發動學進實體機當從業開還樣與關門報導臺灣網聞東長縣黨員個為經產種電現點應將記"
)
_TELLING = re.compile(f"[{_SIMPLIFIED}{_TRADITIONAL}]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_SAMPLE = 2000
_MIN_CHINESE = 0.2


def language_of(text: str) -> str | None:
    """`zh-Hans`, `zh-Hant`, `und` for text that is mostly not Chinese, None for no text."""
    sample = text[:_SAMPLE]
    if not sample:
        return None
    if sum(map(len, _CHINESE.findall(sample))) < _MIN_CHINESE * len(sample):
        return "und"
    # One pass for all of them: what is then counted character by character is short.
    telling = "".join(_TELLING.findall(sample))
    traditional = sum(map(telling.count, _TRADITIONAL)) > sum(map(telling.count, _SIMPLIFIED))
    return "zh-Hant" if traditional else "zh-Hans"
