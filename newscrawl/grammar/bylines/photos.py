"""Captions: the picture's credit told from what the picture shows."""

from __future__ import annotations

import re

from newscrawl.grammar.bylines.phrase import read_phrase
from newscrawl.grammar.bylines.tokens import tokens
from newscrawl.grammar.organisations import is_org
from newscrawl.knowledge.roles import NAMELESS

_WINDOW = 80
_LONGEST = 60
_CHUNKS = 6
_PICTURE = re.compile("[摄攝图圖拍]|照片|视觉|提供|供稿|来源")
_BRACKETED = re.compile(r"[（(【\[]([^（(【\[）)】\]]{1,60})[）)】\]][。.]?$")
_FILE_PHOTO = re.compile(
    r"(?:^|[。！？；，,、\s（(])"
    r"(资料图片?|资料照片?|資料照|网络图片?|网络配图|示意图|(?:视频|网页|微博)?截图)[。]?$"
)
_ORIGIN = re.compile(
    r"(?:(?:图片|照片|圖片|图|圖|视频)(?:来源|來源)?[:：/／|｜丨]|图源|图片来源于?)[^。！？，]{2,30}$"
    r"|(?:图片|照片)均?(?:由[^。！？，]{2,20}(?:提供|拍摄)|来自[^。！？，]{2,20})$"
)
_BOUNDARY = re.compile("[。！？；;!?，,”]")
_SPACES = re.compile(r"[ \u3000]+")


def split_photo_credit(caption: str) -> tuple[str, str | None]:
    """The caption and the credit that closes it: （记者 X 摄）, X 摄, 资料图, 某局供图. None without one."""
    text = caption.strip()
    window = max(0, len(text) - _WINDOW)
    tail = text[window:]
    start = _start(tail) if _PICTURE.search(tail) else None
    if start is None:
        return caption, None
    credit = text[window + start :].strip(" \u3000（()）【】[]。，,")
    return text[: window + start].rstrip(" \u3000，,"), credit or None


def _start(tail: str) -> int | None:
    if (match := _BRACKETED.search(tail)) and _is_credit(match.group(1)):
        return match.start()
    if match := _FILE_PHOTO.search(tail):
        return match.start(1)
    if match := _ORIGIN.search(tail):
        return match.start()
    sentence = max((m.end() for m in _BOUNDARY.finditer(tail)), default=0)
    if sentence and _is_credit(tail[sentence:]):
        return sentence
    return _spaced_start(tail, sentence)


def _spaced_start(tail: str, sentence: int) -> int | None:
    """The last chunks, divided by spaces, that are a credit: … 某报记者 王五 摄."""
    starts = [sentence, *(m.end() for m in _SPACES.finditer(tail) if m.end() > sentence)]
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
    if is_org(word) or any(token.kind == "role" for token in tokens(word)):
        return True
    return bool(read_phrase(f"{word} 摄").readings)


def _is_credit(text: str) -> bool:
    line = text.strip(" \u3000。")
    if not line or len(line) > _LONGEST:
        return False
    if _FILE_PHOTO.fullmatch(line) or _ORIGIN.fullmatch(line):
        return True
    pictured = any(t.role in ("photo", "both") or t.word in NAMELESS for t in tokens(line))
    return pictured and read_phrase(line).complete
