"""Metrics: what Prometheus reads, at a port of this machine or from a file, and the dashboard that shows it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families

from newscrawl import metrics, settings
from newscrawl.commands.metrics import command
from newscrawl.store import Ending, Store
from newscrawl.store.reader import Reader
from tests.records import SITE, record

DASHBOARD = Path(__file__).resolve().parents[1] / "docs" / "grafana.json"


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """A database of one site, one finished run and two articles, one of them kept back."""
    url = f"sqlite:///{tmp_path / 'metrics.db'}"
    with Store(url) as store:
        run = store.begin_run(SITE, "江州日报")
        saved = store.save([record(number=1), record(number=2)], run)
        store.quarantine([saved[0].id or ""], "redesign", "body: missing", run)
        counters = {"pages": 9, "articles/new": 2, "rejects/not_an_article": 1, "us/store": 1500, "odd": 1}
        store.end_run(run, Ending("done", counters))
    return Reader(url)


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Name and label values, in the order of the labels' names → value."""
    families = text_string_to_metric_families(text)
    return {
        (one.name, *(one.labels[label] for label in sorted(one.labels))): one.value
        for family in families
        for one in family.samples
    }


def test_sites_and_their_last_runs_are_told(reader: Reader) -> None:
    found = samples(metrics.text(reader))
    assert found["newscrawl_articles", SITE] == 2
    assert found["newscrawl_articles_kept_back", SITE] == 1
    assert found["newscrawl_run_pages", SITE] == 9
    assert found["newscrawl_run_articles", "new", SITE] == 2
    assert found["newscrawl_run_rejects", "not_an_article", SITE] == 1
    assert found["newscrawl_run_microseconds", SITE, "store"] == 1500
    assert found["newscrawl_run_state", SITE, "done"] == 1
    assert found["newscrawl_run_state", SITE, "failed"] == 0
    assert found[("newscrawl_changes",)] == 3
    assert found["newscrawl_last_new_article_seconds", SITE] > 1.7e9


def test_scrapes_are_answered_on_loopback_with_the_state_of_the_moment(reader: Reader) -> None:
    port, _ = metrics.serve(reader, "127.0.0.1", 0)
    with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        assert samples(answer.read().decode())["newscrawl_articles", SITE] == 2


def test_the_text_file_appears_whole(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", f"sqlite:///{tmp_path / 'metrics.db'}")
    path = tmp_path / "collector" / "newscrawl.prom"
    assert CliRunner().invoke(command, ["--textfile", str(path)]).exit_code == 0
    assert samples(path.read_text())["newscrawl_articles", SITE] == 2
    assert [entry.name for entry in path.parent.iterdir()] == ["newscrawl.prom"]


def test_the_dashboard_asks_for_metrics_that_there_are(reader: Reader) -> None:
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    told = set(re.findall(r"# HELP (\w+)", metrics.text(reader)))
    asked = {
        name
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in re.findall(r"newscrawl_\w+", target["expr"])
    }
    assert len(asked) > 8
    assert asked - told == set()
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
