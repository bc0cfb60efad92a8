"""Show what an article said over time: each version with when it was seen, and what it changed."""

from __future__ import annotations

import click
import msgspec
from rich.console import Console
from rich.text import Text

from newscrawl.commands._asking import opened
from newscrawl.errors import UsageError
from newscrawl.formats.citation import of_pin
from newscrawl.grammar.differing import Stretch
from newscrawl.store import Fetch, History, Seen

STYLES = {"same": "", "gone": "red strike", "new": "green"}
AROUND = 30
"""Characters of unchanged text that are shown on either side of a change."""


@click.command()
@click.argument("article")
@click.option(
    "--version", "number", type=click.IntRange(1), help="Show this version in full; 1: as first seen."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
def command(article: str, number: int | None, as_json: bool) -> None:
    """Show the versions of ARTICLE, an id or an address, and what each changed.

    \b
    Examples:
      newscrawl history http://www.example.cn/a/1.html
      newscrawl history http://www.example.cn/a/1.html --version 1     the text as first seen
      newscrawl history urn:newscrawl:article:9f0c5d1e…@1              that version, as it was cited
      newscrawl history 9f0c5d1e… --json

    Beside a version stands the fetch that brought it: its status, and where the archive has the answer. Below
    stands what else was told of the page: that it was missing, moved, there again.

    What is gone is struck through in red, or stands in [-…-]; what is new is green, or stands in {+…+}.
    Exit code 0: done. 2: there is no such article, or no such version.
    """
    article, cited = of_pin(article)
    number = number or cited
    with opened() as store:
        found = store.history(article)
    if found is None:
        raise UsageError(f"no article has the id or address {article!r}; `newscrawl find` shows addresses")
    if number is not None and number > len(found.versions):
        raise UsageError(f"{article} has {len(found.versions)} version(s), there is no {number}")
    if as_json:
        told = found if number is None else found.versions[number - 1].record
        click.echo(msgspec.json.encode(told).decode())
        return
    console = Console(highlight=False)
    if number is None:
        show(console, found)
    else:
        _show_text(console, found.versions[number - 1])


def show(console: Console, history: History) -> None:
    """All versions, the first one first, and what else fetches have told."""
    brought = {fetch.version: fetch for fetch in history.fetches if fetch.version}
    withdrawn = ", withdrawn: its page is gone" if history.status == "withdrawn" else ""
    console.print(Text(f"{history.url or history.id}: {len(history.versions)} version(s){withdrawn}"))
    for version in history.versions:
        console.print(Text(f"\nversion {version.number}, seen {version.seen_at}, run {version.run}", "bold"))
        if version.number in brought:
            console.print(Text(f"  {_told(brought[version.number])}", "dim"), soft_wrap=True)
        if version.number == 1:
            console.print(Text(f"  {version.record.title or 'without a headline'}"), soft_wrap=True)
        elif not version.changes:
            console.print("  what differs is not text: blocks, channel, keywords or attachments")
        for change in version.changes:
            line = Text(f"  {change.field}: ", "dim")
            console.print(line + _marked(change.stretches, console.is_terminal), soft_wrap=True)

    others = [fetch for fetch in history.fetches if not fetch.version]
    for place, fetch in enumerate(others):
        lead = "\n" if place == 0 else ""
        console.print(Text(f"{lead}{fetch.at}  {fetch.outcome}: {_told(fetch)}", "dim"), soft_wrap=True)


def _told(fetch: Fetch) -> str:
    """`fetched from URL, 120 ms, status 200, 48,213 bytes, archived in FILE at byte 1234`: what is known."""
    said = [
        f"{fetch.elapsed} ms" if fetch.elapsed is not None else "",
        f"status {fetch.status}" if fetch.status else "no answer",
        f"{fetch.size:,} bytes" if fetch.size is not None else "",
        f"archived in {fetch.file} at byte {fetch.start}" if fetch.file else "",
    ]
    return ", ".join(part for part in (f"fetched from {fetch.url}", *said) if part)


def _show_text(console: Console, version: Seen) -> None:
    record = version.record
    source = record.source and (record.source.displayed or record.source.name)
    facts = (record.published_at or "undated", source, f"version {version.number}, seen {version.seen_at}")
    console.print(Text(record.title or "without a headline", "bold"), soft_wrap=True)
    console.print(Text(" · ".join(fact for fact in facts if fact), "dim"), soft_wrap=True)
    console.print(Text(f"\n{record.body or ''}"), soft_wrap=True)


def _marked(stretches: tuple[Stretch, ...], colours: bool) -> Text:
    signs = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
    out = Text()
    for place, one in enumerate(stretches):
        text = one.text
        if one.kind == "same" and len(text) > 2 * AROUND:
            head, tail = text[:AROUND] if place else "", text[-AROUND:] if place < len(stretches) - 1 else ""
            text = f"{head} … {tail}"
        before, after = ("", "") if colours else signs[one.kind]
        out.append(f"{before}{text}{after}", STYLES[one.kind] if colours else "")
    return out
