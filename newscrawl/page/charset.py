"""Bytes → text. Declarations of Chinese sites are wrong often enough that the bytes decide.

Order: byte order mark, strict UTF-8, then GB18030 against Big5 by how common the resulting characters are;
a declaration in header or META only breaks ties. What cannot be decoded is replaced and counted.
"""

from __future__ import annotations

import codecs
import re

from newscrawl.model import Charset

_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_NON_ASCII = re.compile(rb"[\x80-\xff][\x40-\xff\x30-\x39]*")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ASCII = bytes(range(128))
_BROKEN = re.compile(r"[\ue000-\uf8ff\ufffd]")
_LAST_WINDOW = 200_000
# Bytes to weigh: nearly always the first few hundred say it clearly.
_SAMPLES = (800, 4_000)
_CLEAR = 0.2
# With fewer than one foreign byte in 50 (a pasted fragment, a cut character) a page in UTF-8 stays UTF-8.
_TOLERATED = 50
# A part of a text may end inside a sequence.
_CUT = 3
# Frequent characters of running Chinese, both scripts: text decoded with the wrong table hardly has them.
_COMMON = re.compile(
    "["
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电"
    "力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比"
    "這為個國時來們產種過說發動會對學經進著電裡現實體機當點從業應開還樣與關門報導記者台灣網新聞市委員東長灣縣"
    "市县区省报记者网闻新月日号今天本讯责编辑来源，。、：；“”（）"
    "]+"
)


def decode(body: bytes, content_type: str = "") -> tuple[str, Charset]:
    """The text of a page, and how it was found. Never raises; see `Charset.replaced` for what was lost."""
    declared = declared_charset(body, content_type)
    for bom, name in _BOMS:
        if body.startswith(bom):
            return _finish(body[len(bom) :], name, "bom", declared)
    try:
        return _clean(body.decode("utf-8")), Charset("utf-8", "strict", declared)
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(body):
        return _finish(body, "utf-8", "tolerant", declared)
    name, rule = _chinese_table(body, declared)
    return _finish(body, name, rule, declared)


def declared_charset(body: bytes, content_type: str) -> str | None:
    """The charset that the header names, else the first META's anywhere in the page, in lower case."""
    header = _HEADER.search(content_type)
    if header:
        return header.group(1).lower()
    meta = _META.search(body)
    return meta.group(1).decode("ascii").lower() if meta else None


def _finish(body: bytes, name: str, rule: str, declared: str | None) -> tuple[str, Charset]:
    before = body.count("\ufffd".encode()) if name == "utf-8" else 0
    text = body.decode(name, errors="replace")
    return _clean(text), Charset(name, rule, declared, max(0, text.count("\ufffd") - before))


def _clean(text: str) -> str:
    return text.replace("\0", "") if "\0" in text else text


def _mostly_utf8(body: bytes) -> bool:
    """Whether all but a few of the non-ASCII bytes form UTF-8 sequences."""
    high = body.translate(None, delete=_ASCII)
    few = (len(high) - 1) // _TOLERATED
    # Sequences of UTF-8 consist of high bytes only, so the rest may be left out before decoding.
    # In other tables hardly any are good: a small part has more bad ones than the whole may have.
    return _foreign(high[: 4 * few + _CUT]) <= few + _CUT and _foreign(high) <= few


def _foreign(high: bytes) -> int:
    """Bytes that are no part of a sequence of UTF-8."""
    return len(high) - len(high.decode("utf-8", errors="ignore").encode("utf-8"))


def _chinese_table(body: bytes, declared: str | None) -> tuple[str, str]:
    """GB18030 or Big5 (or a declared other table), whichever gives the more ordinary text."""
    found, margin = ("gb18030", "weighed"), 0.0
    for size in _SAMPLES:
        found, margin = _weighed(_sample(body, size), declared)
        if margin > _CLEAR:
            break
    return found


def _weighed(sample: bytes, declared: str | None) -> tuple[tuple[str, str], float]:
    """((table, rule), margin): which table reads the sample best, and by how much."""
    gb, big5 = _plausibility(sample, "gb18030"), _plausibility(sample, "big5hkscs")
    if declared and declared.startswith("big5"):
        big5 += 0.05
    best = ("gb18030", gb) if gb >= big5 else ("big5hkscs", big5)
    other = _known(declared)
    if other and _plausibility(sample, other) > best[1] + 0.1:
        return (other, "declared"), 0.0
    return (best[0], "weighed"), 0.0 if other else abs(gb - big5)


def _sample(body: bytes, size: int) -> bytes:
    """The first `size` bytes of the words outside ASCII, one a line; most pages have them early."""
    words: list[bytes] = []
    found = begin = 0
    window = 4 * size
    while True:
        # No character of these tables holds a "<": cut there, none is cut in two.
        end = body.rfind(b"<", begin, window) if window < len(body) else len(body)
        end = end if end > 0 else window
        more = _NON_ASCII.findall(body, begin, end)
        words += more
        found += sum(map(len, more)) + len(more)
        if found > size or window >= min(len(body), _LAST_WINDOW):
            return b"\n".join(words)[:size]
        begin = end
        window *= 4


def _plausibility(sample: bytes, name: str) -> float:
    """Share of common characters among the non-ASCII ones, less twice those that do not decode."""
    text = sample.decode(name, errors="replace")
    foreign = len(text) - len(text.encode("ascii", errors="ignore"))
    if not foreign:
        return 0.0
    common = len("".join(_COMMON.findall(text)))
    return (common - 2 * len(_BROKEN.findall(text))) / foreign


def _known(name: str | None) -> str | None:
    if not name or name.startswith(("gb", "big5", "utf", "hz", "x-gbk")):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
