"""Site → the text of its file, and a further layout into the text of a file that exists."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

from newscrawl.errors import Undeclarable
from newscrawl.induction.layout import FACTS, Layout
from newscrawl.model import Site

_WIDTH = 110


def site_source(site: Site, layout: Layout, name: str, about: str) -> str:
    """The file of a site whose only own rules are `layout`, called `name`; `about` says what the site is."""
    imports = []
    if site.cms is not None:
        imports.append(f"from newscrawl.cms.{site.cms.name} import RULES as {site.cms.name.upper()}")
    has_layout = not layout.is_empty
    imports.append(f"from newscrawl.model import {'RuleSet, ' if has_layout else ''}Site")
    if has_layout and any(getattr(layout, field) for field in FACTS.values()):
        imports.append("from newscrawl.rule import css")
    lines = [*_facts(site), *([_rules(layout, name)] if has_layout else [])]
    body = "\n".join(f"    {line}" for line in lines)
    # A site's name is a stranger's text: it must not end the docstring, behind which it would be run.
    return f'"""{_quoted(about)[1:-1]}"""\n\n' + "\n".join(imports) + f"\n\nSITE = Site(\n{body}\n)\n"


def add_layout(text: str, layout: Layout, name: str) -> str:
    """The text of a site's file with a layout before its others. Raises Undeclarable without a SITE in it."""
    call = _site_call(text)
    rules = next((word.value for word in call.keywords if word.arg == "rules"), None)
    source = layout_source(layout, name)
    lines = text.splitlines(keepends=True)
    if rules is None:
        at = _offset(lines, call.end_lineno or 1, (call.end_col_offset or 1) - 1)
        text = f"{text[:at]}    rules=({_indented(source)},),\n{text[at:]}"
    elif isinstance(rules, ast.Tuple):
        at = _offset(lines, rules.lineno, rules.col_offset) + 1
        text = f"{text[:at]}\n        {_indented(source, 8)},{'' if text[at] == chr(10) else ' '}{text[at:]}"
    else:
        raise Undeclarable("its rules are no tuple that is written out in SITE; add the layout by hand")
    text = _with_import(text, "newscrawl.model", "RuleSet")
    return _with_import(text, "newscrawl.rule", "css") if "css(" in source else text


def layout_source(layout: Layout, name: str) -> str:
    """A layout as the expression of a RuleSet."""
    pieces = [_quoted(name)]
    named = ((field, getattr(layout, field)) for field in ("detect", "body", "drop"))
    pieces += [f"{field}={_tuple(map(_quoted, texts))}" for field, texts in named if texts]
    for field in FACTS.values():
        selectors = getattr(layout, field)
        if selectors:
            pieces.append(f"{field}={_tuple(f'css({_quoted(each)})' for each in selectors)}")
    return "RuleSet(\n" + "".join(f"    {piece},\n" for piece in pieces) + ")"


def _facts(site: Site) -> Iterator[str]:
    yield f"id={_quoted(site.id)},"
    yield f"name={_quoted(site.name)},"
    yield f"domains={_tuple(map(_quoted, site.domains))},"
    if site.region:
        yield f"region={_quoted(site.region)},"
    yield f"start={_tuple(map(_quoted, site.start))},"
    for field in ("article", "lists", "further"):
        value = getattr(site, field)
        if value:
            yield f"{field}={_expression(value)},"
    for field in ("feeds", "sitemaps"):
        if getattr(site, field):
            yield f"{field}={_tuple(map(_quoted, getattr(site, field)))},"
    if site.epaper:
        yield f"epaper={_quoted(site.epaper)},"
    if site.cms is not None:
        yield f"cms={site.cms.name.upper()},"


def _rules(layout: Layout, name: str) -> str:
    return f"rules=({_indented(layout_source(layout, name))},),"


def _expression(text: str) -> str:
    """A raw string; a long one in pieces at its alternatives."""
    if '"' in text:
        return repr(text)
    if len(text) < _WIDTH - 20:
        return f'r"{text}"'
    pieces = re.split(r"(?<!\\)(?=\|)", text)
    return "(\n" + "".join(f'        r"{piece}"\n' for piece in pieces) + "    )"


def _quoted(text: str) -> str:
    # What JSON escapes, Python reads likewise: quotes, backslashes, line ends, control characters.
    return json.dumps(text, ensure_ascii=False)


def _tuple(items: Iterator[str] | map[str]) -> str:
    texts = list(items)
    return f"({', '.join(texts)}{',' if len(texts) == 1 else ''})"


def _indented(source: str, by: int = 4) -> str:
    return source.replace("\n", f"\n{' ' * by}")


def _site_call(text: str) -> ast.Call:
    for node in ast.parse(text).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        named = any(isinstance(target, ast.Name) and target.id == "SITE" for target in targets)
        if named and isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            return node.value
    raise Undeclarable("its file holds no SITE = Site(…)")


def _offset(lines: list[str], number: int, column: int) -> int:
    """Where in the text a place of the syntax tree is, whose columns count bytes."""
    line = lines[number - 1].encode()[:column].decode()
    return sum(map(len, lines[: number - 1])) + len(line)


def _with_import(text: str, module: str, name: str) -> str:
    match = re.search(rf"^from {re.escape(module)} import (.+)$", text, re.MULTILINE)
    if match is None:
        at = text.index("\n\nSITE = ")
        return f"{text[:at].rstrip()}\nfrom {module} import {name}\n{text[at:]}"
    names = sorted({*(each.strip() for each in match[1].split(",")), name})
    return f"{text[: match.start(1)]}{', '.join(names)}{text[match.end(1) :]}"
