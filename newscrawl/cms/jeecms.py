"""JEECMS: found by its .jhtml articles and front scripts."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "jeecms",
    detect=("/r/cms/", "jeecms", "cms.viewcount"),
    body=("#newsContent", ".newsContent", ".content-txt", ".news_content"),
    drop=(".pagination", "#attitude", ".commentary", ".prev-next"),
)
