"""拓尔思 TRS WCM: found by the class names of its editor."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "trs",
    detect=("trs_editor", "custom_unionstyle", "trs_editor_view", "trs_ueditor", "trs_web"),
    body=(".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", ".Custom_UnionStyle"),
    drop=(".TRS_Editor .share", "#TRS_AUTOADD_DUMMY", ".pageturn", ".xl_fenxiang"),
)
