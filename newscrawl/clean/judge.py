"""Block by block: what of the article's element is story, and by which rule the rest is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from newscrawl.clean.headline import bare
from newscrawl.clean.places import Places, container
from newscrawl.clean.prose import running_text
from newscrawl.clean.structure import Structure
from newscrawl.grammar.bylines import is_byline, read_bulleted
from newscrawl.grammar.lines import is_label_line, is_short_stamp, is_time_stamp
from newscrawl.grammar.names import is_name
from newscrawl.knowledge.not_names import ORDINARY_WORDS
from newscrawl.knowledge.outlets import find_outlet
from newscrawl.knowledge.phrases import cut_inline, line_phrase, section_phrase
from newscrawl.model import Block, Nearest, Node, Verdict
from newscrawl.model.flow import Role

_MAYBE = "caption-by-place"
_PICTURE_STORY = 0.25
_CROSSHEAD = 40
_BYLINE = 90
_HEADLINE = 240
_NAME = 3
# A work and its author in a list of prizes.
_WORK = re.compile(r"《[^》]{1,40}》\s{0,2}作者\s?[:：]")
_OUTLET = 16
_CELLS = 4
_CUT = re.compile(r"\s?(?:\.{2,}|…+)$")
_SHORTEST_LEAD = 12
# How many blocks a kicker or subtitle may be away from the headline, and how short it is at least.
_STACK = 2
_SHORTEST_LINE = 6
# Blocks between a summary and the paragraph that it is cut from.
_NEXT = 4
# What a sentence has at least besides a link in it.
_AROUND_LINK = 5
# What a call behind the story's element may have, and how much of the story that element must hold.
_CALL = 80
_MOST = 0.7
_PAGER = re.compile(
    r"^(?:共\s?\d+\s?页|上一页|下一页|首页|尾页|末页|第\s?\d+\s?页|\d+\s?/\s?\d+\s?页?|本文共|[\[【]?\d[\d\s\[\]【】]*下一?页)[\s\d:：<>›»«‹|首上下尾末一页共第当前，/\[\]【】]*$"
)
_LINK_LABEL = re.compile(r"[^，。]{2,6}[:：]")
_KEYWORDS = re.compile(
    r"(?:文章|本文|新闻)?(?:关\s?键\s?[词字]|标\s?签|[Tt]ags?|TAGS?|關鍵字|相關字詞|相关热词(?:搜索)?)\s?(?:[:：﹕]|>>)"
)
_PHOTO_CREDIT = re.compile(
    r"[（(*※]?(?:注：)?(?:封面|首|头|题|文中|文内|本文|配|以上|部分)?(?:图片|图|视频|素材|资料|画面)均?(?:(?:来源|源)于?[:：丨|/]|来源于|来自|源自)[^。，]{1,24}"
    r"(?:，基于.{2,12}|，应[^。，]{2,8}要求，[^。]{2,16}化名)?[）)]?|(?:部分)?图片(?:来源|源)网络"
    r"|本文(?:图片?|照片)(?:均为|除[^。，]{2,8}外均为)?\s[^。，]{2,24}|[（(]?(?:配?图|图片)与?(?:本|正)?文(?:内容)?无关[）)]?"
    r"|[（(]?(?:文中|本文)?(?:图片?|照片|视频|配图)均?由[^。，]{1,20}(?:提供|供图|拍摄)[）)]?"
)
# The title of a player above the story.
_VIDEO_CAPTION = re.compile(r"[△▲]?视频(?:新闻)?\s?[:：丨｜|-]\s?[^。；]{4,40}")
# What looks like a player's clock or a pager, and in a cell of a table is a time, a score, a share.
_VALUE = re.compile(r"[\d:：.,%/-]{1,12}")
_SERVICE = re.compile(
    r"\W{0,3}(?:时\s?间|日\s?期|编号|分类|频道|栏目|出处)\s?[:：](?!\s?(?:19|20)\d\d[-/.]\d)"
)
_SUMMARY = re.compile(r"[【\[]?(?:内容|文章|本文|AI\s?|智能|AI智能)?(?:摘\s?要|提\s?要)[】\]]?")
_SUMMARY_BLOCKS = 4
_FACT = re.compile(r"[一-鿿]{2,5}\s?[:：]\s?[^。！？；，:：]{1,20}")
_FACT_TAGS = ("li", "td", "dd", "dt", "span", "div")
# The address of the office whose site it is, below the signature of the writer.
_CONTACT = re.compile(
    r"[^:：，。]{0,6}地\s?址\s?[:：][^。]{2,40}(?:电话|邮编|传真|邮箱|热线)\s?[:：][^。]{0,40}"
)
_NUMBERS = re.compile(r"^[\s\d<>›»«‹|【】\[\]]+$")


class Judge:
    """Gives one verdict a block, in reading order, remembering what it has seen so far."""

    def __init__(
        self, structure: Structure, story: Sequence[Block], headline: Block | None, drops: dict[Node, str]
    ) -> None:
        self.story = story
        self.title = bare(headline.text) if headline is not None else ""
        self.stack = _stack(structure.layout.blocks, headline)
        self.head_end = headline.index + _STACK if headline is not None else -1
        self.structure = structure
        self.drops = drops
        self.dropped = Nearest(drops.__contains__)
        self.table = Nearest(_is_table)
        self.places = Places(story, structure.items)
        self.section: Block | None = None
        self.in_prose = False
        self.summary_end = -1
        self.fact_shapes: set[tuple[Node | None, str, str]] = set()

    def verdicts(self) -> list[Verdict]:
        """In reading order, one a block."""
        verdicts = [self._verdict(block) for block in self.story]
        told = _without_contact(_without_tail(_without_false_captions(verdicts)))
        return _without_last_heading(told)

    def _verdict(self, block: Block) -> Verdict:
        rule = self._by_place(block) or self._by_section(block)
        if rule:
            return Verdict(block, "removed", rule, block.text)
        if block.type in ("image", "video"):
            return Verdict(block, "image", "picture", "")
        # A sentence with a tip line inside it is no tip line: first the piece goes, then the rest is judged.
        text, cut = cut_inline(block.text)
        rule = self._by_text(block, text) if text else f"phrase:{cut[0][0]}"
        if rule:
            return Verdict(block, "removed", rule, block.text)
        if self.places.is_certain_caption(block):
            return Verdict(block, "caption", "caption", block.text)
        if self.places.may_be_caption(block):
            return Verdict(block, "caption", _MAYBE, block.text)
        if _PHOTO_CREDIT.fullmatch(block.text):
            return Verdict(block, "caption", "photo-credit", block.text)
        if not self.in_prose and _VIDEO_CAPTION.fullmatch(block.text):
            return Verdict(block, "caption", "caption", block.text)
        if self._is_credit(block.text):
            return Verdict(block, "byline", "byline", block.text)
        if not (running_text(block) or self.places.is_text_place(block) or self._in_data_table(block)):
            return Verdict(block, "removed", "outside-text", block.text)
        return self._kept(block, text, cut)

    def _in_data_table(self, block: Block) -> bool:
        return block.node in self.structure.plain and self.table(block.node) is not None

    def _is_credit(self, text: str) -> bool:
        """A line of credits; above the story also names behind a bullet. A full sentence credits nobody."""
        if len(text) > _BYLINE or (text.endswith("。") and "，" in text):
            return False
        if self.in_prose and _WORK.match(text):
            return False
        if is_byline(text):
            return True
        if self.in_prose:
            return False
        if len(text) <= _NAME:
            return text not in ORDINARY_WORDS and is_name(text)
        return bool(read_bulleted(text))

    def _kept(self, block: Block, text: str, cut: list[tuple[str, str]]) -> Verdict:
        self.in_prose = self.in_prose or running_text(block) > 0
        role: Role = "heading" if is_crosshead(block) else "body"
        pairs = tuple((f"phrase:{rule}", piece) for rule, piece in cut)
        return Verdict(block, role, "text", text, pairs)

    def _by_place(self, block: Block) -> str | None:
        """Rules that need not read the text."""
        dropped = self.dropped(block.node) if self.drops else None
        if dropped is not None:
            return self.drops[dropped]
        if block.hidden:
            return "hidden"
        if block.node in self.structure.items:
            return "link-list"
        if block.node in self.structure.asides:
            return "aside"
        if block.text and 2 * block.linked > len(block.text) and not _tells_of_link(block):
            return "links"
        return None

    def _by_section(self, block: Block) -> str | None:
        """Lists of other stories: from their heading to the end, or to where running text goes on."""
        phrase = section_phrase(block.text) if block.text else None
        if phrase and not self.places.is_sidebar(block):
            self.section = block
            return f"phrase:{phrase.id}"
        if self.section is None:
            return None
        if self.places.resumes_after(self.section, block):
            self.section = None
            return None
        return "phrase:related"

    def _by_text(self, block: Block, text: str) -> str | None:
        if _VALUE.fullmatch(text) and self._in_data_table(block):
            return None
        phrase = line_phrase(text)
        if phrase:
            return f"phrase:{phrase.id}"
        if self._in_summary(block, text):
            return "summary"
        if _PAGER.match(text) or (block.linked and _NUMBERS.match(text)):
            return "pager"
        if self.title and len(text) <= _HEADLINE and self._is_title(text):
            return "headline"
        if self.stack and not self.in_prose and len(text) <= _CROSSHEAD:
            shown = self.stack.get(bare(text), block.index)
            if shown < block.index:
                return "headline"
        if not self.in_prose and self._is_cut_lead(block):
            return "cut-lead"
        if not self.in_prose and len(text) <= _OUTLET and find_outlet(text) is not None:
            return "fact-line"
        if self._states_facts(block, text) or self._joins_facts(block, text):
            self.fact_shapes.add(_shape(block.node))
            return "fact-line"
        if block.linked and _KEYWORDS.match(text):
            return "keywords"
        return "link-label" if self._labels_link(block, text) else None

    def _in_summary(self, block: Block, text: str) -> bool:
        """The word 摘要 by itself above the story, and what stands in one small element with it."""
        if block.index < self.summary_end:
            return True
        if self.in_prose or not _SUMMARY.fullmatch(text):
            return False
        box = block.node if block.node.last > block.index + 1 else block.node.parent
        if box is None or box.last - box.first > _SUMMARY_BLOCKS:
            return False
        if not any(running_text(other) for other in self.story[box.last - self.story[0].index :]):
            return False
        self.summary_end = box.last
        return True

    def _states_facts(self, block: Block, text: str) -> bool:
        """A line of facts about the article; amid the story 时间： says when something is held."""
        if self.in_prose and block.index > self.head_end:
            return is_label_line(text) and not _SERVICE.match(text)
        if is_label_line(text) or is_time_stamp(text):
            return True
        return block.index <= self.head_end and is_short_stamp(text)

    def _joins_facts(self, block: Block, text: str) -> bool:
        """A label that we do not know (科室：某科), in a list of facts above the story."""
        if self.in_prose or not self.fact_shapes or _shape(block.node) not in self.fact_shapes:
            return False
        return block.node.tag in _FACT_TAGS and _FACT.fullmatch(text) is not None

    def _is_title(self, text: str) -> bool:
        # The first letter tells most lines from the title at a tenth of the cost.
        first = next(filter(str.isalnum, text), "").lower()
        return first[:1] == self.title[0] and bare(text) == self.title

    def _is_cut_lead(self, block: Block) -> bool:
        """A summary above the story that breaks off where a paragraph of the story goes on."""
        lead = _CUT.sub("", block.text)
        if len(lead) == len(block.text) or len(lead) < _SHORTEST_LEAD:
            return False
        below = self.story[block.index + 1 - self.story[0].index :][:_NEXT]
        return any(other.text.startswith(lead) and len(other.text) > len(block.text) for other in below)

    def _labels_link(self, block: Block, text: str) -> bool:
        """A label of a few characters in front of nothing but a link: 活动：, 访问：."""
        if not _LINK_LABEL.fullmatch(text):
            return False
        after = block.index + 1 - self.story[0].index
        following = self.story[after] if after < len(self.story) else None
        return following is not None and 0 < len(following.text) <= following.linked


def _stack(blocks: Sequence[Block], headline: Block | None) -> dict[str, int]:
    """The kicker and the subtitle beside the headline, and where they stand: a story may repeat them."""
    if headline is None:
        return {}
    beside = blocks[max(0, headline.index - _STACK) : headline.index + _STACK + 1]
    return {bare(b.text): b.index for b in beside if _SHORTEST_LINE <= len(b.text) <= _CROSSHEAD}


def is_crosshead(block: Block) -> bool:
    """A short line in heading or bold type that is no sentence."""
    if len(block.text) > _CROSSHEAD or block.text.endswith(("。", "！", "；", "，", ",", "：")):
        return False
    return block.type == "heading" or 2 * block.strong > len(block.text)


def _tells_of_link(block: Block) -> bool:
    """A sentence, most of which is the title that it links to."""
    return block.text.endswith("。") and len(block.text) - block.linked >= _AROUND_LINK


def _shape(node: Node) -> tuple[Node | None, str, str]:
    return node.parent, node.tag, node.label


def _is_table(node: Node) -> bool:
    """A table with several cells: one frames a picture or a line."""
    return node.tag == "table" and node.last - node.first >= _CELLS


def _without_false_captions(verdicts: list[Verdict]) -> list[Verdict]:
    """In a picture story the lines under the pictures are the story, even those that are surely captions
    where nothing else is told."""
    doubtful = sum(len(v.text) for v in verdicts if v.rule == _MAYBE)
    body = sum(len(v.text) for v in verdicts if v.role == "body")
    rules = (_MAYBE,) if body or doubtful else ("caption",)
    if body and doubtful <= _PICTURE_STORY * body:
        return verdicts
    return [replace(v, role="body", rule="text") if v.rule in rules else v for v in verdicts]


def _without_last_heading(verdicts: list[Verdict]) -> list[Verdict]:
    """A heading behind the whole story, in front of nothing but links, is theirs: 头条新闻."""
    told = [at for at, verdict in enumerate(verdicts) if verdict.role in ("body", "heading", "image")]
    last = told[-1] if told else len(verdicts)
    behind = [verdict.rule for verdict in verdicts[last + 1 :]]
    if not behind or verdicts[last].role != "heading" or behind[0] not in ("links", "link-list"):
        return verdicts
    verdicts[last] = replace(verdicts[last], role="removed", rule="link-label")
    return verdicts


def _without_tail(verdicts: list[Verdict]) -> list[Verdict]:
    """Short sentences behind the one element that holds nearly all of the story call upon its readers."""
    held: Counter[Node] = Counter()
    for verdict in verdicts:
        if verdict.role == "body":
            held[container(verdict.block)] += len(verdict.text)
    main, size = held.most_common(1)[0] if held else (None, 0)
    if main is None or size < _MOST * held.total():
        return verdicts
    tail = [v for v in verdicts if v.role in ("body", "heading") and v.block.index >= main.last]
    if not tail or any(len(v.text) > _CALL for v in tail):
        return verdicts
    gone = {v.block for v in tail}
    return [replace(v, role="removed", rule="behind-story") if v.block in gone else v for v in verdicts]


def _without_contact(verdicts: list[Verdict]) -> list[Verdict]:
    """A line of address and telephone that ends the page, behind the names of the story's writers or in
    another element than its paragraphs."""
    told = [v for v in verdicts if v.text]
    if len(told) < 2 or told[-1].role != "body" or not _CONTACT.fullmatch(told[-1].text):
        return verdicts
    last, before = told[-1], told[-2]
    if before.role not in ("byline", "removed") and before.block.node.parent is last.block.node.parent:
        return verdicts
    return [replace(v, role="removed", rule="contact") if v is last else v for v in verdicts]
