"""What holds on pages of every system; always the last rule set asked."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "generic",
    drop=(
        ".bshare-custom",
        ".jiathis_style",
        ".bdsharebuttonbox",
        "#bdshare",
        ".shareBox",
        "ins.adsbygoogle",
        ".sharedaddy",
        ".jp-relatedposts",
    ),
)
