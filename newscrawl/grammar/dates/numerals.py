"""Chinese numerals as dates write them: 二〇二三, 十八, 廿一."""

from __future__ import annotations

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○ＯO0", 0)
_TENS = {"廿": 20, "卅": 30}


def positional(text: str) -> int | None:
    """Digits one after the other: 二〇二三 is 2023. None where a sign is no digit."""
    total = 0
    for sign in text:
        digit = _DIGITS.get(sign)
        if digit is None:
            return None
        total = total * 10 + digit
    return total if text else None


def counting(text: str) -> int | None:
    """A number below 100: 十八 is 18, 二十 is 20, 廿一 is 21. None where it is not written so."""
    if not text:
        return None
    if text[0] in _TENS:
        return _sum(_TENS[text[0]], text[1:])
    before, ten, after = text.partition("十")
    if not ten:
        return _DIGITS.get(text)
    tens = _DIGITS.get(before) if before else 1
    return None if tens is None else _sum(tens * 10, after)


def _sum(tens: int, ones: str) -> int | None:
    if not ones:
        return tens
    digit = _DIGITS.get(ones)
    return None if digit is None else tens + digit
