"""What looks like a person's name and is none: words, places and stand-ins, as data.

Compiled 2026-11 by reading credits on regional news sites: all of it begins with a character that is also a
surname, or stands in the slot of an author.
"""

from __future__ import annotations

from importlib.resources import files

_PLACES = """
安徽 安庆 安阳 安康 安顺 安卡拉 保定 保山 包头 巴中 巴黎 巴西 柏林 贝鲁特 白城 白山 白银 百色 布鲁塞尔 常州 常德
成都 承德 池州 楚雄 东莞 东营 东京 丹东 德阳 费城 丰台 福州 福建 富阳 甘肃 甘孜 高雄 高密 高邮 广东 广西 广州 广元
广安 桂林 海南 海口 海东 杭州 和田 和县 贺州 洪湖 怀化 黄山 黄石 黄冈 华沙 惠州 惠灵顿 华盛顿 吉林 吉安 江苏 江西
江门 江阴 焦作 金华 金昌 金门 金边 荆州 荆门 景德镇 康定 兰州 乐山 乐清 连云港 连江 廉江 林芝 柳州 龙岩 陆丰 鹿泉
罗马 利雅得 利马 马鞍山 马尼拉 马德里 马来西亚 梅州 米易 米兰 苗栗 明光 莫斯科 墨尔本 孟买 明斯克 南京 南通 南昌
南宁 南阳 南充 南平 南投 宁波 宁夏 宁德 平凉 平潭 平壤 濮阳 齐齐哈尔 祁阳 秦皇岛 秦岭 钦州 青岛 青海 曲靖 衢州
荣昌 山东 山西 山南 商洛 商丘 邵阳 沈阳 石家庄 石狮 石嘴山 双鸭山 苏州 宿州 宿迁 随州 台北 台州 台湾 太原 泰州 唐山
滕州 通化 通辽 通州 万州 万象 温州 温哥华 文山 文昌 乌兰 吴忠 吴江 武汉 武威 武夷山 厦门 项城 萧山 徐州 徐汇 许昌
宣城 阳泉 阳江 雅安 叶城 仰光 伊春 伊犁 银川 应城 于田 余姚 余杭 禹州 岳阳 云浮 云林 云南 雲林 张家口 张家界 张掖
章丘 昭通 赵县 郑州 钟祥 周口 诸暨 邹城 香港 蘇州 廣州 臺北 東京 華盛頓 羅馬 南韓 越南 印度 蒙古 欧洲 法国 英国 泰国
边境 江南 江北 海外 国内 国际 全国 全省 全市 巴厘岛 都江堰 米脂 双流 温江 郫都 金堂 宜宾 龙泉 高新 武侯 简阳 金牛
"""
PLACES: frozenset[str] = frozenset(_PLACES.split())

_FURTHER_PLACES = """
北京 天津 河北 山西 内蒙 辽宁 黑龙江 上海 浙江 福建 江西 河南 湖北 湖南 重庆 四川 贵州 西藏 陕西 新疆 澳门 中国 国家 清华 复旦 美国
日本 大连 哈尔滨 长春 合肥 嘉兴 绍兴 洛阳 开封 长沙 株洲 湘潭 深圳 珠海 佛山 汕头 北海 三亚 绵阳 遵义 贵阳 昆明 大理 拉萨 咸阳
西宁 新竹 新北 桃园 台中 台南 嘉义 屏东 花莲 基隆 澎湖 彰化 新竹 首尔 伦敦 纽约 曼谷 河内 雅加达 新德里 开罗 悉尼 堪培拉 日内瓦
台灣 臺灣 臺中 臺南 台東 臺東 嘉義 屏東 花蓮 桃園 紐約 倫敦 首爾 日內瓦 洛杉矶 洛杉磯 旧金山 維也納 维也纳 基辅 伊斯坦布尔
"""
FURTHER_PLACES: frozenset[str] = frozenset(_FURTHER_PLACES.split())
"""Places that look like no name, but stand right behind one (記者王某台北報導)."""

