"""Where a page names the outlet of its article: labels, the place beside the time, accounts, META, the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from newscrawl.fields.dateline import find_opening
from newscrawl.grammar.names import is_name
from newscrawl.grammar.sources import is_outlet_name, read_labels, read_value, source_of
from newscrawl.knowledge.outlets import find_outlet, spot_outlets
from newscrawl.knowledge.source_words import ACCOUNT_LABEL, BUTTONS, CHANNEL, LABEL, NEXT, NON_OUTLET, OWN
from newscrawl.model import Block, Cleaned, Found, Source

STAMP = re.compile(
    r"(?:(?:19|20)?\d\d\s?[-年/.]\s?)?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?\s?(?:[-T:]?\s?\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
)
_NO_STAMP = re.compile(rf"{LABEL.pattern}|星期|农历|今天是|^(?:相关|上一篇|下一篇)")
_BESIDE = " ·•|｜-—"
_RELATED = re.compile(r"^[\s【\[]*(?:相关|延伸|更多|推荐|热门|精彩|最新|猜你|为您|为你|网友|评论|发表|上一篇|下一篇|大家)")
_SIGNED = re.compile(r"([一-鿿]{2,4})[/／]([^/／\s]{3,14})")
_TITLE_PREFIX = re.compile(r"([^：:|丨｜]{2,8})\s?[：:|丨｜]")
_NO_ACCOUNT = re.compile(r"[：:，。！？、>《》/]|^[A-Z][a-z]+ [A-Z][a-z]+$|小编$")
_FOLLOW = frozenset(("关注", "企鹅号", "百家号", "搜狐号", "网易号", "头条号"))
_SENTENCE_END = re.compile(r"[。！？；]")
_CITED = re.compile(r"(?:记者|記者|发表|刊发|刊登|刊文|撰文|署名|报道|消息)")
_META = ("contentsource", "source", "mediaid", "og:source", "article:source")
_FOOT_BLOCKS = 12
_NEAR = 6
_SHORT = 20
_LINE = 120
_TAIL = 90
_LEAD = 400


def by_rules(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """What the rules of the site and its content system read."""
    for rule in (rule for rules in cleaned.rules for rule in rules.source):
        for raw in rule.read(cleaned.page):
            labelled = next(read_labels(raw), None)
            value = labelled.value if labelled else NEXT.split(STAMP.sub(" ", raw).strip(), maxsplit=1)[0]
            for source in read_value(value):
                yield Found(source, raw.strip(), rule.name)


def labelled_above(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """来源：X in the lines around the headline; a bracket behind other words is a caption's credit."""
    captions = {verdict.block.index for verdict in cleaned.story if verdict.role in ("caption", "image")}
    lines = [block for block in cleaned.head if block.index not in captions]
    for hidden in (False, True):
        for position, block in enumerate(lines):
            if block.hidden == hidden and len(block.text) <= _LINE:
                rule = "hidden-label" if hidden else "label"
                yield from _labels(cleaned, block, lines[position + 1 : position + 2], rule)


