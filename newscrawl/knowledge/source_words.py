"""Words around the source of an article: its labels, what is shown instead of an outlet, what is no part of it.

Compiled by the newscrawl authors from saved pages, November 2026. All patterns are for short texts: a line of
facts, or the few characters behind a label.
"""

from __future__ import annotations

import re

_OF_SOMETHING_ELSE = "".join(
    f"(?<!{word})"
    for word in (
        "图片 图像 照片 视频 音频 素材 资料 数据 内部 资金 收入 经济 水源 货物 客户 用户 人才 主要 唯一 重要 权威 可靠"
        " 注明 标明 写明 载明 标注 图 的 无 其"
    ).split()
)
# 来源 with its variants, and not 图片来源 or 请注明出处.
LABEL = re.compile(
    # The look at the first character spares most characters of a text the two dozen words.
    r"(?=\s?[来來稿出转摘选综整编信文新本内消原版媒])"
    + _OF_SOMETHING_ELSE
    + r"(?:信息|文章|新闻|稿件|本文|内容|文字|消息|转载|原文|版权|媒体)?\s?"
    r"(?:(?:[来來]\s{0,4}源|稿\s{0,4}源|出\s{0,4}[处處])(?:网站|媒体|单位|机构)?\s?(?:[】\]]\s?[：:]?|[：:︰丨|｜/／]|于\s?[：:]?)"
    r"|(?:(?<![一-鿿])|(?<=本文|文章|原文))(?:转载自|转自|摘自|选自|来自)\s?[：:]"
    r"|(?<=[（(【\[])(?:转载自|转自|摘自|选自|(?:综合)?(?:整理|编译|摘编)自)\s?[：:]?"
    r"|(?:^|(?<=[（(【\[\s]))(?:来源|稿源)(?=\s?《|\s[^\s：:]))"
)
_PEOPLE = (
    r"作\s?者|记\s?者|通讯员|撰\s?文|文\s?字|摄\s?影|供\s?稿|投\s?稿|上传|录入|发布[人者]|校\s?对|审\s?核|监\s?制|签\s?发|初\s?审"
    r"|(?:收集|采集|整理|责任|值班|实习|网络|本文|执行)?编\s?[辑审輯]|(?:責任)?編輯|责\s?编|責編"
)
_TIMES = r"(?:发布|发表|更新|录入|发稿|刊发|稿件|上传|撰稿)?(?:[时時]\s?[间間]|日\s?期)|发布于|发表于|最后更新|更新于|编辑于"
_COUNTS = (
    r"[浏瀏]\s?[览覽](?:次数|量)?|点\s?击(?:次数|率|量|数)?|阅\s?读(?:次数|量|数|权限)?|访\s?问(?:次数|量)?|查\s?看(?:次数)?"
    r"|人\s?气|热\s?度|评\s?论|次\s?数"
)
_TOOLS = (
    r"字\s?[号號体體]|分\s?享(?:到|至)?|打\s?印|收\s?藏|关\s?注|举\s?报|纠\s?错|保护视力色|视力保护色|类\s?型|原标题|关键[字词]"
    r"|标\s?签|栏\s?目|分\s?类|频\s?道|文\s?号|责任单位|版\s?次|属地|IP"
)
_BUTTONS = (
    r"[Tt]\s?[|+-]|A[-+]|大\s?中\s?小|我有话说|我要|放大|缩小|手机|扫[一码]|原创稿?|转载|订阅|推荐|已有|共有|参与"
    r"|正文|返回|进入|下载|有奖|语音|听新闻|微信$|微博$|QQ|投诉|阅读模式"
)
# The next label, button or date: here the value ends at the latest.
NEXT = re.compile(
    rf"(?=[^\W\d_])(?:{_PEOPLE}|{_TIMES}|{_COUNTS}|{_TOOLS}|来\s?源)\s?[：:丨|｜]"
    rf"|(?=[^\W\d_])(?:(?<=[\s|｜·•【\[（(])|^)(?:{_COUNTS}|{_TOOLS}|{_PEOPLE}|{_TIMES}|{_BUTTONS})"
    r"|(?:19|20)\d\d\s?[-年/.]|\d{1,2}\s?[-月/]\s?\d{1,2}|\d{1,2}[:：]\d\d|https?:|www\."
    r"|参与互动|条评论|我有话说|我要评论|\d{1,7}+\s?(?:条评论|个?评论|次?阅读|人参与|跟贴|次?浏览|个?回复)"
)
# A date, a clock time or both, as they stand in a line of facts.
STAMP = re.compile(
    r"[今昨前]天\s?\d{1,2}[:：]\d\d|(?:(?:19|20)?\d\d\s?[-年/.]\s?)?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?\s?(?:[-T:]?\s?\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
)
_MAKING = "整理|转载|综合|汇总|采编|编译|收集|搜集|采集|编辑"
# Shown in the place of an outlet, but none.
NON_OUTLET = re.compile(
    rf"(?:来自|源自|转载自)?(?:网络|互联网|网上|因特网|网友|读者)(?:{_MAKING}|来源|媒体|资料|图片|投稿|供稿|爆料)?"
    rf"|(?:编辑|采编|小编|人工|网站)?(?:{_MAKING})自?(?:网络|互联网|报道|消息|媒体|自媒体)?"
    r"|综合(?:各方|多方|外电|外媒|媒体)(?:报道|消息)?|原创|投稿|商讯|供稿|特稿|专稿|来稿|佚名|未知|不详|无|暂无|其[他它]"
    r"|群众(?:反映|来信|投稿|提供)|官方|自媒体|媒体|新闻|资讯|公众号|微信|微信公众号|微信朋友圈|朋友圈|论坛|博客|自定义|(?:网站|系统|超级)?管理员|内部来源"
    r"|admin\w{0,9}|administrator|root|test|internet|null|none|undefined|unknown|[-—.。\\/*]+",
    re.I,
)
# The site speaks of itself.
OWN = re.compile(
    rf"(?:本站|本网|本报|本刊|本台|本网站|本平台|本社)(?:原创|讯|记者|消息|专稿|资讯|报道|发布|{_MAKING})*"
)
# What is glued to an outlet's name and is no part of it; of the second kind only where an outlet remains.
GLUED = re.compile(
    r"(?:收集|采集|转载|综合整理|整理|等|(?:首席|见习|实习|特约)?(?:记者|記者)|[（(\[【][^（()）\[\]【】]{1,12}[）)\]】])$"
)
GLUED_TO_OUTLET = re.compile(
    r"(?:综合报道|原创稿?|转|报道|讯|电|消息|供稿|融媒体?中心|全媒体|(?:参与互动|我有话说|分享|评论|字号|打印|收藏|举报|纠错|关注).*|(?:全媒体|融媒体|首席|见习|实习)?(?:记者|通讯员|评论员).*)$"
)
BEFORE_OUTLET = re.compile(
    r"^(?:综合整理自|综合自?|整理自|转载自|转自|摘自|源自|来自|编译自|据|微信公众号|公众号|微信|微博|头条号|视频号)?[：:@\s“\"]*"
)
# How the names of outlets end.
OUTLET_ENDING = re.compile(
    r"(?:报|网|社|台|新闻|在线|电视|广播|频道|频率|客户端|融媒体?|传媒|周刊|杂志|画报|观察|资讯|头条|视频|之声|公[众號号]+|微信号|发布"
    r"|快讯|快报|通讯|之家|参考|论坛|财经|科技|体育|娱乐|时尚|军事|报道|評論|评论|導報|報|網|新聞|電視台?|日报社|中心|时刻|视点|视界"
    r"|[Nn]ews|[Tt]imes|APP|App)$"
)
# Channels, whose names end like those of outlets.
CHANNEL = re.compile(
    r"(?:国内|国际|社会|本地|地方|时政|财经|体育|娱乐|科技|教育|健康|旅游|房产|汽车|军事|文化|民生|热点|综合|行业|公司|企业|图片"
    r"|滚动|最新|今日|热门|焦点|法[治制]|经济|产业|市场|政务|部门|区县|县市|基层|工作|媒体|省内|全国|全球|国内外|通知|中心|校园|学院"
    r"|[市区县省])?(?:新闻|要闻|动态|资讯|快讯|报道|头条|观察|评论|财经|科技|体育|娱乐|视频|中心|频道|论坛|军事|时尚|发布|在线)"
)
# The endings that only outlets have, for names in running text (某某网消息, 某某日报讯).
PRESS_ENDING = re.compile(
    r"(?:(?<![通预海公汇举简情电警战捷快])报|(?<![官联上电官专外内])网|(?<![版行作公学结])社|电视台|新闻|融媒体?|在线|客户端|周刊|報|網|電視臺?)$"
)
# Short lines around the headline that are no account.
BUTTONS = frozenset(
    """
关注 已关注 分享 收藏 举报 评论 点赞 转发 打印 纠错 阅读 原创 转载 首页 正文 新闻 要闻 时政 国内 国际 社会 财经 体育
娱乐 科技 微博 新浪微博 腾讯微博 微信 朋友圈 微信好友 QQ QQ空间 QQ好友 豆瓣 知乎 人人网 百度 百度贴吧 今日头条 开心网
更多 大 中 小 标准 超大 字号 字体 视频 图片 专题 直播 手机版 手机看 客户端 登录 注册 退出 搜索 返回 简介 详情 摘要 导读
作者 编辑 来源 时间 昨天 今天 前天 刚刚 企鹅号 百家号 头条号 搜狐号 网易号 大鱼号 一点号 微头条 易信 语音播报 热点 推荐
財經 體育 娛樂 社會 國際 國內 時政 新聞 要聞 首頁 視頻 圖片 專題 訂閱 點讚 分類 兩岸
订户 会员 付费 进入论坛 广告 热门 最新 上一篇 下一篇 目录 频道 栏目 标签 关键词 责任编辑 责编 网站首页 当前位置 复制链接 有料 热评 滚动 快讯
优质原创作者 官方账号 认证 发现 订阅 听新闻 播报 暂停 关闭
""".split()
)
# Class or id of an element in which sites show who published.
ACCOUNT_LABEL = re.compile(
    r"author|account|source|media|nick|pgc|user|profile|origin|publisher|(?:^|[\s_-])(?:meta|info|from|by)(?:$|[\s_-])"
    r"|article-sub|a_info|artinfo|news_about|byline|laiyuan"
)
