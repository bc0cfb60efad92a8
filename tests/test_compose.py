"""The compose file: its commands are ours with options that they have, and nothing but loopback has a port."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from newscrawl.commands import main

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]


@pytest.mark.parametrize("name", ["publish", "web"])
def test_a_service_runs_a_command_that_there_is(name: str) -> None:
    first, *rest = SERVICES[name]["command"]
    context = click.Context(main)
    command = main.get_command(context, first)
    assert command is not None
    made = command.make_context(first, rest, parent=context)
    assert not made.args, "words that are no options would be taken for subcommands"
    made.close()


def test_only_loopback_sees_a_port() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert ports == ["127.0.0.1:8080:8080"]


def test_what_must_be_chosen_has_no_default_and_files_are_there() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert all(
        f"${{{name}:?" in text for name in ("POSTGRES_PASSWORD", "NEWSCRAWL_CONTACT", "NEWSCRAWL_TOKEN")
    )
    copied = [
        line.split()[1:-1]
        for line in (ROOT / "Containerfile").read_text().splitlines()
        if line.startswith("COPY")
    ]
    assert all((ROOT / file).exists() for files in copied for file in files)