def labelled_below(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """（来源：X） at the end of the last paragraphs, and labelled lines behind them."""
    for verdict in cleaned.body[-2:]:
        tail = verdict.text[-_TAIL:]
        for label in read_labels(tail):
            behind = tail[tail.rfind(label.raw) + len(label.raw) :]
            if not _SENTENCE_END.search(behind.rstrip("）)】]。 ")):
                yield from _sources(cleaned, verdict.block, label.value, label.raw, "end-label")
    for position, block in enumerate(cleaned.foot[:_FOOT_BLOCKS]):
        if _RELATED.match(block.text):
            return
        if len(block.text) <= _LINE:
            yield from _labels(cleaned, block, cleaned.foot[position + 1 : position + 2], "foot-label")


def beside_time(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """An outlet without a label in the line of the time, or in the line before or behind it."""
    first = cleaned.headline.index - 3 if cleaned.headline else 0
    lines = [block for block in cleaned.head if block.index >= first]
    for position, block, stamp in _timed(lines):
        names = list(_in_line(block, stamp))
        for near in (*lines[max(0, position - 1) : position], *lines[position + 1 : position + 2]):
            names += _whole_line(near)
        for name in names:
            yield from _sources(cleaned, block, name, block.text, "beside-time")


def beside_time_below(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """A registered outlet right behind the time in a line below the story: 2014-08-01 09:03 某某在线."""
    for _, block, stamp in _timed(cleaned.foot[:_NEAR]):
        name = block.text[stamp.end() :].strip(_BESIDE)
        if find_outlet(name) is not None and name not in BUTTONS and len(block.text) <= 2 * _SHORT:
            yield from _sources(cleaned, block, name, block.text, "foot-time")


def accounts(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """The account that published: a short line right below the headline, in an element named for it."""
    if cleaned.headline is None:
        return
    below = [b for b in cleaned.head if cleaned.headline.index < b.index <= cleaned.headline.index + 12]
    for position, block in enumerate(below):
        text = block.text.strip()
        if find_outlet(text) is not None and text not in BUTTONS and not block.hidden:
            yield from _sources(cleaned, block, text, text, "alone")
        elif position < 3 and _may_be_account(block, below[position + 1 : position + 2]):
            yield from _sources(cleaned, block, text, text, "account")


def first_lines(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """A registered outlet that is the whole of a first paragraph."""
    for verdict in cleaned.story[:3]:
        text = verdict.text.strip()
        if 2 < len(text) <= _SHORT and find_outlet(text) is not None:
            yield from _sources(cleaned, verdict.block, text, text, "first-line")


def by_meta(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """META fields for the source. og:site_name is the site, META author an editor: neither counts."""
    for name in _META:
        raw = cleaned.page.meta.get(name, "").strip()
        labelled = next(read_labels(raw), None)
        for source in read_value(labelled.value if labelled else raw):
            yield Found(source, raw, f"meta({name})")


def by_opening(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """The outlet of the dateline: 某某日报讯, 某某网消息, 新华社…电."""
    opening = find_opening(cleaned)
    if opening is not None and opening.outlet and not OWN.fullmatch(opening.outlet):
        yield Found(source_of(opening.outlet), opening.raw, "opening")


def by_title(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """A registered account that opens the headline: 侠客岛：…"""
    prefix = _TITLE_PREFIX.match(cleaned.headline.text) if cleaned.headline else None
    if prefix and find_outlet(prefix.group(1)) is not None:
        yield Found(source_of(prefix.group(1)), prefix.group(0), "title-prefix")


def cited_in_text(cleaned: Cleaned) -> Iterator[Found[Source]]:
    """A registered outlet whose reporters or pages the first paragraphs speak of: 《某某日报》记者, 据某某网报道."""
    text = "\n".join(verdict.block.text for verdict in cleaned.body[:4])[: 2 * _LEAD]
    for spotted in spot_outlets(text):
        behind = text[spotted.end : spotted.end + 16].lstrip("》”\"客户端 ")
        if _CITED.match(re.sub(r"^(?:\d{1,2}月)?\d{1,2}日|^上", "", behind)):
            name = text[spotted.start : spotted.end]
            yield Found(source_of(name), text[max(0, spotted.start - 4) : spotted.end + 8], "cited")


def _timed(blocks: Sequence[Block]) -> Iterator[tuple[int, Block, re.Match[str]]]:
    """The lines with a time and no label for the source; today's date at the top of a site is none."""
    for position, block in enumerate(blocks):
        stamp = STAMP.search(block.text) if not block.hidden and len(block.text) <= _LINE else None
        if stamp is not None and len(stamp.group(0)) > 4 and not _NO_STAMP.search(block.text):
            yield position, block, stamp


def _labels(cleaned: Cleaned, block: Block, behind: Sequence[Block], rule: str) -> Iterator[Found[Source]]:
    for label in read_labels(block.text):
        if label.alone and label.value:
            yield from _sources(cleaned, block, label.value, label.raw, rule)
        elif label.alone and label.dangling and behind and _may_be_value(behind[0]):
            text = behind[0].text
            yield from _sources(cleaned, behind[0], text, f"{label.raw} {text}", rule)


def _sources(cleaned: Cleaned, block: Block, value: str, raw: str, rule: str) -> Iterator[Found[Source]]:
    for source in read_value(value):
        url = _link(cleaned, block, source.displayed or "")
        yield Found(Source(source.name, source.displayed, source.outlet, url), raw, rule)


def _may_be_value(block: Block) -> bool:
    """Whether a line may be the value of the label that ends the line before it."""
    text = block.text
    return len(text) <= _SHORT and block.type == "paragraph" and not NEXT.match(text) and text not in BUTTONS


def _in_line(block: Block, stamp: re.Match[str]) -> Iterator[str]:
    """The outlet's name right behind the time, or right before it where nothing but a badge precedes."""
    after = NEXT.split(block.text[stamp.end() :].lstrip(_BESIDE), maxsplit=1)[0].strip(_BESIDE)
    if after and is_outlet_name(after) and after not in BUTTONS:
        yield after
    pieces = [piece.strip() for piece in map(str, block.element.itertext()) if piece.strip()]
    before = block.text[: stamp.start()].strip(_BESIDE)
    for name in (_piece_before(pieces, stamp.group(0).strip()), before.split(" ")[-1]):
        if name and len(name) <= _SHORT and not NEXT.search(name) and name not in BUTTONS:
            plain = len(before.split(" ")) <= 2 and not after and bool(ACCOUNT_LABEL.search(_label(block)))
            if is_outlet_name(name) or (plain and not is_name(name)):
                yield name
                return


def _piece_before(pieces: Sequence[str], stamp: str) -> str | None:
    at = next((i for i, piece in enumerate(pieces) if piece.startswith(stamp)), 0)
    return pieces[at - 1] if at else None


def _whole_line(block: Block) -> Iterator[str]:
    """A line that is an outlet and nothing else, or a name and an outlet: 某人/某某日报."""
    text = block.text.strip()
    if len(text) > _SHORT or text in BUTTONS or block.hidden or block.type != "paragraph":
        return
    if LABEL.search(text) or text.endswith(("记者", "記者", "作者")):
        return
    signed = _SIGNED.fullmatch(text)
    if signed and is_name(signed.group(1)) and is_outlet_name(signed.group(2)):
        yield signed.group(2)
    elif find_outlet(text) is not None or (is_outlet_name(text) and ACCOUNT_LABEL.search(_label(block))):
        yield text


def _may_be_account(block: Block, behind: Sequence[Block]) -> bool:
    text = block.text.strip()
    if block.hidden or block.type != "paragraph" or not 2 <= len(text) <= 16 or text in BUTTONS:
        return False
    if is_name(text) or CHANNEL.fullmatch(text) or NON_OUTLET.fullmatch(text) or OWN.fullmatch(text):
        return False
    if STAMP.search(text) or NEXT.search(text) or _NO_ACCOUNT.search(text):
        return False
    followed = bool(behind) and behind[0].text.strip("+ ") in _FOLLOW
    return followed or bool(ACCOUNT_LABEL.search(_label(block)))


def _label(block: Block) -> str:
    """Class and id of the block's element and its parent."""
    parent = block.node.parent
    return f"{block.node.label} {parent.label if parent else ''}"


def _link(cleaned: Cleaned, block: Block, displayed: str) -> str | None:
    """The absolute address behind the displayed name, where it is a link."""
    if not block.linked or not displayed:
        return None
    for anchor in block.element.iter("a"):
        href = (anchor.get("href") or "").strip()
        if "".join(map(str, anchor.itertext())).strip() == displayed and href[:1] not in ("", "#"):
            url = urljoin(cleaned.page.base_url or cleaned.page.url or "", href)
            return url if url.startswith(("http://", "https://")) else None
    return None
