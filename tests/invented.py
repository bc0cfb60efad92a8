"""Building small pages of our own for the tests of extraction; places, outlets and people are invented."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.blocks import lay_out
from newscrawl.clean import clean
from newscrawl.extract import clean_page, extract
from newscrawl.model import Cleaned, Fetched, Layout, Page, Record, RuleSet, Verdict
from newscrawl.page import parse

TITLE = "石塘镇第三座廊桥完工通行"
URL = "http://www.qingling.example/bdxw/202403/t20240312_301.html"
STORY = (
    "“等了四年，总算不用绕路了。”3月11日早晨，家住石塘镇东岸的茶农邱根生推着自行车，头一回从新廊桥上走到对岸的集市。",
    "这座廊桥长八十六米，桥面铺青石，桥廊用本地杉木搭成，共用榫卯一千四百多处，没有一颗铁钉。",
    "据镇里介绍，廊桥由三个村合力修建，村民投工投劳两千多人次，桥头还留出一间小屋，供过路人歇脚喝茶。",
    "下一步，石塘镇将把三座廊桥用步道连接起来，沿线的老码头、古樟树和水车也将一并修缮。",
)


def html_page(body: str, *, title: str = TITLE, head: str = "") -> str:
    """A whole page around `body`."""
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">{head}<title>{title}</title></head>'
        f"\n<body>\n{body}\n</body></html>"
    )


def article_page(content: str, *, title: str = TITLE, around: str = "", head: str = "") -> str:
    """A page with headline, fact line, `content` as its article, and `around` behind it."""
    return html_page(
        f'<h1>{title}</h1>\n<div class="info">2024年03月12日 09:15 来源：青陵日报</div>\n'
        f'<div class="text">\n{content}\n</div>\n{around}',
        title=title,
        head=head,
    )


def paragraphs(texts: Sequence[str] = STORY) -> str:
    """The texts as <p> elements, one a line."""
    return "\n".join(f"<p>{text}</p>" for text in texts)


def parsed(html: str | bytes, url: str | None = URL, content_type: str = "") -> Page:
    body = html.encode() if isinstance(html, str) else html
    return parse(Fetched(body, url, content_type))


def laid_out(html: str | bytes, url: str | None = URL) -> Layout:
    return lay_out(parsed(html, url))


def cleaned(html: str | bytes, url: str | None = URL) -> Cleaned:
    """The page under the rules of the catalogue."""
    return clean_page(parsed(html, url))


def cleaned_by(html: str, *rules: RuleSet) -> Cleaned:
    """The page under these rules only."""
    page = parsed(html)
    return clean(page, lay_out(page), rules, None)


def record_of(html: str | bytes, url: str | None = URL) -> Record:
    return extract(html.encode() if isinstance(html, str) else html, url)


def body_of(html: str | bytes) -> list[str]:
    """The lines of the record's body."""
    return [line for line in (record_of(html).body or "").split("\n") if line]


def roles(verdicts: Sequence[Verdict]) -> dict[str, str]:
    """Role by text, for the blocks that have one."""
    return {verdict.block.text: verdict.role for verdict in verdicts if verdict.block.text}


def rules_by_text(verdicts: Sequence[Verdict]) -> dict[str, str]:
    """Rule by text, for the blocks that have one."""
    return {verdict.block.text: verdict.rule for verdict in verdicts if verdict.block.text}


def squeeze(text: str | None) -> str:
    """Without any white space."""
    return "".join((text or "").split())
