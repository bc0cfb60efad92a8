"""织梦 DedeCMS: found by its counter and feedback scripts below /plus/."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "dedecms",
    detect=(
        "/plus/count.php",
        "/plus/feedback.php",
        "/plus/digg_ajax.php",
        "/plus/view.php",
        "dedecms",
        "dedeajax",
    ),
    body=(".arcbody", "#arcbody", ".arc .content", ".viewbox .content", ".articleBody", ".arc_body"),
    drop=(".pagebreak", ".dede_pages", ".pagelist", ".context", ".newdigg", ".boxoff", ".mainbox .info"),
)
