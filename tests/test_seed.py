"""The page that the project was created from, rebuilt: the record that it must yield, field by field.

Its text belongs to its publishers, so the test quotes openings and reads the whole from the portal's golden.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from invented import squeeze

from newscrawl.extract import extract
from newscrawl.model import Credit, Dateline, Image, ImagePart, Paragraph, Record, Region, Source

DEMO = Path(__file__).resolve().parent.parent / "data" / "demo"
URL = "http://www.jiangzhou.example/qinggan/gushi/2871.html"
PAGE = (DEMO / "www" / "www.jiangzhou.example" / "qinggan" / "gushi" / "2871.html").read_bytes()
GOLDEN = next(
    row
    for row in map(json.loads, (DEMO / "expected.jsonl").read_text(encoding="utf-8").splitlines())
    if row["url"] == URL
)
OPENINGS = (
    "1月18日,四川达州举行创建国家知识产权强市建设试点城市启动仪式",
    "2022年8月,达州正式获批创建国家知识产权强市建设试点城市",
    "政府部门、产业园区、高校院所以及创新型企业",
    "启动仪式上,中国银行等4家金融机构",
    "“达州知识产权工作有基础,特别是近两年工作成效突出",
    "达州市委副书记、市长严卫东表示",
)
PICTURES = [
    Image(f"http://www.jiangzhou.example/uploads/allimg/zhishi-{number}.png", caption)
    for number, caption in ((1, "启动仪式现场"), (2, "10名公众人物被聘为宣传大使"), (3, "启动仪式现场"))
]
TIP_LINE = "【如果您有新闻线索"


@pytest.fixture(scope="module")
def record() -> Record:
    return extract(PAGE, URL, fetched_at=datetime(2023, 1, 19, 8, 0, tzinfo=UTC))


def test_identity(record: Record) -> None:
    assert (record.schema, record.version, record.kind) == ("newscrawl.article/1", 1, "article")
    assert (record.url, record.canonical_url, record.page_urls) == (URL, URL, [URL])
    assert (record.site, record.fetched_at) == ("demo", "2023-01-19T08:00:00+00:00")
    assert re.fullmatch(r"[0-9a-f]{32}", record.id)
    assert re.fullmatch(r"[0-9a-f]{64}", record.content_hash)
    assert re.fullmatch(r"s-[0-9a-f]{16}", record.story or "")
    assert (record.reprint_of, record.status) == (None, "live")
    assert re.fullmatch(r"newscrawl \d+\.\d+\.\d+", record.extractor)


def test_headline_stack(record: Record) -> None:
    assert record.title == "建设周期三年 四川达州启动国家知识产权强市建设试点城市创建"
    assert (record.kicker, record.subtitle) == (None, None)
    assert record.channel == ["首页", "情感", "故事"]
    assert record.keywords == []


def test_publication_day_comes_from_the_dateline(record: Record) -> None:
    shown = (record.published_at, record.published_precision, record.published_basis)
    assert shown == ("2023-01-18", "day", "dateline")
    assert record.modified_at is None


def test_source_behind_an_empty_date(record: Record) -> None:
    assert record.source == Source("封面新闻", "封面新闻", "thecover", None)
    assert record.source_chain == []


def test_credits(record: Record) -> None:
    wanted = [Credit("曾业", "记者", "封面新闻"), Credit("曾业", "摄影", "封面新闻")]
    assert record.reporters == wanted
    assert record.editors == []


def test_place(record: Record) -> None:
    assert record.dateline == Dateline(None, "2023-01-18", None)
    assert record.regions == [Region("511700", "四川省达州市", "city")]


def test_body_is_the_six_paragraphs(record: Record) -> None:
    lines = (record.body or "").split("\n\n")
    assert [line.startswith(opening) for line, opening in zip(lines, OPENINGS, strict=True)] == [True] * 6
    assert [squeeze(line) for line in lines] == [squeeze(line) for line in GOLDEN["body"]]
    assert (record.characters, record.language) == (1081, "zh-Hans")


def test_neither_tip_line_nor_sidebar_is_in_the_body(record: Record) -> None:
    body = squeeze(record.body)
    beside = [*GOLDEN["tiplines"], *GOLDEN["absent"], *GOLDEN["credit_lines"], TIP_LINE]
    assert len(beside) > 20
    assert [text for text in beside if squeeze(text) in body] == []


def test_blocks_hold_the_pictures_in_their_places(record: Record) -> None:
    paragraph, image = Paragraph, ImagePart
    kinds = [paragraph, image, paragraph, paragraph, image, paragraph, paragraph, image, paragraph]
    assert [type(part) for part in record.blocks] == kinds
    shown = [Image(p.src, p.caption, p.credit) for p in record.blocks if isinstance(p, ImagePart)]
    assert shown == record.images == PICTURES
    assert record.attachments == []


def test_what_was_removed_can_be_seen(record: Record) -> None:
    removed = {item.rule: item.text for item in record.removed or []}
    assert removed["phrase:tip-line"].startswith(TIP_LINE)
    assert removed["byline"] == "封面新闻记者 曾业 摄影报道"
    shown = squeeze("".join(item.text for item in record.removed or []))
    sentences = [text for text in GOLDEN["absent"] if "," in text]
    assert sentences
    assert [text for text in sentences if squeeze(text) not in shown] == []


def test_every_fact_names_its_rule(record: Record) -> None:
    assert set(record.provenance or {}) >= {"title", "published_at", "source.0", "reporters.0", "body"}
    assert all(item.rule and item.raw for item in (record.provenance or {}).values())


def test_years_later_the_year_of_the_dateline_is_unknown() -> None:
    late = extract(PAGE, URL, fetched_at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    assert (late.published_at, late.published_precision, late.published_basis) == (None, None, None)
    assert late.dateline is None or late.dateline.date is None
