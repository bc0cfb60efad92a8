"""Words that stand around dates on Chinese pages. Collected from pages of about 100 hosts, November 2026.

All words are in simplified characters and half-width punctuation: the grammar folds a text before it reads.
"""

from __future__ import annotations

from typing import Final, Literal

LabelKind = Literal["published", "generic", "updated", "modified", "other"]
DayPart = Literal["am", "noon", "pm", "night"]

# published: when the page appeared; generic: the same where nothing more exact is shown; updated: the last
# change by its name, yet on some sites the only time shown; modified, other: never publication.
# Words are parted by white space and written without any inside.
LABELS: Final[dict[LabelKind, str]] = {
    "published": """
        发布时间 发布日期 发布于 发布 发表时间 发表日期 发表于 发稿时间 发稿日期 稿件时间 录入时间
        录入日期 添加时间 添加日期 上传时间 上传日期 入库时间 刊发时间 刊登时间 刊登日期 出版日期
        见报日期 提交时间 加入时间 新闻时间 新闻日期 文章时间 推送时间 信息时间 信息日期 发文时间
        公布时间 公布日期 发帖时间 首发时间 上线时间 创建时间 publishedon published publishtime
        上稿时间 刊出时间 编发时间 签发时间 发送时间 出版 刊出 publishdate postedon posted pubdate
        pubtime
    """,
    "generic": """
        时间 日期 date time
    """,
    "updated": """
        更新时间 更新日期 更新于 更新 updated updatedon 编辑时间 编辑日期
    """,
    "modified": """
        最后更新时间 最后更新 最近更新时间 最近更新在 最近更新于 最近更新 最后修改时间 最后修改 最后编辑 修改时间 修改日期
        修改于 本文最后更新于 最后更新于 lastupdated lastmodified modified
    """,
    "other": """
        页面生成时间 生成时间 今天是 今日是 现在是 现在时间 当前时间 当前日期 系统时间 北京时间
        当地时间 成文日期 成文时间 印发日期 截止时间 截止日期 截至 有效期 有效期至 活动时间 活动日期
        会议时间 开始时间 结束时间 报名时间 考试时间 开庭时间 开标时间 注册时间 登录时间 加载时间
        打印时间 打印日期 评论时间 回复时间 回答时间 拍摄时间 拍摄日期 开播时间 播出时间 施行日期
        实施日期 生效日期 废止日期 出生日期 工作时间 营业时间 办公时间 下载时间 访问时间 统计时间
        演出时间 比赛时间 上映时间 原文时间 备案日期 成立日期 发行日期 收稿日期
    """,
}

# The part of the day that is named before or behind a clock reading of 1 to 12.
PARTS_OF_DAY: Final[dict[str, DayPart]] = {
    **dict.fromkeys(("凌晨", "清晨", "早上", "早晨", "上午", "am"), "am"),
    **dict.fromkeys(("下午", "午后", "傍晚", "pm"), "pm"),
    **dict.fromkeys(("晚上", "晚间", "夜间", "深夜"), "night"),
    "中午": "noon",
}

# Minutes east of Greenwich. CST is China Standard Time here, whatever other libraries think.
ZONES: Final[dict[str, int]] = {
    "Z": 0, "GMT": 0, "UTC": 0, "CST": 480, "HKT": 480, "JST": 540, "KST": 540, "MSK": 180, "CET": 60,
    "CEST": 120, "BST": 60, "EST": -300, "EDT": -240, "PST": -480, "PDT": -420,
}  # fmt: skip

# Zones named in front of a clock reading.
NAMED_ZONES: Final[dict[str, int]] = {
    "格林尼治标准时间": 0, "格林威治标准时间": 0, "格林尼治时间": 0, "格林威治时间": 0, "世界标准时间": 0,
    "北京时间": 480, "HKT": 480, "台北时间": 480, "香港时间": 480, "东京时间": 540,
}  # fmt: skip

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
