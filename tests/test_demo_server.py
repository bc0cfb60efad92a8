"""The server of the demonstration portal: virtual hosts, freshness, and no way out of its folder."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest
from portal import ask

from newscrawl.demo_server import DemoPortal

HOME = "http://one.example/"
OLD = "Mon, 01 Jan 2001 00:00:00 GMT"


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[DemoPortal]:
    root = tmp_path / "www"
    for host in ("one.example", "two.example"):
        (root / host / "news").mkdir(parents=True)
        (root / host / "index.html").write_bytes(host.encode())
        (root / host / "news" / "index.html").write_bytes(b"news")
    (root / "one.example" / "404.html").write_bytes(b"<h1>gone</h1>")
    (root / "one.example" / ".hidden").write_bytes(b"hidden")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    with DemoPortal(root) as running:
        yield running


def test_each_host_answers_for_itself(portal: DemoPortal) -> None:
    assert ask(portal, HOME).body == b"one.example"
    assert ask(portal, "http://two.example/").body == b"two.example"
    assert ask(portal, "http://TWO.example:80/").body == b"two.example"
    assert portal.hosts == dict.fromkeys(("one.example", "two.example"), f"127.0.0.1:{portal.port}")


def test_unknown_host_is_misdirected(portal: DemoPortal) -> None:
    assert ask(portal, "http://three.example/").status == 421


def test_html_is_sent_without_charset(portal: DemoPortal) -> None:
    assert ask(portal, HOME).headers["Content-Type"] == "text/html"


def test_query_does_not_count(portal: DemoPortal) -> None:
    assert ask(portal, HOME + "news/?from=list").body == b"news"


def test_folder_without_slash_redirects(portal: DemoPortal) -> None:
    answer = ask(portal, HOME + "news")
    assert (answer.status, answer.headers["Location"]) == (301, "/news/")


def test_missing_page_is_a_404_with_the_page_of_the_host(portal: DemoPortal) -> None:
    assert (ask(portal, HOME + "none.html").status, ask(portal, HOME + "none.html").body) == (
        404,
        b"<h1>gone</h1>",
    )
    assert (ask(portal, "http://two.example/none.html").body) == b"not found\n"


@pytest.mark.parametrize(
    "path",
    [
        "../../secret.txt",
        "../two.example/index.html",
        "%2e%2e/%2e%2e/secret.txt",
        "..%2f..%2fsecret.txt",
        "news/../../two.example/index.html",
        "..\\..\\secret.txt",
        "%00",
        ".hidden",
    ],
)
def test_nothing_outside_of_the_host_is_reached(portal: DemoPortal, path: str) -> None:
    answer = ask(portal, HOME + path)
    assert (answer.status, answer.body) == (404, b"<h1>gone</h1>")


def test_link_out_of_the_folder_is_not_followed(portal: DemoPortal, tmp_path: Path) -> None:
    (tmp_path / "www" / "one.example" / "out.txt").symlink_to(tmp_path / "secret.txt")
    assert ask(portal, HOME + "out.txt").status == 404


def test_known_page_is_not_sent_again(portal: DemoPortal) -> None:
    first = ask(portal, HOME)
    for name, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-None-Match", f'"other", W/{first.headers["ETag"]}'),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = ask(portal, HOME, {name: value})
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])


@pytest.mark.parametrize(
    "headers",
    [{"If-None-Match": '"other"'}, {"If-Modified-Since": OLD}, {"If-Modified-Since": "yesterday"}],
    ids=str,
)
def test_changed_page_is_sent(portal: DemoPortal, headers: dict[str, str]) -> None:
    assert ask(portal, HOME, headers).status == 200


def test_tag_outranks_date(portal: DemoPortal) -> None:
    modified = ask(portal, HOME).headers["Last-Modified"]
    assert ask(portal, HOME, {"If-None-Match": '"other"', "If-Modified-Since": modified}).status == 200


def test_new_bytes_have_a_new_tag(portal: DemoPortal, tmp_path: Path) -> None:
    before = ask(portal, HOME).headers["ETag"]
    (tmp_path / "www" / "one.example" / "index.html").write_bytes(b"changed")
    answer = ask(portal, HOME, {"If-None-Match": before})
    assert (answer.status, answer.body) == (200, b"changed")


def test_head_has_the_headers_and_no_body(portal: DemoPortal) -> None:
    answer = ask(portal, HOME, method="HEAD")
    assert (answer.status, answer.headers["Content-Length"], answer.body) == (200, "11", b"")


def test_connection_is_kept_for_the_next_request(portal: DemoPortal) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=10)
    for path in ("/", "/none.html", "/news", "/news/"):
        connection.request("GET", path, headers={"Host": "one.example"})
        sock = connection.sock
        connection.getresponse().read()
        assert connection.sock is sock
    connection.close()


def test_port_is_known_only_while_running(tmp_path: Path) -> None:
    portal = DemoPortal(tmp_path)
    with pytest.raises(RuntimeError, match="not running"):
        _ = portal.port
    with portal:
        assert portal.port > 0
    with pytest.raises(RuntimeError, match="not running"):
        _ = portal.hosts


def test_missing_folder_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), DemoPortal(tmp_path / "none"):
        pass
