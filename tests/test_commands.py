"""The command group: discovery without a registry, errors as one line and an exit code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import newscrawl
from newscrawl import commands
from newscrawl.commands import main
from newscrawl.commands.doctor import EXTRAS
from newscrawl.errors import LockHeld, NewscrawlError, StorageError, UsageError

MODULES = sorted(path.stem for path in Path(commands.__path__[0]).glob("[!_]*.py"))


HELLO = '''"""Say hello.

More is said here.
"""
import click


@click.command()
def command():
    click.echo("hello")
'''


def invoke(*args: str) -> Result:
    return CliRunner().invoke(main, args)


@pytest.fixture
def extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the package looks into as well: what is written there is a subcommand."""
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    return tmp_path


def failing(folder: Path, error: type[NewscrawlError]) -> str:
    name = f"fails_{error.__name__.lower()}"
    (folder / f"{name}.py").write_text(
        f'"""Fail."""\nimport click\nfrom newscrawl.errors import {error.__name__}\n\n\n@click.command()\n'
        f'def command():\n    raise {error.__name__}("the reason\\nover two lines")\n'
    )
    return name.replace("_", "-")


def test_version() -> None:
    result = invoke("--version")
    assert (result.exit_code, result.output) == (0, f"newscrawl {newscrawl.__version__}\n")


def test_help_names_every_module_and_its_docstring() -> None:
    listed = invoke("--help").output
    assert MODULES
    assert all(f"  {name.replace('_', '-')} " in listed for name in MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    result = invoke(name.replace("_", "-"), "--help")
    assert result.exit_code == 0
    assert f"newscrawl {name.replace('_', '-')}" in result.output.partition("\n")[2]


def test_help_imports_no_command_and_no_heavy_library() -> None:
    code = """if True:
        import sys
        from newscrawl.commands import main
        main(["--help"], standalone_mode=False)
        heavy = ("newscrawl.commands.", "lxml", "scrapy", "sqlalchemy")
        print([name for name in sys.modules if name.startswith(heavy)])
    """
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == "[]"


def test_a_file_is_a_command_without_registration(extra: Path) -> None:
    (extra / "say_hello.py").write_text(HELLO)
    assert "say-hello" in invoke("--help").output
    assert "Say hello." in invoke("--help").output
    assert invoke("say-hello").output == "hello\n"


@pytest.mark.parametrize(
    ("error", "code"), [(NewscrawlError, 1), (UsageError, 2), (LockHeld, 4), (StorageError, 5)]
)
def test_errors_end_as_one_line_on_stderr_and_their_code(
    extra: Path, error: type[NewscrawlError], code: int
) -> None:
    result = invoke(failing(extra, error))
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr == "newscrawl: the reason over two lines\n"


def test_wrong_usage_is_code_2() -> None:
    assert invoke("no-such-command").exit_code == 2
    assert invoke("extract").exit_code == 2
    assert invoke("extract", "--no-such-option", "x").exit_code == 2


def test_the_group_is_what_the_entry_point_names() -> None:
    assert isinstance(main, click.Group)
    run = subprocess.run(
        [sys.executable, "-m", "newscrawl", "--version"], capture_output=True, text=True, check=True
    )
    assert run.stdout == f"newscrawl {newscrawl.__version__}\n"


def named(group: click.Group, context: click.Context, path: str = "") -> list[str]:
    """All commands below `group`, with their subcommands."""
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found.append(f"{path}{name}")
        if isinstance(command, click.Group):
            found += named(command, context, f"{path}{name} ")
    return found


ALL = named(main, click.Context(main))


@pytest.mark.parametrize("command", ALL)
def test_the_help_has_examples_and_says_what_every_option_and_subcommand_does(command: str) -> None:
    shown = invoke(*command.split(), "--help").stdout
    assert re.search(rf"^  Examples?:\n(?: +.*\n)*? {{4}}(?:[A-Z_]+=\S+ )?newscrawl {command}", shown, re.M)
    assert "%Y" not in shown
    listed = shown.partition("\nCommands:\n")[2]
    assert "..." not in listed


def test_the_help_needs_no_extra() -> None:
    """In a process in which no module of an extra can be imported."""
    program = (
        "import sys\n"
        f"sys.modules |= dict.fromkeys({sorted(set(EXTRAS.values()) | {'uvicorn', 'prometheus_client'})!r})\n"
        "from click.testing import CliRunner\n"
        "from newscrawl.commands import main\n"
        f"for line in {ALL!r}:\n"
        "    done = CliRunner().invoke(main, [*line.split(), '--help'])\n"
        "    assert done.exit_code == 0, done.output\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
