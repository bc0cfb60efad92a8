"""A page that lacks what its site always shows has not been understood: it is no record with holes."""

from __future__ import annotations

from typing import get_args

import pytest

from newscrawl.errors import FieldMissing
from newscrawl.extract import extract_under
from newscrawl.model import Fetched, Record, Site
from newscrawl.model.rules import Demanded
from newscrawl.page import parse

URL = "http://www.a.example/1.html"
FACTS = "<div>2024-03-01 09:30　来源：江州日报</div>"
HTML = """<html><body><h1>江州港今日开港</h1>%s<div class="content">
<p>江州港一号泊位今天上午开港，首批三艘货轮依次靠岸，码头上响起汽笛声，附近的居民也来看热闹。</p>
<p>港务负责人介绍，二号泊位将在明年建成，届时年吞吐量可以达到三百万吨，比现在多出一倍。</p></div></body></html>"""


def read(html: str, *required: Demanded) -> Record:
    site = Site("henan.jia", "甲", ("www.a.example",), (URL,), "x", required=required)
    return extract_under(parse(Fetched(html.encode(), URL)), site)


def test_a_page_with_what_is_required_is_a_record() -> None:
    record = read(HTML % FACTS, "title", "published_at", "source")
    assert record.source is not None
    assert (record.source.name, record.published_at) == ("江州日报", "2024-03-01T09:30+08:00")


def test_a_page_without_it_is_refused_and_the_refusal_names_all_that_is_missing() -> None:
    with pytest.raises(FieldMissing, match="no published_at, source, which every article of henan"):
        read(HTML % "", "title", "published_at", "source")


def test_nothing_is_required_unless_a_site_says_so() -> None:
    assert read(HTML % "").source is None


@pytest.mark.parametrize("name", get_args(Demanded))
def test_every_field_that_can_be_required_is_looked_for(name: Demanded) -> None:
    with pytest.raises(FieldMissing, match=name):
        read(HTML.replace("<h1>江州港今日开港</h1>%s", ""), name)
