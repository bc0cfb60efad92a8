"""How the names of organisations, outlets, posts and titles end, as data. Compiled 2026-11."""

from __future__ import annotations

_ORG_ENDINGS = """
新闻 日报 晚报 早报 晨报 时报 商报 都市报 周刊 杂志 杂志社 电视台 广播 在线 网站 客户端 频道 频率 传媒 融媒 融媒体 媒体 中心
公司 集团 银行 分行 支行 大学 学院 学校 中学 小学 幼儿园 医院 委员会 管委会 居委会 村委会 协会 学会 商会 基金会 联合会 总工会 研究院
研究所 支部 党支部 党委 宣传部 组织部 统战部 办公室 政府 街道 法院 检察院 公安 分局 派出所 支队 大队 中队 总队 消防 俱乐部 工作室
编辑部 报道组 采访组 写作组 课题组 评论部 图书馆 博物馆 出版社 通讯社 事务所 景区 社区 合作社 工作队 摄影队 联盟 平台 科技 文化 财经
视频 中国 之家 公众号 微信 微博 号 眼科 参考 观察 观点 论坛 智库 智谷 快讯 资讯 视觉 图库 创意 自媒体 整理 专栏 编译 热线 先锋 发布
中文 新聞 日報 晚報 時報 報 聯合會 電視 大學 協會 委員會 中心 公司 社 網 臺 局 廳 APP app
之声 电台 卫视
公宣 教宣 交宣 卫信 警宣 检宣 法宣
"""
ORG_ENDINGS: tuple[str, ...] = tuple(_ORG_ENDINGS.split())

ORG_LAST_CHARS: frozenset[str] = frozenset("网報报社台局厅站處处部委办院所")
"""Characters that end an organisation and almost never a Chinese name."""

DESK_LAST_CHARS: frozenset[str] = frozenset("科股组室厂店队区镇乡村县市省校系馆团会")
"""Characters that end the name of a desk or place, and now and then one of a person."""

_TITLES = """
研究员 副研究员 助理研究员 教授 副教授 讲师 博士 硕士 院士 学者 专家 院长 副院长 所长 副所长 主任 副主任 会长 副会长 秘书长 副秘书长
理事长 理事 董事长 总经理 经理 总裁 总监 局长 副局长 处长 部长 副部长 市长 县长 书记 主席 副主席 委员 代表 律师 分析师 工程师 评论员
作家 诗人 导演 校长 副校长 老师 教师 医生 医师 主编 社长 总编辑 党委书记 首席经济学家 经济学家 博士后 博士生 研究生 撰稿人
"""
TITLES: tuple[str, ...] = tuple(_TITLES.split())
