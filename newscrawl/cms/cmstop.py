"""CmsTop: found by its resource host and statistics script."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "cmstop",
    detect=("cmstop", "/stat.php?contentid"),
    body=(".article-detail-content", "#ctrlfscont", ".article-content", ".m-article-content"),
    drop=(".article-relate", ".article-tag", ".m-share", ".article-editor-box"),
)
