"""The written forms of a date, as one table and one compiled expression.

Every repetition is bounded and every form begins at a digit or a fixed word, so that reading stays linear.
A form is wide on purpose: `2023年13月1日` must be taken (and refused) whole, or its tail would be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newscrawl.grammar.dates.values import Form
from newscrawl.knowledge.date_words import MONTHS

_YEAR = r"((?:19|20)[0-9]{2})"
_ONE = r"([0-9]{1,2})"
_TWO = r"([0-9]{2})"
# A day is followed by something other than a digit, or has two digits and is glued to a clock time.
_GLUED = r"[0-9]{2}(?=[0-9]{2}:[0-9]{2})"
_DAY = rf"({_GLUED}|[0-9]{{1,2}}(?![0-9]))"
_DAY_TWO = rf"({_GLUED}|[0-9]{{2}}(?![0-9]))"
_DAY_CN = rf"({_GLUED}|[0-9]{{1,2}}(?=\s?[日号])|[0-9]{{1,2}}(?=$|[\s,，。;；)\]|]))\s?[日号]?"
_NOT_A_PART = r"(?<![./])(?<![0-9]-)"
_NO_CLOCK = r"(?<![./-])(?<![0-9]:)"
_NO_MORE = r"(?![./][0-9])(?!-[0-9](?![0-9]?:))"
_MONTH = rf"({'|'.join(MONTHS)})[a-z]{{0,6}}\.?"
_TH = r"(?:st|nd|rd|th)?"
_NUM = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class DateForm:
    """One way to write a date. `fields` says what the groups of `pattern` are: y, m, d, or c for a count.

    Also r: a year of the Republic, n: a month's name, x: day or month, whichever is possible.
    """

    name: str
    form: Form
    fields: str
    pattern: str


_BY_SIGN = (("dash", "-"), ("slash", "/"), ("dot", r"\."))

YEAR_FIRST: tuple[DateForm, ...] = (
    DateForm("cn", "full", "ymd", rf"{_YEAR}\s?年\s?{_ONE}\s?月\s?{_DAY_CN}"),
    *(
        DateForm(
            name, "full", "ymd",
            rf"{_NOT_A_PART}{_YEAR}\s?{sign}\s?{_ONE}\s?{sign}\s?{_DAY}{_NO_MORE}",
        )
        for name, sign in _BY_SIGN
    ),
    # Three elements of a page: 2019 / 09/07, also glued to the clock: 201909/0719:02.
    DateForm("year_apart", "full", "ymd", rf"{_YEAR}[\s年]{{1,2}}{_TWO}\s?[-/]\s?{_DAY_TWO}(?![-/年])"),
    DateForm("year_glued", "full", "ymd", rf"{_YEAR}{_TWO}/([0-9]{{2}})(?=[0-9]{{2}}:)"),
)  # fmt: skip

NUMBER_FIRST: tuple[DateForm, ...] = (
    # Days written as in Germany: 07.09.2019.
    DateForm("day_dot", "full", "dmy", rf"(?<![./]){_ONE}\.((?:0?[1-9]|1[0-2])(?=\.))\.{_YEAR}(?![0-9])"),
    # 01/18/2023 and 18.01.2023: read where only one reading is possible.
    DateForm("year_last", "full", "xxy", rf"(?<![./]){_ONE}[/.]{_ONE}[/.]{_YEAR}(?![0-9])"),
    # WordPress in Chinese: 4月 2, 2023.
    DateForm("year_behind_cn", "full", "mdy", rf"{_ONE}\s?月\s?{_ONE}\s?[,，]\s?{_YEAR}(?![0-9])"),
    DateForm("year_after", "full", "mdy", rf"(?<![./-]){_TWO}[-/]{_TWO}\s{{1,2}}{_YEAR}(?![0-9/:年-])"),
    DateForm(
        "day_first", "full", "dym",
        rf"(?m:^){_ONE}\s?\n\s?{_YEAR}\s?[-/.年]\s?{_ONE}\s?月?(?![0-9/.-])",
    ),
    DateForm("english_day", "full", "dny", rf"(?i:{_ONE}{_TH}[ -]{_MONTH},?[ -]{_YEAR}(?![0-9]))"),
    DateForm("short_dash", "short", "ymd", rf"{_NO_CLOCK}{_TWO}-{_TWO}-{_DAY_TWO}{_NO_MORE}"),
    DateForm("short_slash", "short", "ymd", rf"{_NO_CLOCK}{_TWO}/{_TWO}/{_DAY_TWO}{_NO_MORE}"),
    DateForm("short_cn", "short", "ymd", rf"{_TWO}年{_ONE}月{_DAY_CN}"),
    DateForm("yearless_cn", "yearless", "md", rf"(?<!年){_ONE}\s?月\s?([0-9]{{1,2}})\s?[日号]"),
    DateForm("yearless", "yearless", "md", rf"(?<!年){_NO_CLOCK}{_TWO}[-/]{_DAY_TWO}(?![./%年月日号期版-])"),
    DateForm("seconds", "relative", "c", r"(?<!\.)([0-9]{1,2})\s?秒钟?\s?[以之]?前"),
    DateForm("minutes", "relative", "c", r"(?<!\.)([0-9]{1,2})\s?分钟?\s?[以之]?前"),
    DateForm("hours", "relative", "c", r"(?<!\.)([0-9]{1,2})\s?个?小时\s?[以之]?前"),
    DateForm("days", "relative", "c", r"(?<!\.)([0-9]{1,2})\s?天\s?[以之]?前"),
)  # fmt: skip

WORD_FIRST: tuple[DateForm, ...] = (
    DateForm("roc", "full", "rmd", rf"民国\s?([0-9]{{2,3}})\s?年\s?{_ONE}\s?月\s?{_DAY_CN}"),
    DateForm(
        "numerals", "full", "ymd",
        rf"([一二][{_NUM}零〇○ＯO0]{{3}})年([{_NUM}十]{{1,3}})月([{_NUM}十廿卅]{{1,3}})[日号]",
    ),
    DateForm("half_hour", "relative", "", r"半个?小时前"),
    DateForm("just_now", "relative", "", r"刚刚"),
    DateForm("today", "relative", "", r"今[天日](?!头条)"),
    DateForm("yesterday", "relative", "", r"昨[天日]"),
    DateForm("day_before", "relative", "", r"(?<![以之提大])前[天日](?!本)"),
)  # fmt: skip

LETTER_FIRST: tuple[DateForm, ...] = (
    DateForm("english_month", "full", "ndy", rf"(?i:(?<![a-z]){_MONTH} {_ONE}{_TH},? {_YEAR}(?![0-9]))"),
)


def _any_of(guard: str, forms: tuple[DateForm, ...]) -> str:
    return rf"{guard}(?:{'|'.join(f'(?P<{form.name}>{form.pattern})' for form in forms)})"


BY_NAME = {form.name: form for form in (*YEAR_FIRST, *NUMBER_FIRST, *WORD_FIRST, *LETTER_FIRST)}
# The guards look at one or two characters, so that few forms are tried at few places.
_GROUPS = (
    _any_of(r"(?=[0-9]{4}(?![0-9])|[0-9]{6}/)", YEAR_FIRST),
    _any_of(r"(?=[0-9]{1,2}(?![0-9]))", NUMBER_FIRST),
    _any_of(r"(?=[今昨前刚半民一二])", WORD_FIRST),
    _any_of(r"(?=[ADFJMNOSadfjmnos])", LETTER_FIRST),
)
ANY_DATE = re.compile(rf"(?=[0-9今昨前刚半民一二A-Sa-s])(?<![0-9])(?:{'|'.join(_GROUPS)})")
