"""Every phrase catches its own hits and spares its own misses."""

from __future__ import annotations

import pytest

from newscrawl.knowledge.phrases import Phrase, cut_inline, line_phrase, phrases, section_phrase

HITS = [pytest.param(p, text, id=f"{p.id}-{i}") for p in phrases() for i, text in enumerate(p.hit)]
MISSES = [pytest.param(p, text, id=f"{p.id}-{i}") for p in phrases() for i, text in enumerate(p.miss)]


@pytest.mark.parametrize(("phrase", "text"), HITS)
def test_hit(phrase: Phrase, text: str) -> None:
    if phrase.scope == "inline":
        assert phrase.id in [rule for rule, _ in cut_inline(text)[1]]
    else:
        assert phrase.catches(text)


@pytest.mark.parametrize(("phrase", "text"), MISSES)
def test_miss_survives_every_phrase(phrase: Phrase, text: str) -> None:
    assert line_phrase(text) is None
    assert section_phrase(text) is None
    assert cut_inline(text) == (text, [])


def test_every_phrase_has_examples() -> None:
    assert [p.id for p in phrases() if not (p.hit and p.miss)] == []
    assert len({p.id for p in phrases()}) == len(phrases())
