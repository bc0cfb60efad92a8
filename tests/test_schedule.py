"""Schedules: starts within the hours of a site, units that systemd takes, a crontab that cron takes."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.commands.schedule import command
from newscrawl.errors import UsageError
from newscrawl.middlewares.hours import time_left
from newscrawl.model import Site
from newscrawl.schedule import Plan, crontab, plan, units
from newscrawl.schedule.plan import STEPS, shift

DAY = datetime(2026, 11, 26, tzinfo=UTC)
HERE = Plan(60, 120, Path("/srv/newscrawl"), Path("/srv/newscrawl/.venv/bin"), Path("/var/log/newscrawl"))


def site(
    name: str = "jiangzhou.daily", hours: tuple[int, int] = (0, 24), zone: str = "Asia/Shanghai"
) -> Site:
    return Site(name, "江州日报", ("a.example",), ("http://a.example/",), r"/\d+", hours=hours, timezone=zone)


HOURS = st.tuples(st.integers(0, 23), st.integers(0, 24)).filter(lambda pair: pair[0] != pair[1])


@given(
    name=st.from_regex(r"[a-z]{2,8}\.[a-z]{2,8}", fullmatch=True), hours=HOURS, every=st.sampled_from(STEPS)
)
def test_every_start_is_within_the_hours_that_a_run_would_accept(
    name: str, hours: tuple[int, int], every: int
) -> None:
    one = site(name, hours)
    starts = plan(one, every).minutes
    assert starts
    assert len(set(starts)) == len(starts) <= 24 * 60 // every or len(starts) == 1
    midnight = datetime(2026, 11, 26, tzinfo=ZoneInfo(one.timezone))
    refused = [
        minute for minute in starts if time_left(one, midnight + timedelta(minutes=minute)) == timedelta()
    ]
    assert refused == []


def test_starts_are_the_same_whatever_other_sites_there_are_and_spread_over_the_hour() -> None:
    starts = [plan(site(f"a.paper{number}"), 60).minutes for number in range(200)]
    assert starts[7] == plan(site("a.paper7"), 60).minutes
    assert all(len(minutes) == 24 for minutes in starts)
    busiest = max(sum(minutes[0] == start for minutes in starts) for start in range(60))
    assert busiest <= 12


def test_a_clock_of_another_zone_shows_the_same_instants() -> None:
    start = plan(site(hours=(6, 9)), 60)
    assert shift(start, "Asia/Shanghai", DAY) == start.minutes
    assert sorted((minute + 8 * 60) % 1440 for minute in shift(start, "Etc/UTC", DAY)) == list(start.minutes)


def test_what_does_not_divide_the_day_is_refused_with_what_would() -> None:
    with pytest.raises(UsageError, match="50 minutes do not divide the day evenly; 48 would"):
        Plan(50, 10, Path("/a"), Path("/a"), Path("/a"))


def test_units_say_when_with_which_limit_and_that_a_held_lock_is_no_failure() -> None:
    texts = units([plan(site(hours=(6, 8)), 60)], HERE)
    assert sorted(texts) == ["newscrawl-jiangzhou.daily.timer", "newscrawl.target", "newscrawl@.service"]
    assert "OnCalendar=*-*-* 06,07:" in texts["newscrawl-jiangzhou.daily.timer"]
    service = texts["newscrawl@.service"]
    for line in (
        "ExecStart=/srv/newscrawl/.venv/bin/scrapy crawl %i",
        "TimeoutStartSec=120min",
        "SuccessExitStatus=4",
        "StandardError=append:/var/log/newscrawl/%i.log",
    ):
        assert f"\n{line}\n" in service


def test_a_path_that_a_unit_cannot_name_is_refused() -> None:
    with pytest.raises(UsageError, match="plainer"):
        units([], Plan(60, 10, Path("/srv/news crawl"), Path("/srv"), Path("/srv")))


def test_a_line_of_the_crontab_does_what_it_says(tmp_path: Path) -> None:
    """The command is run as cron would, with a `scrapy` of the test's own: paths with blanks and quotes hold."""
    folder = tmp_path / "it's here"
    folder.mkdir()
    scrapy = folder / "scrapy"
    scrapy.write_text('#!/bin/sh\necho "$PWD $* $NEWSCRAWL_CONTACT"; exit 3\n')
    scrapy.chmod(0o755)
    environment = folder / "env"
    environment.write_text("NEWSCRAWL_CONTACT=desk@jiangzhou.example\n")
    there = Plan(1440, 1, folder, folder, folder / "log", environment)
    text = crontab([plan(site(), 1440)], there, "Asia/Shanghai", DAY)
    (line,) = [line for line in text.splitlines() if "crawl" in line and not line.startswith("#")]
    done = subprocess.run(["/bin/sh", "-c", line.split(" ", 5)[5]], cwd="/", check=False)
    said = (folder / "log" / "jiangzhou.daily.log").read_text()
    assert (done.returncode, said) == (3, f"{folder} crawl jiangzhou.daily desk@jiangzhou.example\n")


@pytest.mark.skipif(not shutil.which("crontab"), reason="no cron on this machine")
def test_cron_takes_the_crontab(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["crontab", "--zone", "America/New_York"])
    assert result.exit_code == 0
    file = tmp_path / "newscrawl.cron"
    file.write_text(result.stdout)
    checked = subprocess.run(["crontab", "-n", file], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr.count("error")) == (0, 0), checked.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    out = tmp_path / "units"
    result = CliRunner().invoke(command, ["systemd", "--out", str(out), "--log", str(tmp_path / "log")])
    assert result.exit_code == 0, result.output
    files = [str(path) for path in out.iterdir() if "@" not in path.name]
    # A template is verified through an instance of it.
    (out / "newscrawl@sichuan.scrww.service").symlink_to(out / "newscrawl@.service")
    files.append(str(out / "newscrawl@sichuan.scrww.service"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "newscrawl" in line]
    assert (done.returncode, ours) == (0, [])


def test_an_unknown_site_is_told() -> None:
    result = CliRunner().invoke(command, ["crontab", "nowhere.paper"])
    assert isinstance(result.exception, UsageError)
    assert "scrapy list" in str(result.exception)
