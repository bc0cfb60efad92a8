"""搜狐: the article of its media platform."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "sohu",
    detect=("sohu.com",),
    body=("#mp-editor", "article.article", "#contentText", ".article-text"),
    drop=(
        ".lookall-box",
        ".backword",
        ".original-title",
        ".bottom-relate-wrap",
        ".statement",
        "#backsohucom",
    ),
)
