"""Single lines inside a story: what pages put there and is not story, and what looks like it and is.

The number says in front of which of the four paragraphs the line stands; 4 is behind the last.
"""

from __future__ import annotations

import pytest

from newscrawl.extract import extract

TITLE = "一座旧粮仓的三次改名"
STORY = (
    "青石镇的旧粮仓建于1958年，最早叫第三粮库。粮库停用以后，红砖墙上爬满了凌霄花，镇上的孩子把它叫作“花房子”。",
    "2016年，返乡青年莫小满租下其中两间，办起了木工作坊，粮仓有了第二个名字：木作坊。头一年，她只卖出去九把椅子。",
    "转机出现在第三年。一家民宿一口气订了六十套桌椅，作坊从两间扩到五间，带动了周边二十多位老木匠重新拿起刨子。",
    "“名字换了三次，砖没有换。”莫小满指着墙角一块刻着年份的红砖说，她想把第一把卖出去的椅子找回来，摆在那块砖的旁边。",
)

GOES = """
    0 | <p>{T}</p>
    0 | <p><strong>{T}</strong></p>
    0 | <p>（原标题：旧粮仓改名记）</p>
    0 | <p>原标题：旧粮仓改名记</p>
    0 | <p>点击蓝字关注我们</p>
    0 | <p>点击“岚州发布”，关注我们</p>
    0 | <p>来源：岚州报</p>
    0 | <p>作者：张一帆</p>
    0 | <p>文/张一帆</p>
    0 | <p>本报记者 张一帆 文/图</p>
    0 | <p>岚州报记者 张一帆 通讯员 李二娃</p>
    0 | <p>□ 本报记者 张一帆</p>
    0 | <p>◎ 张一帆</p>
    0 | <p>○张一帆</p>
    0 | <p>张一帆</p>
    0 | <p>▍本文来源：岚州报</p>
    0 | <p>2023-05-06 10:20</p>
    0 | <p>2023年05月06日</p>
    0 | <p>字号：大 中 小</p>
    0 | <p>發佈時間：2023-05-06</p>
    0 | <p>有效性：有效</p>
    4 | <p>文字来源：岚州报</p>
    4 | <p>[1] [2] [3] 下一页</p>
    4 | <p>本文共3页，当前第1页</p>
    4 | <p>相关热词搜索：<a href="/1">粮仓</a></p>
    0 | <p><img src="1.jpg"></p><p>图为旧粮仓。</p>
    0 | <p><img src="1.jpg"></p><p>旧粮仓外景</p>
    2 | <p><img src="1.jpg"></p><p>旧粮仓外景 张一帆 摄</p>
    2 | <p><img src="1.jpg"></p><p>旧粮仓外景（资料图）</p>
    2 | <p><img src="1.jpg"></p><p>▲旧粮仓外景</p>
    2 | <p><img src="1.jpg"></p><p>图源：岚州发布</p>
    2 | <p><img src="1.jpg"></p><p>图片来源：视觉岚州</p>
    2 | <p><img src="1.jpg"></p><p>图/受访者提供</p>
    2 | <p><img src="1.jpg"></p><p>视觉岚州 图</p>
    2 | <p><img src="1.jpg"></p><p>来源：岚州报</p>
    2 | <p><img src="1.jpg"></p><p>莫小满在作坊里做椅子。岚州报记者 张一帆 摄</p>
    2 | <p align="center"><img src="1.jpg"><br>莫小满在作坊里做椅子</p>
    2 | <p style="text-align:center"><img src="1.jpg"></p><p style="text-align:center">莫小满在作坊里做椅子，身后是新刷的墙。</p>
    2 | <figure><img src="1.jpg"><figcaption>莫小满在作坊里做椅子，身后是新刷的墙。</figcaption></figure>
    2 | <div class="pic"><img src="1.jpg"><span>莫小满在作坊里做椅子</span></div>
    2 | <table><tr><td><img src="1.jpg"></td></tr><tr><td>莫小满在作坊里做椅子</td></tr></table>
    2 | <p><img src="1.jpg"><span style="color:#888;font-size:12px">莫小满在作坊里做椅子</span></p>
    2 | <p><video src="1.mp4"></video></p><p>视频：旧粮仓的一天（时长1分20秒）</p>
    2 | <p>广告</p>
    2 | <p>延伸阅读：<a href="1">木工作坊的一天</a></p>
    2 | <p>相关报道：<a href="1">木工作坊的一天</a></p>
    2 | <p><a href="1">【延伸阅读】木工作坊的一天</a></p>
    2 | <p><a href="1">木工作坊的一天：九把椅子的故事</a></p>
    2 | <p>&gt;&gt;&gt;<a href="1">木工作坊的一天</a></p>
    2 | <div class="recommend"><h4>推荐阅读</h4><ul><li><a href="1">木工作坊的一天</a></li></ul></div>
    2 | <p>点击图片进入下一页</p>
    2 | <p>（点击查看大图）</p>
    2 | <p>向左滑动查看更多</p>
    2 | <p>←左右滑动查看→</p>
    2 | <p>上下滑动查看</p>
    2 | <p>点击视频观看↓</p>
    2 | <p>戳视频了解更多↓↓↓</p>
    2 | <p>↓↓↓点击下方视频观看↓↓↓</p>
    4 | <p>（记者 张一帆）</p>
    0 | <p>岚州周刊/张一帆</p>
    0 | <p>视频：镇上特写 一份手写的旧账本</p>
    0 | <p>播放视频</p>
    0 | <div class="ai"><b>AI摘要</b><p>旧粮仓改名三次，木作坊带动了二十多位老木匠，品牌走出了镇子。</p></div>
    4 | <p>素材来源：网友“江边小雨”</p>
    4 | <p>2023年05月06日 星期六 第03版</p>
    4 | <p>【来源】 岚州报业集团岚新闻客户端</p>
    4 | <p>此文限时免费阅读。感谢订阅岚州周刊！成为“岚通”会员，畅读全站！</p>
    4 | <p>岚州报记者 张一帆</p>
    4 | <p>（岚州报记者 张一帆 通讯员 李二娃 摄影报道）</p>
    4 | <p>责任编辑：王小红</p>
    4 | <p>编辑：王小红 校对：赵四海</p>
    4 | <p>（责编：王小红）</p>
    4 | <p>来源：岚州报</p>
    4 | <p>来源 | 岚州报</p>
    4 | <p>（来源：岚州报）</p>
    4 | <p>来源：岚州报（ID：lanzhoubao）</p>
    4 | <p>综合：岚州报、岚州发布</p>
    4 | <p>综合自岚州报、岚州发布等</p>
    4 | <p>转自：岚州报</p>
    4 | <p>整理：王小红</p>
    4 | <p>（图片由受访者提供）</p>
    4 | <p>图片由受访者提供</p>
    4 | <p>图片来源于网络</p>
    4 | <p>- END -</p>
    4 | <p>END</p>
    4 | <p>【版权声明】本文著作权（含信息网络传播权）归属岚州报所有，未经授权不得转载</p>
    4 | <p>版权声明：本文系岚州报独家稿件，版权所有，未经授权严禁转载</p>
    4 | <p>声明：该文观点仅代表作者本人，岚州号系信息发布平台，岚州号仅提供信息存储空间服务。</p>
    4 | <p>特别声明：本文为自媒体作者上传，岚州号仅提供信息发布平台。</p>
    4 | <p>*本文仅代表作者个人观点</p>
    4 | <p>本文经授权转载自公众号“岚风”（ID：lanfeng），如需转载请联系原作者。</p>
    4 | <p>欢迎投稿：tougao@lan.example</p>
    4 | <p>新闻爆料：0700-12345678</p>
    4 | <p>岚州报新闻热线：0700-12345678 新闻爆料QQ：12345678</p>
    4 | <p>如果您有新闻线索，欢迎联系我们，电话：0700-12345678</p>
    4 | <p>爆料、维权通道：应用市场下载“岚新闻”客户端，搜索“报料”一键直达；拨打热线0700-12345678</p>
    4 | <p>（下载岚新闻，报料有奖！）</p>
    4 | <p>【如果您有新闻线索，欢迎向我们报料，一经采纳有费用酬谢。报料微信关注：ihxdsb，报料QQ：3386405712】</p>
    4 | <p>下载“岚新闻”APP，看更多本地新闻</p>
    4 | <p>更多资讯，请关注“岚州发布”</p>
    4 | <p>更多精彩资讯请在应用市场下载“岚州客户端”</p>
    4 | <p>关注岚州发布，每天看新闻</p>
    4 | <p>长按二维码识别关注</p>
    4 | <p>扫码关注“岚州发布”</p>
    4 | <p>微信扫码关注我们</p>
    4 | <p>分享、在看与点赞</p>
    4 | <p>点亮在看，让更多人看到</p>
    4 | <p>喜欢请点赞+在看</p>
    4 | <p>你怎么看？欢迎留言</p>
    4 | <p>欢迎在评论区留言讨论</p>
    4 | <p>今日话题：你家附近有旧粮仓吗？欢迎留言分享</p>
    4 | <p>标签：<a>木工</a> <a>粮仓</a></p>
    4 | <p>关键词：<a>木工</a> <a>粮仓</a></p>
    4 | <p>[责任编辑: 王小红]</p>
    4 | <p>举报</p>
    4 | <p>打印 关闭</p>
    4 | <p>【打印】【关闭】</p>
    4 | <p>返回列表</p>
    4 | <p>上一篇：<a href="1">某事</a></p>
    4 | <p>点击进入专题：<a href="1">木工</a></p>
    4 | <p>附件：<a href="a.pdf">名单.pdf</a></p>
    4 | <p>阅读原文</p>
    4 | <p>阅读 1234　点赞 12</p>
    4 | <p>推荐阅读：</p><p><a href="1">木工作坊的一天</a></p><p><a href="2">九把椅子的故事</a></p>
    4 | <p>往期推荐</p><p><a href="1">木工作坊的一天</a></p>
    4 | <p>本文原载《岚州报》2023年5月6日第3版</p>
    4 | <p>《岚州报》（2023-05-06 03版）</p>
    4 | <p>监制：赵四海</p>
    4 | <p>策划：赵四海 统筹：钱多 执行：孙可</p>
    4 | <p>出品：岚州报新媒体中心</p>
    4 | <p>海报制作：孙可</p>
    4 | <p>美编：孙可</p>
    4 | <p>视频：张一帆 剪辑：李二娃</p>
    4 | <p>题图：视觉岚州</p>
    4 | <p>值班主任：赵四海</p>
    4 | <p>责编|王小红 校对|赵四海</p>
    4 | <p>（编辑：王小红）</p>
    4 | <p>签发：赵四海 审核：钱多 编辑：王小红</p>
    4 | <p>投稿邮箱：lz@lan.example 联系电话：0700-12345678</p>
    4 | <p>本文链接：http://www.lan.example/1.html</p>
    4 | <p>免责声明：以上内容源自网络，版权归原作者所有，如有侵犯您的原创版权请告知，我们将尽快删除相关内容。</p>
    4 | <p>感谢您的阅读</p>
"""

