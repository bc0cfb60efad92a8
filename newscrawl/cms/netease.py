"""网易: the end text and the post body of its two generations."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "netease",
    detect=("163.com", "netease.com", "126.net"),
    body=("#endText", ".post_body", ".post_text", "#content .post_body"),
    drop=(
        ".ep-source",
        ".post_btmshare",
        ".special_tag_wrap",
        ".gg200x300",
        ".nph_photo_view",
        ".ep-keywords",
    ),
)
