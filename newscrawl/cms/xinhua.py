"""新华网 and the sites on its XHCMS."""

from newscrawl.model import RuleSet
from newscrawl.rule import css

RULES = RuleSet(
    "xinhua",
    detect=("xinhuanet.com", "news.cn", "xhcms"),
    body=("#detailContent", "#p-detail", "#detail", ".main-aticle", "#content .article"),
    drop=("#articleEdit", ".p-tags", ".zan-wap", ".nextpage", "#articleEdit2019", ".relatedNews", ".lb"),
    editor=(css("#articleEdit .editor"), css("#articleEdit2019 .editor"), css(".p-jc .tiyi1")),
)
