"""The source of whole pages: where it stands, what wins, what is no source; links, chain and conflicts."""

from __future__ import annotations

import pytest
from invented import TITLE, html_page, paragraphs, record_of
from one_page import cleaned_page

from newscrawl.extract import extract
from newscrawl.fields.source import find_sources
from newscrawl.model import Found, RuleSet, Source
from newscrawl.rule import css, meta


def sources(info: str = "", **pieces: object) -> tuple[Found[Source], ...]:
    return find_sources(cleaned_page(info, **pieces))  # type: ignore[arg-type]


def names(info: str = "", **pieces: object) -> list[str | None]:
    return [found.value.name for found in sources(info, **pieces)]


def line(text: str) -> str:
    return f'<div class="info">{text}</div>'


@pytest.mark.parametrize(
    ("info", "name"),
    [
        (line("2024-03-12 09:15 来源：江洲日报"), "江洲日报"),
        (line("日期: 来源:封面新闻收集编辑:封面新闻"), "封面新闻"),
        (line("2019-09-26 12:11来源：证券时报网作者：某人"), "证券时报网"),
        (line("来 源：江洲日报"), "江洲日报"),
        ("<p>来源于：</p><p>江洲办事处</p>", "江洲办事处"),
        ("<div><span>来源：</span><a href='/x'>江洲日报</a> <span>作者：</span></div>", "江洲日报"),
        (line("2019年11月25日 18:57 参考消息"), "参考消息"),
        (line("2024-05-20 14:33·新华社"), "新华社"),
        (line("TNW中文站2016年10月14日07:17"), "TNW中文站"),
        (line("2019-05-17 · 苏皖城市报道"), "苏皖城市报道"),
        (line("2019-09-05 11:10 游民星空[整理]"), "游民星空"),
        (line("2019年09月11日01:53 新浪科技 我有话说(1307人参与) 收藏本文"), "新浪科技"),
        (line("原创 南方都市报 2019-09-09 16:01:46"), "南方都市报"),
        ('<div class="article-sub"><span>华夏走读</span> <span>2020-03-09 18:14:21</span></div>', "华夏走读"),
        (line("<a>金融市场</a><a>棱镜</a><span>2019-09-23 07:48</span>"), "棱镜"),
        ("<p>王小帆/中国青年报</p><p>2019-09-24 09:10</p>", "中国青年报"),
        ("<p>新华社</p><p>2020-01-03 18:13</p>", "新华社"),
        ('<p class="author-name">走遍江洲</p><p>发布时间：10-0812:00优质原创作者</p>', "走遍江洲"),
        ('<div class="pgc"><a href="/u">走遍江洲</a><div>关注</div></div>', "走遍江洲"),
        (line("2019-09-18 山西日报 王小帆"), "山西日报"),
        (line("山西日报 王小帆 2019-09-18"), "山西日报"),
        (line("2018年03月14日 10:20 来源：中国新闻网参与互动"), "中国新闻网"),
        ("<h4>每日经济新闻</h4><p>2019-09-08 00:20</p>", "每日经济新闻"),
        ("<p>自由時報電子報</p><p>2024年5月20日週一 下午2:05</p>", "自由时报"),
    ],
)
def test_the_source_stands_around_the_headline(info: str, name: str) -> None:
    assert names(info) == [name]


@pytest.mark.parametrize(
    ("pieces", "name"),
    [
        ({"end": "桥头还留出一间小屋。(文字来源：浙江在线)"}, "浙江在线"),
        ({"end": "（来源：江洲日报）"}, "江洲日报"),
        ({"end": "（本文来源：经济日报 作者：某研究中心研究员王小帆）"}, "经济日报"),
        ({"foot": "<p>本文来源：新京报 责任编辑：某人_NF1</p>"}, "新京报"),
        ({"foot": "<p>2014-08-01 09:03 国际在线</p>"}, "国际在线"),
        ({"foot": "<div>版权声明 来源：当代商报 时间：2019-09-23 14:34:05 作者：</div>"}, "当代商报"),
        ({"lead": "四川新闻网-首屏新闻"}, "四川新闻网"),
        (
            {"lead": "楚天都市报3月14日讯（记者某人）江边新开的廊桥昨天通行，居民们一早就来散步。"},
            "楚天都市报",
        ),
        (
            {"lead": "江洲日报讯（记者某人）江边新开的廊桥昨天通行，居民们一早就来散步。"},
            "江洲日报",
        ),
        ({"head": '<meta name="ContentSource" content="山西日报">'}, "山西日报"),
        ({"head": '<meta name="source" content="来源：人民网-文化频道 原创稿">'}, "人民网"),
        ({"title": "侠客岛：老街为什么又热闹起来了"}, "侠客岛"),
    ],
)
def test_the_source_stands_elsewhere(pieces: dict[str, str], name: str) -> None:
    assert names(**pieces) == [name]


