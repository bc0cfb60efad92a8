"""The words by which Chinese pages credit people, as data. Compiled 2026-11 from bylines of some 70 hosts.

A role's kind says whose credit it is:

- writer: 记者 通讯员 作者 …: names follow it, or (供稿, 编译) stand before it
- photo:  摄 摄影 图 …
- both:   摄影报道 文/图 …: one phrase, two roles
- verb:   报道 整理 综合 …: a role only for people who have no other
- editor: 责编 校对 监制 …
- other:  排版 设计 供图 …: credited, but neither reporter nor editor
"""

from __future__ import annotations

from typing import Literal

RoleKind = Literal["writer", "photo", "both", "verb", "editor", "other"]

_RANKS = """
首席 见习 見習 实习 實習 特约 特約 特派 特别 特別 资深 資深 高级 主任 全媒体 全媒體 融媒体 新媒体 视频 文字 调查
专职 兼职 职工 校园 学生 小 驻站 财经 体育 评论 专题 专栏 专刊 深度 政经 前方 随行 报刊 外籍 数据 社会 本地 骑行
"""
RANKS: tuple[str, ...] = tuple(_RANKS.split())
"""What stands before 记者, 通讯员, 评论员 and belongs to the role."""

TITLED: dict[str, RoleKind] = {
    "记者": "writer", "記者": "writer", "通讯员": "writer", "通訊員": "writer", "实习生": "writer", "實習生": "writer",
    "见习生": "writer", "评论员": "writer", "評論員": "writer", "撰稿人": "writer", "作者": "writer", "报道员": "writer",
    "特派员": "writer", "特派員": "writer", "觀察員": "writer", "网评员": "writer", "观察员": "writer", "主笔": "writer", "摄影师": "photo", "攝影師": "photo",
}  # fmt: skip
"""Titles of people; a rank may stand in front, an organisation before that."""

STRONG: dict[str, RoleKind] = {
    "摄影记者": "photo", "攝影記者": "photo", "图片记者": "photo", "圖片記者": "photo", "摄像记者": "photo",
    "摄影报道": "both", "攝影報導": "both", "攝影報道": "both", "摄影报导": "both", "图文报道": "both",
    "文/图": "both", "图/文": "both", "文／图": "both", "图／文": "both", "文、图": "both", "图、文": "both",
    "文/圖": "both", "圖/文": "both", "文／圖": "both", "圖／文": "both", "文|图": "both", "图|文": "both",
    "文｜图": "both", "图｜文": "both", "文丨图": "both", "图丨文": "both", "文字/摄影": "both", "文并图": "both",
    "撰文/摄影": "both", "采写/摄影": "both", "文/摄影": "both", "文/摄": "both", "文\\图": "both", "图\\文": "both", "文并摄": "both", "圖、文": "both", "文、圖": "both", "文、摄影": "both", "文字/图片": "both",
    "供稿/供图": "both", "供稿 / 供图": "both", "供图/供稿": "both", "文图": "both", "图文": "both", "圖文": "both",
    "新闻编辑": "editor", "责任编辑": "editor", "責任編輯": "editor", "责任编审": "editor", "责编": "editor", "責編": "editor",
    "责任校对": "editor", "责校": "editor", "总编辑": "editor", "總編輯": "editor", "副总编辑": "editor",
}  # fmt: skip
"""Words that are a credit wherever they stand in a phrase."""

BOUNDED: dict[str, RoleKind] = {
    "文字": "writer", "采写": "writer", "採寫": "writer", "采访": "writer", "採訪": "writer", "撰文": "writer",
    "撰稿": "writer", "执笔": "writer", "執筆": "writer", "编译": "writer", "編譯": "writer", "译者": "writer",
    "翻译": "writer", "翻譯": "writer", "供稿": "writer", "投稿": "writer", "来稿": "writer", "特稿": "writer",
    "采编": "writer", "采写整理": "writer", "采访整理": "writer", "参与采写": "writer", "参与采访": "writer", "参与记者": "writer", "编撰": "writer", "文案": "writer", "文稿": "writer", "撰写": "writer", "供稿人": "writer", "投稿人": "writer", "拟稿人": "writer", "信息员": "writer", "撰文者": "writer",
    "整理": "verb", "整合": "verb", "综合": "verb", "綜合": "verb", "综合整理": "verb", "综合报道": "verb",
    "綜合報導": "verb", "綜合報道": "verb", "连线报道": "verb", "連線報導": "verb", "采访报道": "verb", "综合报导": "verb", "编译报导": "verb", "采访报导": "verb", "连线报导": "verb", "採訪報導": "verb", "採訪報道": "verb", "报道": "verb", "報導": "verb",
    "報道": "verb", "报导": "verb", "编译报道": "verb", "編譯報導": "verb", "独家报道": "verb", "現場報導": "verb",
    "摄影": "photo", "攝影": "photo", "图片": "photo", "圖片": "photo", "摄像": "photo", "攝像": "photo",
    "照片": "photo", "航拍": "photo", "拍摄": "photo", "翻摄": "photo", "翻攝": "photo", "配图": "photo",
    "编辑": "editor", "編輯": "editor", "校对": "editor", "校對": "editor", "审校": "editor", "校审": "editor",
    "审核": "editor", "審核": "editor", "審稿": "editor", "審校": "editor", "初審": "editor", "複審": "editor", "審定": "editor", "审定": "editor", "审读": "editor", "审签": "editor", "审稿": "editor", "审核人": "editor", "校对人": "editor", "编辑人": "editor", "审稿人": "editor",
    "核稿編輯": "editor", "核稿编辑": "editor", "網編": "editor", "网编": "editor", "文编": "editor", "责任主编": "editor", "编审": "editor",
    "初审": "editor", "复审": "editor", "終審": "editor", "终审": "editor", "一审": "editor", "二审": "editor",
    "三审": "editor", "一校": "editor", "初校": "editor", "复校": "editor", "终校": "editor", "编校": "editor", "编发": "editor", "监审": "editor",
    "二校": "editor", "三校": "editor", "监制": "editor", "監製": "editor",
    "总监制": "editor", "主编": "editor", "主編": "editor", "总编": "editor", "總編": "editor", "副总编": "editor",
    "副主编": "editor", "执行主编": "editor", "选稿": "editor", "组稿": "editor", "签发": "editor", "编务": "editor",
    "值班编委": "editor", "值班主任": "editor", "值班总编": "editor", "编委": "editor", "统筹": "other",
    "排版": "other", "设计": "other", "美编": "other", "制图": "other", "制表": "other", "视觉": "other",
    "海报": "other", "视频": "other", "剪辑": "other", "配音": "other", "播音": "other", "主播": "other",
    "出镜": "other", "策划": "other", "总策划": "other", "出品": "other", "出品人": "other", "制作": "other",
    "制片": "other", "制片人": "other", "后期": "other", "音频": "other", "动画": "other", "运营": "other",
    "主持人": "other", "口述": "other", "供图": "other", "供圖": "other", "图源": "other",
    "提供": "other", "摄制": "other", "翻拍": "other", "插画": "other", "绘图": "other", "版式": "other",
    "技术": "other", "录入": "other", "发布者": "other", "发布人": "other", "上传": "other", "推荐": "other",
    "链接": "other", "数据支持": "other", "协调": "other", "版权": "other", "题字": "other", "朗诵": "other", "作词": "other",
}  # fmt: skip
"""Words that are a credit only where a name, a separator or an end stands on one side of them."""

