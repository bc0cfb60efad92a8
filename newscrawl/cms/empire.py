"""帝国 EmpireCMS: found by its click counter and templates below /e/."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "empire",
    detect=("/e/public/viewclick", "/e/data/js/", "/e/public/digg", "/e/enews/", "/e/pl/"),
    body=("#news_content", "#newstext", ".news_content", "#content .newstext", ".entry-content"),
    drop=(".entry-copyright", ".entry-tag", ".pageLink", "#diggnum", ".epages"),
)
