"""What our monitors found, as monitors of Spidermon: for its actions, which tell Slack, Telegram, Sentry.

`SPIDERMON_ENABLED=1` switches them on. They run when the engine has stopped: by then a run has been judged.
"""

from __future__ import annotations

from spidermon import Monitor, MonitorSuite, monitors

from newscrawl.middlewares.endings import FINDINGS


@monitors.name("newscrawl")
class HealthMonitor(Monitor):
    """One test: nothing is wrong with the run."""

    @monitors.name("the run is like those before")
    def test_nothing_was_found(self) -> None:
        """Fails with what `newscrawl health` would say."""
        found = list(self.data.stats.get(FINDINGS, []))
        if found:
            self.fail("\n".join(found))


class HealthSuite(MonitorSuite):
    """The suite to name in SPIDERMON_ENGINE_STOP_MONITORS, as our settings do, or to inherit from."""

    monitors = [HealthMonitor]  # noqa: RUF012 (Spidermon's way of saying it)
