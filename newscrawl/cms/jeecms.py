"""JEECMS: found by its .jhtml articles and front scripts."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "jeecms",
    detect=("/r/cms/", "jeecms", "JEECMS", "Cms.viewCount"),
    body=("#newsContent", ".newsContent", ".content-txt", ".news_content"),
    drop=(".pagination", "#attitude", ".commentary", ".prev-next"),
)
