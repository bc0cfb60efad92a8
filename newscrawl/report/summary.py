"""The report in a terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table

from newscrawl.report.model import RunReport

OUTCOMES = ("new", "changed", "unchanged", "alias")
STYLES = {"done": "green", "running": "cyan", "stopped": "yellow", "failed": "red", "lost": "red"}


def print_summary(report: RunReport, console: Console) -> None:
    """What was crawled, what was found in it, what was removed and why, and where the files are."""
    console.print(Panel(Group(_runs(report), "", _counts(report)), title="newscrawl", box=box.ROUNDED))
    if report.articles:
        console.print(_fills(report))
    if report.removed:
        console.print(_removed(report))
    if report.rejects_by_code:
        console.print(_rejects(report))
    console.print(_files(report))


def _runs(report: RunReport) -> Table:
    table = Table.grid(padding=(0, 2))
    for run in report.runs:
        state = f"[{STYLES[run.status]}]{run.status}[/]"
        if run.reason and run.status != "done":
            state += f" ({escape(run.reason)})"
        took = f"{((run.ended or report.made) - run.started).total_seconds():.1f} s"
        table.add_row(f"[bold]{escape(run.site)}[/]", escape(run.site_name or ""), state, took)
    return table


def _counts(report: RunReport) -> str:
    outcomes = ", ".join(f"{report.counted(f'articles/{name}')} {name}" for name in OUTCOMES)
    rejected = sum(report.rejects_by_code.values())
    pages = f"{report.counted('pages')} pages"
    if unmodified := report.counted("unmodified"):
        pages += f" (and {unmodified} as they were)"
    if not report.articles and (known := report.counted("articles/known")):
        return f"{pages}, nothing new: {known} articles known, {rejected} rejected{_missing(report)}"
    return f"{pages}, {report.articles} articles ({outcomes}), {rejected} rejected{_missing(report)}"


def _missing(report: RunReport) -> str:
    """What is missing of e-papers, where anything is."""
    issues, editions = report.counted("missing_issues"), report.counted("missing_editions")
    return f"; {issues} issues and {editions} editions are missing" if issues or editions else ""


def _fills(report: RunReport) -> Table:
    table = Table(title="Facts found", box=box.SIMPLE, show_header=False, title_justify="left")
    for fill in report.fills:
        bar = ProgressBar(total=fill.total, completed=fill.found, width=30)
        table.add_row(fill.label, fill.english, bar, f"{fill.percent:.0f} %", f"{fill.found} of {fill.total}")
    return table


def _removed(report: RunReport) -> Table:
    table = Table(title="Removed from articles", box=box.SIMPLE, title_justify="left", expand=True)
    table.add_column("rule", overflow="ellipsis", no_wrap=True, ratio=2)
    table.add_column("pieces", justify="right", width=6)
    table.add_column("articles", justify="right", width=8)
    table.add_column("for example", overflow="ellipsis", no_wrap=True, ratio=3)
    for entry in report.removed:
        sample = escape(entry.samples[0]) if entry.samples else ""
        table.add_row(escape(entry.rule), str(entry.pieces), str(entry.articles), sample)
    return table


def _rejects(report: RunReport) -> Table:
    table = Table(title="Rejected pages", box=box.SIMPLE, title_justify="left")
    for name in ("reason", "pages"):
        table.add_column(name)
    for code, number in report.rejects_by_code.items():
        table.add_row(escape(code), str(number))
    return table


def _files(report: RunReport) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_row("database", escape(report.database))
    label = "export" if report.articles else "last export"
    for path in report.exports:
        table.add_row(label, escape(path))
    return table
