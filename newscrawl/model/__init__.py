"""The flow as types, in one place: Fetched → Page → Cleaned → Draft → Record."""

from newscrawl.model.flow import Cleaned, Draft, Found, Moment, Verdict
from newscrawl.model.page import Block, Charset, Fetched, Hints, Layout, Node, Page
from newscrawl.model.record import (
    SCHEMA,
    Attachment,
    Credit,
    Dateline,
    Heading,
    Image,
    ImagePart,
    ListPart,
    Paragraph,
    Part,
    Provenance,
    Quote,
    Record,
    Region,
    Reject,
    Removed,
    Source,
    Table,
    VideoPart,
)
from newscrawl.model.rules import Rule, RuleSet, Site

__all__ = [
    "SCHEMA", "Attachment", "Block", "Charset", "Cleaned", "Credit", "Dateline", "Draft", "Fetched", "Found",
    "Heading", "Hints", "Image", "ImagePart", "Layout", "ListPart", "Moment", "Node", "Page", "Paragraph", "Part", "Provenance",
    "Quote", "Record", "Region", "Reject", "Removed", "Rule", "RuleSet", "Site", "Source", "Table", "Verdict",
    "VideoPart",
]  # fmt: skip
