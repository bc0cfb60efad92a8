"""The crawl's side: each page goes to the process that has the fewest; processes that die are replaced."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import subprocess
import sys
from collections import deque
from dataclasses import dataclass, field

import msgspec

from newscrawl.errors import Lost
from newscrawl.furniture import Furniture
from newscrawl.model import Page
from newscrawl.readers.wire import HEAD, READY, Done, Task, decode_done, encode, framed, source_of

CPU_SECONDS = 6.0
"""How long a process may work on one page; real ones take some hundredths of a second."""

WALL_SECONDS = 60.0
"""After how long without an answer a process is ended: something else may have stopped it."""

START_SECONDS = 60.0
"""How long a process may take to start."""

MEGABYTES = 1024
TRIES = 2
"""How often a page is tried: the system may have ended a process for another reason."""

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Asked:
    frame: bytes
    answer: asyncio.Future[bytes]
    tries: int = 0


class Readers:
    """Up to `count` processes, which start with the first page at the latest. Belongs to one event loop."""

    def __init__(
        self, count: int, cpu_seconds: float = CPU_SECONDS, wall_seconds: float = WALL_SECONDS
    ) -> None:
        command = (sys.executable, "-m", "newscrawl.readers.child", str(cpu_seconds), str(MEGABYTES))
        self._readers = [_Reader(command, wall_seconds) for _ in range(count)]
        self._furniture: Furniture | None = None
        self._version, self._rules = 0, b""

    @property
    def pids(self) -> list[int]:
        """The processes that live."""
        return [reader.process.pid for reader in self._readers if reader.process is not None]

    @property
    def ready(self) -> bool:
        """Whether a page would be read at once: it is not before `start`, nor for the second that follows."""
        return any(reader.ready for reader in self._readers)

    def start(self) -> None:
        """Start the processes, before there is something to read."""
        for reader in self._readers:
            reader.start()

    async def read(self, page: Page, furniture: Furniture | None = None) -> Done:
        """What a page came to; an empty Done where that could not be told. Raises Lost."""
        if furniture is not self._furniture:
            rules = furniture.rules if furniture is not None else {}
            self._furniture, self._version, self._rules = furniture, self._version + 1, encode(dict(rules))
        reader = min(self._readers, key=lambda reader: len(reader.waiting))
        try:
            sources = [source_of(each) for each in (page, *page.further)]
            return decode_done(await reader.ask(encode(Task(sources, self._version, self._rules))))
        except (UnicodeEncodeError, msgspec.ValidationError):
            return Done()

    async def close(self) -> None:
        """End the processes; what was asked of them is cancelled."""
        await asyncio.gather(*(reader.close() for reader in self._readers))


@dataclass(slots=True, eq=False)
class _Reader:
    """One process after the other, and what they are asked, in the order of the answers."""

    command: tuple[str, ...]
    wall_seconds: float
    waiting: deque[_Asked] = field(default_factory=deque)
    process: subprocess.Popen[bytes] | None = None
    ready: bool = False
    _writer: asyncio.StreamWriter | None = None
    _task: asyncio.Task[None] | None = None
    _timer: asyncio.TimerHandle | None = None
    _broken: bool = False

    async def ask(self, data: bytes) -> bytes:
        """The answer to a task. Raises Lost."""
        if self._broken:
            return encode(Done())
        asked = _Asked(framed(data), asyncio.get_running_loop().create_future())
        self.waiting.append(asked)
        if self._writer is not None:
            self._writer.write(asked.frame)
        if self._task is None or self._task.done():
            self.start()
        elif self._timer is None and self._writer is not None:
            self._watch(self.wall_seconds)
        return await asked.answer

    def start(self) -> None:
        """Start a process, unless there is one."""
        if not self._broken and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """End the process."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        for asked in self.waiting:
            asked.answer.cancel()

    async def _run(self) -> None:
        """Processes until none is needed, or none can be started."""
        while True:
            was_ready, code = await self._live()
            if not was_ready:
                log.warning("Pages are read by the crawl itself: no other process starts (code %d)", code)
                self._broken = True
                while self.waiting:
                    self._answer(encode(Done()))
            elif self.waiting:
                self._blame(self.waiting[0], code)
            if not self.waiting:
                return

    async def _live(self) -> tuple[bool, int]:
        """One process from its start to its end: whether it ever was ready, and its exit code."""
        was_ready = False
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = process = subprocess.Popen(
                self.command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL
            )
        reader, writer = await asyncio.open_connection(sock=ours)
        self._watch(START_SECONDS)
        try:
            for asked in self.waiting:
                writer.write(asked.frame)
            self._writer = writer
            while True:
                frame = await reader.readexactly(*HEAD.unpack(await reader.readexactly(HEAD.size)))
                if frame == READY:
                    was_ready = self.ready = True
                    self._watch(self.wall_seconds)
                else:
                    self._answer(frame)
        except (asyncio.IncompleteReadError, ConnectionError):
            return was_ready, process.wait()
        finally:
            self._writer, self.process, self.ready = None, None, False
            self._unwatch()
            writer.close()
            process.kill()
            process.wait()

    def _answer(self, data: bytes) -> None:
        asked = self.waiting.popleft()
        if not asked.answer.done():
            asked.answer.set_result(data)
        self._watch(self.wall_seconds)

    def _blame(self, asked: _Asked, code: int) -> None:
        """The process ended on this page: once it may be an accident."""
        asked.tries += 1
        log.warning("A process that reads pages ended (code %d); another one takes over", code)
        if asked.tries < TRIES and code != -signal.SIGPROF:
            return
        self.waiting.popleft()
        if not asked.answer.done():
            asked.answer.set_exception(Lost(_said(code)))

    def _watch(self, seconds: float) -> None:
        """End the process unless something comes from it within so many seconds, if anything is to come."""
        self._unwatch()
        if self.waiting:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._give_up)

    def _unwatch(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if self.process is not None:
            self.process.kill()


def _said(code: int) -> str:
    if code == -signal.SIGPROF:
        return "reading it took too long"
    return f"the process that read it ended with code {code}"
