"""Selectors that a site needs, found from pages that the generic rules agree on; and none that it does not need."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime

from newscrawl.induction.compare import extracted, value
from newscrawl.induction.layout import Layout, induce
from newscrawl.model import Fetched, Page, Site
from newscrawl.page import parse
from tests.redesigns import Story, story

SITE = Site(
    "sichuan.linxi", "临溪新闻网", ("www.linxi.example",), ("http://www.linxi.example/",), r"/\d+\.html$"
)
PROMOTION = "青陵书局二楼新到一批地方志和旧照片，周末上午九点开门，欢迎各位读者前来翻阅选购。"


def pages(draw: Callable[[Story], str], count: int = 12) -> tuple[list[Page], list[Story]]:
    """Pages of stories, whose text `draw` sets between headline and foot."""
    rng = random.Random(5)
    told = [story(number, date(2026, 3, 1 + number), rng) for number in range(count)]
    return [_page(each, draw(each)) for each in told], told


def _page(told: Story, inner: str) -> Page:
    html = (
        f"<html><head><meta charset=utf-8><title>{told.title}_临溪新闻网</title></head><body>"
        f'<div class="nav"><a href="/">首页</a></div><h1>{told.title}</h1>{inner}<div class="foot">临溪新闻网版权所有</div></body></html>'
    )
    url = f"http://www.linxi.example/{told.number}.html"
    return parse(Fetched(html.encode(), url, "text/html", datetime(2026, 6, 1, tzinfo=UTC)))


def text(told: Story) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in told.paragraphs)


def facts(told: Story) -> str:
    return f'<div class="info">{told.at:%Y-%m-%d %H:%M} 来源：{told.source}</div>'


def bodies(found: list[Page], layout: Layout) -> list[object]:
    site = SITE if layout.is_empty else Site(**_fields(layout))
    return [value(record, "body") for record in extracted(found, site)]


def _fields(layout: Layout) -> dict[str, object]:
    return {
        "id": SITE.id, "name": SITE.name, "domains": SITE.domains, "start": SITE.start,
        "article": SITE.article, "rules": (layout.rules(SITE.id),),
    }  # fmt: skip


def test_a_site_that_generic_rules_read_needs_no_selectors():
    found, _ = pages(lambda told: f'{facts(told)}<div class="zw">{text(told)}</div>')
    assert induce(found, SITE, SITE.id).layout.is_empty


def test_what_repeats_inside_stories_is_dropped_by_its_class():
    found, told = pages(
        lambda s: f'{facts(s)}<div class="zw">{text(s)}<div class="shop">{PROMOTION}</div></div>'
    )
    trial = induce(found, SITE, SITE.id)
    assert trial.layout == Layout(drop=(".shop",))
    assert bodies(found, trial.layout) == ["".join(each.body.split()) for each in told]
    assert dict(trial.beliefs)["drop"].hits == len(found)


def test_a_class_that_also_holds_story_is_not_dropped():
    def draw(told: Story) -> str:
        shared = f'<p class="line">{PROMOTION}</p>' + "".join(
            f'<p class="line">{p}</p>' for p in told.paragraphs
        )
        return f'{facts(told)}<div class="zw">{shared}</div>'

    assert induce(pages(draw)[0], SITE, SITE.id).layout.drop == ()


def test_a_fact_that_generic_rules_find_on_most_pages_is_read_by_its_place_on_all():
    def draw(told: Story) -> str:
        label = "" if told.number % 4 == 0 else "来源："
        head = f'<div class="when">{told.at:%Y-%m-%d %H:%M}</div><p>阅读数 {told.number + 7}</p>'
        return f'{head}<div class="b2">{label}临溪夜话{told.number}</div><div class="zw">{text(told)}</div>'

    found, told = pages(draw)
    plain = extracted(found, None)
    trial = induce(found, SITE, SITE.id)
    assert sum(bool(record and record.source) for record in plain) == 9
    assert trial.layout.source == (".b2",)
    assert [value(record, "source") for record in trial.records] == [
        f"临溪夜话{each.number}" for each in told
    ]


def test_where_the_generic_rule_varies_the_element_of_most_pages_holds_the_story():
    """Readers write more than the paper on every fourth page."""

    def draw(told: Story) -> str:
        lines = [f"网友留言说，{line}" for line in told.paragraphs]
        said = "".join(f"<p>{line}</p>" for line in lines) if told.number % 4 == 0 else ""
        return f'{facts(told)}<div class="zw">{text(told)}</div><div class="talk">{said}</div>'

    found, told = pages(draw)
    true = ["".join(each.body.split()) for each in told]
    plain = bodies(found, Layout())
    trial = induce(found, SITE, SITE.id)
    right = sum(one == other for one, other in zip(bodies(found, trial.layout), true, strict=True))
    assert sum(one == other for one, other in zip(plain, true, strict=True)) < len(found)
    assert trial.layout.body == (".zw",)
    assert right > sum(one == other for one, other in zip(plain, true, strict=True))
