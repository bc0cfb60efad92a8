"""Sources without a label: the place beside the time, the account below the headline, a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newscrawl.fields.source.credit import LINE, RELATED, SHORT, credits_in, lines_above
from newscrawl.grammar.bylines import read_credits
from newscrawl.grammar.datelines import split_outlet
from newscrawl.grammar.names import is_name
from newscrawl.grammar.sources import is_outlet_name
from newscrawl.knowledge.outlets import find_outlet
from newscrawl.knowledge.regions import region_names
from newscrawl.knowledge.source_words import (
    ACCOUNT_LABEL,
    BUTTONS,
    CHANNEL,
    LABEL,
    NEXT,
    NON_OUTLET,
    OWN,
    STAMP,
)
from newscrawl.model import Block, Cleaned, Found, Source
from newscrawl.model.page import spaced

_NO_STAMP = re.compile(rf"{LABEL.pattern}|农历|今天是|{RELATED.pattern}")
_BESIDE = " ·•|｜-—"
_BRACKETED = re.compile(r"[\[【〔]\s?([^\[\]【】〔〕]+?)\s?[\]】〕]")
_GAP = re.compile(r"\s?[|｜•丨]\s?|\s(?:·\s)?")
_URL = re.compile(r"(?:https?://|www\.)\S*")
_SET_OFF = "·•|｜丨"
_SIGNED = re.compile(r"([一-鿿]{2,4})[/／]([^/／\s]{3,14})")
_STAFF = re.compile(
    r"(?:[^\s]{2,4} )?(?P<org>[^\s:：]{2,16})\s?[/／|｜]?\s?(?:记者|記者)(?!手记|观察|调查|节|之家)"
)
_ACCOUNT_CLASS = re.compile(r"(?:^|\s)(?:[a-z]{1,6}-)?(?:author|source|media|account)(?:-?name)?(?:\s|$)")
_RANK = re.compile(r"[一-鿿]{0,4}")
_NO_ACCOUNT = re.compile(r"[：:，。！？、>《》/]|^[■□●○◎◆◇▲△★☆※]|^[A-Z][a-z]+ [A-Z][a-z]+$|小编$")
_FOLLOW = frozenset(("关注", "企鹅号", "百家号", "搜狐号", "网易号", "头条号"))
_ABOVE_HEADLINE = 3
_BELOW_HEADLINE = 12
_FOOT_BLOCKS = 6
_SMALL_ELEMENT = 400
_UNDER = 2
_NEAR = 6
_COUNTER = re.compile(r"\s\d{1,7}$")
_ACCOUNT = 7
# Behind the time a shorter word may be a pen name as well.
_LONG_NAME = 4
_NO_NAME = re.compile(
    r"^(?:[发發][布佈]|发表|更新|编辑|创建|最后|时间|日期|来自|属地|IP|字[体号]|[繁简]体|调整|切换|打开|加入|添加|设为|点击|查看|我要|下载|显示|播放"
    r"|收听|朗读|语音|阅读|浏览|分享|收藏|打印|返回|保存|复制|登录|注册|扫|投稿|举报|关注|已有|共有|手机|第)|(?:记者|作者|编辑|記者|撰稿|[账帐]号|领域|达人|创作者|博主|公司)$|\d{2}"
)
# What a platform shows beside an account: 美食领域创作者.
_BADGE = re.compile("(?:领域|达人|创作者|博主|作者)$")
_OFFICE = re.compile(r"[一-鿿]{2,14}(?:局|委|办|厅|院|委员会|政府|办公室|中心|协会|学校|大学|学院)")
_NAME = re.compile(r"(?=[\w·]{0,11}[一-鿿])[\w·]{3,12}")


def beside_time(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """An outlet without a label in the line of the time, or in the line before or behind it."""
    first = cleaned.headline.index - _ABOVE_HEADLINE if cleaned.headline else 0
    lines = [block for block in lines_above(cleaned) if block.index >= first]
    for position, block, stamp in _timed(lines):
        names = list(_in_line(cleaned, block, stamp))
        for near in (*lines[max(0, position - 1) : position], *lines[position + 1 : position + 2]):
            names += _whole_line(cleaned, near)
        for name in names:
            if not _is_credited(lines, name):
                yield from credits_in(cleaned, block, name, block.text, "beside-time")


def beside_time_below(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """A registered outlet right behind the time in a line below the story: 2014-08-01 09:03 某某在线."""
    for _, block, stamp in _timed(cleaned.foot[:_FOOT_BLOCKS]):
        name = block.text[stamp.end() :].strip(_BESIDE)
        if find_outlet(name) is not None and name not in BUTTONS and len(block.text) <= 2 * SHORT:
            yield from credits_in(cleaned, block, name, block.text, "foot-time")


def accounts(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """The account that published: a short line right below the headline, in an element named for it."""
    if cleaned.headline is None:
        return
    first, last = cleaned.headline.index, cleaned.headline.index + _BELOW_HEADLINE
    below = [block for block in lines_above(cleaned) if first < block.index <= last]
    for position, block in enumerate(below):
        text = block.text.strip()
        if find_outlet(text) is not None and text not in BUTTONS and not block.hidden:
            yield from credits_in(cleaned, block, text, text, "alone")
        elif position < 3 and _may_be_account(block, below[position + 1 : position + 2]):
            yield from credits_in(cleaned, block, text, text, "account")


def first_lines(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """A registered outlet that is the whole of a first paragraph."""
    for verdict in cleaned.story[:3]:
        text = verdict.text.strip()
        if 2 < len(text) <= SHORT and find_outlet(text) is not None:
            yield from credits_in(cleaned, verdict.block, text, text, "first-line")


def _timed(blocks: Sequence[Block]) -> Iterator[tuple[int, Block, re.Match[str]]]:
    """The lines with a time and no label for the source; today's date at the top of a site is none."""
    for position, block in enumerate(blocks):
        stamp = STAMP.search(block.text) if not block.hidden and len(block.text) <= LINE else None
        if stamp is None or len(stamp.group(0)) <= 4 or _is_calendar(block.text, stamp.group(0)):
            continue
        if not _NO_STAMP.search(block.text):
            yield position, block, stamp


