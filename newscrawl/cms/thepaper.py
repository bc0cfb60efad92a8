"""澎湃新闻: news_txt of the old template; the new one names its classes by hash."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "thepaper",
    detect=("thepaper.cn",),
    body=(".news_txt", ".newscontent .news_txt", ".news_part_father"),
    drop=(".go_wechat", ".news_love", ".ctread_bd", ".news_editor", ".newsmore"),
)
