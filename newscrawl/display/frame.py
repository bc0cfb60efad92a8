"""A page and its record → HTML that shows where each fact was read and what was removed, by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from msgspec import UNSET

from newscrawl.display.locate import Span, evidence_of, locate
from newscrawl.display.sheet import Piece, Sheet, lay_flat, squeeze
from newscrawl.model import Page, Record
from newscrawl.model.record import Heading, ImagePart, ListPart, Paragraph, Part, Quote, Table, VideoPart

_TECHNICAL = frozenset(("encoding", "parser", "page_urls"))
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """A page made harmless. `html` goes into a body; `facts` are those that can be pointed at in it.

    A fact `reporters.0` has the id `<prefix>fact-reporters-0`, and the class `f-reporters-0` wherever it was
    read. `unseen`: those that no reader of the page sees, which the html lists at its top.
    """

    html: str
    facts: tuple[str, ...]
    unseen: tuple[str, ...]
    cut: bool


def facts_of(record: Record) -> tuple[str, ...]:
    """The facts that a page can be asked for, in the order of the record's evidence."""
    return tuple(fact for fact in evidence_of(record) if fact not in _TECHNICAL)


def show(pages: Sequence[Page], record: Record | None, prefix: str = "") -> Shown:
    """The pages of one article, in order. Without a record nothing is marked."""
    sheet = join([lay_flat(page.root) for page in pages])
    spans = locate(sheet, record) if record else []
    seen = {span.name for span in spans if span.mark == "fact"}
    facts = facts_of(record) if record else ()
    unseen = tuple(fact for fact in facts if fact not in seen)
    html = "".join((_readings(record, unseen, prefix), *_emit(sheet, spans, prefix)))
    return Shown(html, facts, unseen, sheet.cut)


def as_text(record: Record, prefix: str = "") -> Shown:
    """The record's own text in the place of a page that is not archived, with what was read for each fact."""
    facts = facts_of(record)
    parts = body_html(record)
    removed = [] if record.removed is UNSET else record.removed
    cut = "".join(f"<p>{_why(piece.rule)}<del>{escape(piece.text)}</del></p>" for piece in removed)
    html = f"{_readings(record, facts, prefix)}<h2>{escape(record.title or '')}</h2>{parts}{cut}"
    return Shown(html, facts, facts, False)


def body_html(record: Record) -> str:
    """The text of a record as HTML of ours: its blocks, or its body where it has none. Nothing is loaded."""
    return "".join(map(_part, record.blocks)) or f"<p>{escape(record.body or '')}</p>"


def document(shown: Shown, prefix: str = "") -> str:
    """A whole document around a shown page, to be served by itself into a sandboxed frame."""
    return (
        '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>archived page</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{style(shown.facts, prefix)}</style></head>"
        f'<body class="archived">{shown.html}</body></html>'
    )


def style(facts: Iterable[str], prefix: str = "") -> str:
    """The style sheet of a shown page; a fact whose id is the target is lit up wherever it was read."""
    lit = ",".join(f":root:has(#{fact_id(fact, prefix)}:target) .{prefix}f-{slug(fact)}" for fact in facts)
    hit = ",".join(f":root:has(#{fact_id(fact, prefix)}:target) .{prefix}v-{slug(fact)}" for fact in facts)
    rules = f"{lit}{{background:var(--lit)}}{hit}{{background:var(--hit)}}" if lit else ""
    return _base() + rules


def slug(fact: str) -> str:
    """A fact's name as part of an id: `reporters.0` → `reporters-0`."""
    return "".join(c if (c.isascii() and c.isalnum()) or c == "_" else "-" for c in fact)


def fact_id(fact: str, prefix: str = "") -> str:
    """The id of the place where a fact was read."""
    return f"{prefix}fact-{slug(fact)}"


@cache
def _base() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def join(sheets: Sequence[Sheet]) -> Sheet:
    """The sheets of an article's pages as one, a rule between them."""
    whole = Sheet()
    for sheet in sheets:
        at = len(whole.index)
        if whole.parts:
            whole.parts.append("<hr/>")
        for part in sheet.parts:
            if isinstance(part, Piece):
                part = Piece(part.text, part.start + at, part.end + at)
            whole.parts.append(part)
        whole.headings += [(start + at, end + at) for start, end in sheet.headings]
        whole.index += sheet.index
        whole.cut = whole.cut or sheet.cut
    return whole


