"""`python -m newscrawl.readers.child`: reads the pages that come through its standard input, a socket."""

from __future__ import annotations

import gc
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress

from newscrawl.errors import Refused
from newscrawl.extract import clean_page
from newscrawl.fields import find_fields
from newscrawl.furniture import Furniture, sight, texts_of
from newscrawl.model import Page
from newscrawl.normalize import normalize
from newscrawl.page.tree import parse_tree
from newscrawl.readers.wire import HEAD, READY, Done, Source, Task, decode_rules, decode_task, encode, framed
from newscrawl.stories import assign_story, prepared

Known = Callable[[Task], Furniture | None]


def main(seconds: float, megabytes: int) -> None:
    """Answer each task; a page that takes more than so many seconds of CPU ends the process."""
    # A whole group of processes is interrupted or stopped at once: only the crawl answers that.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with suppress(ValueError, OSError):
        # Not of addresses, of which libraries reserve more than they use.
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    crawl, known = socket.socket(fileno=sys.stdin.fileno()), _remembering()
    with suppress(ConnectionError), crawl.makefile("rb") as tasks:
        # What is loaded by now stays: there is no need to look for garbage in it after every few pages.
        gc.freeze()
        crawl.sendall(framed(READY))
        for data in _frames(tasks.read):
            # The default of this signal ends a process whatever it is in the middle of.
            signal.setitimer(signal.ITIMER_PROF, seconds)
            answer = _answer(data, known)
            signal.setitimer(signal.ITIMER_PROF, 0)
            crawl.sendall(framed(answer))


def read(task: Task, known: Known) -> Done:
    """The record of a page, or its refusal."""
    first, *further = map(_grown, task.pages)
    page = first.with_further(further, first.missing) if further else first
    sighting, texts = None, {}
    try:
        cleaned = clean_page(page, known(task))
        sighting = sight(cleaned)
        texts = texts_of(cleaned) if sighting is not None else {}
        record = assign_story(normalize(find_fields(cleaned)))
        return Done(record, sighting, texts, signature=prepared(record.body or "").signature)
    except Refused as refusal:
        return Done(None, sighting, texts, refusal.code, str(refusal))


def _answer(data: bytes, known: Known) -> bytes:
    try:
        return encode(read(decode_task(data), known))
    except Exception:  # a defect, or half a character: the crawl reads the page itself, and tells of it
        return encode(Done())


def _grown(source: Source) -> Page:
    """The page with its tree."""
    values = {name: getattr(source, name) for name in Source.__struct_fields__}
    root, _ = parse_tree(source.html)
    return Page(root=root, **values)


def _remembering() -> Known:
    """What is furniture in the light of a task; unpacked where it is news."""
    last: dict[int, Furniture | None] = {0: None}

    def known(task: Task) -> Furniture | None:
        if task.version not in last:
            last.clear()
            last[task.version] = Furniture(decode_rules(task.rules))
        return last[task.version]

    return known


def _frames(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while len(head := read(HEAD.size)) == HEAD.size:
        (size,) = HEAD.unpack(head)
        data = read(size)
        if len(data) < size:
            return
        yield data


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
