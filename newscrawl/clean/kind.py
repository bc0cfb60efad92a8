"""Article or not: lists, home pages, error pages and empty shells are refused with a reason."""

from __future__ import annotations

import re

from newscrawl.clean.article import running_text
from newscrawl.errors import NotAnArticle
from newscrawl.model import Cleaned

_MIN_BODY = 15
_SHORT_BODY = 160
_GONE = re.compile(
    r"(?:页面|网页|文章|内容|信息|新闻|稿件|资源|文件)(?:已?(?:不存在|被删除|已?删除|找不到|走丢|丢失|失效|下线|过期)|暂时无法|没有找到)"
    r"|404\s*(?:Not Found|错误|页面)|Not Found|没有找到(?:您|你|相关|该)|访问(?:过于频繁|受限|被拒绝)|请输入验证码|安全验证"
)
_DATE = re.compile(r"(?:19|20)\d\d\s?[-年./]\s?\d{1,2}")


def refuse_non_article(cleaned: Cleaned) -> None:
    """Raise NotAnArticle, with the reason, for a page that tells no story."""
    text = "".join(verdict.text for verdict in cleaned.body)
    if len(text) < _MIN_BODY:
        raise NotAnArticle("the page has no running text")
    if len(text) < _SHORT_BODY:
        shown = f"{cleaned.headline.text if cleaned.headline else ''} {text}"
        gone = _GONE.search(shown)
        if gone:
            raise NotAnArticle(f"the page says: {gone.group(0)}")
    if _is_list(cleaned, len(text)):
        raise NotAnArticle("the page is a list: more link text than running text, no headline with a time")


def _is_list(cleaned: Cleaned, size: int) -> bool:
    linked = sum(block.linked for block in cleaned.blocks)
    if linked < size or size > 6 * _SHORT_BODY:
        return False
    prose = [verdict for verdict in cleaned.body if running_text(verdict.block) > 40]
    dated = any(_DATE.search(block.text) for block in (*cleaned.head, *cleaned.foot[:4]))
    return not (cleaned.headline is not None and dated) and len(prose) < 3
