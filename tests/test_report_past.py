"""A run against those before it: plots, what is wrong, where the time went; and the command that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from newscrawl import settings
from newscrawl.commands.report import command
from newscrawl.errors import UsageError
from newscrawl.report import build
from newscrawl.report.past import HEIGHT, WIDTH, filled_share, line_of
from newscrawl.store import Ending, Store, Trouble
from tests.records import SITE, record


@given(st.lists(st.none() | st.floats(0, 1), max_size=40))
def test_a_line_stays_within_its_plot(shares: list[float | None]) -> None:
    line = line_of(shares)
    known = [share for share in shares if share is not None]
    assert (line is None) == (len(known) < 3)
    if line is not None:
        points = [tuple(map(float, point.split(","))) for point in line.points.split()]
        assert len(points) == line.runs == len(known)
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
        assert [x for x, _ in points] == sorted(x for x, _ in points)


def test_a_run_that_read_nothing_has_no_share() -> None:
    assert filled_share({}, "title") is None
    assert filled_share({"articles/new": 4, "filled/title": 3}, "title") == 0.75


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Five runs of a site, the last of which has found something wrong."""
    url = f"sqlite:///{tmp_path / 'report.db'}"
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", url)
    monkeypatch.setattr(settings, "NEWSCRAWL_OUT", str(tmp_path / "export"))
    with Store(url) as store:
        for number in range(5):
            run = store.begin_run(SITE, "江州新闻网")
            with store.transaction(run) as transaction:
                transaction.save([record(number=number)])
                if number == 4:
                    transaction.settle([Trouble("redesign", "bdxw", "2 pages are <unlike> those before")])
            counters = {
                "articles/new": 10,
                "filled/title": 10,
                "filled/source": 10 - 2 * number,
                "us/read": 1_500_000,
            }
            slow = {"slowest/http://www.jiangzhou.example/a.html": 2_250_000}
            store.end_run(run, Ending("done", counters | slow))
    return url


def test_a_report_shows_the_last_runs_what_is_wrong_and_what_was_slow(database: str, tmp_path: Path) -> None:
    with Store(database) as store:
        report = build(store, [store.runs(1)[0].id])
    line = report.history("source")
    assert line is not None
    assert (line.runs, line.lowest, line.highest) == (5, 0.2, 1.0)
    assert report.slowest == {"http://www.jiangzhou.example/a.html": 2.25}
    done = CliRunner().invoke(command, [SITE, "--out", str(tmp_path / "report.html")])
    assert done.exit_code == 0
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "2 pages are &lt;unlike&gt; those before" in html
    assert html.count("<polyline") == 5
    assert "2.25 s" in html
    assert "<script" not in html


def test_the_command_takes_a_run_and_says_where_the_report_is(database: str, tmp_path: Path) -> None:
    with Store(database) as store:
        run = store.runs(1)[0].id
    said = CliRunner().invoke(command, [run]).stdout.strip()
    assert Path(said) == tmp_path / "report" / f"{run}.html"
    assert Path(said).is_file()
    unknown = CliRunner().invoke(command, ["nowhere.paper"])
    assert isinstance(unknown.exception, UsageError)
