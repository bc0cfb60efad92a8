"""The bench of regular expressions knows all of them, and sees one that is slow (`python -m tests.bench expressions`)."""

from __future__ import annotations

import re

import pytest

from tests.bench.expressions import GOAL_MS, Expression, expressions, slowest


def test_expressions_of_modules_tables_and_phrases_are_known():
    names = {
        each.name.rpartition(".")[2] if "phrase" not in each.name else "phrase" for each in expressions()
    }
    assert {"LEXER", "ANY_DATE", "_MARKUP", "phrase"} <= names
    assert len(names) > 150


@pytest.mark.parametrize("source", [r"\s+x", r"<[^>]*>", r"(?:a|aa)+b"])
def test_a_slow_expression_is_seen(source):
    assert slowest(Expression("made", re.compile(source), anchored=False))[0] > GOAL_MS


def test_an_expression_that_is_only_matched_is_measured_so():
    assert slowest(Expression("made", re.compile(r"\s*x"), anchored=True))[0] < GOAL_MS
