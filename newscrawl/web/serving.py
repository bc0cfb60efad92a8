"""Processes that answer: one for each core, all on one socket, and none that outlives the first."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

import uvicorn

from newscrawl.errors import NewscrawlError
from newscrawl.store.reader import Reader
from newscrawl.web.app import create_app
from newscrawl.web.room import Settings


def serve(
    settings: Settings, listening: socket.socket, workers: int, begin: Callable[[], None] = lambda: None
) -> None:
    """Answer on `listening` until SIGINT or SIGTERM. Raises as Reader does, before `begin` is called.

    One process keeps the search index up; if any process dies, all of them end, and this raises.
    """
    Reader(settings.database_url).close()
    begin()
    forking = multiprocessing.get_context("fork")
    helpers = [
        forking.Process(target=_help, args=(settings, listening), daemon=True) for _ in range(workers - 1)
    ]
    for helper in helpers:
        helper.start()
    ended = threading.Event()
    watching = threading.Thread(target=_watch, args=(helpers, ended), daemon=True)
    if helpers:
        watching.start()
    try:
        _run(settings, listening, keeps=True)
    finally:
        died = [helper.exitcode for helper in helpers if helper.exitcode is not None]
        ended.set()
        for helper in helpers:
            helper.terminate()
            helper.join()
    if died:
        raise NewscrawlError(f"a process of the room died with code {died[0]}; all were ended")


def _run(settings: Settings, listening: socket.socket, *, keeps: bool) -> None:
    app = create_app(settings, keeps=keeps)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


def _help(settings: Settings, listening: socket.socket) -> None:
    """A further process, which ends with the first one, whatever ends that."""
    threading.Thread(target=_follow, daemon=True).start()
    # A terminal's Ctrl-C goes to all of them; the first one says when to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _run(settings, listening, keeps=False)


def _follow() -> None:
    first = multiprocessing.parent_process()
    if first is not None:
        wait([first.sentinel])
        os._exit(1)


def _watch(helpers: list[BaseProcess], ended: threading.Event) -> None:
    """Stop the first process where a helper dies: half a room is not noticed for long."""
    wait([helper.sentinel for helper in helpers])
    if not ended.is_set():
        signal.raise_signal(signal.SIGTERM)
