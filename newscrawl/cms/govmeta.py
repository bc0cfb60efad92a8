"""The META standard of government sites (国办发〔2017〕47号): facts of the article under fixed names.

The displayed time and source win over these; they serve where nothing is displayed.
"""

from newscrawl.model import RuleSet
from newscrawl.rule import meta

RULES = RuleSet(
    "govmeta",
    detect=("articletitle", "contentsource", "columnname"),
    body=("#UCAP-CONTENT", ".pages_content", "#zoomcon", "#Zoom"),
    channel=(meta("ColumnName"),),
)
