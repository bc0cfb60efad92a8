"""腾讯: content-article of today's template, Cnt-Main-Article-QQ of the old one."""

from newscrawl.model import RuleSet
from newscrawl.rule import script

RULES = RuleSet(
    "tencent",
    detect=("qq.com", "gtimg.com", "gtimg.cn"),
    body=(".content-article", "#Cnt-Main-Article-QQ", "#ArticleCnt", ".LEFT .content"),
    drop=("#Status", ".videoPlayerWrap", ".rv-root-v2", ".xgbd", ".titdd-Article"),
    source=(script("window.DATA.media", r'window\.DATA\s?=[^}]{0,2000}?"media"\s?:\s?"([^"\\]{2,30})"'),),
)
