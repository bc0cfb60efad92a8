"""One invented page around the pieces that a test is about, cleaned as the flow does it."""

from __future__ import annotations

from datetime import datetime

from newscrawl.blocks import lay_out
from newscrawl.clean import clean
from newscrawl.model import Cleaned, Fetched, RuleSet, Site
from newscrawl.page import parse

TITLE = "老街新增十二处口袋公园"
REST = """
<p>“以前这里堆满杂物，现在推开窗就能看到花。”家住附近的居民陈阿姨在新建成的口袋公园里散步，脚下是刚铺好的青石板路。</p>
<p>据介绍，今年计划利用边角地新建十二处口袋公园，目前七处已对外开放，其余五处将在六月底前完工，总面积约一万八千平方米。</p>
<p>项目负责人说，设计阶段先后召开了九场居民座谈会，座椅的朝向、步道的宽窄、路灯的亮度都根据大家的意见作了调整，建成后共同养护。</p>
"""


def cleaned_page(
    info: str = "",
    *,
    lead: str = "",
    end: str = "",
    foot: str = "",
    head: str = "",
    title: str = TITLE,
    url: str | None = None,
    seen: datetime | None = None,
    rules: tuple[RuleSet, ...] = (),
    site: Site | None = None,
) -> Cleaned:
    """A page whose headline is followed by `info`, whose story begins with `lead` and ends with `end`."""
    first = f"<p>{lead}</p>" if lead else ""
    last = f"<p>{end}</p>" if end else ""
    html = f"""<html><head><title>{title}</title>{head}</head><body>
    <div class="nav"><a href="/">首页</a> <a href="/a/">要闻</a> <a href="/b/">图库</a></div>
    <div class="main"><h1>{title}</h1>{info}<div class="article">{first}{REST}{last}</div>{foot}</div>
    <div class="footer">版权所有</div></body></html>"""
    page = parse(Fetched(html.encode(), url, "text/html", seen))
    return clean(page, lay_out(page), rules, site)
