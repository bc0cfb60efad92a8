"""新浪: article, artibody and the blocks of its slides."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "sina",
    detect=("sina.com.cn", "sinaimg.cn"),
    body=("#artibody", "#article", ".article-body", ".main-content .article", "#articleContent"),
    drop=(
        ".article-editor",
        ".show_statement",
        ".appendQr_wrap",
        "#left_hzh_ad",
        ".xb_new_finance_app",
        ".ct_hqimg",
    ),
)
