"""Every phrase catches its own hits and spares its own misses."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


NEEDY = [pytest.param(p, id=p.id) for p in phrases() if p.needs is not None]


@pytest.mark.parametrize("phrase", NEEDY)
@given(data=st.data())
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_what_a_phrase_matches_has_a_word_that_it_needs(phrase: Phrase, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(phrase.pattern))
    assert phrase.may_be_in(text)


@pytest.mark.parametrize(("phrase", "text"), HITS)
def test_hits_have_a_word_that_their_phrase_needs(phrase: Phrase, text: str) -> None:
    assert phrase.may_be_in(text)
