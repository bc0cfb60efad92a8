"""The data card of a dataset: what a person reads before using it, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from newscrawl.export.manifest import ENDING, Manifest

_READING = {
    "jsonl": "python -c \"import pandas; print(pandas.read_json('{file}', lines=True).describe())\"",
    "csv": "python -c \"import pandas; print(pandas.read_csv('{file}').describe())\"",
    "parquet": "python -c \"import duckdb; print(duckdb.read_parquet('{file}').describe())\"",
    "ninjs": "python -c \"import json; print(sum(1 for line in open('{file}') if json.loads(line)))\"",
    "jsonld": "python -c \"import json; print(sum(1 for line in open('{file}') if json.loads(line)))\"",
}


def card(manifest: Manifest) -> bytes:
    """The card as UTF-8. Like the manifest it holds no time."""
    return ("\n".join(_lines(manifest)) + "\n").encode()


def _lines(manifest: Manifest) -> Iterator[str]:
    yield f"# {manifest.name}"
    yield ""
    yield from _what(manifest)
    yield ""
    yield "| file | bytes | records | tombstones | SHA-256 |"
    yield "|---|---:|---:|---:|---|"
    for part in manifest.files:
        yield f"| `{part.name}` | {part.bytes} | {part.records} | {part.tombstones} | `{part.sha256}` |"
    yield ""
    yield "## Fields"
    yield ""
    yield "How many records say something in each field; the others hold `null` or an empty list: no guesses."
    yield ""
    yield "| field | filled | share |"
    yield "|---|---:|---:|"
    for name, fill in manifest.fill.items():
        yield f"| `{name}` | {fill.filled} | {100 * fill.rate:.1f} % |"
    yield ""
    yield "## Sites"
    yield ""
    yield "| site | records |"
    yield "|---|---:|"
    for site, records in manifest.sites.items():
        yield f"| {site or '(none)'} | {records} |"
    yield ""
    yield from _how(manifest)
    yield ""
    yield "## Licence"
    yield ""
    yield manifest.licence


def _what(manifest: Manifest) -> Iterator[str]:
    period = " to ".join(manifest.published) if manifest.published else "no known day"
    asked = ", ".join(f"{name} = {value}" for name, value in manifest.query.items()) or "everything"
    yield (
        f"{manifest.records} news articles as read from {len(manifest.sites)} sites, published {period}. "
        f"Selected: {asked}. Format: {manifest.format}, compression: {manifest.compression}."
    )
    if manifest.since is not None:
        yield ""
        yield (
            f"This is an increment: what is new or changed since cursor `{manifest.since}`, and a tombstone "
            f"for each of {manifest.tombstones} articles that are no longer part of the dataset."
        )
    yield ""
    made = ", ".join(f"{name} ({records})" for name, records in manifest.extractors.items()) or "nothing"
    yield f"Written by newscrawl {manifest.newscrawl} with rules `{manifest.rules}`; extracted by: {made}."


def _how(manifest: Manifest) -> Iterator[str]:
    yield "## Use"
    yield ""
    yield "```sh"
    yield f"newscrawl verify {manifest.name}{ENDING}"
    if manifest.files:
        yield _READING[manifest.format].format(file=manifest.files[0].name)
    yield f"newscrawl export --since-cursor {manifest.cursor}   # what has come since"
    yield "```"
    yield ""
    yield (
        "`published_at` is cut at its precision: a bare day has no clock time. `version` grows with each "
        "change of an article; `id` stays. Extraction is by rule and may err: "
        "`newscrawl extract --evidence` shows what a value was read from."
    )
