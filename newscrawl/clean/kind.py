"""Article or not: lists, home pages, error pages and empty shells are refused with a reason."""

from __future__ import annotations

import re
from itertools import takewhile

from newscrawl.clean.prose import running_text
from newscrawl.errors import NotAnArticle
from newscrawl.grammar.lines import is_label_line, is_time_stamp
from newscrawl.knowledge.about_words import ABOUT
from newscrawl.model import Block, Cleaned

_MIN_BODY = 15
_SHORT_BODY = 160
_LONG_BODY = 960
_CHANNEL_NAME = 6
_PARAGRAPH = 40
_WIDE_GAP = 12
_GONE = re.compile(
    r"(?:页面|网页|文章|内容|信息|新闻|稿件|资源|文件)已?(?:不存在|被删除|删除|找不到|走丢|丢失|失效|下线|过期)"
    r"|(?:页面|内容|文章)(?:暂时无法|没有找到)|404\s*(?:错误|页面)|Not Found|没有找到(?:您|你|相关|该)"
    r"|(?:网站|系统|页面)(?:正在)?(?:升级|维护){1,2}中|正在(?:为[您你])?跳转|没有自动跳转|秒后?将?自动(?:跳转|返回)|访问(?:过于频繁|受限|被(?:拒绝|阻断|拦截))|请输入验证码|安全验证|可能对网站造成(?:安全)?威胁|请求(?:已)?被(?:阻断|拦截)"
)
_ARTICLE_OF_A_DAY = re.compile(
    r"/(?:19|20)\d\d[-/]?(?:0?[1-9]|1[0-2])[-/]?(?:0?[1-9]|[12]\d|3[01])/[a-z]{0,8}_?\d[\d_]{2,20}\.\w{3,5}$",
    re.IGNORECASE,
)
# Marks of the posts of a thread: Discuz, PHPWind, Tieba.
_THREADS = (("postmessage_", "postlist"), ("read_tpc", "tpc_content"), ("d_post_content", "l_post"))
# What an offer says of the one thing or place it is about; the first of these do alone.
_OFFER = re.compile(
    r"(?P<price>价\s?格|售价|单价|均价|租金|月薪|薪资|薪酬)?"
    r"(?(price)|(?:联系人|(?:联系)?电\s?话|手\s?机|面\s?积|户型|学历(?:要求)?|招聘人数|型号|规格|品牌|材质|产地|人均|开发商"
    r"|营业时间|地\s?址))\s?[:：]"
)
_LABEL = re.compile(r"来\s?源|作\s?者|编\s?辑|记者")
_DATE = re.compile(r"(?:19|20)\d\d\s?[-年./]\s?\d{1,2}")


def refuse_non_article(cleaned: Cleaned) -> None:
    """Raise NotAnArticle, with the reason, for a page that tells no story."""
    text = "".join(verdict.text for verdict in cleaned.body)
    shown = f"{cleaned.headline.text if cleaned.headline else ''} {text}"
    gone = _GONE.search(shown) if len(text) < _SHORT_BODY else None
    if gone:
        raise NotAnArticle(f"the page says: {gone.group(0)}")
    if any(first in cleaned.page.html and second in cleaned.page.html for first, second in _THREADS):
        raise NotAnArticle("the page is a thread of a forum")
    if cleaned.headline is not None and ABOUT.fullmatch(cleaned.headline.text):
        raise NotAnArticle(f"the site speaks of itself: {cleaned.headline.text}")
    if _is_offer(cleaned, len(text)):
        raise NotAnArticle("the page offers something: more of price, place and telephone than running text")
    if shows_article_head(cleaned.blocks, cleaned.headline):
        return
    if cleaned.headline is not None and _names_channel(cleaned.headline, cleaned):
        raise NotAnArticle(f"the headline is the name of a channel: {cleaned.headline.text}")
    if len(text) < _MIN_BODY:
        raise NotAnArticle("the page has no running text")
    if _is_list(cleaned, len(text)):
        raise NotAnArticle("the page is a list: more link text than running text, no headline with a time")


def shows_article_head(blocks: tuple[Block, ...], headline: Block | None) -> bool:
    """Whether a line of labelled facts with a date stands right below the headline.

    That makes an article even of a page whose story is only a picture, or missing.
    """
    if headline is None:
        return False
    below = blocks[headline.index + 1 : headline.index + 3]
    shown = takewhile(lambda block: 2 * block.linked <= len(block.text), below)
    return any(_is_fact_line(block.text) for block in shown)


def _is_fact_line(text: str) -> bool:
    return _DATE.search(text) is not None and (
        is_label_line(text) or (is_time_stamp(text) and _LABEL.search(text) is not None)
    )


def _is_offer(cleaned: Cleaned, size: int) -> bool:
    """Whether a short page without source tells once each what goods, flats and posts are offered by."""
    if size >= _SHORT_BODY or cleaned.headline is None:
        return False
    below = [block.text for block in cleaned.blocks[cleaned.headline.index + 1 :] if not block.linked]
    if any(_LABEL.search(text) for text in below):
        return False
    told = [match for match in map(_OFFER.match, below) if match]
    names = {match.group() for match in told}
    return len(told) == len(names) and (len(names) > 1 or any(match["price"] for match in told))


def _names_channel(headline: Block, cleaned: Cleaned) -> bool:
    """A short headline that a link of the page repeats word for word is the name of a list.

    E-papers name each article in a list beside it; their addresses hold a day and the article's number. Below
    the time of a story lists of new ones may name it as well.
    """
    if len(headline.text) > _CHANNEL_NAME or _ARTICLE_OF_A_DAY.search(cleaned.page.url or ""):
        return False
    below = cleaned.blocks[headline.index + 1 : headline.index + 2]
    is_timed = any(not block.linked and is_time_stamp(block.text) for block in below)
    return any(
        block.linked and headline.text in block.text.split()
        for block in cleaned.blocks[: headline.index if is_timed else None]
        if block is not headline
    )


def _is_list(cleaned: Cleaned, size: int) -> bool:
    linked = sum(block.linked for block in cleaned.blocks)
    if linked < size or size > _LONG_BODY:
        return False
    begin = cleaned.body[0].block.index
    if cleaned.headline is not None and begin > cleaned.headline.index:
        between = cleaned.blocks[cleaned.headline.index + 1 : begin]
        if sum(block.linked > 0 for block in between) > _WIDE_GAP:
            return True
    prose = [verdict for verdict in cleaned.body if running_text(verdict.block) > _PARAGRAPH]
    dated = any(_DATE.search(block.text) for block in (*cleaned.head, *cleaned.foot[:4]))
    return not (cleaned.headline is not None and dated) and len(prose) < 3
