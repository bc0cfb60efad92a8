"""Invented Chinese news of the kinds that a regional portal carries, told apart only by their seed.

Plain stories, serial columns with fixed openings and ends, stories of one affair with the same background
paragraphs, weather reports, price lists and notices of one form. Places, people and outlets do not exist.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

PLACES = "江州 东山 南桥 北岭 青溪 白河 临水 长坪 云岭 石门 柳河 新塘 安远 平湖 龙湾 凤台 清泉 永丰 三岔 双流 大洼 小店 金沙 银滩".split()
KINDS = "市 县 区 镇 乡 村 街道 社区 开发区 新区".split()
ORGS = "发改委 教育局 农业农村局 公安局 交通运输局 卫健委 文旅局 住建局 水务局 市场监管局 税务局 气象台 消防支队 人民法院 总工会 妇联 供电公司 自来水公司 农商银行 职业学院 第一中学 人民医院 商会 图书馆 博物馆".split()
THINGS = "口袋公园 老旧小区 产业园 养老中心 农田水利 电商直播 文化广场 公交线路 充电桩 污水管网 茶叶基地 中药材 稻渔综合种养 非遗工坊 夜市 体育馆 托育机构 就业服务 义务教育 医保结算 政务大厅 网格员 志愿服务 河长制 消防通道 知识产权 专利技术 冷链物流 数字乡村 乡村旅游 民宿 果园 大棚 粮食收购 燃气管道 电梯加装 停车位 校车 食品安全 反诈宣传 森林防火 地质灾害 人才公寓 科技特派员 招商引资 营商环境".split()
VERBS = "启动 推进 完成 开展 组织 实施 升级 改造 建设 检查 整治 推广 培育 打造 发布 落实 优化 提升 引进 验收".split()
DOES = "走进 来到 深入 赶到 前往 驻守 回到 离开 参观 走访".split()
ADJ = "崭新 宽敞 整齐 忙碌 热闹 安静 明亮 干净 便捷 高效 扎实 细致 温馨 有序 显著 平稳".split()
SUR = "林 顾 曾 沈 韩 陆 邵 孟 秦 尹 康 乔 龚 庞 樊 邹 阮 柯 骆 翟 苗 祝 董 梁 杜 阎 余 潘 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭".split()
GIVEN = "晓 明 建 国 丽 芳 志 强 春 秋 海 涛 文 静 雪 梅 国 栋 永 安 佳 怡 俊 杰 立 新 德 厚 思 远 秀 兰 卫 东 子 涵".split()
CHARS = "山河湖海田野门窗桥路灯书画茶酒米面花草树木风雨云雪星月日火土石金铜铁船车马牛羊鸡鱼鸟虫果瓜豆麦稻棉丝布纸笔墨琴棋歌舞诗词酿烧煮蒸炒采摘晒洗修补编织刻绣染磨挑担推拉跑跳看听说笑想念等候迎送赶忙闲早晚冷热甜咸香辣厚薄宽窄深浅高低远近左右前后里外上下东西南北红黄蓝绿白黑紫灰新旧老少男女父母儿孙师徒邻友"
PATTERNS = (
    "{P}{K}{O}{V}{T}工作，涉及{n}个{K}、{n}户居民",
    "{N}{d}{P}的{T}现场，{w}、{w}、{w}",
    "“{w}{w}，{w}{w}。”{P}{K}居民{N}说，家里{n}口人，{w}{w}",
    "据{O}统计，今年前{m}个月，全市{T}投入{f}万元，同比增长{f}%",
    "{O}负责人{N}介绍，{T}{V}以后，{w}{w}，{a}{a}",
    "在{P}{K}，{w}{w}的{T}格外{a}",
    "为了{V}{T}，{O}与{O}{V}{n}次会商，{w}{w}",
    "{N}从{P}{d}{P}，{w}了{n}年，{w}{w}",
    "截至{m}月底，{P}已有{n}处{T}{V}，覆盖{n}个{K}",
    "{w}{w}，{w}{w}，{T}的事就这样{w}{w}",
    "记者看到，{T}旁{w}{w}，{N}正{w}{w}",
    "下一步，{O}将{V}{T}，{V}{T}，让{w}{w}更{a}",
    "{P}{K}党支部书记{N}算了一笔账：{T}每亩{f}元，{n}亩就是{f}万元",
    "{m}月{D}日，{P}{T}{V}会召开，{n}人参加，{N}主持",
    "{w}{w}里，{N}{w}着{w}，{w}{w}{w}",
    "受{w}{w}影响，{P}{T}{V}推迟{n}天，{O}提醒{w}{w}",
)  # fmt: skip
WEATHER = "晴 多云 阴 小雨 中雨 阵雨 雷阵雨 雾".split()
GOODS = "白菜 萝卜 土豆 番茄 黄瓜 茄子 青椒 芹菜 菠菜 豆角 猪肉 牛肉 羊肉 鸡蛋 草鱼 鲤鱼 大米 面粉 豆油 苹果".split()


@dataclass(frozen=True, slots=True)
class Article:
    """One invented article; `kind` names its sort."""

    kind: str
    title: str
    paragraphs: tuple[str, ...]
    day: date
    outlet: str

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


class Newsroom:
    """Writes articles; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        pick = self.dice.choice
        self.words = ["".join(self.dice.choices(CHARS, k=pick((2, 2, 2, 3, 4)))) for _ in range(12_000)]
        self._columns = [(self.text(2), self.text(3)) for _ in range(12)]
        self._affairs = [(self.text(4), self.text(3)) for _ in range(40)]
        self._prices = {good: self.dice.uniform(2, 60) for good in GOODS}

    def name(self) -> str:
        return self.dice.choice(SUR) + "".join(self.dice.choices(GIVEN, k=self.dice.choice((1, 2))))

    def sentence(self) -> str:
        pick, number = self.dice.choice, self.dice.randint
        made = {
            "P": lambda: pick(PLACES),
            "K": lambda: pick(KINDS),
            "O": lambda: pick(ORGS),
            "T": lambda: pick(THINGS),
            "V": lambda: pick(VERBS),
            "d": lambda: pick(DOES),
            "a": lambda: pick(ADJ),
            "N": self.name,
            "w": lambda: pick(self.words),
            "n": lambda: str(number(2, 300)),
            "m": lambda: str(number(1, 12)),
            "D": lambda: str(number(1, 28)),
            "f": lambda: f"{number(1, 400)}.{number(1, 99)}",
        }
        pattern = pick(PATTERNS)
        out, at = [], 0
        while (start := pattern.find("{", at)) >= 0:
            out += [pattern[at:start], made[pattern[start + 1]]()]
            at = start + 3
        return "".join([*out, pattern[at:]]) + "。"

    def text(self, sentences: int) -> str:
        return "".join(self.sentence() for _ in range(sentences))

    def title(self) -> str:
        pick = self.dice.choice
        return f"{pick(PLACES)}{pick(VERBS)}{pick(THINGS)} {pick(self.words)}{pick(self.words)}{pick(ADJ)}"

    def plain(self, day: date) -> Article:
        paragraphs = tuple(self.text(self.dice.randint(1, 4)) for _ in range(self.dice.randint(3, 9)))
        return Article("plain", self.title(), paragraphs, day, self._outlet())

    def column(self, day: date) -> Article:
        opening, end = self.dice.choice(self._columns)
        return Article(
            "column", self.title(), (opening, *self.plain(day).paragraphs, end), day, self._outlet()
        )

    def affair(self, day: date) -> Article:
        """New development, and two background paragraphs that all stories of the affair have."""
        return Article(
            "affair",
            self.title(),
            (self.text(3), self.text(4), *self.dice.choice(self._affairs), self.text(2)),
            day,
            self._outlet(),
        )

    def weather(self, day: date) -> Article:
        pick, low = self.dice.choice, self.dice.randint(-5, 25)
        lines = [
            f"江州市气象台{day.month}月{day.day}日发布天气预报：今天白天到夜间全市{pick(WEATHER)}转{pick(WEATHER)}，"
            f"偏{pick('东西南北')}风{pick('二三四')}级，气温{low}到{low + self.dice.randint(4, 14)}摄氏度，相对湿度百分之{self.dice.randint(20, 95)}。"
        ]
        for place in PLACES[:10]:
            cold = low + self.dice.randint(-3, 3)
            lines.append(
                f"{place}：{pick(WEATHER)}转{pick(WEATHER)}，{cold}到{cold + self.dice.randint(4, 13)}摄氏度。"
            )
        lines.append("气象部门提醒市民根据天气变化及时增减衣物，外出注意交通安全，谨防感冒。")
        return Article("weather", "江州市天气预报", tuple(lines), day, "江州日报")

    def prices(self, day: date) -> Article:
        lines = [
            f"{day.month}月{day.day}日江州市农贸市场主要农副产品零售价格监测情况如下，价格单位为元每公斤。"
        ]
        for good in GOODS:
            if self.dice.random() < 0.45:
                self._prices[good] *= self.dice.uniform(0.9, 1.1)
            lines.append(f"{good}平均零售价每公斤{self._prices[good]:.2f}元，供应充足，与上周相比基本持平。")
        lines.append("价格监测数据由江州市价格监测中心采集，仅供市民参考，实际价格以市场成交为准。")
        return Article("prices", "江州市农贸市场价格", tuple(lines), day, "江州日报")

    def notice(self, day: date) -> Article:
        rows = [
            f"被执行人{self.name()}，住{self.dice.choice(PLACES)}{self.dice.choice(KINDS)}，"
            f"因{self.dice.choice(self.words)}纠纷一案未履行生效法律文书确定的义务，执行标的{self.dice.randint(2, 90)}万元。"
            for _ in range(self.dice.randint(4, 8))
        ]
        head = "江州市人民法院依法将下列被执行人纳入失信被执行人名单，限制其高消费，现予公布。"
        return Article(
            "notice",
            "失信被执行人名单公布",
            (head, *rows, "欢迎社会各界监督，提供执行线索。"),
            day,
            "江州日报",
        )

    def _outlet(self) -> str:
        return self.dice.choice(PLACES) + self.dice.choice(("日报", "晚报", "新闻网", "发布", "广播电视台"))


SHARES = {"plain": 0.6, "column": 0.12, "affair": 0.12, "weather": 0.05, "prices": 0.05, "notice": 0.06}


def articles(count: int, seed: int, first: date = date(2023, 1, 1), days: int = 400) -> Iterator[Article]:
    """`count` articles of all kinds, published within `days` from `first` on."""
    room = Newsroom(seed)
    kinds, weights = list(SHARES), list(SHARES.values())
    for number in range(count):
        kind = room.dice.choices(kinds, weights)[0]
        yield getattr(room, kind)(first + timedelta(days=number * days // count))
