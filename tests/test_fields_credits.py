"""Reporters and editors of whole pages: who is credited where, and who is named and credited nowhere."""

from __future__ import annotations

import pytest

from newscrawl.blocks import lay_out
from newscrawl.clean import clean
from newscrawl.fields.credits import find_credits
from newscrawl.model import Cleaned, Fetched, RuleSet
from newscrawl.page import parse
from newscrawl.rule import comment, css

TITLE = "江洲老城新增十二处口袋公园"
FIRST = "“以前这里堆满杂物，现在推开窗就能看到花。”家住南桥街道的居民陈阿姨在新建成的口袋公园里散步，脚下是刚铺好的青石板路。"
SECOND = "据介绍，江洲今年计划利用老城区的边角地新建十二处口袋公园，目前七处已对外开放，其余五处将在六月底前完工，总面积约一万八千平方米。"
LAST = "项目负责人王远说，设计阶段先后召开了九场居民座谈会，座椅的朝向、步道的宽窄、路灯的亮度都根据大家的意见作了调整。"
RELATED = """<div class="related"><h3>相关阅读</h3><ul>
<li><a href="/1.html">江洲东站地下通道贯通</a> 作者：赵小满</li><li><a href="/2.html">江洲书市开幕</a></li>
<li><a href="/3.html">江洲大桥合龙</a> 记者 钱小满</li><li><a href="/4.html">江洲新增公交线</a></li></ul></div>"""


def cleaned(
    info: str = "2024-03-12 09:15 来源：江洲日报", *, first: str = FIRST, between: str = "", last: str = LAST,
    end: str = "", foot: str = "", head: str = "", rules: tuple[RuleSet, ...] = (),
) -> Cleaned:  # fmt: skip
    html = f"""<html><head><meta charset="utf-8"><title>{TITLE}_江洲新闻网</title>{head}</head><body>
    <div class="nav"><a href="/">首页</a> <a href="/yw/">要闻</a></div>
    <h1>{TITLE}</h1><div class="info">{info}</div>
    <div class="article"><p>{first}</p>{between}<p>{SECOND}</p><p>{last}</p>{end}</div>
    {foot}{RELATED}<div class="footer">江洲新闻网 版权所有</div></body></html>"""
    page = parse(Fetched(html.encode()))
    return clean(page, lay_out(page), rules, None)


def shown(found):
    return [" ".join(filter(None, (f.value.name, f.value.role, f.value.org))) for f in found]


