"""Declare a new site from a look at it, or propose a new layout for one that was redesigned."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from newscrawl import catalog
from newscrawl.commands._fixture import write_fixture
from newscrawl.commands._pages import SAMPLE, WARC, from_files, from_site, replayed
from newscrawl.commands._repairing import mend
from newscrawl.commands.check import show as show_findings
from newscrawl.discover.urls import clean
from newscrawl.errors import StorageError, UsageError
from newscrawl.induction.check import check
from newscrawl.induction.seen import Sights, look
from newscrawl.induction.source import site_source
from newscrawl.induction.study import Study, study

_UNSURE = 0.8


@click.command()
@click.argument("url", required=False)
@WARC
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder to write to, laid out as the project is. Default: the project that this is run in.",
)
@click.option(
    "--id", "site_id", default="", metavar="PROVINCE.NAME", help="The site's id, such as sichuan.linxi."
)
@click.option("--name", default="", help="The site's name, such as 临溪新闻网.")
@click.option(
    "--pages", default=SAMPLE, show_default=True, type=click.IntRange(10, 400), help="How many to fetch."
)
@click.option("--repair", metavar="SITE", help="Propose a new layout for this site, which was redesigned.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="With --repair: the day of the redesign, such as 2026-03-01.",
)
@click.option("--apply", is_flag=True, help="With --repair: write the new layout into the site's file.")
@click.pass_context
def command(context: click.Context, /, url: str | None, warc: tuple[Path, ...], **asked: object) -> None:
    """Declare a new site from a look at it, or propose a new layout for one that was redesigned.

    A few pages are fetched as politely as any crawl does (robots.txt, one request a second), or read from
    web archives. What is written is a site's file and a fixture with a golden to review; what is printed is
    how sure each part is, and why.

    \b
    Examples:
      newscrawl newsite http://www.example.cn/
      newscrawl newsite http://www.example.cn/ --warc site.warc.gz --out new
      newscrawl newsite --repair sichuan.scrww --since 2026-03-01
      newscrawl newsite --repair sichuan.scrww --since 2026-03-01 --apply

    Exit code 0: written, or the repair is sound; 1: the pages do not suffice, and it says why; 2: wrong
    usage; 3: written, and the check of it found something to mend.
    """
    site = asked.pop("repair")
    files = replayed(warc)
    if site:
        mend(str(site), files, asked["since"], bool(asked["apply"]))
        return
    if asked["since"] or asked["apply"]:
        raise UsageError("--since and --apply belong to --repair SITE")
    if url is None:
        raise UsageError("say which site: newscrawl newsite http://www.example.cn/")
    context.exit(_declare(_address(url), files, asked))


def _declare(home: str, files: list[Path], asked: dict[str, object]) -> int:
    root = _root(asked["out"], home)
    fetched = from_files(files) if files else from_site(home, int(str(asked["pages"])))
    sights = look(fetched, home)
    found = study(sights, str(asked["site_id"]), str(asked["name"]))
    written = _write(root, found, sights)
    console = Console(soft_wrap=True)
    _show(console, found)
    findings = [one for one in check(found.site, sights.pages) if one.level != "ok"]
    if findings:
        show_findings(console, findings)
    faults = sum(one.level == "mend" for one in findings)
    for path in written:
        click.echo(f"wrote {path}")
    moved = ", move the files into a checkout of newscrawl" if asked["out"] else ""
    click.echo(
        f'next: read the golden against its page, set "reviewed" in it{moved}, scrapy crawl {found.site.id}'
    )
    return 3 if faults else 0


def _show(console: Console, found: Study) -> None:
    """What is declared, and what is read, with how sure that is."""
    table = Table(box=None, pad_edge=False)
    for title in ("part", "value", "sure", "why"):
        table.add_column(title, overflow="fold")
    for name, belief in found.beliefs:
        style = "yellow" if belief.share < _UNSURE else ""
        table.add_row(name, belief.value, f"{belief.hits} of {belief.count}", belief.why, style=style)
    for name, belief in found.shares:
        table.add_row(f"field {name}", "", f"{belief.hits} of {belief.count}", belief.why)
    console.print(table, markup=False)


def _write(root: Path, found: Study, sights: Sights) -> list[Path]:
    """The site's file and its fixture. Raises UsageError where the file is there already, StorageError."""
    province, _, name = found.site.id.partition(".")
    if not (province.isidentifier() and name.isidentifier()):
        raise UsageError(f"--id {found.site.id}: write a province and a name, such as sichuan.linxi")
    path = root / "newscrawl" / "sites" / province / f"{name}.py"
    if path.exists():
        raise UsageError(f"{path} exists; choose another --id, or test it: newscrawl check {found.site.id}")
    source = site_source(found.site, found.trial.layout, found.site.id, found.about)
    package = path.with_name("__init__.py")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not package.exists():
            package.write_text(f'"""Sites of {province}."""\n', encoding="utf-8")
        path.write_text(source, encoding="utf-8")
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror}") from error
    pairs = zip(found.trial.pages, found.trial.records, strict=True)
    page, record = max(pairs, key=lambda pair: _fullness(pair[1]))
    return [path, *(write_fixture(root, found.site.id, page, record) if record else [])]


def _fullness(record: object) -> int:
    """How many fields of a record hold something: the fixture is to show as many as it can."""
    names = ("title", "published_at", "source", "reporters", "editors", "body", "images", "channel")
    return sum(bool(getattr(record, name, None)) for name in names)


def _root(out: object, home: str) -> Path:
    if isinstance(out, Path):
        return out
    here = Path.cwd()
    if not (here / "newscrawl" / "sites").is_dir():
        raise UsageError("this is no checkout of newscrawl: say where to write with --out DIR")
    known = catalog.site_for(home)
    if known is not None:
        raise UsageError(
            f"{home} is declared as {known.id}: newscrawl check {known.id}, or --repair {known.id}"
        )
    return here


def _address(url: str) -> str:
    found = None
    with suppress(ValueError):
        found = clean(url if "://" in url else f"http://{url}")
    if not found:
        raise UsageError(f"{url}: not an address that begins with http:// or https://")
    return found
