"""PHPCMS: found by its hit counter and comment module."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "phpcms",
    detect=("m=content&c=index", "/api.php?op=count", "phpcms", "m=comment&c=index"),
    body=("#Article .content", ".article_content", ".content_text", "#content"),
    drop=("#pages", ".related", ".Article-Tool", "#page_view"),
)
