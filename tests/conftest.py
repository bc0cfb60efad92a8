"""What all tests share: no settings from the outside, a bounded hypothesis, and where the corpus is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# No deadline: on a busy machine a slow example says nothing. On CI a failure must come again.
settings.register_profile("newscrawl", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("newscrawl")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("NEWSCRAWL_") and not name.startswith("NEWSCRAWL_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the corpus and the scorer, which lies beside a checkout and is no part of it."""
    path = ROOT.parent / "shared"
    if not (path / "corpus" / "gold.jsonl").exists():
        pytest.skip("../shared with the corpus is not present")
    return path
