"""Is this an organisation, an outlet or a post? Told by how such names end."""

from __future__ import annotations

import re

from newscrawl.knowledge.organisations import DESK_LAST_CHARS, ORG_ENDINGS, ORG_LAST_CHARS, TITLES
from newscrawl.knowledge.roles import MEDIA_SELF

_RUNNING = re.compile(r"[从在了的对向据是说被把将也还。！？，：:“”!?%]|(?<=\D)\d")
_LONGEST = 24


def is_org(text: str) -> bool:
    """True if `text` ends like an organisation, an outlet or an account."""
    return (len(text) > 2 and text[-1] in ORG_LAST_CHARS) or text.endswith(ORG_ENDINGS) or text in MEDIA_SELF


def is_desk(text: str) -> bool:
    """True if `text` ends like a desk or a place; ask only of what is no name by its surname."""
    return text[-1:] in DESK_LAST_CHARS and (len(text) > 2 or text[-1] == "科")


def is_title(text: str) -> bool:
    """True if `text` ends like a post or an academic title (研究员, 副部长)."""
    return text.endswith(TITLES)


def may_be_org(text: str) -> bool:
    """True if nothing speaks against `text` being an organisation in front of a role."""
    return 2 <= len(text) <= _LONGEST and not _RUNNING.search(text)


def org_name(text: str) -> str | None:
    """The organisation's name without brackets and tails; None for 本报 and the like."""
    name = text.strip(" 　《》“”\"'【】[]")
    for tail in ("讯", "消息", "发"):
        name = name.removesuffix(tail)
    return None if not name or name in MEDIA_SELF else name
