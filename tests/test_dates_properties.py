"""Properties of the date grammar: what is printed is read back, noise does nothing, time is linear."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.grammar.dates import (
    Calendar,
    clock,
    fallback,
    forms,
    label_before,
    labels,
    machine,
    read_machine,
    read_mentions,
    read_url,
    settle,
    years,
    years_in,
)
from newscrawl.grammar.dates.fold import fold

SEEN = datetime(2026, 6, 30, 12, tzinfo=UTC)
CALENDAR = Calendar(seen=SEEN)
# China had summer time until 1991.
MOMENTS = st.datetimes(datetime(1992, 1, 1), datetime(2026, 6, 30)).map(
    lambda moment: moment.replace(microsecond=0, hour=moment.hour or 1)
)
DIGITS = "〇一二三四五六七八九"

DAY_FORMS: dict[str, Callable[[datetime], str]] = {
    "cn": lambda t: f"{t.year}年{t.month}月{t.day}日",
    "cn padded": lambda t: f"{t:%Y年%m月%d日}",
    "dash": lambda t: f"{t:%Y-%m-%d}",
    "slash": lambda t: f"{t.year}/{t.month}/{t.day}",
    "dot": lambda t: f"{t:%Y.%m.%d}",
    "split": lambda t: f"{t:%Y}\n{t:%m}/{t:%d}",
    "numerals": lambda t: f"{positional(t.year)}年{counting(t.month)}月{counting(t.day)}日",
    "roc": lambda t: f"民國{t.year - 1911}年{t.month}月{t.day}日",
    "english": lambda t: f"{t:%d %B %Y}",
    "american": lambda t: f"{t:%b} {t.day}, {t.year}",
}
CLOCK_FORMS: dict[str, Callable[[datetime], str]] = {
    "minutes": lambda t: f" {t:%H:%M}",
    "seconds": lambda t: f" {t:%H:%M:%S}",
    "cn": lambda t: f" {t.hour}时{t.minute}分",
    "half": lambda t: f" {'下午' if t.hour > 11 else '上午'}{t.hour % 12 or 12}:{t:%M}",
    "pm": lambda t: f" {t:%I:%M %p}",
}
GLUED: dict[str, Callable[[datetime], str]] = {
    "dash": lambda t: f"{t:%Y-%m-%d%H:%M}",
    "cn": lambda t: f"{t:%Y年%m月%d日%H:%M}",
    "slash": lambda t: f"{t:%Y%m/%d%H:%M}",
}
AROUND = st.sampled_from(["", "发布时间：", "来源：江洲日报 ", "（", "作者 林晓 | "])
BEHIND = st.sampled_from(["", " 来源：江洲日报", "浏览次数：12", "）", " 林晓 摄"])
BITS = st.sampled_from(
    (
        "2019|19|9|年|月|日|-|/|.|:| |\n|时|分|T|Z|GMT|+08:00|上午|下午|今天|昨天|前|分钟"
        "|小时|二〇|十|民国|Jan|发布时间|更新|９|：|版|第|20190907|1581517074|a|。"
    ).split("|")
)


def positional(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


def counting(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def read_one(text: str) -> str | None:
    found = [settle(mention, CALENDAR) for mention in read_mentions(text)]
    assert len(found) <= 1, found
    return found[0].iso if found and found[0] else None


@given(MOMENTS, st.sampled_from(sorted(DAY_FORMS)), AROUND, BEHIND)
def test_a_day_in_any_form_is_read_back(moment: datetime, form: str, before: str, behind: str) -> None:
    assert read_one(before + DAY_FORMS[form](moment) + behind) == f"{moment:%Y-%m-%d}"


@given(MOMENTS, st.sampled_from(sorted(DAY_FORMS)), st.sampled_from(sorted(CLOCK_FORMS)), AROUND, BEHIND)
def test_a_clock_time_in_any_form_is_read_back(
    moment: datetime, day: str, hour: str, before: str, behind: str
) -> None:
    text = before + DAY_FORMS[day](moment) + CLOCK_FORMS[hour](moment) + behind
    wanted = f"{moment:%Y-%m-%dT%H:%M:%S}" if hour == "seconds" else f"{moment:%Y-%m-%dT%H:%M}"
    assert read_one(text) == wanted + "+08:00"


@given(MOMENTS, st.sampled_from(sorted(GLUED)), BEHIND)
def test_a_clock_time_glued_to_its_day_is_read_back(moment: datetime, form: str, behind: str) -> None:
    assert read_one(GLUED[form](moment) + behind) == f"{moment:%Y-%m-%dT%H:%M}+08:00"


@given(MOMENTS, st.integers(-12, 14))
def test_an_iso_time_of_any_zone_is_moved_to_beijing_once(moment: datetime, hours: int) -> None:
    local = moment.replace(second=moment.second or 1)
    stamp = read_machine(f"{local.isoformat()}{hours:+03d}:00", CALENDAR)
    beijing = local - timedelta(hours=hours) + timedelta(hours=8)
    assert stamp is not None
    assert stamp.iso == (
        beijing.isoformat() + "+08:00" if beijing.strftime("%X") != "00:00:00" else stamp.iso[:10]
    )


@given(MOMENTS)
def test_epoch_seconds_are_the_moment(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC, second=moment.second or 1)
    stamp = read_machine(str(int(aware.timestamp())), CALENDAR)
    if len(str(int(aware.timestamp()))) == 10:
        assert stamp is not None
        assert stamp.at == aware


@given(st.lists(BITS, max_size=30).map("".join) | st.text(max_size=60))
def test_noise_never_raises_and_never_leaves_the_range(text: str) -> None:
    for mention in read_mentions(text):
        assert text[mention.start : mention.end] == mention.raw
        label_before(text, mention.start)
        stamp = settle(mention, CALENDAR)
        assert stamp is None or CALENDAR.admits(stamp.day)
    for stamp in (read_machine(text, CALENDAR), read_url(f"http://news.example/{text}", CALENDAR)):
        assert stamp is None or CALENDAR.admits(stamp.day)


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


SEEDS = (
    "1|12|2019|2019-|2019年|2019年1月|2019-01-01 |2019-01-01-| |\n|1\n|一二〇|10:|10:10|时间|时 |发 布 "
    "|jan|Jan 1|1 jan |昨天|9分钟|1月1日|09-30|2019 09/|/2019/|T10:10|民国1|1.1.|19/19/2|半个|第1"
).split("|")
PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": pattern
    for module in (clock, fallback, forms, labels, machine, years)
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern)
}


def seconds_for(work: Callable[[str], object], text: str) -> float:
    """CPU time of the better of two."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        work(text)
        best = min(best, time.process_time() - start)
    return best


def of_length(seed: str, length: int) -> str:
    return (seed * (length // len(seed) + 1))[:length]


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_expressions_take_linear_time(name: str) -> None:
    pattern = PATTERNS[name]
    for seed in SEEDS:
        text = of_length(seed, 50_000)
        start = time.process_time()
        for _ in pattern.finditer(text):
            pass
        spent = time.process_time() - start
        assert spent < 2, (name, seed, spent)


@pytest.mark.parametrize("seed", SEEDS)
def test_reading_takes_linear_time(seed: str) -> None:
    def read(text: str) -> None:
        for mention in read_mentions(text):
            label_before(text, mention.start)
        years_in([text])

    short = seconds_for(read, of_length(seed, 10_000))
    long = seconds_for(read, of_length(seed, 50_000))
    assert long < 10 * short + 1, (short, long)
