"""Where text stands in the article: beside its pictures, among its paragraphs, or apart from both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from newscrawl.clean.prose import running_text
from newscrawl.model import Block, Nearest, Node

_CAPTION = 90
_LONG_CAPTION = 200
_SENTENCE_END = ("。", "！", "？", "；", "”", "：", "…", ".", "!", "?", ":", "，", ",")
_PHOTO_WORDS = re.compile(
    r"(?:[摄攝]|[/／][图圖]|供[图圖]|資料照片?|制图|图片来源.{0,20}|资料图片?|配图|截图|图源.{0,12}|图/.{1,12}|\s图|图[:：].{1,12}|来源[:：][^。]{2,16})[）)】\]。]?$"
    r"|^[（(【\[]?(?:[图圖]|▲|△|↑|资料图|资料图片|資料圖片?|[图圖][为為]|上[图圖]|下[图圖]|[图圖]\d)[：:/\s为為是①-⑨]?"
)
_PICTURE_BOX = re.compile(r"\b(?:img|image|pic|photo|figure)s?(?:[-_]|\b)")
_NAMES_CAPTION = re.compile(
    "caption|(?:pic|img|image|photo)s?[-_]?(?:intro|desc|note|explain)|tu(?:zhu|shuo|pianshuoming)"
)
_PARAGRAPH_TAGS = frozenset(
    ("p", "span", "font", "center", "blockquote", "h2", "h3", "h4", "h5", "h6", "pre")
)
_CELLS = ("td", "th", "li", "dd", "dt")
_MAX_FRAME = 20
_RESUME = 2
_FEW = 4
# What follows the heading of comments is their text.
_COMMENTS = re.compile("(?:热门|网友|最新|全部|精彩)评论")
_SIDEBAR = re.compile(r"[■◆●▲▍]\s?(?:相关|新闻|背景)链接")
_WORD = re.compile(r"[\u3400-\u9fff]{2}|[A-Za-z]{3}")
_SHORT_CAPTION = 24
# A list of other stories that stands above most of the story ends where the story begins.
_OPENING = 0.3


class Places:
    """The containers of a story's running text, and the neighbours of each of its blocks."""

    def __init__(self, story: Sequence[Block], items: set[Node]) -> None:
        self.story = story
        self.offset = story[0].index if story else 0
        self.items = items
        prose = [block for block in story if running_text(block) and block.node not in items]
        if not prose:
            prose = [block for block in story if block.text and not block.linked]
        self.containers = {container(block) for block in prose}
        self.place = Nearest(self.containers.__contains__)
        self.frame = Nearest(_is_frame)
        self.shapes = {(node.parent, node.tag, node.label) for node in self.containers}
        styles = Counter(style(block) for block in prose)
        self.style = styles.most_common(1)[0][0] if styles else None
        under = [block for block in story if block.text and self._under_picture(block)]
        plain = [block for block in under if style(block) == self.style]
        self.short_lines = 2 * sum(_is_short(block.text) for block in plain) > len(plain)

    def is_text_place(self, block: Block) -> bool:
        """Whether the block stands where running text stands, or in a cell or list item of it."""
        node = container(block)
        if node in self.containers or (node.parent, node.tag, node.label) in self.shapes:
            return True
        return node.tag in _CELLS and self.place(node) is not None

    def is_certain_caption(self, block: Block) -> bool:
        """A line that its element, its cell or its words make the caption of a picture."""
        text = block.text
        if len(text) > _LONG_CAPTION:
            return False
        if any(n.tag == "figcaption" or _NAMES_CAPTION.search(n.label) for n in _near(block.node)):
            return True
        if self._own_cell(block):
            return True
        if not self._beside_picture(block):
            return False
        if self._under_picture(block) and self._set_apart(block):
            return True
        if not _PHOTO_WORDS.search(text):
            return False
        return len(text) <= _CAPTION or style(block) != self.style

    def may_be_caption(self, block: Block) -> bool:
        """A line under a picture that is no sentence, and is set unlike the paragraphs or stands as most
        lines under the pictures of this story do."""
        text = block.text
        if len(text) > _CAPTION or text.endswith(_SENTENCE_END) or block.type == "heading" or block.strong:
            return False
        if not self._under_picture(block) or not _WORD.search(text):
            return False
        return style(block) != self.style or (_is_short(text) and self.short_lines)

    def is_sidebar(self, section: Block) -> bool:
        """■ 相关链接 of a printed paper: what follows is told, not linked to."""
        if not _SIDEBAR.match(section.text):
            return False
        _, links, paragraphs = (sums[-1] - sums[section.index - self.offset] for sums in self._sums)
        return paragraphs > 0 and not links

    def resumes_after(self, section: Block, block: Block) -> bool:
        """Whether the story goes on at `block` after a list of other stories that began at `section`."""
        if _COMMENTS.search(section.text):
            return False
        if not running_text(block) or 5 * block.linked > len(block.text) or block.node in self.items:
            return False
        at = block.index - self.offset
        ahead, links, paragraphs = (sums[-1] - sums[at] for sums in self._sums)
        behind = self._sums[0][section.index - self.offset]
        if behind < _OPENING * ahead:
            return 2 * links < paragraphs
        before = self._at(block.index - 1)
        follows_link = before is not None and before.linked > 0
        return not links and paragraphs >= _RESUME + follows_link

    @cached_property
    def _sums(self) -> tuple[list[int], ...]:
        """Before each block, and at the end: characters of running text, blocks of links, blocks of text."""
        prose = [running_text(block) for block in self.story]
        links = [2 * block.linked > len(block.text) > 0 for block in self.story]
        return tuple(list(accumulate(row, initial=0)) for row in (prose, links, map(bool, prose)))

    def _set_apart(self, block: Block) -> bool:
        """Whether the block is centred while the paragraphs are not."""
        return style(block) != self.style and "center" in "".join(style(block)[2:]).lower()

    def _under_picture(self, block: Block) -> bool:
        before = self._at(block.index - 1)
        return before is not None and before.type == "image"

    def _beside_picture(self, block: Block) -> bool:
        if self._under_picture(block):
            return True
        after = self._at(block.index + 1)
        return after is not None and after.type == "image" and bool(_PHOTO_WORDS.search(block.text))

    def _own_cell(self, block: Block) -> bool:
        """A table, figure or box that holds just pictures and, behind the first, one or two lines."""
        node = container(block)
        table = self.frame(node)
        if table is None or node.depth - table.depth > 4 or table.last - table.first > _MAX_FRAME:
            return False
        inside = self.story[max(0, table.first - self.offset) : table.last - self.offset]
        pictures = [b.index for b in inside if b.type == "image"]
        if not pictures or sum(bool(b.text) for b in inside) > 2:
            return False
        if block.index < pictures[0] and not self._beside_picture(block):
            return False
        return any(running_text(b) for b in self.story if b not in inside)

    def _at(self, index: int) -> Block | None:
        place = index - self.offset
        return self.story[place] if 0 <= place < len(self.story) else None


def container(block: Block) -> Node:
    """The element that holds the paragraph: the nearest one that is no paragraph itself."""
    node = block.node
    while node.parent is not None and (node.tag in _PARAGRAPH_TAGS or _is_bare_line(node)):
        node = node.parent
    return node


def style(block: Block) -> tuple[str, ...]:
    """How a paragraph is set: equal for paragraphs that look alike."""
    get = block.element.get
    return (block.node.tag, block.node.label, get("style", ""), get("align", ""))


def _is_bare_line(node: Node) -> bool:
    """A div without class or id that holds a few lines is a paragraph by another name, and so is a section
    of an editor for WeChat, which boxes each number and crosshead."""
    bare = node.tag == "section" or (node.tag == "div" and not node.label.strip())
    return bare and node.last - node.first <= _FEW


def _is_frame(node: Node) -> bool:
    return node.tag in ("table", "figure") or _PICTURE_BOX.search(node.label) is not None


def _is_short(text: str) -> bool:
    return len(text) <= _SHORT_CAPTION and "，" not in text and not text.endswith(_SENTENCE_END)


def _near(node: Node) -> tuple[Node, ...]:
    return (node,) if node.parent is None else (node, node.parent)
