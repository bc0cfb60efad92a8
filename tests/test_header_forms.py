"""Time, source and people of a story in the lines that pages put around it: every form, read as a whole page.

Outlets and people are invented where they need not be registered.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from newscrawl.extract import extract

TITLE = "一座旧粮仓的三次改名"
STORY = (
    "青石镇的旧粮仓建于1958年，最早叫第三粮库。粮库停用以后，红砖墙上爬满了凌霄花，镇上的孩子把它叫作“花房子”。",
    "2016年，返乡青年莫小满租下其中两间，办起了木工作坊，粮仓有了第二个名字：木作坊。头一年，她只卖出去九把椅子。",
    "转机出现在第三年。一家民宿一口气订了六十套桌椅，作坊从两间扩到五间，带动了周边二十多位老木匠重新拿起刨子。",
)


@dataclass(frozen=True, slots=True)
class Form:
    """What stands above the headline, below it, in front of the story, at its end, behind it; and the facts."""

    published: str
    source: str | None
    reporters: frozenset[str]
    editors: frozenset[str]
    head: str = ""
    lead: str = ""
    tail: str = ""
    foot: str = ""
    above: str = ""


def form(
    published: str, source: str | None = None, reporters: str = "", editors: str = "", **where: str
) -> Form:
    return Form(published, source, frozenset(reporters.split()), frozenset(editors.split()), **where)


# fmt: off
FORMS = [
    form("2023-05-06T10:20", "人民网", head="<div><span>2023-05-06 10:20:30</span><span>来源：人民网－四川频道</span></div>"),
    form("2023-05-06T10:20", "人民网", "", "罗昱 高红霞", head="<div>2023年05月06日10:20 | 来源：<a>人民网－岚州频道</a></div>", foot="<div>(责编：罗昱、高红霞)</div>"),
    form("2023-05-06T10:20", "新华网", "", "周楚卿", head="<div>2023-05-06 10:20:30 来源： 新华网</div>", foot="<p>【纠错】 【责任编辑:周楚卿】</p>"),
    form("2023-05-06T10:20", "新华社", head="<div>新华社 | 2023-05-06 10:20:30</div>"),
    form("2023-05-06T10:20", "新华网", "郑明达 温馨", "王薇", head="<div>来源：新华网 2023年05月06日 10:20:30 作者：郑明达、温馨 责任编辑：王薇</div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆 李二娃", "王小红", head="<div>发布时间:2023-05-06 10:20 来源:岚州日报 作者:记者 张一帆 通讯员 李二娃 责任编辑:王小红</div>"),
    form("2023-05-06", "岚州市文化局", head="<div>文章来源：岚州市文化局\u3000\u3000发布时间：2023-05-06\u3000\u3000浏览次数：52 次</div>"),
    form("2023-05-06", "局办公室", head="<div>信息来源：局办公室 发表日期：2023-5-6 点击：18</div>"),
    form("2023-05-06", head="<div>日期：2023-05-06 &nbsp; 点击：12 &nbsp; 来源：本站</div>"),
    form("2023-05-06", "岚州教育局", head="<div>【发布时间】：2023-05-06 【信息来源】：岚州教育局 【字体：大 中 小】</div>"),
    form("2023-05-06", None, "张一帆 李二娃", "王小红", head="<div>供稿：张一帆 摄影：李二娃 编辑：王小红 2023-05-06</div>"),
    form("2023-05-06T10:20", "岚州晚报", "张一帆", head="<div>作者：张一帆 来源：<a>岚州晚报</a> 2023-05-06 10:20 我要评论</div>"),
    form("2023-05-06T10:20", None, "张一帆", head="<div><span>张一帆</span> · <span>2023-05-06 10:20</span></div>"),
    form("2023-05-06T10:20", "岚州晚报", "张一帆", head="<div>岚州晚报记者 张一帆</div><div>2023-05-06 10:20 来源：岚州晚报</div>"),
    form("2023-05-06", "岚州晚报", "张一帆 李二娃", head="<div>本报记者 张一帆 李二娃</div><div>《岚州晚报》（2023年05月06日 第 04 版）</div>"),
    form("2023-05-06", "岚州日报", "张一帆", "王小红 赵四海", head="<div>2023-05-06 来源：岚州日报 <br> 记者：张一帆 编辑：王小红 校对：赵四海</div>"),
    form("2023-05-06T10:20", head="<div>更新时间：2023-05-06 10:20:11\u3000来源：网络转载\u3000作者：佚名</div>"),
    form("2023-05-06T10:20", head="<div>10:20 2023/05/06</div>"),
    form("2023-05-06T10:20", head="<div>2023-05-06T10:20:30+08:00</div>"),
    form('2023-05-06T10:20', '岚州网', head='<div>05月06日 10:20 来源：岚州网</div>', above='<meta name="publishdate" content="2023-05-06">'),
    form("2023-05-06", head="<div>二〇二三年五月六日</div>"),
    form("2023-05-06T10:20", head="<div>2023.05.06 10:20 星期六</div>"),
    form("2023-05-06T10:20", "岚州新闻网", "", "王小红", head="<div>时间：2023年5月6日 10时20分 来源：岚州新闻网 编辑：王小红 阅读：100次</div>"),
    form("2023-05-06T10:20", "岚州区政府办", head="<div>发布日期：2023-05-06 10:20\u3000\u3000访问量：<span>88</span>\u3000\u3000来源：岚州区政府办\u3000\u3000分享：</div>"),
    form("2023-05-06T10:20", "岚州发布", "张一帆", head="<ul><li>2023-05-06 10:20</li><li>来源： 岚州发布</li><li>作者： 张一帆</li></ul>"),
    form("2023-05-06", "岚州报", "张一帆", head="<table><tr><td>作者：张一帆</td><td>来源：岚州报</td><td>2023-05-06</td></tr></table>"),
    form("2023-05-06T10:20", "岚州报", "张一帆", head="<div>岚州报 张一帆 2023-05-06 10:20</div>"),
    form("2023-05-06", None, "张一帆", head="<div>张一帆/文</div><div>2023-05-06</div>"),
    form("2023-05-06T10:20", None, "张一帆", "王小红", head="<div>文｜张一帆 编辑｜王小红</div><div>2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚风财经", "张一帆", "王小红", head="<div>撰文 | 张一帆</div><div>编辑 | 王小红</div><div>来源 | 岚风财经（ID：lanfengcj）</div><div>2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚州新闻网", "张一帆 李二娃", lead="岚州新闻网岚县5月6日讯（记者 张一帆 见习记者 李二娃）", head="<div>2023-05-06 10:20</div>"),
    form("2023-05-06", "岚报", "张一帆 李二娃", lead="本报讯（张一帆 记者李二娃）", head="<div>2023-05-06 来源：岚报</div>"),
    form("2023-05-06", None, "张一帆", lead="本报讯（通讯员张一帆）", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆 李二娃", lead="（记者 张一帆 李二娃 文/图）", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆", lead="岚州日报全媒体记者张一帆报道：", head="<div>2023-05-06</div>"),
    form("2023-05-06T10:20", "新华社", "张一帆 李二娃", lead="新华社北京5月6日电（记者张一帆、李二娃）", head="<div>2023-05-06 10:20:30 来源：新华社</div>"),
    form("2023-05-06T10:20", "中国新闻网", "张一帆", lead="中新社岚州5月6日电 (记者 张一帆)", head="<div>2023年05月06日 10:20 来源：中国新闻网</div>"),
    form("2023-05-06T10:20", "中国新闻网", "张一帆 李二娃", lead="中新网岚州5月6日电 (张一帆 李二娃)", head="<div>2023年05月06日 10:20 来源：中国新闻网</div>"),
    form("2023-05-06T10:20", "央视网", "张一帆", lead="央视网消息（记者 张一帆）：", head="<div>来源：央视网 2023年05月06日 10:20</div>"),
    form("2023-05-06T10:20", "央广网", "张一帆", lead="央广网岚州5月6日消息（记者张一帆）据中央广播电视总台中国之声《新闻和报纸摘要》报道，", head="<div>2023-05-06 10:20:00 来源：央广网</div>"),
    form("2023-05-06", None, "张一帆 李二娃 王三", lead="岚州新闻·第一眼讯（记者 张一帆 通讯员 李二娃 王三）", head="<div>2023-05-06</div>"),
    form("2023-05-06", "红星新闻", "张一帆", lead="红星新闻记者丨张一帆 ", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆 李二娃", tail="（张一帆 李二娃）", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆", tail="(作者单位：岚州大学)", head="<div>2023-05-06 作者：张一帆</div>"),
    form("2023-05-06", None, "张一帆", tail="（本报记者 张一帆）", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆 李二娃", tail="（文/张一帆 图/李二娃）", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆 李二娃", foot="<p>文字：张一帆 图片：李二娃</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆", "王小红 赵四海 钱多", foot="<p>（图文：张一帆 一审：王小红 二审：赵四海 三审：钱多）</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆", "王小红 赵四海 钱多", foot="<p>记者丨张一帆</p><p>编辑丨王小红</p><p>校对丨赵四海</p><p>审核丨钱多</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06T10:20", "岚州融媒", "张一帆", "王小红 赵四海", foot="<p>通讯员：张一帆</p><p>责编：王小红</p><p>一审：王小红</p><p>二审：赵四海</p><p>来源：岚州融媒</p>", head="<div>2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "中国新闻网", "", "王小红", foot="<div>【编辑:王小红】</div>", head="<div>2023年05月06日 10:20 来源：中国新闻网参与互动</div>"),
    form("2023-05-06T10:20", "岚州网", "", "王小红", foot="<div>编辑：王小红\u3000\u3000来源：岚州网\u3000\u30002023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚州日报", "", "王小红", foot="<div>稿源：岚州日报\u3000编辑：王小红\u3000发布时间：2023-05-06 10:20:01</div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆", "王小红", foot="<div>作者： 张一帆 <br> 编辑： 王小红</div>", head="<div>岚州日报 2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚视频", "张一帆 李二娃", "赵四海 钱多", foot="<p>撰稿：张一帆 李二娃</p><p>监制：赵四海</p><p>主编：钱多</p>", head="<div>2023-05-06 10:20 岚视频</div>"),
    form("2023-05-06", "岚州日报", "张一帆", foot="<p>（来源：岚州日报 记者：张一帆）</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06T10:20", "光明日报", "", "王小红", foot="<p>[ 编辑：王小红 ]</p>", head="<div>2023-05-06 10:20:11 来源：<span>光明日报</span></div>"),
    form("2023-05-06", None, "", "王小红", foot="<p>责编：王小红 邮箱：wang@lan.example</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "", "赵四海 王小红", foot="<p>值班编委：赵四海 编辑：王小红 视觉：孙可</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "", "王小红", foot="<p>本期编辑 王小红</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "", "王小红", foot="<p>（编辑 王小红）</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "", "王小红 赵四海", foot="<p>编辑/王小红 审核/赵四海</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "", "王小红", foot="<p>新媒体编辑：王小红</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "", "王小红 陈七 赵四海", foot="<p>编辑 | 王小红 陈七</p><p>值班编辑 | 赵四海</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "", "王小紅 陳大文", foot="<p>審稿：王小紅</p><p>責任編輯：陳大文</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06T10:20", None, "張大文", "王小紅", head="<div>撰文：張大文\u3000責任編輯：王小紅</div><div>出版：2023-05-06 10:20\u3000更新：2023-05-07 08:00</div>"),
    form("2023-05-06T10:20", "联合报", "張大文", head="<div>2023/05/06 10:20:00</div><div>聯合報 記者張大文／岚州即時報導</div>"),
    form("2023-05-06T10:20", None, "張大文", head="<div>張大文 2023年5月6日 週六 上午10:20</div>"),
    form("2023-05-06T10:20", head="<div>最新更新：2023-05-07 11:00\u3000发布：2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", head="<div>2023-05-06 10:20 发布于 岚州 岚观察官方账号</div>"),
    form("2023-05-06T10:20", "岚观察", head="<div>岚观察 2023-05-06 10:20 发布于岚州</div>"),
    form('2023-05-06T10:20', '岚州网', head='<div>3小时前 来源：岚州网</div>', above='<script>var d={"publishTime":"2023-05-06 10:20:30"}</script>'),
    form("2023-05-06T10:20", head="<div>(2023-05-06 10:20:33)</div>"),
    form("2023-05-06T10:20", "岚州报", head="<div>[2023-05-06 10:20]\u3000[来源：岚州报]\u3000[打印]</div>"),
    form("2023-05-06T10:20", "岚州报", head="<div>岚州网（www.lan.example） 2023-05-06 10:20 来源: 岚州报</div>"),
    form("2023-05-06T10:20", "岚州报", head="<div>www.lan.example\u30002023-05-06 10:20:11\u3000岚州报</div>"),
    form("2023-05-06", "岚州報", "", "王小紅", head="<div>責任編輯：王小紅 | 2023-05-06 | 來源：岚州報</div>"),
    form("2023-05-06", head="<div>发布者：系统管理员 发布时间：2023-05-06 浏览次数：212</div>"),
    form("2023-05-06", head="<div>作者：admin 时间：2023-05-06 点击：1</div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆", head="<div>来源：岚州日报 | 作者：本报记者 张一帆 | 时间：2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚州日报社", "张一帆 李二娃", head="<div>2023-05-06 10:20:30 来源:岚州日报社 作者:张一帆/文 李二娃/图</div>"),
    form("2023-05-06", "岚州晚报", "张一帆", head="<div>来源: 岚州晚报（记者 张一帆） 2023-05-06</div>"),
    form("2023-05-06T10:20", "岚州晚报", "张一帆", head="<div>岚州晚报首席记者 张一帆 通讯员 岚公宣 2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆 李二娃", "王小红", head="<div>2023-05-06 10:20 来源：岚州日报 编辑：王小红 作者：张一帆 李二娃</div>"),
    form("2023-05-06T15:20", head="<div>2023年5月6日 下午 3:20</div>"),
    form("2023-05-06", head="<div>Posted on 2023-05-06 by admin</div>"),
    form("2023-05-06", head="<div>2023-05-06 · 阅读 1290</div>"),
    form("2023-05-06T10:20", "澎湃新闻", head="<div>来源：澎湃新闻</div><div>2023-05-06 10:20</div><div>字号</div>"),
    form("2023-05-06T10:20", "澎湃新闻", "张一帆 李二娃", "王小红 赵四海", head="<div>澎湃新闻记者 张一帆 实习生 李二娃</div><div>2023-05-06 10:20 来源：澎湃新闻</div>", foot="<p>责任编辑：王小红</p><p>校对：赵四海</p>"),
    form("2023-05-06", None, "", "王小红 孙可 赵四海", foot="<p>责任编辑：王小红 图片编辑：孙可</p><p>校对：赵四海</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", "岚报", "李二娃", lead="岚报讯（江澜，记者 李二娃）", head="<div>2023-05-06 来源：岚报</div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆", head="<div>岚州日报 | 张一帆 | 2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆", head="<div>张一帆 岚州日报 2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆", head="<div><span>张一帆</span><span>岚州日报</span><span>2023-05-06 10:20</span></div>"),
    form("2023-05-06T10:20", "岚州日报", head="<div><span>岚州日报</span></div><div><span>2023-05-06 10:20</span></div>"),
    form("2023-05-06", "岚州日报", head="<div>[ 岚州日报 ] 2023-05-06</div>"),
    form("2023-05-06T10:20", "岚里说事", head="<div>岚里说事 2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚里说事", head="<div>2023-05-06 10:20·岚里说事</div>"),
    form("2023-05-06T10:20", "岚里说事", head="<div>岚里说事</div><div>2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚里说事", head="<div>2023-05-06 10:20 岚里说事</div>"),
    form("2023-05-06T10:20", head="<div>2023-05-06 10:20 广东广州</div>"),
    form("2023-05-06T10:20", head="<div>2023-05-06 10:20 优质科技领域创作者</div>"),
    form("2023-05-06T10:20", "岚里说事", head="<img src='/a.jpg'><div>岚里说事</div><div>2023-05-06 10:20岚州软件有限公司</div>"),
    form("2023-05-06T10:20", "岚州网", head="<div>岚州网<br>2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆", head="<div>新桥旧渡各有归处</div><div>2023-05-06 10:20 来源：岚州日报 作者：张一帆</div>"),
    form("2023-05-06", None, "李二娃 那小雪 柏小舟", foot="<p>（记者 李二娃 通讯员 那小雪 柏小舟）</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆", head="<div>发表于 2023年5月6日 由 <a href='/a'>张一帆</a></div>"),
    form("2023-05-06", head="<div></div>", above="<table><tr><td>第A01版：要闻</td></tr></table><div>2023年05月06日 星期六</div>"),
    form("2023-05-06T10:20", "岚里说事", head="<img src='/a.jpg'><div>岚里说事</div><div>2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚州报", head="<div>2023-05-06 10:20 岚州报 <a href='/c'>12</a></div>"),
    form("2023-05-06T10:20", head="<div>调整字体</div><div>2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", None, head="<div>廊桥故事 2023-05-06 10:20</div>", above="<div><a href='/l'>廊桥故事</a></div>"),
    form("2023-05-06T10:20", "岚州新闻网", head="<div>岚州新闻网 www.lan.example 2023-05-06 10:20:00 <a href='/b'>进入论坛</a></div>"),
    form("2023-05-06T10:20", None, "张一帆", head="<div>付费</div><div>2023-05-06 10:20</div><div><a href='/p/1'>张一帆</a></div>"),
    form("2023-05-06T10:20", "岚州网", head="<div>来源：<a href='/s'>岚州网</a> <a href='/d'>2023-05-06 10:20:05</a> <a href='/c'>我要评论</a></div>"),
    form("2023-05-06", "岚州日报", head="<div>二〇二三年五月六日 来源：岚州日报</div>"),
    form("2023-05-06", "岚州日报", head="<div>May 6, 2023 来源：岚州日报</div>"),
    form("2023-05-06T10:20", head="<div>更新時間：10:20 2023-05-06 HKT</div>"),
    form("2023-05-06", "岚州晚报", head="<div></div>", above="<div>岚州晚报 2023年05月06日 星期六 第A03版：城事</div>"),
    form("2023-05-06T10:20", "岚州气象局", head="<div>索引号：0001/2023-01 主题分类：气象 发文机关：岚州气象局 发布日期：2023-05-06 10:20 来源：岚州气象局</div>"),
    form("2023-05-06T10:20", None, "張一帆", head="<div>記者張一帆／紐約報導<time>2023-05-06 10:20 ET</time></div>", above="<meta name='x'>"),
    form("2023-05-06", None, "张一帆 次仁罗布", lead="（岚州网 记者/张一帆 图/次仁罗布）", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "曾晏均", lead="(大江記者曾晏均採訪報導)", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆 李二娃", foot="<p>（参与采写：张一帆、李二娃）</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆", foot="<p>供稿：骨科 张一帆</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆", head="<div><span>张一帆</span><span>岚州网记者</span></div><div>2023-05-06</div>"),
    form("2023-05-06", "岚州在线", "张一帆", "张一帆", head="<div>岚州在线 <span>作者：张一帆</span> <span>责编：张一帆</span> 2023-05-06</div>"),
    form("2023-05-06", "岚州报", "张一帆", "张一帆", head="<ul><li>来源：岚州报</li><li>作者：张一帆</li><li>编辑：张一帆</li><li>2023-05-06</li></ul>"),
    form("2023-05-06", None, "", "张一帆", head="<ul><li>来源：网络</li><li>作者：张一帆</li><li>编辑：张一帆</li><li>2023-05-06</li></ul>"),
    form("2023-05-06", "岚Beta.COM", head="<div>2023-05-06 稿源：<span>岚Beta.COM</span> <span>条评论</span></div>"),
    form("2023-05-06", None, "张一帆 李二娃", foot="<p>张一帆/李二娃（德新社等）</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "约翰·史密斯", head="<div>作者：[英]约翰·史密斯</div><div>2023-05-06</div>"),
    form("2023-05-06T10:20", "岚风新闻", "张一帆", head="<div><span>岚风新闻</span><span>记者 张一帆</span><span>2023-05-06 10:20</span></div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆", head="<div><b>岚州日报</b><i>首席记者张一帆</i><em>2023-05-06 10:20</em></div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆", head="<div>2023-05-06 10:20 | 岚州日报 | 记者 张一帆 | 阅读 10万+</div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆", head="<div>2023-05-06 10:20 岚州日报 记者 张一帆 浏览 1208</div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆", head="<div>2023-05-06 10:20 岚州日报 记者 张一帆 播报文章</div>"),
    form("2023-05-06T10:20", "岚州日报", "张一帆", head="<div>2023-05-06 10:20 岚州日报 记者 张一帆 阅读(88)</div>"),
    form("2023-05-06T10:20", None, "张一帆", head="<div><a href='/z'>张一帆</a> · 5月6日 10:20</div>", above="<meta name='publishdate' content='2023-05-06'>"),
    form("2023-05-06", None, head="<div>岚州 贵阳报道 2023-05-06</div>"),
    form("2023-05-06T10:20", "岚州日报", "", "王小红", head="<div>2023-05-06 10:20</div>", foot="<div>稿源 <a href='/s'>岚州日报</a> 编辑 王小红</div>"),
    form("2023-05-06T10:20", "岚国企业家", "陈秋实", head="<div class='a_Info'><span class='a_catalog'><a>宏观经济</a></span><span class='a_source'><a>岚国企业家</a></span><span class='a_author'>陈秋实</span><span>2023-05-06 10:20</span></div>"),
    form("2023-05-06T10:20", "岚州日报", "柏青", head="<div>来源：岚州日报 2023-05-06 10:20 <span class='author'>柏青</span></div>"),
    form("2023-05-06T10:20", head="<div>05月06日 10:20</div>", above="<input name='publish' value='2023-05-06 10:20:33'>"),
    form("2023-05-06", None, "张一帆", "王小红", lead="⊙记者 张一帆 ○编辑 王小红<br>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆 李二娃", lead="本报记者/张一帆/李二娃/贵阳/报道<br>", head="<div>2023-05-06</div>"),
    form("2023-05-06T10:20", "岚州周末", "方可", head="<div>岚州周末记者 方可 发自 岚州 2023-05-06 10:20 来源：岚州周末</div>"),
    form("2023-05-06T10:20", "岚州网", head="<div class='info'><time>2023年05月06日 10:20</time><br><span>来自湖南省</span> <a href='/s'>岚州网</a></div>"),
    form("2023-05-06T10:20", "岚州网", head="<div><span>岚州网</span><span>2023-05-06 10:20</span><span>10.1w阅读</span></div>"),
    form("2023-05-06T10:20", None, "藍翊誠", head="<div><span class='info_author'>藍翊誠</span><span>2023-05-06 10:20</span><span>1203 人氣</span></div>"),
    form("2023-05-06", None, "王小明", head="<p>記者王小明 台北<br>2023-05-06</p>"),
    form("2023-05-06T10:20", None, "黃明傑", head="<div><span>財經</span> <time>2023-05-06 10:20</time> <p>文／ <a href='/a'>黃明傑</a></p></div>"),
    form("2023-05-06", None, "杨漾漾", head="<div class='byline'><a href='/y'>杨漾漾</a> 报道</div><div>2023-05-06</div>"),
    form("2023-05-06", "岚江媒体岚度号", head="<div>2023-05-06</div>", foot="<div>本内容来源于岚江媒体岚度号，文章内容仅供参考、交流、学习。</div>"),
    form("2023-05-06", None, "", "王小红", head="<div>2023-05-06</div>", foot="<p>编辑丨王小红</p><p>监制丨岚南之声</p>"),
    form("2023-05-06T10:20", "岚江报", "路也晴", head="<div>来源：岚江报 | <em>路也晴</em>&nbsp;&nbsp;<em>2023年05月06日10:20</em></div>"),
    form("2023-05-06T10:20", "岚州广播网", "林少白", head="<div>[ 2023-5-6 10:20:00 | By: 林少白 | 来源: 岚州广播网 | 浏览: 1021 ]</div>"),
    form("2023-05-06", None, "", "王小红", head="<div>2023-05-06</div>", foot="<div><span>编辑：王小红</span><span>责任编辑：</span></div><div>点击收起全文</div>"),
    form("2023-05-06", None, "", "官小娜", head="<div>2023-05-06</div>", foot="<p>编辑 官小娜</p>"),
    form("2023-05-06", None, "符祝慧", head="<div>(2023-05-06)</div><div>● 符祝慧 山城特派员</div>"),
    form("2023-05-06T10:20", "岚州日报", head="<div>来源：岚州日报 作者：卓越 昨天 10:20</div>", above="<meta property='article:published_time' content='2023-05-06T10:20:00+08:00'>"),
    form("2023-05-06", None, "张一帆 李二娃", "王小红", head="<p class='by'>采访/张一帆\u3000摄影/李二娃\u3000编辑/王小红\u30002023.05.06</p>"),
    form("2023-05-06", "岚州晚报", "张一帆", head="<p class='author'>□张一帆</p>", above="<div>岚州晚报 2023年05月06日 星期六 第A03版：城事</div>"),
    form("2023-05-06T10:20", "岚里说事", head="<p class='account-name'>岚里说事</p><div class='account-desc'><span>美食领域创作者</span><span>发布时间：</span><span>05-06</span><span>10:20</span></div>", above='<meta itemprop="dateUpdate" content="2023-05-06 10:20:12">'),
    form("2023-05-06", head="<div></div>", above="<div><a href='/n2'>第1版:要闻</a></div><p>2023年05月06日 星期六</p><p>往期回顾</p><div><p>放大</p><img src='d.gif'><p>缩小</p><img src='d.gif'><p>默认</p><img src='d.gif'></div>"),
    form("2023-05-06", head="<div></div>", above="<p>中共岚县县委主办 2023年05月06日 星期六 农历三月十七 第2210期</p><div><a href='?1'>01版 要闻</a><a href='?2'>02版 综合</a></div>"),
    form("2023-05-06", head="<div></div>", above="<p>2023年5月6日&nbsp;星期六&nbsp;<a href='/a'>第A1版：头版</a>&nbsp;<a href='/b'>上一版</a>&nbsp;<a href='/c'>下一版</a></p>"),
    form("2023-05-06", head="<div><a href='/t'>岚州人物志</a> · 5月 6, 2023 · <a href='/c'>No Comments</a></div>"),
    form("2023-05-06T10:20", "岚海岸报", "鍾采芬", head="<div><span>2023-05-06 10:20</span><span>岚海岸报</span><span>記者鍾采芬／花蓮即時報導</span></div>"),
    form("2023-05-06", "岚州日报", "易水舟", head="<div>岚州日报\u30002023-05-06\u3000易水舟</div>"),
    form("2023-05-06", None, head="<div>岚州故事\u30002023-05-06\u3000易水舟</div>", above="<div><a href='/l'>岚州故事</a></div>"),
    form("2023-05-06", "岚车网", "", "王小红", head="<div><span>2023年05月06日</span><span>来源：<a>岚车网</a></span><span>类型：原创</span><span>编辑：<a>王小红</a></span></div>"),
    form("2023-05-06", None, "张一帆", foot="<p>张一帆/凝风（德新社等）</p><ul><li><strong>日期</strong> 06.05.2023</li><li><strong>作者</strong> 张一帆</li></ul>"),
    form("2023-05-06", "BBC", head="<ul><li>BBC中文</li></ul><p>2023年5月6日</p>"),
    form("2023-05-06", None, "张一帆", "王小红", head="<div>2023-05-06</div>", foot="<p>文｜张一帆\u3000编｜王小红</p>"),
    form("2023-05-06", None, "张一帆", "王小红", head="<div>2023-05-06</div>", foot="<p>采编：张一帆\u3000责编：王小红</p>"),
    form("2023-05-06T10:20", "岚州发布", head="<div>来源：“岚州发布”微信公众号 2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚州发布", head="<div>来源：微信公众号“岚州发布” 2023-05-06 10:20</div>"),
    form("2023-05-06T10:20", "岚州日报", head="<div>来源：2023年5月6日《岚州日报》 2023-05-06 10:20</div>"),
    form("2023-05-06", None, "张一帆 李二娃", head="<div>2023-05-06</div>", lead="撰文 ◎ 张一帆<br>摄影 ◎ 李二娃<br>"),
    form("2023-05-06", head="<div>周六, 2023年 05月 06日</div>", foot="<div>最近更新在 周日, 2023年 05月 07日 08:30</div>"),
    form("2023-05-06T10:20", head="<div>2023-05-06 HKT 10:20</div>"),
    form("2023-05-06", None, "", "王小红 赵四海", foot="<p>编 辑：王小红</p><p>审 核：赵四海</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "", "王小红", foot="<div><span>编辑：王小红</span><span>阅读 5.6万</span></div>", head="<div>2023-05-06</div>"),
    form("2023-05-06", None, "张一帆 那小雪", foot="<p>（张一帆 通讯员那小雪 摄影报道）</p>", head="<div>2023-05-06</div>"),
    form("2023-05-06T10:20", None, "张一帆", head="<ul><li>发布时间：2023-05-06 10:20</li><li>撰稿人：张一帆</li><li>科室：骨一科</li></ul>"),
]
# fmt: on


def page(form: Form) -> bytes:
    first, second, third = STORY
    return f"""<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/a">新闻</a><a href="/b">财经</a></div>{form.above}<h1>{TITLE}</h1>{form.head}
<div class="con"><p>{form.lead}{first}</p><p>{second}</p><p>{third}{form.tail}</p></div>{form.foot}
<div><a href="/1">老街理发店的灯光</a><a href="/2">桥头的鞋匠和他的徒弟</a></div></body></html>""".encode()


@pytest.mark.parametrize("form", FORMS, ids=range(len(FORMS)))
def test_the_facts_of_a_page(form: Form) -> None:
    record = extract(page(form), "https://www.lan.example/a/1.html")
    assert (record.published_at or "")[:16] == form.published
    source = record.source
    assert form.source in ((source.name, source.displayed) if source and source.name else (None,))
    assert {credit.name for credit in record.reporters} == form.reporters
    assert {credit.name for credit in record.editors} == form.editors


@pytest.mark.parametrize("form", FORMS, ids=range(len(FORMS)))
def test_no_line_of_facts_is_story(form: Form) -> None:
    record = extract(page(form), "https://www.lan.example/a/1.html")
    paragraphs = (record.body or "").split("\n\n")
    assert len(paragraphs) == len(STORY)
    assert all(text in shown for text, shown in zip(STORY, paragraphs, strict=True))
