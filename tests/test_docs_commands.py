"""Every command that the documentation tells is one; those that do no harm are run, on the demonstration's database."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from newscrawl import catalog, settings
from newscrawl.archive import Shelf
from newscrawl.commands import main
from newscrawl.model import Record
from newscrawl.store import Selection, Store
from tests.crawling import ROOT, environment
from tests.told import Command, commands

# What ends by itself, asks nobody, and stays in its folder.
SAFE = frozenset("check doctor export extract feed find health history replay report schema verify".split())
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
# The sites of the examples.
EXAMPLES = re.compile(r"sichuan\.(scrww|jzrb|example)|^www\.example\.cn$|(?<=archive/)www\.example\.cn")
TOLD = commands("newscrawl")


def of_the_demonstration(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with the site of the demonstration in place of those of the examples, and one process."""
    words = tuple(EXAMPLES.sub("demo", word) for word in words)
    return tuple(
        "1" if before == "--jobs" else word for before, word in zip(("", *words), words, strict=False)
    )


RUN = {
    of_the_demonstration(each.words)
    for each in TOLD
    if not each.environment
    and not {"--since-cursor", "--warc"} & set(each.words)  # of another database: refused; files of others
    and (set(each.words[1:2]) <= SAFE or each.words[1:3] == ("schedule", "crontab"))
}


def named(words: tuple[str, ...]) -> tuple[click.Command, click.Context, list[str]]:
    """The command of the words behind `newscrawl`, with its context and the words that are left for it."""
    command, context, rest = main, click.Context(main, info_name="newscrawl"), list(words)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(context, rest[0])
        if found is None:
            raise click.UsageError(f"no command {rest[0]}")
        command, context, rest = found, click.Context(found, context, rest[0]), rest[1:]
    return command, context, rest


@pytest.mark.parametrize("told", TOLD, ids=str)
def test_a_command_takes_the_options_and_values_that_are_told(told: Command) -> None:
    command, context, words = named(told.words[1:])
    values, _, _ = command.make_parser(context).parse_args(list(words))
    for param in command.params:
        value = values.get(param.name or "")
        if (
            value in (None, ())
            or not isinstance(value, str)
            or isinstance(param.type, (click.Path, click.File))
        ):
            continue
        param.type_cast_value(context, value)


@pytest.mark.parametrize("told", commands("scrapy"), ids=str)
def test_a_crawl_is_of_a_site_and_takes_the_arguments_that_are_told(told: Command) -> None:
    if told.words[1:] == ("list",):
        return
    assert told.words[1] == "crawl"
    known = set(catalog.sites()) | {
        "site",
        "sichuan.jzrb",
        "sichuan.example",
    }  # the last: what the reader declares
    assert told.words[2] in known
    taken = {"full", "since", "limit", "day"} | ({"url", "js"} if told.words[2] == "site" else set())
    given = {
        word.partition("=")[0] for flag, word in zip(told.words, told.words[1:], strict=False) if flag == "-a"
    }
    assert given <= taken
    assert {name.partition("=")[0] for name in told.environment} <= set(dir(settings))


@pytest.mark.parametrize("told", commands("python", "pytest"), ids=str)
def test_a_program_of_the_repository_exists(told: Command) -> None:
    words = [word for word in told.words[1:] if not word.startswith("-")]
    if told.words[0] == "pytest" or words[0].endswith(".py"):
        assert all(list(ROOT.glob(word.partition("::")[0])) for word in words if word.startswith("tests/"))
    elif words[0].startswith("tests."):
        assert find_spec(words[0]) is not None
        package = ROOT / words[0].replace(".", "/")
        known = {part.stem for part in package.glob("*.py")}
        known |= set(re.findall(r'"([a-z]+)"', (package / "__main__.py").read_text("utf-8") if known else ""))
        assert {word for word in words[1:] if re.fullmatch(r"[a-z]+", word)} <= known
    else:
        assert words[0] in ("json.tool", "zipfile")


@pytest.mark.parametrize("told", commands("make"), ids=str)
def test_make_knows_the_target(told: Command) -> None:
    assert re.search(rf"^{told.words[1]}:", (ROOT / "Makefile").read_text("utf-8"), re.M)


@pytest.mark.parametrize("told", commands("pip"), ids=str)
def test_what_is_to_be_installed_is_an_extra_of_ours(told: Command) -> None:
    named = [each for word in told.words for each in re.findall(r"newscrawl\[([\w,]+)\]", word)]
    extras = {extra for each in named for extra in each.split(",")}
    assert extras <= set(EXTRAS)
    assert extras or told.words[1] != "install"


@cache
def stored(url: str) -> Record:
    """An article of the database."""
    with Store(url) as store:
        return next(store.stream(Selection()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as it is after `make crawl`, with a few pages in files."""
    folder = tmp_path_factory.mktemp("reader")
    env = environment(folder) | {
        "NEWSCRAWL_ARCHIVE": str(folder / "data/archive"),
        "NEWSCRAWL_DATABASE_URL": f"sqlite:///{folder}/data/newscrawl.db",
        "NEWSCRAWL_OUT": str(folder / "data/export"),
        "NEWSCRAWL_READERS": "0",
    }
    command = [sys.executable, "-m", "newscrawl", "demo"]
    subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=120, check=True)
    shelf = Shelf(folder / "data/archive/demo")
    found = shelf.get(stored(env["NEWSCRAWL_DATABASE_URL"]).url or "")
    assert found is not None
    page = found.fetched().body
    (folder / "page.html").write_bytes(page)
    (folder / "pages").mkdir()
    (folder / "pages/1.html.gz").write_bytes(gzip.compress(page))
    # The first answers of the archive are enough.
    first = min(entry.file for entry in shelf)
    end = sorted(entry.offset for entry in shelf if entry.file == first)[6]
    (folder / "site.warc.gz").write_bytes((shelf.folder / first).read_bytes()[:end])
    return folder


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(settings, "NEWSCRAWL_DATABASE_URL", "sqlite:///data/newscrawl.db")
    monkeypatch.setattr(settings, "NEWSCRAWL_OUT", "data/export")
    monkeypatch.setattr(settings, "NEWSCRAWL_ARCHIVE", "data/archive")
    return folder


def filled_in(words: tuple[str, ...]) -> list[str]:
    """The words, with an address and an id that are there in place of the examples; globs expanded."""
    record = stored(settings.NEWSCRAWL_DATABASE_URL)
    known = {
        "9f0c5d1e2b7a4c3d8e6f0a1b2c3d4e5f": record.id,
        "http://www.example.cn/a/1.html": record.url or "",
    }
    given: list[str] = []
    for word in (known.get(word, word) for word in words):
        given += sorted(map(str, Path().glob(word))) if "*" in word else [word]
    return given


def test_most_commands_are_run() -> None:
    assert len(RUN) > 40


@pytest.mark.parametrize("words", sorted(RUN), ids=" ".join)
def test_a_command_that_is_told_does_what_it_says(here: Path, words: tuple[str, ...]) -> None:
    if words[1] == "verify":
        assert CliRunner().invoke(main, ["export"]).exit_code == 0
    given = ["schedule", "crontab"] if words[1] == "schedule" else filled_in(words[1:])
    done = CliRunner().invoke(main, given, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert done.output.strip() or words[1] == "health" or "--out" in words or "--html" in words
