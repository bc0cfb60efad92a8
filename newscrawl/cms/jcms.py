"""大汉 Hanweb JCMS: found by its content comments and the shape of its article files."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "jcms",
    detect=("zjeg_rss.content.begin", "jcms_files", "/art/tpl/", "hanweb.com", "zoom_begin"),
    body=("#zoom", ".bt_content", ".art_con", ".main-txt", "#div_content"),
    between=(
        ("<$[CONTENT]>begin", "<$[CONTENT]>end"),
        ("ZJEG_RSS.content.begin", "ZJEG_RSS.content.end"),
    ),
    drop=("#qrcode", ".wzfx", ".pagebox"),
)