def _is_calendar(text: str, stamp: str) -> bool:
    """Today's date; a paper's page (第A1版) shows the weekday too."""
    return "星期" in text and ":" not in stamp and "版" not in text


def _in_line(cleaned: Cleaned, block: Block, stamp: re.Match[str]) -> Iterator[str]:
    """The outlet's name right behind the time, or right before it where nothing but a badge precedes."""
    after = NEXT.split(block.text[stamp.end() :].lstrip(_BESIDE), maxsplit=1)[0].strip(_BESIDE)
    before = _URL.sub("", block.text[: stamp.start()]).strip(_BESIDE)
    small = block.node.chars <= _SMALL_ELEMENT
    pieces = [piece.strip() for piece in map(str, block.element.itertext() if small else ()) if piece.strip()]
    pieces_before = _pieces_before(pieces, stamp.group(0).strip())
    apart = "".join("".join(pieces_before).split()) == "".join(block.text[: stamp.start()].split())
    before = NEXT.split(before, maxsplit=1)[0].strip(_BESIDE) or before
    if bracketed := _BRACKETED.fullmatch(before):
        before = bracketed[1]
    after = _COUNTER.sub("", _without_buttons(after))
    words = [word.strip("/／") for word in (*after.split(), *before.split())]
    if 2 < len(after) <= SHORT and " " not in after and _is_named_element(block, after):
        yield after
    yield from (name for name in (after, *words) if _stands_for_outlet(name, registered=name != after))
    yield from (name for name in _piece_behind(pieces, stamp.group(0).strip()) if is_outlet_name(name))
    under = _is_under_headline(cleaned, block, _UNDER)
    if under:
        yield from _alone_or_signed(cleaned, " ".join(pieces_before) if apart else before)
        set_off = block.text[stamp.end() :].lstrip()[:1] in tuple(_SET_OFF)
        own_site = (cleaned.page.title or "").strip().endswith(after)
        if set_off or _GAP.search(after) or len(after) >= _LONG_NAME or own_site:
            yield from _alone_or_signed(cleaned, after)
    for name in _nearest(pieces_before, before, apart=apart):
        if name and len(name) <= SHORT and not NEXT.search(name) and name not in BUTTONS:
            if _BADGE.search(name) or read_credits(name):
                continue
            plain = len(before.split(" ")) <= 2 and not after
            own = under and name in pieces and _is_account(cleaned, name)
            plain = plain and (_may_publish(block, before) or own)
            plain = plain or (under and not after and _OFFICE.fullmatch(before) is not None)
            if is_outlet_name(name) or (plain and not is_name(name)):
                yield name
                return