@pytest.mark.parametrize(
    "pieces",
    [
        {},
        {"info": line("发布时间：2020-09-14浏览次数： 作者：来源：")},
        {"info": line("来源: | 发布时间: 2020-09-14")},
        {"info": line("作者： • 更新时间：2024-02-07 21:33:57 •")},
        {"info": line("2020-06-05 20:35 叨叨姐 胡一刀 李小飞刀")},
        {"info": line("2020-06-05 20:35 社会新闻")},
        {"info": line("2020-06-05 来自北京市")},
        {"info": line("发布于：北京市 2020-06-05")},
        {"info": line("2020-06-05 来源：北京市")},
        {"info": "<p>王小帆</p><p>2020-06-05 10:00</p>"},
        {"info": "<p>调整字体</p><p>2020-06-05 10:00</p><p>微博</p>"},
        {"info": line('<a class="author">阿柚</a> · 2024-01-18 14:05 · 阅读 5,210') + "<p>作者 | 阿柚</p>"},
        {"end": "（图片来源：摄图网）"},
        {"end": "图片均来自网络"},
        {"foot": "<p>转载请注明出处：快科技</p>"},
        {"foot": "<p>本文由江洲网发布，不代表江洲网立场</p>"},
        {"end": "川观新闻记者 王小帆"},
        {"head": '<meta property="og:site_name" content="江洲网"><meta name="author" content="王小帆">'},
        {"foot": "<h3>相关阅读</h3><p>来源：新华网 2019-01-01</p>"},
    ],
)
def test_where_no_outlet_is_named_there_is_none(pieces: dict[str, str]) -> None:
    assert names(**pieces) == []


@pytest.mark.parametrize(
    ("tag", "above", "name"),
    [
        ("江洲晚报数字报-家门口的修车铺", "", "江洲晚报"),
        ("家门口的修车铺", "江洲工人报 2020年11月03日 第04版：生活", "江洲工人报"),
        ("家门口的修车铺", "江洲工人报 2020年11月03日", None),
        ("数字报", "第04版：生活", None),
    ],
)
def test_an_e_paper_is_named_by_its_tag_or_the_line_of_the_issue(
    tag: str, above: str, name: str | None
) -> None:
    story = "<p>这家修车铺开了三十年，师傅说，最舍不得的不是铺面，是那些从小看到大的街坊。</p>" * 3
    lines = f"<p>{above}</p><p>上一版</p><p>下一版</p><p>放大</p><p>缩小</p>"
    html = f"<title>{tag}</title>{lines}<h2>家门口的修车铺</h2><p>赵小铺</p><div>{story}</div>"
    source = extract(html.encode(), None).source
    assert (source.name if source else None) == name


def test_the_credit_of_a_video_above_the_story_is_not_its_source() -> None:
    caption = '<div class="video">女子一天拨百余个电话被停机 （来源：梨视频）</div>'
    assert names(line("2019-09-07 16:28 来源: 新京报") + caption) == ["新京报"]


def test_a_known_outlet_has_its_canonical_name_its_key_and_its_link() -> None:
    info = line('2024-03-12 来源：<a href="/out/1">中新网</a>')
    (found,) = sources(info, url="http://www.jiangzhou.example/a/1.html")
    assert found.value == Source("中国新闻网", "中新网", "chinanews", "http://www.jiangzhou.example/out/1")
    assert found.rule == "label"
    assert "中新网" in found.raw


def test_an_unknown_outlet_stays_as_displayed() -> None:
    (found,) = sources(line("来源：江洲日报"))
    assert found.value == Source("江洲日报", "江洲日报", None, None)


def test_a_script_link_is_no_address() -> None:
    (found,) = sources(line('来源：<a href="javascript:void(0)">江洲日报</a>'))
    assert found.value.url is None


