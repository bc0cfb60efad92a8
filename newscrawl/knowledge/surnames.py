"""Chinese surnames, as data.

Sources: 《百家姓》 (Song dynasty, public domain), all its single and compound surnames; the hundred most
common surnames of the Ministry of Public Security's report on names for 2020 (《二〇二〇年全国姓名报告》); and
surnames of Hui, Manchu, Yao, Zhuang, Yi and Korean families and of Taiwan that neither holds. Compiled 2026-11.
"""

from __future__ import annotations

_HUNDRED_FAMILIES = """
赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎
鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄
和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭
梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚
程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫
宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴郁胥能苍双
闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容
向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空
曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督晋楚闫法汝鄢涂钦岳帅缑亢况郈有商牟佘佴墨哈谯
笪年爱阳佟言福
"""

_FURTHER = """
覃肖付代邸冼辜苑仝兰候衣隋原鹿迟官么展战门矫綦撒初禚区丘邝麦揭占卿才敬税苟洛漆奉粟尧银侬檀来丛由宾青
豆腾宛冒承恽眭郇植练布努母昂宝朴玄太旷谌郄郅虎弋开海妥忽纳锁保赛喇沐木买拜闪库修信生丑皇幺铁尉盘雒茆
拓呼折补脱化柘位睢户剧贠员问同弥种仵行令底巨淡秘续院展粘阎钱恩图仁栗庹庚鬲邳冶俎褟淦普鄞
逢漕南西芦依
"""

_TRADITIONAL = """
趙錢孫馮陳衛蔣韓楊許呂張嚴華謝鄒喻雲蘇範魯韋馬鳳賀倪湯羅畢鄔樂時齊顧黃蕭鄧貝計談龐紀項閔賈婁顏鍾
鐘駱萬盧經繆應賁單諸鈕龔滕陸榮儲靳烏車寧欒厲劉詹龍葉黎薊賴藺喬陰蒼雙聞黨譚貢勞鄺邊農溫莊閻連習
魚滿國廣闕東歐師鞏聶融關蒯遊權蓋嶽況簡饒養須豐荊紅佟蔔蘭區麥佔練寶樸買問員種葉塗涂鄭吳產
藍鮑竇宮帥閆闞諶遲惲晉曠欽淩祿郟酈鈄顔陽叢庫懷儂麴緱鐵矯
岳費薛鄢謙譙銀齡壽濮潘盤顓孫範衞
"""

_COMPOUND_SURNAMES = """
万俟 司马 上官 欧阳 夏侯 诸葛 闻人 东方 赫连 皇甫 尉迟 公羊 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠
公孙 仲孙 轩辕 令狐 钟离 宇文 长孙 慕容 鲜于 闾丘 司徒 司空 亓官 司寇 子车 颛孙 端木 巫马 公西 漆雕
乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭 南门 呼延 归海 羊舌 微生 梁丘 左丘 东门 西门 伯赏
南宫 第五 完颜 独孤 纳兰 那拉 富察 范姜 张简 哈斯 相里 即墨 歐陽 司馬 諸葛 東方 聞人 張簡 鍾離 長孫
"""
COMPOUND_SURNAMES: frozenset[str] = frozenset(_COMPOUND_SURNAMES.split())

SURNAMES: frozenset[str] = frozenset("".join((_HUNDRED_FAMILIES + _FURTHER + _TRADITIONAL).split()))

DOUBTFUL_SURNAMES: frozenset[str] = frozenset(
    "从和后相能公充终满通全应别养须空益双时经国家有都法年水红爱福言师广利越东那关后来由青太开海保买信生"
    "化位户问同行令底补续展南西图仁依布木员种战门占才原官么初母宝同應時經國養須雙滿東問員種"
)
"""Surnames that are more often plain words: a name that begins with one needs a label in front."""

_TIBETAN = """
阿旺 巴桑 巴珠 白玛 边巴 班觉 次丹 次旦 次多 次仁 次旺 措姆 达瓦 达娃 丹巴 丹增 旦增 旦巴 旦真 单增 德吉 德庆 多吉 顿珠 尕藏 噶玛 嘎玛 格桑
格列 贡布 贡觉 加措 嘉措 坚参 坚赞 江措 江白 晋美 久美 拉巴 拉姆 拉珍 列珠 洛桑 洛珠 罗布 罗桑 米玛 尼玛 欧珠 平措 普布 普珍 其美 强巴 曲措 曲吉
曲珍 群培 群宗 仁青 仁增 桑珠 索朗 索南 土登 旺堆 旺姆 旺杰 旺久 旺扎 西热 央金 央宗 益西 玉珍 赞堆 扎巴 扎西 珠扎 卓嘎 卓玛
"""
TIBETAN_NAMES: frozenset[str] = frozenset(_TIBETAN.split())
"""Of two of these most Tibetan names are made, without a surname: 次仁罗布."""
