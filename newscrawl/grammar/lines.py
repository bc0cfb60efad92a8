"""Lines that state facts about an article (time, source, editor, counters) and are no sentence of it."""

from __future__ import annotations

import re

_LABEL = (
    r"(?:[发發][布佈]|[发發]表|更新|录入|稿件|修改|成文|公开)?(?:[时時]\s?[间間]|日\s?期)|(?:[发發][布佈]|发表|编辑|更新|修改|创建)于|(?:信息|消息|文章|本文|稿件|新闻|内容|文字)?(?:[来來]\s?源于?|出\s?[处處]|稿\s?源)|转自|摘自"
    r"|作\s?者|发布[者人]|撰\s?文|编辑整理|[责責]任?[编編][辑輯]?|责\s?编|[编編]\s?[辑輯]|校\s?对|审\s?核|编\s?审|供稿单位|报送单位|监\s?制|终\s?审|值班编委|统\s?筹|签\s?发|选\s?稿|浏览(?:次数|量)?"
    r"|阅读(?:次数|量)?|点击(?:数|率|量)?|访问量|人气|评论|字号|字体|分享(?:到|至)?|打印|关键[字词]|标签|tags?|栏目|分类|频道|编号|文号"
    r"|索\s?引\s?号|(?:主题|信息|组配|体裁)(?:分类|类别)|主题词|(?:发文|发布|公开|制发)(?:机关|机构|单位|字号|方式)|有\s?效\s?性"
)
_URL = r"(?:(?:https?://|www\.)\S{1,60}\s)?"
_FACT = re.compile(
    rf"^{_URL}[\s\[【（(•·|▌▍▎┃■◆●◎▲►-]*+(?:{_LABEL})\s*(?:[:：丨|｜/]|(?<=于)\s?\d)"
    r"|^\s*[【\[]\s?(?:来\s?源|稿\s?源|作\s?者)\s?[】\]]",
    re.I,
)
_NUM = "一二三四五六七八九"
_STAMP = re.compile(
    rf"^{_URL}"
    r"\D{0,16}(?:(?:19|20)\d\d\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}日?|\d\d?[/.]\d\d?[/.](?:19|20)\d\d"
    rf"|[一二][〇○零{_NUM}]{{3}}年[{_NUM}十]{{1,2}}月[{_NUM}十]{{1,3}}日"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d\d)[^。！？；]{0,60}$"
)
# Under a headline only: amid a story it may be when something is held.
_SHORT_STAMP = re.compile(
    r"(?:\D{0,15}[\s·•|｜：:])?(?:(?:\d{1,2}-\d{1,2}|\d{1,2}月\d{1,2}日|[今昨前]天)\s?\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
    r"|\d{1,2}\s?(?:分钟|小时)前)(?![:：\w])"
)
_LONGEST = 120
# Not the one of `Sept 7, 2019` or `阅读 5,210`.
_COMMA = re.compile(r"，|,(?! (?:19|20)\d\d|\d{3})")
_SENTENCE = re.compile(r"[。！？；]")


def is_label_line(text: str) -> bool:
    """Whether the line is a label with its value (来源：X 编辑：Y) and holds no sentence."""
    return len(text) <= _LONGEST and bool(_FACT.match(text)) and not _SENTENCE.search(text)


def is_time_stamp(text: str) -> bool:
    """Whether the line is a date with at most a few words beside it."""
    return len(text) <= _LONGEST and not _COMMA.search(text) and bool(_STAMP.match(text))


def is_short_stamp(text: str) -> bool:
    """Whether the line is a time without a year, with a few words in front at most and facts behind it."""
    stamp = _SHORT_STAMP.match(text) if len(text) <= _LONGEST and not _COMMA.search(text) else None
    rest = text[stamp.end() :].strip(" \u3000·•|｜") if stamp else ""
    return stamp is not None and (not rest or is_label_line(rest))
