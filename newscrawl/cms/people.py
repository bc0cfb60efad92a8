"""人民网, both generations: the boxes of the old template and the rm_txt of the new one."""

from newscrawl.model import RuleSet
from newscrawl.rule import css

RULES = RuleSet(
    "people",
    detect=("people.com.cn", "people.cn"),
    body=(".rm_txt_con", "#rwb_zw", ".box_con", "#p_content", ".show_text", ".artDet"),
    drop=(".edit", ".rm_relevant", ".zdfy", ".otitle", ".box_pic", ".paper_num", ".bza"),
    kicker=(css(".rm_txt .pre"), css(".text_title .pre")),
    subtitle=(css(".rm_txt .sub"), css(".text_title .sub")),
    editor=(css(".edit"), css("#p_editor"), css(".editor")),
)
