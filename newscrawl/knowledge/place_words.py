"""What tells a place name from the same characters in another word: 中山路, 北京时间, 长春藤, 入海口, 大连接.

Compiled by the newscrawl authors, November 2026. The full name (大同市, 中山市) is never affected.
"""

from __future__ import annotations

import re

# County names whose short form is a word of every day: only 公安县, never 公安.
NEVER_SHORT = frozenset(
    """
公安 合作 互助 通道 和平 建设 解放 资源 光明 前进 阳光 中方 友好 友谊 平安 太平 新华
新建 城关 安定 安宁 平原 温泉 富裕 富民 惠民 民乐 和顺 平和 康乐 大方 大化 黎明 同心
高明 博爱 兴国 兴业 乐业 站前 河口 江口 江南 江北 新城 新市 古城 水城 城中 城东 城西
城北 向阳 新民 新兴 文成 民权 长城 海港 海洋 仁和 吉利 永定 太和 泰和 道里 道外 中站
宝丰 友爱 团结 市中 市北 市南 高新 经济 开发 东区 西区 南区 北区 中区 南部 东方红 中原
文圣 胜利 光泽 清新 安全 正定 元宝 红旗 普陀 江汉
""".split()
)
# Short names that are also ordinary words, other places or given names: they count only right behind the
# division above them (山西大同), where the outlet is at home, or as one of several places (日照至曲阜).
RISKY = frozenset(
    """
阿里 大同 白银 日照 中山 安康 朝阳 长治 东方 山南 北海 平安 来宾 中卫 海东 海北 海西
黄南 和平 新华 桥东 桥西 长安 新城 新市 城关 互助 通道 民和 三江 石林 江城 紫云 黎明
解放 建设 站前 铁东 铁西 城北 城中 城东 城西 河东 河西 南开 红桥 宝山 青山 白云 龙华
西湖 东湖 南山 福田 江海 五华 官渡 兴安 东兴 兴业 集安 永安 永定 永宁 永康 永吉 永新
永丰 泰和 太和 长海 长兴 长宁 大通 大安 大方 大关 大名 大化 大足 安宁 安定 安国 安平
安居 福安 福山 高明 高安 高要 高平 光明 海安 海港 合作 和政 和顺 惠民 吉利 嘉禾 建安
建华 江南 江北 金湖 金山 金门 金牛 金水 金台 开平 开阳 乐业 临江 灵山 明光 明山 南安
南关 南部 南华 南海 宁国 宁海 平原 平山 平和 平定 平顺 平乐 平利 平果 前进 青羊 泉山
瑞金 上林 神木 石泉 双桥 双城 水城 太平 天河 天宁 天山 天元 同心 同安 同仁 望江 温泉
文昌 文成 西山 西林 西区 西乡 香山 向阳 新兴 新和 新民 新建 新宁 新平 新乐 兴国 兴文
兴隆 兴平 阳光 阳明 阳春 友好 友谊 右江 玉山 云和 正安 中江 周至 资源 紫金 博爱 成安
东安 东山 东明 东平 东至 东阳 东光 东宁 民乐 民权 江口 江山 江安 河口 仁和 仁化 康乐
武安 武平 泰山 华山 衡山 普陀 虹口 长江 长白 长城 海洋 大兴 通州 中原 中站 道里 道外
古城 鼓楼 龙门 龙泉 龙江 宝丰 富裕 富平 富民 巴马
""".split()
)
# County-level names so well known that they stand alone in headlines.
WELL_KNOWN = frozenset(
    """
浦东 海淀 昆山 张家港 常熟 太仓 江阴 宜兴 义乌 慈溪 余姚 乐清 诸暨 温岭 桐乡 海宁 晋江
石狮 都江堰 峨眉山 绵竹 曲阜 胶州 寿光 滕州 延吉 敦煌 格尔木 库尔勒 香格里拉 西昌 瑞丽
井冈山 阆中 什邡 汶川 北川 彭州 崇州 邛崃 华蓥 长阳 公主岭 绥芬河 满洲里 二连浩特 霍尔果斯
石河子 禹州 巩义 新郑 登封 济源 仙桃 潜江 天门 神农架 浏阳 醴陵 耒阳 福鼎 武夷山 琼海
万宁 五指山 荔波 仁怀 赤水 沙坪坝 九龙坡 万州 涪陵 合川 石景山 门头沟 怀柔 密云 闵行 嘉定
奉贤 崇明 萧山 余杭 番禺 宝安 盐田 雨花台
""".split()
)
# Kinds of district of which almost every city has one: only right behind the city.
EVERYWHERE = frozenset(
    """
城区 郊区 矿区 市中区 新城区 高新区 开发区 城中区 城关区 新市区 城东区 城西区 城北区
""".split()
)
# What may not stand right before a short name.
NOT_BEFORE = {
    "大连": "扩重巨强最很更伟远广庞",
    "海口": "出入",
    "海南": "上渤黄东南青近沿邻",
    "河南": "黄淮运沿",
    "河北": "黄淮运沿",
    "湖南": "太微洞沿",
    "湖北": "太微洞沿",
    "山东": "泰华中",
    "山西": "泰华中",
    "江西": "长松珠",
    "广西": "两",
    "北海": "东渤",
    "东营": "华",
    "西安": "东江",
    "吉安": "长",
    "长沙": "一",
    "南京": "河湖",
    "南昌": "河湖",
    "金华": "李王张刘陈",
    "长春": "永李",
    "大理": "强重",
    "宜宾": "适",
    "开封": "解揭",
    "兴安": "振",
    "鹤壁": "仙",
    "抚州": "安",
    "黄石": "块",
}
# What may not stand right behind one short name.
NOT_AFTER_NAME = {
    "三明": "治",
    "大理": "石院论",
    "玉树": "临",
    "文山": "会",
    "北海": "道",
    "百色": "纷",
    "台东": "镇",
}
# What may not stand right behind any short name: streets, institutions and things that only bear the name.
NOT_AFTER = re.compile(
    r"[东西南北中]?[一二三四五六七八九十]?(?:路(?!桥|透|演)|大街|街(?!道)|大道|胡同|弄\d)|[东西南北](?:站|大)?街"
    r"|时间|大学(?!生|城)|(?:理工|师范|交通|工业|科技|医科|农业|财经|外国语|航空航天|邮电|政法|中医药|体育|林业)大学"
    r"|(?:农商|农村商业)?银行|证券(?!公司|业)|(?:证券|期货|商品)交易所|合作组织|大屠杀|事变|起义|公报|战役|会战|保卫战"
    r"|卫视|电视台|日报|晚报|晨报|早报|时报|商报|都市报|青年报|新闻网|烤鸭|啤酒|火腿|小吃|拉面|米粉|刀削面|料理|风味|腔|方言|话剧|藤|花开|菜[系馆]"
    r"|国安|鲁能|恒大|申花|上港|泰达|亚泰|现代汽车|航空(?!港)|人寿|浮世绘|岛?民国|郡|门外|道(?=札幌|，|。)|湾区"
)
