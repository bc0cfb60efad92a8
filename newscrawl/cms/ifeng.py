"""凤凰: main_content of the old template, the hashed text class of the new one is left to the text itself."""

from newscrawl.model import RuleSet

RULES = RuleSet(
    "ifeng",
    detect=("ifeng.com", "ifengimg.com"),
    body=("#main_content", "#artical_real", "#articleBox"),
    drop=("#artical_sth", ".ifengLogo", ".p_tc", ".js_qrcode"),
)
