"""The log of a crawl where stderr is no terminal: one JSON object an event, whatever a page contains."""

from __future__ import annotations

import json
import logging

import pytest
from scrapy.settings import Settings

from newscrawl.errors import UsageError
from newscrawl.middlewares import lines
from tests.crawling import FAST, Answer, WebServer, scrapy
from tests.test_polite_progress import HOST, site

NASTY = "a\r\nINFO: forged\x1b[2Jb\u2028c\u2029d\x85e\x9bf"


def test_every_line_is_an_event_and_the_figures_are_fields(tmp_path):
    broken = Answer(
        "<p>", headers={"Content-Type": f"text/html; x={NASTY.encode('utf-8').hex()}"}, status=503
    )
    pages = {**site(), "/bad%0Aname/1.html": broken}
    pages["/"] = Answer(str(pages["/"].body) + '<a href="/bad%0Aname/1.html">一条名字里有换行的新闻</a>')
    with WebServer(pages) as server:
        done = scrapy(
            tmp_path, "crawl", "site", "-a", f"url=http://{HOST}/", *FAST, "-s", "RETRY_TIMES=0",
            NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}", NEWSCRAWL_LOG="json",
        )  # fmt: skip
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert all({"event", "level", "logger", "timestamp"} <= event.keys() for event in events)
    assert "Overridden settings" not in done.stderr
    last = [event for event in events if event["event"].startswith("crawling: ")][-1]
    assert (last["site"], last["articles"], last["queued"], list(last["hosts"])) == (HOST, 5, 0, [HOST])
    assert last["pages"] >= 6


def test_what_a_run_leaves_to_the_next_is_queued(tmp_path):
    with WebServer(site()) as server:
        done = scrapy(
            tmp_path, "crawl", "site", "-a", f"url=http://{HOST}/", "-a", "limit=2", *FAST,
            NEWSCRAWL_CONNECT_TO=f"{HOST}={server.address}", NEWSCRAWL_LOG="json",
        )  # fmt: skip
    events = [json.loads(line) for line in done.stderr.splitlines()]
    last = [event for event in events if event["event"].startswith("crawling: ")][-1]
    # Three articles and the sitemap.
    assert (last["articles"], last["queued"]) == (2, 4)


@pytest.mark.parametrize(
    ("url", "targets", "told"),
    [
        ("", "", "say where to start"),
        ("http://a.example/", "a.example", "NEWSCRAWL_CONNECT_TO: 'a.example' is not"),
    ],
)
def test_an_error_that_ends_a_run_is_an_event_as_well(tmp_path, url, targets, told):
    done = scrapy(
        tmp_path, "crawl", "site", "-a", f"url={url}", NEWSCRAWL_LOG="json", NEWSCRAWL_CONNECT_TO=targets
    )
    said = [json.loads(line) for line in done.stderr.splitlines()][-1]
    assert (done.returncode, said["code"], said["level"]) == (2, 2, "error")
    assert said["event"].startswith(told)


@pytest.fixture
def written(tmp_path, request):
    """What a log file holds after one message in the form that is asked for."""

    def write(form: str, level: int = logging.INFO, **options) -> str:
        settings = Settings({"LOG_ENABLED": True, "NEWSCRAWL_LOG": form, "LOG_FILE": str(tmp_path / "log")})
        lines.install(settings)
        assert not settings.getbool("LOG_ENABLED")
        logging.getLogger("newscrawl.test").log(level, "read %s", NASTY, **options)
        return (tmp_path / "log").read_text(encoding="utf-8")

    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    root.setLevel(logging.INFO)
    yield write
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_what_a_page_says_breaks_no_line_of_json(written):
    (line,) = written("json").splitlines()
    assert json.loads(line)["event"] == f"read {NASTY}"
    assert line.isprintable()


def test_an_exception_stays_in_its_line(written):
    try:
        raise ValueError(NASTY)
    except ValueError:
        (line,) = written("json", logging.ERROR, exc_info=True).splitlines()
    assert "ValueError: a" in json.loads(line)["exception"]


def test_what_a_page_says_does_not_steer_a_terminal(written):
    text = written("text")
    assert not {"\x1b", "\x9b", "\r", "\u2028"} & set(text)


def test_an_unknown_form_is_wrong_usage():
    with pytest.raises(UsageError, match="NEWSCRAWL_LOG=yaml: write json, text or auto"):
        lines.is_structured(Settings({"NEWSCRAWL_LOG": "yaml"}))
