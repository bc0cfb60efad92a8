"""今日头条: article-content and the abstract of its galleries."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "toutiao",
    detect=("toutiao.com", "pstatp.com", "toutiaoimg"),
    body=(".article-content", "article.tt-article-content", ".abstract"),
    drop=(".article-tag", ".article-actions", ".tag-list"),
)
