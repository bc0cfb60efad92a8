"""Folds the many ways to write one sign into one, keeping every position."""

from __future__ import annotations

_WIDTH = ("０１２３４５６７８９：﹕∶／．（）［］【】", "0123456789:::/.()[][]")
_SIGNS = ("－‐‑–—―−｜丨︱", "-------|||")
_SPACES = ("\t\r\f\v\xa0\u2002\u2003\u2009\u200b\u3000\ufeff", " " * 11)
_TRADITIONAL = ("時點號週鐘鍾國剛發佈間於編輯錄後禮聞訊電報", "时点号周钟钟国刚发布间于编辑录后礼闻讯电报")

_TABLE = {
    ord(old): new
    for olds, news in (_WIDTH, _SIGNS, _SPACES, _TRADITIONAL)
    for old, new in zip(olds, news, strict=True)
}


def fold(text: str) -> str:
    """`text` in half-width digits and punctuation and simplified date words; as long as before."""
    return text if text.isascii() else text.translate(_TABLE)
