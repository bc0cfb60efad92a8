"""Open the reading room: articles, evidence, sites, and a JSON API, on this machine's own address."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from newscrawl import settings
from newscrawl.errors import MissingExtra, UsageError
from newscrawl.middlewares.archiver import kept_in

TOKEN = "NEWSCRAWL_TOKEN"
_SHORTEST = 16
_CORES = min(4, os.cpu_count() or 1)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="0: any free one."
)
@click.option("--name", "names", multiple=True, help="A further host name that the room is reached under.")
@click.option(
    "--token-file", type=click.Path(path_type=Path), help="A file with the token that readers show."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=_CORES,
    show_default="one a core, at most 4",
    help="Processes.",
)
def command(host: str, port: int, names: tuple[str, ...], token_file: Path | None, workers: int) -> None:
    """Serve the reading room until it is stopped with Ctrl-C. It only reads; the search index is kept up.

    \b
    Examples:
      newscrawl serve
      newscrawl serve --port 9000
      newscrawl serve --host 0.0.0.0 --name news.example.org --token-file /etc/newscrawl/token

    Only this machine can reach it unless --host says otherwise, and then a token is needed: in
    NEWSCRAWL_TOKEN or in a file. Programs show it as `Authorization: Bearer …`, browsers ask for it as a
    password (any user name). Put a server with TLS in front of it.
    """
    token = _token(token_file)
    local = host in _LOOPBACK
    if not local and token is None:
        raise UsageError(
            f"beyond this machine ({host}) readers must show a token: set {TOKEN}, or give --token-file FILE"
        )
    try:
        from newscrawl.web.guard import LOOPBACK
        from newscrawl.web.room import Settings
        from newscrawl.web.serving import serve
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(("fastapi", "uvicorn", "starlette")):
            raise
        raise MissingExtra('the reading room needs the extra web: pip install "newscrawl[web]"')
    known = (*LOOPBACK, *names) if local or names else ()
    room = Settings(settings.NEWSCRAWL_DATABASE_URL, kept_in(), known, token)
    with _listen(host, port) as listening, suppress(KeyboardInterrupt):
        shown = f"[{host}]" if ":" in host else host
        where = f"http://{shown}:{listening.getsockname()[1]}/"
        begin = partial(click.echo, f"reading room on {where} (Ctrl-C ends it)", err=True)
        serve(room, listening, workers, begin)


def _token(file: Path | None) -> str | None:
    """The token that readers must show; None: anybody who reaches the room may read."""
    try:
        token = file.read_text(encoding="utf-8") if file else os.environ.get(TOKEN, "")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--token-file {file}: {getattr(error, 'strerror', None) or 'is not UTF-8'}")
    token = token.strip()
    if file and not token:
        raise UsageError(f"--token-file {file}: is empty")
    if token and len(token) < _SHORTEST:
        raise UsageError(f"the token has {len(token)} characters; at least {_SHORTEST} are needed")
    return token or None


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise UsageError(f"cannot listen on {host}:{port}: {error.strerror}; try --port 0")
    return listening