STAYS = """
    0 | <p>编者按：粮仓是一座镇的记忆。本报今起推出“老房子”系列报道。</p>
    0 | <p>引子</p>
    0 | <p>【开栏的话】老房子里有老故事。</p>
    0 | <p>核心提示</p>
    2 | <p>一</p>
    2 | <p>【时间】5月6日至7日</p>
    2 | <p>甲班/乙班</p>
    2 | <p>01</p>
    2 | <p><strong>木头的味道</strong></p>
    2 | <p>木头的味道</p>
    2 | <p>◆木头的味道</p>
    2 | <p>1.先选木头</p>
    2 | <p>（一）先选木头</p>
    2 | <p>问：为什么做椅子？</p>
    2 | <p>记者：为什么做椅子？</p>
    2 | <p>“椅子不贵。”</p>
    2 | <p>八百元。</p>
    2 | <p>好。</p>
    2 | <p>那年，她二十六岁</p>
    2 | <p>Wood is warm.</p>
    2 | <p>咨询电话：0700-1234567</p>
    2 | <p>地址：青石镇粮仓路1号</p>
    2 | <p>开放时间：9:00-17:00</p>
    2 | <p>时间：5月6日至7日</p>
    2 | <p>她参加了<a href="/1">《关于修缮旧粮仓的公告》</a>。</p>
    2 | <p>编号：青石第三仓</p>
    2 | <ul><li>选木头</li><li>刨木头</li><li>凿榫眼</li></ul>
    2 | <ol><li>选木头，要干透的；</li><li>刨木头，要顺着纹理。</li></ol>
    2 | <blockquote>木头会说话，只是说得慢。</blockquote>
    2 | <p>“<a href="1">木作坊</a>”的招牌，是她用旧门板刻的。</p>
    2 | <p>2016年5月6日 晴</p>
    2 | <p>作者注：粮仓旧址在今镇小学东侧。</p>
    2 | <h3>木头的味道</h3>
    2 | <h4>扫一扫，椅子的故事</h4>
    2 | <p>新闻链接：什么是榫卯</p>
    2 | <p>榫卯是两个木构件上凹凸结合的连接方式，不用一颗钉子，能用上百年。</p>
    4 | <p>如今，她每天还是第一个到作坊。</p>
    4 | <p>她说，等。</p>
    4 | <p>岚县青石镇</p>
    4 | <p>2023年5月</p>
"""


