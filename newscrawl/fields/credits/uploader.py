"""Uploaders: who puts other people's stories on a site is named as its author, and is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newscrawl.fields.credits.evidence import Evidence
from newscrawl.model import Credit, Found

_NO_OUTLET = re.compile(
    r"(?:来源|來源|稿源|出处)\s{0,3}[:：]\s{0,3}(?:网络|网友|互联网|本站|未知|不详|整理|转载|综合|原创|网上|佚名|作者|$)"
)


def is_uploader(evidence: Evidence, editors: Sequence[Found[Credit]], head: str) -> bool:
    """True for an author who is the page's editor as well, unless the lines above the story say both.

    A desk that signs its own story states author and editor together; an aggregator fills the author's slot
    above a story from elsewhere, of no outlet that it names, or with the name of the editor below it. `head`
    is the text of those lines.
    """
    found = evidence.found
    # Who heads a desk (主编) writes for it; who merely puts stories on a site does not.
    desk = (editor for editor in editors if "主编" not in editor.value.role)
    same = [editor for editor in desk if editor.value.name == found.value.name]
    if not same or found.value.role != "作者":
        return False
    above = evidence.place == "head" and any(editor.rule == "editor:head" for editor in same)
    together = above or any(editor.raw == found.raw for editor in same)
    return not together or bool(_NO_OUTLET.search(head if above else found.raw))