SINGLE: dict[str, RoleKind] = {
    "文": "writer", "撰": "writer", "译": "writer", "图": "photo", "圖": "photo", "编": "editor", "校": "editor",
}  # fmt: skip
"""Single characters that are a credit only between separators."""

_EDITOR_RANKS = """
值班 实习 见习 新媒体 网络 文字 图片 视频 版面 栏目 本期 本版 执行 微信 首席 夜班 当班 轮值 网站 助理 一读 二读 文稿 英文
專責 實習 責任 助理 视觉
"""
EDITOR_RANKS: tuple[str, ...] = tuple(_EDITOR_RANKS.split())
"""What stands before 编辑, 主编, 监制 and belongs to the role."""

SHOWN: dict[str, str] = {
    "摄": "摄影", "攝": "摄影", "攝影": "摄影", "翻摄": "摄影", "翻攝": "摄影", "图片": "图", "圖片": "图", "圖": "图",
    "摄影记者": "摄影", "攝影記者": "摄影", "图片记者": "摄影", "圖片記者": "摄影", "摄像记者": "摄像", "摄影师": "摄影",
    "攝影師": "摄影", "拍摄": "摄影", "照片": "图", "配图": "图", "文字": "文", "記者": "记者", "通訊員": "通讯员",
    "實習生": "实习生", "責任編輯": "责任编辑", "責編": "责编", "編輯": "编辑", "編譯": "编译", "翻譯": "翻译", "綜合": "综合", "報導": "报道",
    "報道": "报道", "报导": "报道", "綜合報導": "综合报道", "連線報導": "连线报道", "攝像": "摄像", "執筆": "执笔",
}  # fmt: skip
"""A role as it is recorded, where that differs from the word on the page."""

_OTHER_LABELS = """
文章来源 信息来源 稿件来源 新闻来源 本文来源 内部来源 图片来源 资料来源 数据来源 视频来源 原标题 来源于 来源 來源 稿源 出处 转自 摘自
发布时间 发布日期 发表时间 发表日期 更新时间 更新日期 录入时间 稿件时间 时间 日期 發布時間 時間 日期 最后更新 浏览次数 浏览量 浏览数 浏览
点击次数 点击量 点击数 点击率 点击 阅读次数 阅读量 阅读数 阅读 人气 评论数 评论 字号 字体 字體 关键词 关键字 标签 分享到 分享 栏目 分类
作者单位 作者简介 作者介绍 发布单位 信息提供 供稿单位 报送单位 所属 类别 电话 邮箱 热线 微信 公众号 微博 版次 点赞 收藏 打印 大小
"""
OTHER_LABELS: tuple[str, ...] = tuple(_OTHER_LABELS.split())
"""Labels of other facts that share a line with credits: each ends the credit before it."""

_MEDIA_SELF = """
本报 本網 本网 本刊 本台 本社 本报讯 本站 本報 本台消息 我报 我台
"""
MEDIA_SELF: frozenset[str] = frozenset(_MEDIA_SELF.split())
"""How an outlet speaks of itself; never an organisation's name."""

PADDED_ROLES: tuple[str, ...] = (
    "作者", "责编", "编辑", "校对", "监制", "记者", "摄影", "主编", "总编", "审核", "编审", "审校", "初审", "复审", "终审", "监审", "一审", "二审", "三审",
    "文字", "通讯员",
)  # fmt: skip
PADDED_LABELS: tuple[str, ...] = ("来源", "时间", "日期")
"""Labels that are also written with spaces between their characters (作 者：)."""

NAMELESS: frozenset[str] = frozenset(
    ("供图", "供圖", "供稿", "图源", "提供", "摄", "攝", "供稿/供图", "供图/供稿")
)
"""Roles that are a credit even where no name stands with them (警方供图)."""