def lines(block: str) -> list[str]:
    return block.strip("\n").splitlines()


def body(line: str) -> list[str]:
    """The paragraphs of the story with the line in its place."""
    place, _, html = line.strip().partition(" | ")
    paragraphs = [f"<p>{text}</p>" for text in STORY]
    paragraphs.insert(int(place), html.replace("{T}", TITLE))
    page = f"""<html><head><meta charset="utf-8"><title>{TITLE}_岚州网</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/a">新闻</a><a href="/b">财经</a></div><h1>{TITLE}</h1>
<div class="inf">2023-05-06 10:20 来源：岚州报</div><div class="con">{"".join(paragraphs)}</div>
<div><a href="/1">老街理发店的灯光</a><a href="/2">桥头的鞋匠和他的徒弟</a></div></body></html>"""
    return (extract(page.encode(), "https://www.lan.example/a/1.html").body or "").split("\n\n")


@pytest.mark.parametrize("line", lines(GOES))
def test_the_line_goes_and_the_story_stays(line: str) -> None:
    assert body(line) == list(STORY)


@pytest.mark.parametrize("line", lines(STAYS))
def test_the_line_stays(line: str) -> None:
    shown = body(line)
    assert len(shown) > len(STORY)
    assert all(text in shown for text in STORY)
