"""The publication time of whole pages: what is displayed, what is told to machines, and what is neither."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from newscrawl.blocks import lay_out
from newscrawl.clean import clean
from newscrawl.fields.dates import find_dates
from newscrawl.model import Cleaned, Fetched, Found, Hints, Moment, RuleSet, Site
from newscrawl.page import parse
from newscrawl.rule import css, meta, script

TITLE = "江洲老城新增十二处口袋公园"
STORY = """
<p>“以前这里堆满杂物，现在推开窗就能看到花。”家住南桥街道的居民陈阿姨在新建成的口袋公园里散步，脚下是刚铺好的青石板路。</p>
<p>据介绍，江洲今年计划利用老城区的边角地新建十二处口袋公园，目前七处已对外开放，其余五处将在六月底前完工，总面积约一万八千平方米。</p>
<p>项目负责人说，设计阶段先后召开了九场居民座谈会，座椅的朝向、步道的宽窄、路灯的亮度都根据大家的意见作了调整，建成后由社区和物业共同养护。</p>
"""
RELATED = """<div class="related"><h3>相关阅读</h3><ul>
<li><a href="/1.html">江洲东站地下通道贯通</a> 2018-03-15</li>
<li><a href="/2.html">江洲书市开幕</a> 2018-03-16</li>
<li><a href="/3.html">江洲大桥今晨合龙</a> 2018-03-17</li>
<li><a href="/4.html">江洲新增公交线</a> 2018-03-18</li>
</ul></div>"""


def page_of(
    info: str = "",
    *,
    head: str = "",
    top: str = "",
    story: str = STORY,
    foot: str = "",
    title: str = TITLE,
    url: str | None = None,
    seen: datetime | None = None,
    rules: tuple[RuleSet, ...] = (),
    site: Site | None = None,
    hint: str | None = None,
) -> Cleaned:
    """An invented page with these pieces in their usual places."""
    html = f"""<html><head><title>{title}_江洲新闻网</title>{head}</head><body>
    <div class="nav"><a href="/">首页</a> <a href="/news/">要闻</a> <a href="/local/">本地</a></div>{top}
    <div class="main"><h1>{title}</h1>{info}<div class="article">{story}</div>{foot}</div>{RELATED}
    <div class="footer">江洲新闻网 版权所有 2010-2018</div></body></html>"""
    page = parse(Fetched(html.encode(), url, "text/html", seen, hints=Hints(published=hint)))
    return clean(page, lay_out(page), rules, site)


def dates(info: str = "", **pieces: object) -> tuple[Found[Moment] | None, Found[Moment] | None]:
    """(published, modified) of such a page."""
    return find_dates(page_of(info, **pieces))  # type: ignore[arg-type]


def published(info: str = "", **pieces: object) -> tuple[str, str] | None:
    """(time, basis) of publication."""
    found, _ = dates(info, **pieces)
    return (found.value.iso, found.value.basis) if found else None


def meta_time(value: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{value}">'


def json_ld(source: str) -> str:
    return f'<script type="application/ld+json">{source}</script>'


@pytest.mark.parametrize(
    ("info", "wanted"),
    [
        ("<p>2019-09-07 13:43:45 来源: 江洲日报 举报</p>", "2019-09-07T13:43:45+08:00"),
        ("<p>发布时间：2019-09-07浏览次数： 作者：来源：</p>", "2019-09-07"),
        ("<p>作者： • 更新时间：2019-09-07 21:33:57 • 阅读</p>", "2019-09-07T21:33:57+08:00"),
        ("<div><span>时间：2019-09-07 06:23</span> 来源：江洲日报</div>", "2019-09-07T06:23+08:00"),
        ("<p>来源：江洲日报2019-09-07 08:49</p>", "2019-09-07T08:49+08:00"),
        ("<p>江洲都市2019年09月07日04:04 我有话说(12人参与)</p>", "2019-09-07T04:04+08:00"),
        ("<div>2019</div><div>09/07</div><div>19:02</div>", "2019-09-07T19:02+08:00"),
        ("<i><p>2019</p><p>09</p><p>/</p><p>07</p><p>19</p><p>:</p><p>02</p></i>", "2019-09-07T19:02+08:00"),
        ("<table><tr><td>发布日期</td><td>2019-09-07</td></tr></table>", "2019-09-07"),
        ("<dl><dt>发布时间：</dt><dd>2019年9月7日</dd></dl>", "2019-09-07"),
        ("<p>2019年9月7日週六 下午2:05</p>", "2019-09-07T14:05+08:00"),
        (
            "<p>2019年09月11日01:53 <a href='/a'>江洲科技</a> <a href='/b'>我有话说(1307人参与)</a></p>",
            "2019-09-11T01:53+08:00",
        ),
        ("<p><a href='/2019/09'>2019-09-07</a></p>", "2019-09-07"),
        ("<p>2019-09-07 10:00</p>" + 40 * "<p><a href='/a'>分享</a></p>", "2019-09-07T10:00+08:00"),
        ("<p>18-03-08 23:16</p>", "2018-03-08T23:16+08:00"),
        ("<p>最后更新：2019-09-08 10:00 发布：2019-09-07 09:00</p>", "2019-09-07T09:00+08:00"),
        ("<p>发布时间：18 janvier 2019 09:32</p>", "2019-01-18T09:32+08:00"),
    ],
)
def test_the_displayed_time_is_the_time(info: str, wanted: str) -> None:
    assert published(info) == (wanted, "visible")


def test_the_displayed_time_wins_over_later_machine_values() -> None:
    told = json_ld('{"@type": "NewsArticle", "pubDate": "2019-09-07T21:31:00",}')
    head = meta_time("2019-09-07T21:30:50+08:00") + told
    found, _ = dates("<p>2019-09-07 19:02 江洲日报</p>", head=head)
    assert found is not None
    assert found.value == Moment("2019-09-07T19:02+08:00", "minute", "visible")
    assert found.raw == "2019-09-07 19:02"
    assert found.conflicts == (
        ("meta(article:published_time)", "2019-09-07T21:30:50+08:00"),
        ("jsonld(pubDate)", "2019-09-07T21:31:00"),
    )


def test_evidence_that_agrees_is_no_conflict() -> None:
    found, _ = dates("<p>2019-09-07 19:02</p>", head=meta_time("2019-09-07T19:02:26+08:00"))
    assert found is not None
    assert found.conflicts == ()


def test_a_displayed_day_gets_no_clock_time_from_meta() -> None:
    head = meta_time("2019-09-07T19:02:26+08:00")
    assert published("<p>发布时间：2019-09-07</p>", head=head) == ("2019-09-07", "visible")


def test_the_last_change_is_never_publication() -> None:
    found, changed = dates("<p>2019-09-07 15:10:53 来源：江洲网</p><p>最后更新: 2019-09-07 15:14:21</p>")
    assert found is not None
    assert changed is not None
    assert (found.value.iso, changed.value.iso) == ("2019-09-07T15:10:53+08:00", "2019-09-07T15:14:21+08:00")
    alone, changed = dates("<p>最后更新: 2019-09-07 15:14:21</p>")
    assert alone is None
    assert changed is not None


def test_an_update_beside_publication_is_the_last_change() -> None:
    found, changed = dates(
        "<p>发布时间：2019-09-07 15:10</p><p>更新时间：2019-09-08 09:00</p>",
        head=meta_time("2019-09-07T15:10:00+08:00", "article:modified_time"),
    )
    assert found is not None
    assert changed is not None
    assert (found.value.iso, changed.value.iso) == ("2019-09-07T15:10+08:00", "2019-09-08T09:00+08:00")


@pytest.mark.parametrize(
    ("info", "value", "wanted"),
    [
        ("<p>发布时间：10-0812:00 江洲原创</p>", "2019-10-08 12:00:57", "2019-10-08T12:00:57+08:00"),
        ("<p>10月8日 12:00</p>", "2019-10-08 12:00:57", "2019-10-08T12:00:57+08:00"),
        ("<p>发布时间：18-03-0823:16</p>", "2018-03-08 23:16:24", "2018-03-08T23:16:24+08:00"),
        ("<p>昨天</p>", "2019-10-08 12:00:57", "2019-10-08T12:00:57+08:00"),
        ("<p>10月8日</p>", "2019-10-08 12:00:57", "2019-10-08"),
    ],
)
def test_an_incomplete_displayed_time_is_completed_by_one_that_agrees(
    info: str, value: str, wanted: str
) -> None:
    assert published(info, head=meta_time(value, "dateUpdate")) == (wanted, "meta")


def test_a_missing_year_is_taken_from_a_machine_value_of_those_days() -> None:
    head = meta_time("2019-10-10 08:00:00")
    assert published("<p>10-08 12:00</p>", head=head) == ("2019-10-08T12:00+08:00", "visible")


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('var ct = "1581517074";', "2020-02-12T22:17:54+08:00"),
        ("window.DATA = {\"pubtime\": '2020-02-12 22:17:54'}", "2020-02-12T22:17:54+08:00"),
        (r"window.state = '{\"publishTime\":\"2020-02-12T14:17:54.000Z\"}'", "2020-02-12T22:17:54+08:00"),
        ("var pubdata='2020年02月12日'; document.write(pubdata)", "2020-02-12"),
        ('{"publishDate": "2020-02-12T01:17:54Z", "createdAt": "2020-02-12T03:00:00Z"}', "2020-02-12"),
    ],
)
def test_a_time_may_stand_in_a_script_alone(source: str, wanted: str) -> None:
    script_element = f"<script>{source}</script>"
    assert published("<p>昨天</p>", head=script_element) == (wanted, "script")
    assert published("", head=script_element) == (wanted, "script")


def test_a_hidden_field_gives_the_year_that_the_page_leaves_out() -> None:
    field = '<input type="hidden" id="pubtime" value="2020-02-12 22:17:54">'
    assert published(f"<p>02-12 22:17</p>{field}")[0] == "2020-02-12T22:17:54+08:00"


def test_scripts_that_list_several_stories_decide_nothing() -> None:
    source = '<script>[{"pubtime": "2018-02-12 10:00"}, {"pubtime": "2018-03-01 11:00"}]</script>'
    assert published("", head=source + meta_time("2018-03-02T09:00:00+08:00")) == (
        "2018-03-02T09:00:00+08:00",
        "meta",
    )


@pytest.mark.parametrize(
    ("foot", "wanted"),
    [
        ("<p>发布日期：2019-03-06 责任编辑：林晓</p>", "2019-03-06"),
        ("<p>2014-08-01 09:03 江洲在线</p>", "2014-08-01T09:03+08:00"),
    ],
)
def test_a_time_may_stand_below_the_story(foot: str, wanted: str) -> None:
    assert published("", foot=foot) == (wanted, "visible")


def test_the_time_of_the_original_loses() -> None:
    foot = "<p>来源：江洲都市 2017-02-26 15:18 作者：林晓</p>"
    assert published("<p>2017-02-28</p>", foot=foot) == ("2017-02-28", "visible")
    assert published("", foot=foot, head=meta_time("2017-02-28T08:00:00+08:00")) == (
        "2017-02-28T08:00:00+08:00",
        "meta",
    )


def test_a_hidden_block_for_search_engines_is_read() -> None:
    hidden = (
        '<div id="BaiduSpider" style="display:none">2016-12-13 10:41:23 来源：江洲网 责任编辑：林晓</div>'
    )
    assert published("<p>前天</p>", foot=hidden) == ("2016-12-13T10:41:23+08:00", "hidden")
    assert published("<p>2016-12-13</p>", foot=hidden) == ("2016-12-13", "visible")


@pytest.mark.parametrize(
    "decoy",
    [
        "<div>今天是2021年10月7日 星期四</div>",
        "<div>2021年10月7日 星期四</div>",
        "<div>页面生成时间：2021-10-07 08:00:00</div>",
        "<div>江洲日报 2021年10月07日 03版</div>",
        "<div>播放器 3.4.40 (2021-10-5 9:38:01 PM)</div>",
        "<div>活动时间：2021-10-09</div>",
        "<div>截至2021年10月7日</div>",
        "<div>（2021年10月7日）</div>",
    ],
)
def test_decoys_lose(decoy: str) -> None:
    info = "<p>2020-11-23 10:22:14 出处：江洲科技</p>"
    assert published(info, top=decoy) == ("2020-11-23T10:22:14+08:00", "visible")
    assert published(decoy + "<p>2020-11-23</p>") == ("2020-11-23", "visible")
    head = meta_time("2020-11-23T10:22:14+08:00")
    assert published(decoy, head=head) == ("2020-11-23T10:22:14+08:00", "meta")


def test_a_bare_day_above_the_headline_needs_support() -> None:
    today = "<div>2019-10-07</div>"
    head = meta_time("2019-09-07T10:22:14+08:00")
    assert published("", top=today, head=head) == ("2019-09-07T10:22:14+08:00", "meta")
    assert published("", top="<div>2019-09-07</div>", head=head) == ("2019-09-07", "visible")
    assert published("<p>2019-09-06</p>", top=today) == ("2019-09-06", "visible")
    assert published("", top="<div>2019年10月7日 星期一</div>") is None


def test_a_headline_is_no_date() -> None:
    assert published("", title="1-10月江洲老城新增口袋公园") is None
    assert published("", title="2019年9月7日江洲老城新增口袋公园") is None


def test_other_stories_are_no_evidence() -> None:
    assert published("") is None


def test_comments_and_lists_below_the_story_are_no_evidence() -> None:
    comments = "".join(f"<p>江洲网友{n} 2018-03-{n} 10:{n}</p>" for n in range(11, 16))
    assert published("", foot=comments) is None
    entry = '<p><a href="/5.html">江洲大桥今晨正式合龙并通过初步验收</a> 2018-03-17 10:00</p>'
    assert published("", foot=entry) is None
    assert published(entry) is None
    assert published("", foot="<p>09月06日</p>", head=meta_time("2018-09-01")) == ("2018-09-01", "meta")


def test_an_event_that_opens_the_body_is_no_publication() -> None:
    story = STORY.replace("<p>据介绍", "<p>2018年2月27日下午，据介绍")
    assert (
        published("", story="<p>2018年2月27日下午，江洲市举行启动仪式，二百名居民到场。</p>" + story) is None
    )


def test_an_unlabelled_day_that_all_else_refutes_loses() -> None:
    head = meta_time("2019-12-10T07:57:40+08:00")
    url = "http://news.example/2019-12/10/c_1125.htm"
    assert published("<p>2018-03-02</p>", head=head, url=url) == ("2019-12-10T07:57:40+08:00", "meta")


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        (datetime(2018, 1, 19, 8, tzinfo=UTC), ("2018-01-18", "dateline")),
        (datetime(2026, 1, 19, 8, tzinfo=UTC), None),
        (None, None),
    ],
)
@pytest.mark.parametrize(
    "opening", ["1月18日,江洲举行启动仪式", "江洲日报1月18日讯（记者 林晓）江洲举行启动仪式"]
)
def test_a_day_that_opens_the_story_needs_evidence_of_its_year(
    opening: str, seen: datetime | None, wanted: tuple[str, str] | None
) -> None:
    story = f"<p>{opening}，二百名居民到场，2017年的计划已经全部完成。</p>" + STORY
    assert published("<p>日期: 来源:江洲新闻</p>", story=story, seen=seen) == wanted


@pytest.mark.parametrize(
    ("pieces", "wanted"),
    [
        ({"head": meta_time("2019-09-07T00:00:00+08:00", "PubDate")}, ("2019-09-07", "meta")),
        (
            {"head": json_ld('{"a": [{"datePublished": "2019-09-07T01:02:03Z"}]}')},
            ("2019-09-07T09:02:03+08:00", "jsonld"),
        ),
        ({"head": json_ld('{"datePublished": ')}, None),
        ({"url": "http://news.example/2019/0907/c12.html"}, ("2019-09-07", "url")),
        ({"hint": "2019-09-07 10:00"}, ("2019-09-07T10:00+08:00", "list")),
        ({"hint": "昨天"}, None),
        ({"head": meta_time("2019-13-07")}, None),
        ({"head": meta_time("1970-01-01T00:00:00Z")}, None),
    ],
)  # fmt: skip
def test_without_a_displayed_time_machines_are_asked(
    pieces: dict[str, str], wanted: tuple[str, str] | None
) -> None:
    assert published("", **pieces) == wanted


@pytest.mark.parametrize(
    "pieces",
    [
        {"head": "<script>" + "pub" * 300_000 + "</script>"},
        {"head": "<script>" + 'pubtime="" ' * 50_000 + "</script>"},
        {"foot": "<time " * 100_000},
        {"foot": "<p>发布时间 2019-1</p>" * 10_000},
        {"foot": "<p>2018-03-01 10:00 甲</p>" * 10_000},
        {"info": "<p>" + "2019-09-07 " * 100_000 + "</p>"},
        {"head": json_ld("[" * 100_000)},
    ],
)
def test_heaps_of_almost_dates_take_little_time(pieces: dict[str, str]) -> None:
    cleaned = page_of(**pieces)  # type: ignore[arg-type]
    start = time.process_time()
    find_dates(cleaned)
    assert time.process_time() - start < 5


def test_nothing_is_published_in_the_future() -> None:
    seen = datetime(2020, 1, 1, tzinfo=UTC)
    assert published("<p>2020-05-01</p>", seen=seen) is None
    assert published("<p>发布时间：2999-01-01 10:00</p>", seen=seen) is None
    # An archive that misdates its visit does not make a labelled time wrong.
    assert published("<p>发布时间：2020-05-01 10:00</p>", seen=seen) == ("2020-05-01T10:00+08:00", "visible")


def test_a_time_counted_back_needs_the_visit() -> None:
    seen = datetime(2019, 9, 8, 1, tzinfo=UTC)
    assert published("<p>昨天 22:17</p>", seen=seen) == ("2019-09-07T22:17+08:00", "visible")
    assert published("<p>5分钟前</p>", seen=seen) == ("2019-09-08", "visible")
    assert published("<p>昨天 22:17</p>") is None


def test_a_zone_is_converted_once() -> None:
    assert published("<p>2016年12月13日 10:41 GMT</p>") == ("2016-12-13T18:41+08:00", "visible")


def test_a_site_may_declare_its_zone() -> None:
    site = Site("x", "x", ("x.example",), (), "", timezone="Asia/Urumqi")
    assert published("<p>2019-09-07 19:02</p>", site=site) == ("2019-09-07T19:02+06:00", "visible")


def test_rules_come_first_and_meta_rules_of_systems_behind_the_displayed_time() -> None:
    info = '<p>2019-09-07 19:02</p><p class="when">上线 2019年9月6日 08:00</p>'
    head = meta_time("2019-09-05 07:00:00", "MakeDate")
    shown = RuleSet("system", published=(css(".when"),))
    told = RuleSet("system", published=(meta("MakeDate"), script("made", r"made=(\S+)")))
    own = RuleSet("site", published=(meta("MakeDate"),))
    site = Site("x", "x", ("x.example",), (), "", rules=(own,))
    assert published(info, head=head, rules=(shown,)) == ("2019-09-06T08:00+08:00", "visible")
    assert published(info, head=head, rules=(told,)) == ("2019-09-07T19:02+08:00", "visible")
    assert published(info, head=head, rules=(own,), site=site) == ("2019-09-05T07:00:00+08:00", "meta")
    found, _ = dates(info, head=head, rules=(shown,))
    assert found is not None
    assert found.rule == "system:css(.when)"


def test_a_rule_that_finds_nothing_leaves_it_to_the_others() -> None:
    rules = (RuleSet("system", published=(css(".none"), css("h1"))),)
    assert published("<p>2019-09-07 19:02</p>", rules=rules) == ("2019-09-07T19:02+08:00", "visible")
