"""The gallery of `extract --html`: pages beside their records, in one file that needs nothing else."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import click

from newscrawl.answers import read
from newscrawl.display.gallery import Exhibit, exhibited, foot, head
from newscrawl.errors import NotAnArticle, Refused, StorageError
from newscrawl.inputs import Input
from newscrawl.page import parse

log = logging.getLogger(__name__)


def exhibit(page: Input) -> Exhibit:
    """One page and its record, or why there is none. Never raises."""
    try:
        first, record = read(page, missing=True)
        return exhibited(page.name, [first, *first.further], record)
    except Refused as refusal:
        return _refused(page, refusal)
    except Exception as error:  # a bug that one page finds must not cost the others their place
        log.exception("%s: a bug in newscrawl, please report it", page.name)
        return exhibited(page.name, [], None, f"internal: {type(error).__name__}: {error}", read=False)


def lost_exhibit(page: Input) -> Exhibit:
    """The exhibit of a page whose process died over it."""
    return exhibited(page.name, [], None, "internal: the process died", read=False)


def hang(exhibits: Iterable[Exhibit], path: Path) -> bool:
    """Write the gallery whole or not at all; whether every input was a page. Raises StorageError."""
    shown: list[Exhibit] = []
    try:
        with tempfile.TemporaryFile() as sections, _whole(path) as file:
            for one in exhibits:
                sections.write(one.html.encode("utf-8", "replace"))
                # The contents and the style come first and are known last; the pages need not wait in memory.
                shown.append(replace(one, html=""))
            sections.seek(0)
            file.write(head(shown).encode("utf-8", "replace"))
            shutil.copyfileobj(sections, file)
            file.write(foot().encode())
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror}; nothing was written") from error
    unread = sum(not one.read for one in shown)
    click.echo(
        f"{path}: {len(shown)} pages{f', {unread} of them could not be read' * bool(unread)}", err=True
    )
    return not unread


def _refused(page: Input, refusal: Refused) -> Exhibit:
    """What is no article is shown too, as far as it can be read."""
    pages = []
    if not isinstance(page.content, Refused):
        with suppress(Refused):
            pages = [parse(page.content)]
    why = f"{refusal.code}: {refusal}"
    return exhibited(page.name, pages, None, why, read=isinstance(refusal, NotAnArticle))


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name when it is complete."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