PLACES = {
    "a label in the line of facts": ({"info": "2024-03-12 09:15 来源：江洲日报 作者：何远舟"}, ["何远舟 作者"]),
    "glued labels": ({"info": "2024-03-12 09:15来源：江洲日报作者：何远舟"}, ["何远舟 作者"]),
    "a label in an element of its own": (
        {"info": "<span>2024-03-12</span><div>作者：</div><div>何远舟</div>"}, ["何远舟 作者"],
    ),
    "a name behind the source": ({"info": "2024-03-12 09:15 来源：江洲新闻网 王帆"}, ["王帆 作者"]),
    "a line below the headline": (
        {"info": "江洲日报记者 何远舟 摄影报道"}, ["何远舟 记者 江洲日报", "何远舟 摄影 江洲日报"],
    ),
    "name and outlet": ({"info": "石远/江洲青年报"}, ["石远 作者 江洲青年报"]),
    "the dateline": (
        {"first": f"江洲新闻网3月12日讯（记者何远舟 通讯员陆小满）{FIRST}"},
        ["何远舟 记者 江洲新闻网", "陆小满 通讯员"],
    ),
    "the last line": ({"end": "<p>江洲新闻记者 何远舟</p>"}, ["何远舟 记者 江洲新闻"]),
    "glued to the last sentence": ({"last": f"{LAST}记者 何远舟"}, ["何远舟 记者"]),
    "in brackets at the end": ({"last": f"{LAST}（何远舟）"}, ["何远舟 作者"]),
    "below the story": ({"foot": "<div>（人民江网记者 何远舟 通讯员陆小满）</div>"}, ["何远舟 记者 人民江网", "陆小满 通讯员"]),
    "a caption": (
        {"between": "<p style='text-align:center'><img src='a.jpg'></p><p style='text-align:center'>公园一角。何远舟 摄</p>"},
        ["何远舟 摄影"],
    ),
    "a thank-you": ({"end": "<p>（实习生陆小满对此文亦有贡献）</p>"}, ["陆小满 实习生"]),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_reporters_are_found_in_every_place(place):
    made, expected = PLACES[place]
    assert shown(find_credits(cleaned(**made))[0]) == expected


NOBODY = {
    "nothing": {},
    "an empty label": {"info": "2024-03-12 09:15 来源：江洲日报 作者："},
    "a stand-in": {"info": "2024-03-12 09:15 来源：江洲日报 作者：佚名"},
    "an organisation": {"info": "2024-03-12 09:15 作者：江洲区委宣传部党支部"},
    "an account": {"info": "2024-03-12 09:15 作者：admin"},
    "reporters without a name": {"first": f"江洲日报记者从市园林处获悉，{FIRST}"},
    "an organisation at the end": {"last": f"{LAST}（江洲市发改局）"},
    "a picture of an organisation": {"between": "<p><img src='a.jpg'></p><p>公园一角。江洲市园林处供图</p>"},
    "an editor in META": {"head": '<meta name="author" content="何远舟">'},
    "an e-mail in META": {"head": '<meta name="author" content="name, mail@example.com">'},
}


@pytest.mark.parametrize("case", NOBODY)
def test_nobody_is_credited_where_nobody_is_named(case):
    assert find_credits(cleaned(**NOBODY[case]))[0] == ()


def test_writers_in_a_list_of_other_stories_are_not_this_storys():
    assert find_credits(cleaned())[0] == ()
    assert RELATED.count("小满") == 2


def test_the_same_name_above_and_below_a_reprint_is_its_uploader():
    info = "来源：网络整理 作者：何远舟 发布时间：2024-03-12"
    page = cleaned(info, foot="<div>责任编辑：何远舟</div>")
    assert find_credits(page)[0] == ()
    assert shown(find_credits(page)[1]) == ["何远舟 责任编辑"]


def test_beside_an_uploader_the_true_reporter_is_found():
    info = "来源：网络整理 作者：何远舟 发布时间：2024-03-12"
    page = cleaned(info, first=f"江洲网讯（记者陆满）{FIRST}", foot="<div>责任编辑：何远舟</div>")
    assert shown(find_credits(page)[0]) == ["陆满 记者 江洲网"]


def test_who_signs_as_author_and_editor_in_one_line_with_an_outlet_is_both():
    page = cleaned("2024-03-12 10:22 出处：快江报 作者：宪舟 编辑：宪舟 人气：5380")
    assert shown(find_credits(page)[0]) == ["宪舟 作者"]
    assert shown(find_credits(page)[1]) == ["宪舟 编辑"]


def test_one_entry_a_person_and_role():
    page = cleaned(
        "2024-03-12 作者：何远舟", first=f"江洲网讯（记者何远舟）{FIRST}", end="<p>江洲网记者 何远舟</p>"
    )
    assert shown(find_credits(page)[0]) == ["何远舟 记者 江洲网"]


def test_every_credit_says_where_it_was_read():
    page = cleaned(first=f"江洲网讯（记者何远舟）{FIRST}", foot="<div>责编：陆满</div>")
    reporter, editor = find_credits(page)[0][0], find_credits(page)[1][0]
    assert reporter.rule == "credit:lead"
    assert "（记者何远舟）" in reporter.raw
    assert editor.rule == "editor:foot"
    assert editor.raw == "责编：陆满"


def test_rules_of_a_content_system_speak_where_the_page_is_silent():
    rules = (RuleSet("founder", author=(comment("author"),)),)
    head = "<!--enpproperty <author>何远舟</author> /enpproperty-->"
    assert shown(find_credits(cleaned(head=head, rules=rules))[0]) == ["何远舟 作者"]
    said = cleaned(head=head, rules=rules, end="<p>江洲网记者 陆满</p>")
    assert shown(find_credits(said)[0]) == ["陆满 记者 江洲网"]


EDITORS = {
    "below the story": ({"foot": "<div>（责编：何远舟、陆满）</div>"}, ["何远舟 责编", "陆满 责编"]),
    "two desks": (
        {"end": "<p>编辑 何远舟 校对 陆满</p>", "foot": "<div>本文来源：江洲报 责任编辑：沈秋_NT6056</div>"},
        ["何远舟 编辑", "陆满 校对", "沈秋 责任编辑"],
    ),
    "with the date": ({"foot": "<div>发布日期：2024-03-12 责任编辑：何慧</div>"}, ["何慧 责任编辑"]),
    "in the head": ({"info": "2024-03-12 来源：江洲日报 责任编辑：何慧"}, ["何慧 责任编辑"]),
    "at the end of a paragraph": ({"last": f"{LAST}（责任编辑：何慧）"}, ["何慧 责任编辑"]),
    "a label in an element of its own": ({"foot": "<div>责任编辑：</div><div>何慧</div>"}, ["何慧 责任编辑"]),
    "hidden": ({"foot": "<div style='display:none'>责编：何慧</div>"}, ["何慧 责编"]),
    "a code": ({"foot": "<div>责任编辑：HN666</div>"}, []),
    "a system account": ({"foot": "<div>责任编辑：系统管理员</div>"}, []),
    "an editor in the story": ({"first": f"老编辑何慧退休了。{FIRST}"}, []),
}


@pytest.mark.parametrize("place", EDITORS)
def test_editors_are_found_in_every_place(place):
    made, expected = EDITORS[place]
    assert shown(find_credits(cleaned(**made))[1]) == expected


def test_an_editor_by_rule():
    rules = (RuleSet("site", editor=(css(".desk"),)),)
    page = cleaned(foot="<div><a class='desk' href='/'>何慧</a></div>", rules=rules)
    assert shown(find_credits(page)[1]) == ["何慧 编辑"]
