"""Records that the tests of store, stories, export, report and pipelines build on; all of it is invented."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from newscrawl.model import (
    SCHEMA,
    Attachment,
    Credit,
    Dateline,
    Heading,
    Image,
    ImagePart,
    ListPart,
    Paragraph,
    Provenance,
    Quote,
    Record,
    Region,
    Removed,
    Source,
    Table,
    VideoPart,
)

SITE = "jiangzhou.xinwen"
LEAD = "3月11日，江州市老城区第七处口袋公园建成开放，附近居民推开窗就能看到成片的绿地和步道。"
PLAN = "江州市今年计划利用边角地新建十二处口袋公园，总面积约一万八千平方米，其余五处六月底前完工。"


def record(number: int = 1, **changes: Any) -> Record:
    """Article `number` of the site, told apart by its id, address, title and text; `changes` are its own."""
    title = f"江州第{number}处口袋公园建成开放"
    body = f"{LEAD}\n\n这是全市的第{number}处，也是第{number}个由居民自己命名的公园。\n\n{PLAN}"
    url = f"http://www.jiangzhou.example/news/{number}.html"
    made = Record(
        schema=SCHEMA,
        id=digest(url),
        version=1,
        url=url,
        canonical_url=url,
        site=SITE,
        fetched_at="2024-03-13T08:00:00+00:00",
        kind="article",
        title=title,
        kicker=None,
        subtitle=None,
        published_at="2024-03-12T09:15+08:00",
        published_precision="minute",
        published_basis="visible",
        modified_at=None,
        source=Source(name="江州日报", displayed="江州日报", outlet="jiangzhou-ribao"),
        source_chain=[],
        reporters=[Credit("林晓禾", "记者", "江州日报")],
        editors=[Credit("顾明", "责任编辑")],
        dateline=None,
        regions=[Region("990100", "东山省江州市", "city")],
        channel=["首页", "江州要闻"],
        keywords=[],
        body=body,
        blocks=[Paragraph(text) for text in body.split("\n\n")],
        images=[Image("http://www.jiangzhou.example/p/1.jpg", "新建成的口袋公园", "林晓禾")],
        attachments=[],
        page_urls=[url],
        language="zh-Hans",
        characters=len(body),
        story=None,
        reprint_of=None,
        content_hash=digest(f"{title}\n{body}"),
        extractor="newscrawl 0.1.0",
    )
    changed = replace(made, **changes)
    if "content_hash" in changes:
        return changed
    return replace(changed, content_hash=digest(f"{changed.title}\n{changed.body}"))


def full_record() -> Record:
    """A record with something in every field and every kind of part, and with its evidence."""
    page = "http://www.jiangzhou.example/news/1.html"
    return record(
        kicker="城市更新",
        subtitle="居民命名，社区养护",
        modified_at="2024-03-12T11:00+08:00",
        source_chain=[Source("东山新闻网", "东山新闻网", None, "http://www.dongshan.example/1.html")],
        reporters=[
            Credit("林晓禾", "记者", "江州日报"),
            Credit("林晓禾", "摄影", "江州日报"),
            Credit("常理", "通讯员"),
        ],
        dateline=Dateline("江州", "2024-03-11", "东山社"),
        regions=[Region("990102", "东山省江州市南桥区", "county"), Region("990100", "东山省江州市", "city")],
        keywords=["公园", "城市"],
        blocks=[
            Heading("一"),
            Paragraph("正文。"),
            Quote("引文。"),
            ListPart(["甲", "乙"]),
            Table([["年份", "处"], ["2024", "12"]]),
            ImagePart("http://www.jiangzhou.example/p/1.jpg", "公园", "林晓禾"),
            VideoPart("http://www.jiangzhou.example/v/1.mp4"),
        ],
        attachments=[Attachment("http://www.jiangzhou.example/a.pdf", "名单")],
        page_urls=[page, page.replace("1.html", "1_2.html")],
        story="s-0123456789abcdef",
        removed=[Removed("phrase:tip-line", "新闻热线：0000")],
        provenance={
            "title": Provenance("江州第1处口袋公园建成开放", "css(h1)"),
            "published_at": Provenance(
                "2024年03月12日 09:15", "label", [("meta(pubdate)", "2024-03-12 09:20")]
            ),
        },
    )


def digest(text: str) -> str:
    """32 hex digits, as ids and hashes are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
