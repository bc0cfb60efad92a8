"""微信 public accounts: the account stands for the outlet; its author line may name the writer."""

from newscrawl.model import RuleSet
from newscrawl.rule import css

RULES = RuleSet(
    "wechat",
    detect=("mp.weixin.qq.com", "js_content"),
    body=("#js_content",),
    drop=("#js_pc_qr_code", ".qr_code_pc_outer", "#js_tags", ".rich_media_tool", ".mp_profile_iframe_wrp"),
    source=(css("#js_name"),),
    author=(css("#js_author_name"),),
)
