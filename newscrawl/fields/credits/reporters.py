"""The reporters and photographers of a story, chosen from everything the page says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from newscrawl.fields.credits.evidence import Evidence, evidence_in
from newscrawl.fields.credits.lines import Line
from newscrawl.fields.credits.uploader import is_uploader
from newscrawl.grammar.bylines import read_credits
from newscrawl.grammar.names import is_name
from newscrawl.model import Cleaned, Credit, Found

_PHOTO_ROLES = frozenset(("摄影", "图", "摄像", "航拍"))
_OWN_ROLE = "作者"
"""The role that a displayed label 作者 gives, and that we give where a name stands without any."""


def find_reporters(
    cleaned: Cleaned, lines: Sequence[Line], editors: Sequence[Found[Credit]]
) -> tuple[Found[Credit], ...]:
    """One entry a person and role, in reading order. Uploaders and editors in an author's slot are nobody."""
    evidence = [e for line in lines for e in evidence_in(line)]
    head = " ".join(line.text for line in lines if line.place == "head")
    evidence = _without_uploaders(evidence, editors, head)
    if not any(_writes(e) and not e.weak for e in evidence):
        evidence += _declared(cleaned, lines, editors, evidence)
    else:
        evidence = [e for e in evidence if not e.weak]
    return tuple(_merged(evidence))


def _writes(evidence: Evidence) -> bool:
    return evidence.found.value.role not in _PHOTO_ROLES


def _without_uploaders(
    evidence: Sequence[Evidence], editors: Sequence[Found[Credit]], head: str
) -> list[Evidence]:
    if not any(e.found.value.role == _OWN_ROLE and e.place in ("head", "foot") for e in evidence):
        return list(evidence)
    return [e for e in evidence if not is_uploader(e, editors, head)]


def _declared(
    cleaned: Cleaned,
    lines: Sequence[Line],
    editors: Sequence[Found[Credit]],
    evidence: Sequence[Evidence],
) -> Iterator[Evidence]:
    """What the rules of content system and site read; META only where the page shows the same name."""
    if any(e.weak for e in evidence):
        return
    for rules in cleaned.rules:
        for rule in rules.author:
            found = [
                Evidence(Found(r.credit, raw, rule.name), "rule", sure=True)
                for raw in rule.read(cleaned.page)
                for r in read_credits(f"{_OWN_ROLE}：{raw.strip()}")
            ]
            if found:
                yield from found
                return
    yield from _from_meta(cleaned, lines, editors)


def _from_meta(
    cleaned: Cleaned, lines: Sequence[Line], editors: Sequence[Found[Credit]]
) -> Iterator[Evidence]:
    name = cleaned.page.meta.get("author", "").strip()
    if not is_name(name) or name in {found.value.name for found in editors}:
        return
    shown = next((line for line in lines if line.place == "head" and name in line.text.split()), None)
    if shown:
        yield Evidence(Found(Credit(name, _OWN_ROLE), shown.text, "meta(author)"), "meta", sure=False)


def _merged(evidence: Iterable[Evidence]) -> Iterator[Found[Credit]]:
    """Each person and role once; 作者 gives way to any other role; the first organisation is kept."""
    best: dict[tuple[str, str], Found[Credit]] = {}
    for e in evidence:
        credit = e.found.value
        key = (credit.name, credit.role)
        if key not in best or (best[key].value.org is None and credit.org):
            best[key] = e.found
    writes = {name for name, role in best if role not in _PHOTO_ROLES and role != _OWN_ROLE}
    for (name, role), found in best.items():
        if role != _OWN_ROLE or name not in writes:
            yield found
