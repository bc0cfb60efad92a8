"""The `newscrawl` command. Each module of this package is one subcommand: it exposes a click.Command as
`command`, and the first line of its docstring is what `newscrawl --help` says about it. There is no registry.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
from importlib.util import find_spec
from pathlib import Path

import click

import newscrawl
from newscrawl.errors import NewscrawlError


class Commands(click.Group):
    """The subcommands found in this package. One is imported only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all subcommands, sorted."""
        found = (module.name for module in pkgutil.iter_modules(__path__))
        return sorted(name.replace("_", "-") for name in found if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one module, imported now; None where there is no such module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(_module(cmd_name)).command
        assert isinstance(command, click.Command), f"{_module(cmd_name)}.command is no click.Command"
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line a command, read from the modules' docstrings without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _summary(name)) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand; what newscrawl raises on purpose ends as one line and an exit code."""
        try:
            return super().invoke(ctx)
        except NewscrawlError as error:
            message = " ".join(str(error).split()) or type(error).__name__
            click.echo(f"newscrawl: {message}", err=True)
            ctx.exit(error.exit_code)


def _module(cmd_name: str) -> str:
    return f"{__name__}.{cmd_name.replace('-', '_')}"


def _summary(cmd_name: str) -> str:
    spec = find_spec(_module(cmd_name))
    assert spec is not None
    assert spec.origin is not None
    text = ast.get_docstring(ast.parse(Path(spec.origin).read_bytes())) or ""
    return text.partition("\n")[0]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(newscrawl.__version__, message="newscrawl %(version)s")
def main() -> None:
    """Turn China's regional news sites into clean, normalized, citable records.

    Sites are crawled with Scrapy: `scrapy list`, `scrapy crawl NAME`. These commands do the rest.
    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 finished but unhealthy, 4 another run holds the lock,
    5 storage unavailable or full.
    """