def _emit(sheet: Sheet, spans: Sequence[Span], prefix: str) -> Iterator[str]:
    """The sheet as HTML; a text is divided wherever a span begins or ends inside it."""
    cuts = sorted({place for span in spans for place in (span.start, span.end)})
    waiting = list(reversed(spans))
    active: list[Span] = []
    next_cut = 0
    for part in sheet.parts:
        if isinstance(part, str):
            yield part
            continue
        text, at = part.text, part.start
        while next_cut < len(cuts) and cuts[next_cut] <= at:
            next_cut += 1
        while True:
            end = min(part.end, cuts[next_cut]) if next_cut < len(cuts) else part.end
            active = [span for span in active if span.end > at]
            began = []
            while waiting and waiting[-1].start <= at and part.end > part.start:
                span = waiting.pop()
                if span.end > at:
                    began.append(span)
            active += began
            head, text = (text, "") if end == part.end else _split(text, end - at)
            yield _marked(head, began, active if head.strip() else [], prefix)
            at = end
            if not text:
                break
            next_cut += 1


def _split(text: str, count: int) -> tuple[str, str]:
    """The text behind its first `count` visible characters, and what comes before."""
    at = 0
    for at, char in enumerate(text):
        if squeeze(char):
            if not count:
                return text[:at], text[at:]
            count -= 1
    return text, ""


def _marked(text: str, began: Sequence[Span], active: Sequence[Span], prefix: str) -> str:
    """One text under its spans: an anchor for each fact that begins here, the rule where a removal begins."""
    anchors = "".join(_anchor(span, prefix) for span in began)
    shown = escape(text, quote=False)
    classes = " ".join(
        dict.fromkeys(_class(span, prefix) for span in active if span.mark in ("fact", "value"))
    )
    if classes:
        shown = f'<mark class="{classes}">{shown}</mark>'
    if any(span.mark == "kept" for span in active):
        shown = f'<span class="kept">{shown}</span>'
    rule = next((span.name for span in active if span.mark == "removed"), None)
    if rule is not None:
        shown = f'<del title="{escape(rule)}">{shown}</del>'
    return anchors + shown


def _class(span: Span, prefix: str) -> str:
    return f"{prefix}{'v' if span.mark == 'value' else 'f'}-{slug(span.name)}"


def _anchor(span: Span, prefix: str) -> str:
    if span.mark == "fact":
        return f'<a id="{fact_id(span.name, prefix)}"></a>'
    return _why(span.name) if span.mark == "removed" else ""


def _why(rule: str) -> str:
    return f'<span class="why">{escape(rule)}</span>'


def _readings(record: Record | None, facts: Sequence[str], prefix: str) -> str:
    """What was read where no reader looks: in META, scripts, comments, the list that led to the page."""
    if record is None or not facts:
        return ""
    evidence = evidence_of(record)
    rows = "".join(
        f'<div><a id="{fact_id(fact, prefix)}"></a><dt>{escape(fact)}</dt>'
        f'<dd><mark class="{prefix}f-{slug(fact)}">{escape(evidence[fact].raw[:_LONGEST])}</mark>'
        f"{_why(evidence[fact].rule)}</dd></div>"
        for fact in facts
    )
    return f'<dl class="readings">{rows}</dl>'


def _part(part: Part) -> str:
    match part:
        case Paragraph(text):
            return f'<p class="kept">{escape(text)}</p>'
        case Heading(text):
            return f'<h3 class="kept">{escape(text)}</h3>'
        case Quote(text):
            return f'<blockquote class="kept">{escape(text)}</blockquote>'
        case ListPart(items):
            return f'<ul class="kept">{"".join(f"<li>{escape(item)}</li>" for item in items)}</ul>'
        case Table(rows):
            cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
            return f'<table class="kept">{"".join(f"<tr>{row}</tr>" for row in cells)}</table>'
        case ImagePart(_, caption, _) | VideoPart(_, caption):
            return f'<p class="pic">▨ {escape(caption or "")}</p>'
