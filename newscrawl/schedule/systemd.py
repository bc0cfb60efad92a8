"""Plan → systemd units: one template service, one timer a site, and a target that switches all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newscrawl.errors import UsageError
from newscrawl.schedule.plan import Plan, Start

STOP = 60
"""Seconds that a run is given to end by itself; it needs ten."""

_SERVICE = """\
# {name}: one run of one site. `newscrawl schedule systemd` wrote this; it may be written again.
[Unit]
Description=newscrawl: crawl %i
Documentation=man:systemd.service(5)
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
{environment}ExecStart={scrapy} crawl %i
StandardError=append:{log}/%i.log
# Asked to end after this long; what it has stored is kept, and the next run continues it.
TimeoutStartSec={limit}min
TimeoutStopSec={stop}
# 4: another run of the site holds the lock. That is how it should be, and no failure.
SuccessExitStatus=4
Nice=10
NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=full
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
"""

_TIMER = """\
# {name}: when {site} is crawled. `newscrawl schedule systemd` wrote this; it may be written again.
[Unit]
Description=newscrawl: times of {site}
PartOf=newscrawl.target

[Timer]
{calendar}
# A run missed while the machine was off is made up for.
Persistent=true
AccuracySec=10s
Unit=newscrawl@{site}.service

[Install]
WantedBy=newscrawl.target
"""

_TARGET = """\
# newscrawl.target: all sites. `newscrawl schedule systemd` wrote this; it may be written again.
[Unit]
Description=newscrawl: all sites on their schedules
Wants={timers}

[Install]
WantedBy=timers.target
"""


def units(starts: Sequence[Start], plan: Plan) -> dict[str, str]:
    """File name → text of each unit. Raises UsageError for a path that a unit cannot name."""
    service = _SERVICE.format(
        name="newscrawl@.service",
        folder=_path(plan.folder),
        scrapy=_path(plan.bin / "scrapy"),
        environment=f"EnvironmentFile={_path(plan.environment)}\n" if plan.environment else "",
        log=_path(plan.log),
        limit=plan.limit,
        stop=STOP,
    )
    timers = {f"newscrawl-{start.site}.timer": start for start in starts}
    texts = {"newscrawl@.service": service, "newscrawl.target": _TARGET.format(timers=" ".join(timers))}
    for name, start in timers.items():
        texts[name] = _TIMER.format(name=name, site=start.site, calendar="\n".join(_calendar(start)))
    return texts


def _calendar(start: Start) -> Iterator[str]:
    """One line for each minute of the hour: `OnCalendar=*-*-* 06,07,08:17:00 Asia/Shanghai`."""
    by_minute: dict[int, list[str]] = {}
    for minute in start.minutes:
        by_minute.setdefault(minute % 60, []).append(f"{minute // 60:02}")
    for minute, hours in by_minute.items():
        every = "*" if len(hours) == 24 else ",".join(hours)
        yield f"OnCalendar=*-*-* {every}:{minute:02}:00 {start.zone}"


def _path(path: object) -> str:
    text = str(path)
    if any(sign.isspace() or sign in "%\"'\\" for sign in text):
        raise UsageError(f"systemd units cannot name this path: {text}; install newscrawl at a plainer one")
    return text