def _nearest(pieces: Sequence[str], before: str, *, apart: bool) -> list[str]:
    """What stands nearest before the time: an element's text, and a word; `apart`: they are the same line."""
    outlets = [piece for piece in pieces if piece not in BUTTONS]
    # Past a writer the line itself may go on, but not what stands above it.
    nearest = [piece for piece in outlets if not (apart and read_credits(piece))][-1:]
    if apart and len(outlets) > 2 and is_name(outlets[-1]):
        # Channel, outlet, writer, time, each in an element of its own.
        nearest = outlets[-2:-1]
    last = before.split(" ")[-1]
    glued = sum(piece in last for piece in outlets) > 1
    return nearest if glued and not is_outlet_name(last) else [*nearest, last]


def _is_under_headline(cleaned: Cleaned, block: Block, lines: int) -> bool:
    """Whether at most so many lines, pictures not counted, lead down from the headline to the block."""
    if cleaned.headline is None or block.index <= cleaned.headline.index:
        return False
    between = cleaned.blocks[cleaned.headline.index + 1 : block.index + 1]
    return len(between) <= _NEAR and sum(bool(other.text) for other in between) <= lines


def _alone_or_signed(cleaned: Cleaned, text: str) -> Iterator[str]:
    """An account by itself beside the time, or an outlet and a name: 某某号; 某报 | 王小五."""
    words = [word for word in _GAP.split(text) if word and word not in BUTTONS]
    if len(words) == 1 and _is_account(cleaned, words[0]):
        yield words[0]
    elif len(words) == 2 and sum(map(is_name, words)) == 1:
        yield from (word for word in words if is_outlet_name(word))


def _is_account(cleaned: Cleaned, name: str) -> bool:
    """A short name that is no person's, and no channel's: those stand in the menu above too."""
    if not _NAME.fullmatch(name) or _NO_NAME.search(name) or _is_region(name):
        return False
    if any(words.fullmatch(name) for words in (CHANNEL, NON_OUTLET, OWN)) or is_name(name):
        return False
    above = cleaned.blocks[: cleaned.headline.index if cleaned.headline else 0]
    return not any(block.linked and name in block.text.split() for block in above)


def _is_credited(lines: Sequence[Block], name: str) -> bool:
    """Whether another line credits the name as a person's: 作者 | 某某."""
    return any(reading.credit.name == name for line in lines for reading in read_credits(line.text))


def _is_region(text: str) -> bool:
    """A division, or one in another (广东广州): where the reader's or the poster's address is."""
    names = region_names()
    return text in names or any(text[:at] in names and text[at:] in names for at in (2, 3))


def _is_named_element(block: Block, text: str) -> bool:
    """Whether the text is the whole of an element inside the block that is named for who published."""
    if block.node.chars > _SMALL_ELEMENT or text in BUTTONS or is_name(text) or NON_OUTLET.fullmatch(text):
        return False
    inner = (
        e for e in block.element.iter("span", "a", "em", "i") if _ACCOUNT_CLASS.search(e.get("class") or "")
    )
    return any("".join(map(str, e.itertext())).strip() == text for e in inner)


