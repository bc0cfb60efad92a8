"""Captions: the picture's credit told from what the picture shows."""

from __future__ import annotations

import re

from newscrawl.grammar.credit_phrase import read_phrase
from newscrawl.grammar.credit_tokens import tokens
from newscrawl.grammar.organisations import is_org

_PICTURE = r"摄|攝|图|圖|照片|视觉|提供|供稿|来源|拍"
_BRACKETED = re.compile(rf"[（(【\[]([^（(【\[）)】\]]{{1,60}})[）)】\]][。.]?$")
_FILE_PHOTO = re.compile(r"(?:^|[。！？；，,、\s（(])(资料图片?|资料照片|网络图片?|网络配图|示意图|视频截图|网页截图|微博截图|截图)[。]?$")
_SOURCE = re.compile(r"(?:图片|照片|圖片|图|圖|图源|视频)(?:来源|來源)?[:：/／|｜丨][^。！？，]{2,30}$|图片来源于网络$|图源[^。！？，]{2,20}$|(?:图片|照片)(?:均)?由[^。！？，]{2,20}(?:提供|拍摄)$")
_BOUNDARY = re.compile(r"[。！？；;!?，,”]")
_PHOTO_ROLES = ("photo", "both")
_WINDOW = 80
_CHUNKS = 6


def split_photo_credit(caption: str) -> tuple[str, str | None]:
    """The caption and the credit that closes it: （记者 X 摄）, X 摄, 资料图, 某局供图. None without a credit."""
    text = caption.strip()
    window = max(0, len(text) - _WINDOW)
    tail = text[window:]
    start = _start(tail) if re.search(_PICTURE, tail[-40:]) else None
    if start is None:
        return caption, None
    return text[: window + start].rstrip(" \u3000，,"), text[window + start :].strip(" \u3000（()）【】[]。，,")


def _start(tail: str) -> int | None:
    if (match := _BRACKETED.search(tail)) and _is_credit(match.group(1)):
        return match.start()
    if match := _FILE_PHOTO.search(tail):
        return match.start(1)
    if match := _SOURCE.search(tail):
        return match.start()
    sentence = max((m.end() for m in _BOUNDARY.finditer(tail)), default=0)
    if sentence and _is_credit(tail[sentence:]):
        return sentence
    return _spaced_start(tail, sentence)


def _spaced_start(tail: str, sentence: int) -> int | None:
    """The last chunks, divided by spaces, that are a credit: … 某报记者 王五 摄."""
    starts = [sentence, *(m.end() for m in re.finditer(r"[ \u3000]+", tail) if m.end() > sentence)]
    found = None
    for at in reversed(starts[-_CHUNKS:]):
        if _is_credit(tail[at:]) and (found is None or _reaches_back(tail[at:found])):
            found = at
        elif found is not None:
            break
    return found


def _reaches_back(words: str) -> bool:
    """Whether the words in front of a credit belong to it: a role, a name or an organisation."""
    word = words.strip()
    return is_org(word) or bool(read_phrase(f"{word} 摄").readings) or any(t.kind == "role" for t in tokens(word))


def _is_credit(text: str) -> bool:
    line = text.strip(" \u3000。")
    if not line or len(line) > 60:
        return False
    if _FILE_PHOTO.fullmatch(line) or _SOURCE.fullmatch(line):
        return True
    return read_phrase(line).complete and any(t.role in _PHOTO_ROLES or t.word in _NAMELESS for t in tokens(line))


_NAMELESS = frozenset(("供图", "供圖", "提供", "供稿"))