def test_several_outlets_make_a_chain() -> None:
    assert names(line("来源：参考消息、海外网等")) == ["参考消息", "海外网"]
    assert names(line("来源：光明网-《光明日报》2024-05-20 03:15")) == ["光明网", "光明日报"]


def test_the_credit_at_the_end_follows_the_one_above() -> None:
    pieces = {"foot": "<p>来源：澎湃新闻 2017-02-26 15:18 作者：某人</p>"}
    assert names(line("2017-02-27 10:00 来源：网易新闻"), **pieces) == ["网易", "澎湃新闻"]


def test_the_same_outlet_twice_is_one() -> None:
    assert names(line("来源：新京报"), foot="<p>本文来源：新京报</p>") == ["新京报"]


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("中新网客户端北京3月14日电(记者 某人)发言人说，这个是不对的，核算的是生产活动。", "中国新闻网"),
        ("楚天都市报3月10日消息，今天上午，学生参加了一场活动，现场很热闹。", "楚天都市报"),
        ("@天津日报3月13日消息，从市里获悉，行业协会近日成立了分会。", "天津日报"),
        ("近日，《法制日报》记者从多个渠道获悉，有关规则将尽快出台。", "法制日报"),
        ("日前，上游新闻记者从家属处获悉，当事人已经找到，将很快回家。", "上游新闻"),
        ("据中山新闻3月14日报道，老街的口袋公园昨天开放。", "中山网"),
        ("他3月14日在《人民日报》发表了署名文章，谈老街的改造。", "人民日报"),
        ("据江洲发布1月6日报道，老街的口袋公园昨天开放。", "江洲发布"),
        ("《江洲晚报》记者日前获悉，老街的口袋公园昨天开放。", "江洲晚报"),
        ("据国外媒体报道，老街的口袋公园昨天开放。", None),
        ("今天上午，记者在发布会上获悉，老街的口袋公园已经开放。", None),
    ],
)
def test_a_non_outlet_is_displayed_with_the_true_outlet_of_the_text(lead: str, name: str | None) -> None:
    (found,) = sources(line("来源：网络整理 发布时间：2018-03-14"), lead=lead)
    assert (found.value.name, found.value.displayed) == (name, "网络整理")


def test_what_is_displayed_below_names_a_non_outlet_too() -> None:
    (found,) = sources(line("来源：网络"), foot="<p>来源：新京报</p>")
    assert (found.value.name, found.value.displayed, found.value.outlet) == ("新京报", "网络", "bjnews")


def test_a_site_that_speaks_of_itself_is_known_by_its_host() -> None:
    (found,) = sources(line("来源：本网"), url="http://news.cjn.cn/a.html")
    assert (found.value.name, found.value.displayed) == ("长江网", "本网")
    (unknown,) = sources(line("来源：本网"), url="http://www.jiangzhou.example/a.html")
    assert (unknown.value.name, unknown.value.displayed) == (None, "本网")


def test_rules_come_first() -> None:
    rules = (RuleSet("jiangzhou", source=(css(".from"), meta("from"))),)
    info = '<div class="from">本文由 来源：江洲日报 提供</div><p>来源：新华网</p>'
    found = sources(info, rules=rules)
    assert found[0].value.name == "江洲日报 提供".split()[0]
    assert found[0].rule == "css(.from)"


def test_a_contradicting_meta_field_is_a_conflict() -> None:
    (found,) = sources(line("来源：新京报"), head='<meta name="source" content="新华网">')
    assert found.value.outlet == "bjnews"
    assert found.conflicts == (("meta(source)", "新华网"),)


def test_an_agreeing_meta_field_is_none() -> None:
    (found,) = sources(line("来源：中新网"), head='<meta name="source" content="中国新闻网">')
    assert found.conflicts == ()


@pytest.mark.parametrize(("title", "wanted"), [("岚历史", "岚历史"), ("岚州", None)])
def test_a_short_account_behind_the_time_is_that_of_the_title_tag(title: str, wanted: str | None) -> None:
    page = html_page(
        f"<h1>{TITLE}</h1><div>2018-04-09 15:07:44\u3000岚历史</div>{paragraphs()}", title=f"{TITLE}_{title}"
    )
    source = record_of(page).source
    assert (source.name if source else None) == wanted
