"""One real Chromium for all tests that need a browser, watched for errors and for requests to strangers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-default-apps",
    # A process for each frame of a stranger is a second of work each.
    "--disable-features=IsolateSandboxedIframes",
)  # fmt: skip
# Milliseconds after which something that does not come is missing, on a machine with other things to do.
TIMEOUT = 60_000
WIDE, NARROW = (1280, 900), (390, 844)


def chromium() -> str:
    """The path of a Chromium; the test is skipped where there is none."""
    named = os.environ.get("NEWSCRAWL_TEST_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no Chromium: tools/browser.sh installs Debian's where it may")
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        try:
            yield running
        finally:
            running.close()


@dataclass
class Watch:
    """What a page complained of, and whom it asked for anything."""

    home: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def clean(self) -> None:
        """Fails if there was an error in the console, or a request to anybody but the room."""
        assert self.errors == []
        assert self.strangers == []


@contextmanager
def watched(
    running: Browser, home: str, size: tuple[int, int] = WIDE, **options: object
) -> Iterator[tuple[Page, Watch]]:
    """A page of its own, with nothing kept from others."""
    context = running.new_context(viewport={"width": size[0], "height": size[1]}, **options)  # type: ignore[arg-type]
    page, watch = context.new_page(), Watch(home)
    page.set_default_timeout(TIMEOUT)
    page.on(
        "console",
        lambda said: (
            watch.errors.append(f"{said.type}: {said.text}") if said.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: watch.errors.append(str(error)))
    page.on("dialog", lambda dialog: (watch.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda asked: (
            watch.strangers.append(asked.url) if not asked.url.startswith((home, "data:", "blob:")) else None
        ),
    )
    try:
        yield page, watch
    finally:
        context.close()
