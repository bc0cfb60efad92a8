"""方正 Founder (翔宇) and its e-papers: the facts in one comment, the story between two."""

from newscrawl.model import RuleSet
from newscrawl.rule import comment, css

RULES = RuleSet(
    "founder",
    detect=("enpproperty", "enpcontent", "founder-content"),
    body=("founder-content", "#ozoom", "#articleContent", "#ArticleContent"),
    between=(("enpcontent", "/enpcontent"),),
    title=(comment("title"),),
    kicker=(comment("introtitle"),),
    subtitle=(comment("subtitle"),),
    published=(comment("date"),),
    source=(comment("source"),),
    author=(comment("author"),),
    channel=(css(".bread"), comment("nodename")),
)
