"""scrapyd: the project is deployed, a site is scheduled, the job comes to its end and its articles are stored."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from newscrawl.commands.demo import PORTAL, SITE
from newscrawl.demo_server import DemoPortal
from newscrawl.store import Store
from tests.crawling import environment

CONFIG = """\
[scrapyd]
bind_address = 127.0.0.1
http_port = {port}
poll_interval = 0.2
eggs_dir = {folder}/eggs
logs_dir = {folder}/logs
dbs_dir = {folder}/dbs
[services]
"""
SERVICES = ("schedule", "addversion", "listspiders", "listjobs", "daemonstatus")
CLASSES = ("Schedule", "AddVersion", "ListSpiders", "ListJobs", "DaemonStatus")
WAIT = 90


def egg() -> bytes:
    """What `docs/schedule.md` deploys: no code, for newscrawl is installed; only where its settings are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("EGG-INFO/PKG-INFO", "Metadata-Version: 1.0\nName: newscrawl-project\nVersion: 1\n")
        packed.writestr("EGG-INFO/entry_points.txt", "[scrapy]\nsettings = newscrawl.settings\n")
    return file.getvalue()


def call(address: str, data: bytes | None = None, kind: str = "application/x-www-form-urlencoded") -> Any:
    with urlopen(Request(address, data, {"Content-Type": kind}), timeout=60) as answer:
        return json.load(answer)


def until(address: str, done: Any) -> Any:
    """The answer that is `done`, asked for again and again for WAIT seconds at most."""
    last = time.monotonic() + WAIT
    while time.monotonic() < last:
        try:
            said = call(address)
        except URLError:
            said = None
        if said is not None and done(said):
            return said
        time.sleep(0.1)  # another process: there is nothing to wait on but its answers
    raise AssertionError(f"{address} did not come to it in {WAIT} s: {said}")


@contextmanager
def scrapyd(folder: Path, port: int, **environ: str) -> Iterator[str]:
    services = "".join(
        f"{name}.json = scrapyd.webservice.{made}\n" for name, made in zip(SERVICES, CLASSES, strict=True)
    )
    (folder / "scrapyd.conf").write_text(CONFIG.format(port=port, folder=folder) + services)
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapyd"], cwd=folder, env=environment(folder, **environ)
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def test_deploy_schedule_finish(tmp_path: Path) -> None:
    pytest.importorskip("pkg_resources", reason="scrapyd's runner needs setuptools' pkg_resources")
    with DemoPortal(PORTAL) as portal:
        connect = ",".join(f"{name}={address}" for name, address in portal.hosts.items())
        with scrapyd(tmp_path, 16843, NEWSCRAWL_CONNECT_TO=connect) as address:
            until(f"{address}/daemonstatus.json", lambda said: said["status"] == "ok")
            deployed = deploy(address)
            assert (deployed["status"], deployed["spiders"] > 0) == ("ok", True), deployed
            order = {"project": "newscrawl", "spider": SITE, "setting": "DOWNLOAD_DELAY=0"}
            job = call(f"{address}/schedule.json", urlencode(order).encode())["jobid"]
            jobs = until(f"{address}/listjobs.json?project=newscrawl", lambda said: said["finished"])
            assert [finished["id"] for finished in jobs["finished"]] == [job]
    with Store(f"sqlite:///{tmp_path / 'crawl.db'}") as store:
        assert store.count() > 20
        assert store.runs(1)[0].status == "done"


def deploy(address: str) -> Any:
    """As `scrapyd-deploy` does."""
    boundary = "newscrawl"
    parts = [("project", b"newscrawl"), ("version", b"1"), ("egg", egg())]
    body = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        + (b'; filename="newscrawl.egg"' if name == "egg" else b"")
        + b"\r\n\r\n"
        + value
        + b"\r\n"
        for name, value in parts
    )
    form = f"multipart/form-data; boundary={boundary}"
    return call(f"{address}/addversion.json", body + f"--{boundary}--\r\n".encode(), form)
