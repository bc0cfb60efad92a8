"""Ten ways in which desks edit what they reprint."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from opencc import OpenCC

from tests.bench.news import Article, Newsroom

NUMERALS = "零一二三四五六七八九"
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x30, 0x3A)})
_SENTENCE = re.compile(r"[^。]+。?")
_to_traditional = OpenCC("s2t").convert


def headline(article: Article, room: Newsroom) -> Article:
    return replace(article, title=room.title())


def cut_tail(article: Article, room: Newsroom) -> Article:
    kept = sentences(article)
    return _with(article, kept[: max(2, round(len(kept) * room.dice.uniform(0.45, 0.8)))])


def cut_lead(article: Article, room: Newsroom) -> Article:
    kept = sentences(article)
    return _with(article, kept[min(len(kept) - 2, round(len(kept) * room.dice.uniform(0.1, 0.4))) :])


def note(article: Article, room: Newsroom) -> Article:
    said = f"编者按：{room.text(2)}本报今日转发，供读者参考。"
    return replace(article, paragraphs=(said, *article.paragraphs))


def byline(article: Article, room: Newsroom) -> Article:
    first, *others = article.paragraphs
    began = f"{room.dice.choice('东山 江州 南桥'.split())}日报{article.day.month}月{article.day.day}日讯（记者{room.name()} 通讯员{room.name()}）"
    return replace(
        article, paragraphs=(began + first, *others, f"（来源：{article.outlet} 编辑：{room.name()}）")
    )


def reordered(article: Article, room: Newsroom) -> Article:
    paragraphs = [*article.paragraphs]
    room.dice.shuffle(paragraphs)
    return replace(article, paragraphs=tuple(paragraphs))


def script(article: Article, room: Newsroom) -> Article:
    return replace(
        article,
        title=_to_traditional(article.title),
        paragraphs=tuple(map(_to_traditional, article.paragraphs)),
    )


def forms(article: Article, room: Newsroom) -> Article:
    """Punctuation, widths and the ways to write numbers."""

    def number(found: re.Match[str]) -> str:
        digits = found.group()
        if room.dice.random() < 0.5 and "." not in digits and len(digits) <= 2:
            return _counted(int(digits))
        return digits.translate(WIDE) if "." not in digits else digits

    def change(text: str) -> str:
        text = re.sub(r"\d+(?:\.\d+)?", number, text)
        return text.replace("，", room.dice.choice((",", "， ", "、"))).replace("“", "「").replace("”", "」")

    return replace(article, paragraphs=tuple(map(change, article.paragraphs)))


def paraphrased(article: Article, room: Newsroom) -> Article:
    """One sentence in ten to one in five said otherwise."""
    kept = sentences(article)
    count = max(1, round(len(kept) * room.dice.uniform(0.1, 0.2)))
    for at in room.dice.sample(range(len(kept)), count):
        kept[at] = room.sentence()
    return _with(article, kept)


def merged(article: Article, room: Newsroom) -> Article:
    """With own material, up to two thirds as long as what is reprinted."""
    length = len(article.body)
    own: list[str] = []
    while sum(map(len, own)) < length * room.dice.uniform(0.3, 0.65):
        own.append(room.text(2))
    before = room.dice.randint(0, len(own))
    return replace(article, paragraphs=(*own[:before], *article.paragraphs, *own[before:]))


EDITS: dict[str, Callable[[Article, Newsroom], Article]] = {
    "new headline": headline,
    "cut tail": cut_tail,
    "cut lead": cut_lead,
    "editor's note": note,
    "byline changed": byline,
    "paragraphs re-ordered": reordered,
    "other script": script,
    "punctuation, width, numbers": forms,
    "sentences paraphrased": paraphrased,
    "merged with own material": merged,
}


def reprint(article: Article, kind: str, room: Newsroom) -> Article:
    """A copy of `article`, some days later in another paper."""
    copy = EDITS[kind](article, room)
    return replace(copy, day=article.day + timedelta(days=room.dice.randint(0, 9)), outlet="转载网")


def sentences(article: Article) -> list[str]:
    return [each for paragraph in article.paragraphs for each in _SENTENCE.findall(paragraph)]


def _with(article: Article, kept: list[str]) -> Article:
    pairs = ["".join(kept[at : at + 2]) for at in range(0, len(kept), 2)]
    return replace(article, paragraphs=tuple(pairs))


def _counted(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")