def _may_publish(block: Block, before: str) -> bool:
    """In an element named for it; or a link and a dot before the time: [某某号]·2019-10-28."""
    if ACCOUNT_LABEL.search(_label(block)):
        return True
    return block.linked == len(before) > 2 and "·" in block.text and not CHANNEL.fullmatch(before)


def _stands_for_outlet(name: str, *, registered: bool) -> bool:
    if not name or name in BUTTONS:
        return False
    return find_outlet(name) is not None if registered else is_outlet_name(name)


def _without_buttons(text: str) -> str:
    words = text.split(" ")
    while len(words) > 1 and words[-1] in BUTTONS:
        words.pop()
    return " ".join(words)


def _pieces_before(pieces: Sequence[str], stamp: str) -> list[str]:
    """The texts of the elements before the time's."""
    return list(pieces[: next((i for i, piece in enumerate(pieces) if piece.startswith(stamp)), 0)])


def _piece_behind(pieces: Sequence[str], stamp: str) -> Sequence[str]:
    """The text of the element behind the time's."""
    at = next((i for i, piece in enumerate(pieces) if piece == stamp), len(pieces))
    return [piece for piece in pieces[at + 1 : at + 2] if piece not in BUTTONS and not read_credits(piece)]


def _whole_line(cleaned: Cleaned, block: Block) -> Iterator[str]:
    """A line that is an outlet, a name and an outlet (某人/某某日报), or credits an outlet's staff.

    Between headline and time it may also be an account that nothing but its place tells.
    """
    text = block.text.strip()
    if len(text) > 2 * SHORT or text in BUTTONS or block.hidden or block.type == "image":
        return
    yield from _employer(spaced(block))
    if len(text) > SHORT or LABEL.search(text) or text.endswith(("记者", "記者", "作者")):
        return
    signed = _SIGNED.fullmatch(text)
    if signed and is_name(signed.group(1)) and is_outlet_name(signed.group(2)):
        yield signed.group(2)
    elif find_outlet(text) is not None or _is_placed(cleaned, block, text):
        yield text


def _is_placed(cleaned: Cleaned, block: Block, text: str) -> bool:
    """Whether an unregistered name stands where sites show who published."""
    if is_outlet_name(text):
        under = not block.linked and _is_under_headline(cleaned, block, _UNDER)
        return under or ACCOUNT_LABEL.search(_label(block)) is not None
    return len(text) <= _ACCOUNT and _is_under_headline(cleaned, block, 1) and _is_account(cleaned, text)


def _employer(text: str) -> Iterator[str]:
    """The registered outlet in front of 记者: 某某日报首席记者 王五, 某某報／ 記者王五."""
    staff = _STAFF.match(text)
    outlet, rank = split_outlet(staff["org"].rstrip("/／|｜")) if staff else (None, "")
    if outlet is not None and find_outlet(outlet) is not None and _RANK.fullmatch(rank):
        yield outlet


def _may_be_account(block: Block, behind: Sequence[Block]) -> bool:
    text = block.text.strip()
    if block.hidden or block.type != "paragraph" or not 2 <= len(text) <= 16 or text.strip("+ ") in BUTTONS:
        return False
    if is_name(text) or CHANNEL.fullmatch(text) or NON_OUTLET.fullmatch(text) or OWN.fullmatch(text):
        return False
    if STAMP.search(text) or NEXT.search(text) or _NO_ACCOUNT.search(text):
        return False
    if any(reading.credit.org is None for reading in read_credits(text)):
        return False
    followed = bool(behind) and behind[0].text.strip("+ ") in _FOLLOW
    return followed or bool(ACCOUNT_LABEL.search(_label(block)))


def _label(block: Block) -> str:
    """Class and id of the block's element and its parent."""
    parent = block.node.parent
    return f"{block.node.label} {parent.label if parent else ''}"