_WORDS = """
安全 安排 安装 白酒 白色 白天 包括 包装 保险 保护 保障 贝壳 毕业 毕竟 边防 步行 财经 查看 查询 查处 常识 常见 车辆
车讯 车主 成功 成立 成员 程序 程度 池塘 储备 从事 从而 单位 单独 党建 党委 党员 党史 东方 董事 董事长 董秘 都市 杜绝
段落 方案 方法 方式 方面 方向 房产 房屋 房价 封面 封闭 封面图 丰富 丰收 符合 扶贫 福利 富裕 干部 干净 高考 高校 高铁 高清
高度 高级 高端 高中 高层 公司 公告 公益 公安 贡献 谷歌 古代 古迹 顾客 顾问 关注 关于 关系 关键 关闭 管理 管理员 管道
广场 广告 广大 国家 国务院 国防 和平 贺信 贺岁 红色 洪水 后续 后来 胡说 花絮 花卉 华夏 华人 怀疑 黄金 黄色 黄河 惠民 计划
计算 纪念 纪录 纪委 季节 家庭 家长 家电 简介 简讯 简单 简体 江山 江湖 焦点 金融 金牌 金额 经济 经典 经过 经理 景区 景色
景点 居民 康养 康复 空气 劳动 雷达 冷空气 冷门 黎明 利用 利润 利息 连续 连线 连载 林业 林区 龙头 路透 路线 路况 路演 鲁网
马上 满意 毛病 茅台 梅花 米饭 明星 明天 明年 明确 莫非 那么 那些 年度 牛奶 农业 农村 农民 欧洲 庞大 平台 平安 平均 平时
强化 强调 强烈 强大 秋季 曲艺 曲目 权威 权利 全部 全文 全面 全球 任务 任命 任何 荣誉 荣获 容易 赛事 沙龙 沙发 尚未 舒适
申请 申报 生活 生产 生态 师生 石油 石化 石头 时间 时政 时评 时尚 时代 时报 时事 时讯 寿命 双方 双语 双色球 水利 水果 水平
司法 司机 松山 索赔 台风 台湾 谈话 谈判 汤圆 田园 童话 童年 通知 通报 通讯 通过 通稿 同志 同步 图片 图文 图集 万人 万元
万一 汪洋 危险 危机 卫生 卫视 卫星 温度 温馨 文化 文章 文艺 文明 文汇 文物 文字 文件 文案 文体 闻讯 乌鲁木齐 武警 武术 席位
夏季 夏天 夏日 相关 相信 相机 向导 向前 项目 项链 萧条 校园 辛苦 新闻 信息 信用 幸福 熊猫 宣传 宣布 宣言 严重 颜色 杨梅
养老 养生 叶子 伊朗 易车 易网 印象 应用 应对 应该 游客 游戏 游泳 游览 于是 于昨日 于近日 余额 元旦 元素 原创 原文 原图
员工 云端 云南 蓝天 蓝色 查阅 张贴 章节 支部 支持 支付 直播 种植 钟表 钟情 仲裁 周刊 周报 周年 周末 周一 周二 周三 周四 周五
周六 周日 祝贺 祝福 庄园 卓越 宗教 左右 华侨 华商 华文 安心 平面 强国 国外 国学 国资 官方 官网 战报 战略 战疫 阳光 阳台
明报 文联 海报 海外 海关 公众号 双创 双减 未知 来稿 来信 来源 由来 年报 水上 广电 广播 修订 简称 通联 应急 经开 解读 解放
解析 解决 盛大 盛世 梁山 谷物 商报 商讯 商务 商业 帅气 冀云 郑报 关爱 官微 党报 党媒 党网 政能亮 易烊 汉服 何时 何处 何以
别墅 充电 常委 常务 常年 常态 艾滋 全媒体 融媒体 融媒 政务 云上 马拉松 金秋 景观 江淮 有限 水库 史料 史话 向阳 于今 应届 时光
"""
WORDS: frozenset[str] = frozenset(_WORDS.split())

_STAND_INS = """
佚名 秩名 轶名 匿名 未知 无名 无 不详 网络 网络整理 网络转载 网络收集 网络综合 互联网 网友 网民 网友投稿 本站 本网 本报 本刊
本站原创 本网原创 原创 转载 转帖 综合 综合整理 综合报道 整理 小编 小编整理 编辑 编辑部 本站编辑 网站编辑 管理员 系统管理员
站长 版主 游客 用户 会员 投稿 来稿 通讯员 记者 作者 责编 新闻中心 匿名用户 群众 读者 官方 平台 记者 佚名 admin administrator
root editor editors user guest system webmaster master news newsroom netease sina sohu qq ifeng tencent null none test manager
纠错 阅读 浏览 点击 播放 播报 播报文章 语音播报 听新闻 朗读 举报 打印 分享 收藏 返回 关闭 更多 扫一扫 扫码 点击右上角 分享到 下载 anonymous author unknown undefined name nbsp 記者 編輯 小編 未知 綜合 網路
"""
STAND_INS: frozenset[str] = frozenset(_STAND_INS.split())
"""What a form puts in where nobody is credited."""

_ROLE_COMPOUNDS = """
手记 观察 调查 见闻 札记 体验 暗访 获悉 了解 采访 报道 注 按 节 会 站 证 团 席 区 们 问 说 称 部 帮 提问 注意到
了解到 获知 从 在 到 走访 探访 发现 看到 发自 跟进 专访 直击 视角 调查组 现场 朋友 表示 介绍 今日 日前 近日 昨日
从会上 协会 獲悉 採訪 觀察 報導 的 也 还 就 又 将 随即 随后 实地 实探 连线 昨 今 来到 前往 梳理 查询 查阅 致电 联系
看见 得知 一行 之家 摄 手機 手机 沙龙 招待会 之友 之声 联合会 在线 俱乐部 名单 招募 培训 学院
蹲点 一线 面对 亲历 来电 夜访 回访 行走 下乡 手札 镜头 视线 说法 打假 卧底 节特 采风 团队 小组 编者 去哪 站台 直播 评述 述评 专题
快报 视点 日记 日志 随笔 行动
"""
ROLE_COMPOUNDS: frozenset[str] = frozenset(_ROLE_COMPOUNDS.split())
"""What follows 记者 and the like inside running text, and is no name."""

_ORDINARY = files("newscrawl.knowledge").joinpath("ordinary_words.txt").read_text("utf-8")
ORDINARY_WORDS: frozenset[str] = frozenset(_ORDINARY.split())
"""Common words with the shape of a name, from the dictionary of jieba 0.42.1 (tools/build_ordinary_words.py)."""
