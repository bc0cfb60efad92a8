"""The 电头 that opens a story: 新华社巴黎12月9日电, 某某网1月16日张家口电, （中央社台北21日電）, 1月18日,…"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newscrawl.knowledge.outlets import registered
from newscrawl.knowledge.regions import region_names
from newscrawl.knowledge.source_words import OWN, PRESS_ENDING

_HAN = r"[一-鿿]"
_WORD = r"[一-鿿A-Za-z0-9·・\-－—+/、“”‘’@]"
_DATE = r"(?:(?P<year>(?:19|20)\d\d)年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
_VERB = r"(?:综合消息|专电|專電|专讯|專訊|快讯|电讯|电文|电|讯|消息|报道|報導|報道|電|訊)"
_BEHIND = r"(?=[\s（(【〔\[：:，,。）)】〕\]]|$|题|記者|记者|今|昨|据|近|随|日前|为|在|由|从|\d|[“《])"
_FILED = re.compile(
    rf"\s?[【（(〔\[]?\s?(?P<head>{_WORD}{{2,24}}?(?:\s{_WORD}{{1,12}}?)?)\s?(?:{_DATE}\s?(?P<after>{_HAN}{{2,8}}?)?\s?)?"
    rf"(?P<verb>{_VERB}){_BEHIND}"
)
_OPENING_DAY = re.compile(
    rf"\s?{_DATE}\s?(?:[，,]|上午|下午|中午|凌晨|清晨|早上|早晨|傍晚|晚上|晚间|晚|夜间|深夜|当天|至)"
)
_DESK = re.compile(
    r"\s?[（(〔［\[]\s?(?:[一-鿿]{2,8})?[記记]者[^／/（）()]{2,20}[／/](?P<place>[一-鿿]{2,6}?)"
    r"(?:電|电|報導|报导|报道)\s?[）)〕］\]]"
)
_REPORTER = re.compile(r"(?:首席|见习|实习|特约|驻[一-鿿]{2,4}|本报)?(?:记者|記者|通讯员|通訊員).*$")
_NAMED = re.compile(r"(?:记者|記者)(.+)$")
_PLAIN = re.compile(r"[一-鿿、·]+")
_BY = re.compile(r"(?:据|綜合|综合|來自|来自)")
_CITIES = frozenset(
    """
台北 臺北 新北 台中 臺中 台南 臺南 高雄 基隆 桃園 新竹 苗栗 彰化 南投 雲林 嘉義 屏東 台東 臺東 花蓮
宜蘭 澎湖 金門 馬祖 香港 澳門 北京 上海 廣州 深圳 華盛頓 紐約 洛杉磯 舊金山 芝加哥 東京 大阪 首爾 新加坡
曼谷 吉隆坡 雅加達 河內 馬尼拉 新德里 倫敦 巴黎 柏林 布魯塞爾 羅馬 馬德里 日內瓦 維也納 莫斯科 基輔 雪梨
坎培拉 多倫多 溫哥華 渥太華
""".split()
)
_OPENING = 90
_LONGEST_PLACE = 10


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a story: outlet as written, place, year, month and day as far as given, and the text read.

    `filed`: 电 or 讯 stands there; otherwise the text merely begins with a day.
    """

    outlet: str | None
    place: str | None
    year: int | None
    month: int | None
    day: int | None
    raw: str
    filed: bool


def read_opening(text: str) -> Opening | None:
    """The dateline of a story that begins with `text`, or the day that its first sentence begins with."""
    start = text[:_OPENING]
    desk = _DESK.match(start)
    if desk:
        place = desk["place"] if desk["place"] not in ("綜合", "综合") else None
        return Opening(None, place, None, None, None, desk.group(0).strip(), True)
    filed = _FILED.match(start)
    if filed:
        opening = _filed(filed)
        if opening:
            return opening
    day = _OPENING_DAY.match(start)
    if day and day["month"]:
        return Opening(None, None, *_numbers(day), day.group(0).strip(" ，,"), False)
    return None


def _filed(match: re.Match[str]) -> Opening | None:
    """The parts of a dateline, if what stands before the day is an outlet, with a place or without."""
    head = match["head"].strip()
    if _BY.match(head) and match["verb"] not in ("电", "電"):
        return None
    outlet, rest = split_outlet(_BY.sub("", head, count=1))
    if outlet is None:
        return None
    place = match["after"] or _place(rest, dated=bool(match["day"]))
    if rest and place is None and not _REPORTER.match(rest):
        return None
    return Opening(outlet.strip("@"), place, *_numbers(match), match.group(0).strip(" 【（(〔["), True)


def split_outlet(text: str) -> tuple[str | None, str]:
    """The outlet that `text` begins with, and the rest: 新华社巴黎 → 新华社, 巴黎."""
    for end in range(len(text), 1, -1):
        name = text[:end]
        if registered(name) is not None or OWN.fullmatch(name):
            return name, text[end:].strip()
    ending = _shortest_outlet(text)
    return (text[:ending], text[ending:].strip()) if ending else (None, text)


def _shortest_outlet(text: str) -> int | None:
    """Where an outlet that nobody registered ends: 某某日报, 某某网, before a place or a reporter."""
    for end in range(3, min(len(text), 14) + 1):
        rest = text[end:]
        behind = not rest or _REPORTER.match(rest) or _place(rest, dated=True)
        longer = rest[:1] in ("网", "社", "报") and PRESS_ENDING.search(text[: end + 1])
        if behind and not longer and PRESS_ENDING.search(text[:end]):
            return end
    return None


def _place(text: str, dated: bool) -> str | None:
    """The place between outlet and day: a known division, else any short Chinese words before a day."""
    place = _REPORTER.sub("", text).strip(" 、·-")
    if place and (place in region_names() or place in _CITIES):
        return place
    reporter = _NAMED.search(text)
    if reporter:
        tail = reporter.group(1)
        return next((tail[-n:] for n in (3, 2, 4) if len(tail) > n + 1 and _known_place(tail[-n:])), None)
    fits = 2 <= len(place) <= _LONGEST_PLACE and _PLAIN.fullmatch(place)
    return place if fits and dated else None


def _known_place(text: str) -> bool:
    return text in _CITIES or any(name.code.endswith("00") for name in region_names().get(text, ()))


def _numbers(match: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    year, month, day = (int(match[key]) if match[key] else None for key in ("year", "month", "day"))
    return year, month, day
