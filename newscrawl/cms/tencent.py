"""腾讯: content-article of today's template, Cnt-Main-Article-QQ of the old one."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "tencent",
    detect=("qq.com", "gtimg.com", "gtimg.cn"),
    body=(".content-article", "#Cnt-Main-Article-QQ", "#ArticleCnt", ".LEFT .content"),
    drop=("#Status", ".videoPlayerWrap", ".rv-root-v2", ".xgbd", ".titdd-Article"),
)
