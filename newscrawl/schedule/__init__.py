"""When sites are crawled: start times from their hours, written as systemd units or as a crontab. Pure."""

from newscrawl.schedule.crontab import crontab
from newscrawl.schedule.plan import Plan, Start, plan
from newscrawl.schedule.systemd import units

__all__ = ["Plan", "Start", "crontab", "plan", "units"]
