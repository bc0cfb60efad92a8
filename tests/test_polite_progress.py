"""A crawl says how far it is: on a terminal in a line that is redrawn, elsewhere in lines of the log."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import threading

from tests.crawling import FAST, ROOT, SCRAPY, Answer, WebServer, environment

HOST = "www.jia.example"
STORY = "<h1>江州港今日开港</h1><p>" + "江州港今日开港，首批货轮于上午九时靠泊。" * 8 + "</p>"
LINE = re.compile(r"crawling: (\d+) pages, (\d+) articles, [\d.]+ pages/s, \d+ queued")


def site() -> dict[str, Answer]:
    links = "".join(f'<p><a href="/zx/{number}.html">江州港今日开港</a></p>' for number in range(5))
    pages = {f"/zx/{number}.html": Answer(STORY.replace("首批", f"第{number}批")) for number in range(5)}
    return {"/": Answer(links), **pages}


def command() -> list[str]:
    return [*SCRAPY, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST]


def test_without_a_terminal_the_log_says_it(tmp_path):
    with WebServer(site()) as server:
        env = environment(tmp_path, NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}")
        done = subprocess.run(
            command(), cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=True
        )
    pages, articles = LINE.findall(done.stderr)[-1]
    assert int(pages) >= 6
    assert int(articles) == 5
    assert "\x1b[" not in done.stderr


def test_on_a_terminal_a_line_is_redrawn_and_the_log_stays_whole(tmp_path):
    ours, theirs = pty.openpty()
    said: list[bytes] = []

    def read() -> None:
        try:
            while piece := os.read(ours, 4096):
                said.append(piece)
        except OSError:  # the other end is closed
            return

    reader = threading.Thread(target=read)
    reader.start()
    with WebServer(site()) as server:
        env = environment(
            tmp_path, NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}", TERM="xterm", COLUMNS="160"
        )
        done = subprocess.run(
            command(), cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=theirs, timeout=60, check=True
        )
    os.close(theirs)
    reader.join(10)
    os.close(ours)
    text = b"".join(said).decode("utf-8", "replace")
    assert "\x1b[" in text
    assert LINE.search(re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", text))
    assert re.search(r"INFO: Closing spider \(finished\)\s*\n", text)
    assert done.stdout == b""
