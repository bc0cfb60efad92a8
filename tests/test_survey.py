"""`newscrawl extract` over many pages: furniture learned from all, further pages joined, in any order."""

from __future__ import annotations

import gzip
import json
import os
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner

from newscrawl.commands import main
from newscrawl.inputs import Input
from newscrawl.model import Fetched
from newscrawl.survey.look import PAGES, Look, site_of
from tests.columns import COLUMNS, HOST, PROMOTION, page, paragraphs, site
from tests.samples import warc_response

LINE = f"<p>{PROMOTION}</p>"
FIRST = f"{HOST}/wenhua/7.html"


def run(*args: object) -> list[dict[str, Any]]:
    done = CliRunner().invoke(main, ["extract", *map(str, args)])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def archive(folder: Path, pages: Iterable[tuple[str, str]], name: str = "site.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(b"".join(gzip.compress(warc_response(url, html.encode())) for url, html in pages))
    return path


def saved(folder: Path, pages: Iterable[tuple[str, str]]) -> tuple[list[Path], Path]:
    """The pages as files, and the map of their addresses."""
    paths, rows = [], []
    for number, (url, html) in enumerate(pages):
        paths.append(folder / f"{number:03d}.html")
        paths[-1].write_text(html, encoding="utf-8")
        rows.append(f"{paths[-1]}\t{url}\n")
    table = folder / "urls.tsv"
    table.write_text("".join(rows), encoding="utf-8")
    return paths, table


def bodies(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {row["record"]["url"]: row["record"]["body"] for row in rows if "record" in row}


def text(*numbers: int) -> str:
    return "\n\n".join(paragraph for number in numbers for paragraph in paragraphs(number))


# --- furniture ------------------------------------------------------------------------------------


def test_what_repeats_in_an_archive_is_in_no_body_and_evidence_names_it(tmp_path: Path) -> None:
    rows = run("--evidence", archive(tmp_path, site(30, middle=[LINE])))
    assert list(bodies(rows).values()) == [text(n) for n in range(30)]
    for row in rows:
        assert {"rule": "furniture (in 30 of 30 stories)", "text": PROMOTION} in row["record"]["removed"]


def test_without_learning_it_stays(tmp_path: Path) -> None:
    rows = run("--no-learn", archive(tmp_path, site(30, middle=[LINE])))
    assert all(PROMOTION in body for body in bodies(rows).values())


def test_few_pages_stay_as_they_are(tmp_path: Path) -> None:
    path = archive(tmp_path, site(7, tail=[LINE]))
    assert run(path) == run("--no-learn", path)


def test_each_host_is_learned_for_itself(tmp_path: Path) -> None:
    other = [(url.replace("anzhou", "qingling"), html) for url, html in site(7, middle=[LINE])]
    found = bodies(run(archive(tmp_path, [*site(30, middle=[LINE]), *other])))
    assert [PROMOTION in body for body in found.values()] == [False] * 30 + [True] * 7


def test_saved_files_are_of_the_site_that_the_map_names(tmp_path: Path) -> None:
    paths, table = saved(tmp_path, site(20, tail=[LINE]))
    assert not any(PROMOTION in row["record"]["body"] for row in run("--url-map", table, *paths))


def test_the_canonical_link_names_the_site_too(tmp_path: Path) -> None:
    pages = [
        (url, html.replace("<title>", f'<link href="{url}" rel="canonical"><title>'))
        for url, html in site(20, tail=[LINE])
    ]
    paths, _ = saved(tmp_path, pages)
    assert not any(PROMOTION in row["record"]["body"] for row in run(*paths))


def test_files_that_nobody_knows_the_site_of_are_no_group(tmp_path: Path) -> None:
    paths, _ = saved(tmp_path, site(20, tail=[LINE]))
    assert all(PROMOTION in row["record"]["body"] for row in run(*paths))


@pytest.mark.parametrize("jobs", [1, 2])
def test_neither_processes_nor_order_change_an_answer(tmp_path: Path, jobs: int) -> None:
    pages = [page(n, COLUMNS[n % 4], middle=[LINE] if n % 3 else [], tail=[LINE][: n % 5]) for n in range(40)]
    pages += story_pages()
    paths, table = saved(tmp_path, pages)
    mixed = random.Random(7).sample(paths, k=len(paths))
    rows = run("--evidence", "--url-map", table, *paths)
    again = run("--evidence", "--url-map", table, "--jobs", jobs, *mixed)
    assert [row["input"] for row in again] == [str(path) for path in mixed]
    assert sorted(map(str, rows)) == sorted(map(str, again))


def test_of_a_large_site_only_some_pages_are_looked_at_closely() -> None:
    look = Look()
    for number in range(3000):
        look.at(one(f"{HOST}/a/{number}.html", str(number)))
    for number in range(5):
        look.at(one(f"http://small.example/{number}.html", str(number)))
    assert {site: len(pages) for site, pages in look.chosen().items()} == {"www.anzhou.example": PAGES}


def test_of_many_sites_a_part_of_all_pages_is_looked_at_closely() -> None:
    look = Look()
    for number in range(8000):
        look.at(one(f"http://w{number % 100}.example/{number}.html", str(number)))
    chosen = look.chosen()
    assert len(chosen) == 100
    assert 1000 < sum(map(len, chosen.values())) <= 2000


def one(url: str, text: str) -> Input:
    return Input(url, Fetched(text.encode(), url))


@pytest.mark.parametrize(
    ("body", "site"),
    [
        (b'<link rel="canonical" href="http://a.example/1.html">', "a.example"),
        (b"<LINK HREF=http://a.example/1.html REL=canonical>", "a.example"),
        (b'<link rel="stylesheet" href="http://b.example/1.css">', None),
        (b'<link rel="canonical" href="/1.html">', None),
        (b'<link rel="canonical">', None),
        (b"", None),
    ],
)
def test_the_site_of_a_page_of_unknown_address(body: bytes, site: str | None) -> None:
    assert site_of(Fetched(body)) == site
    assert site_of(Fetched(body, "http://www.scrww.com/zx/1.html")) == "sichuan.scrww"


# --- several pages --------------------------------------------------------------------------------


def part(number: int, url: str, paging: str, story: Sequence[int]) -> tuple[str, str]:
    """A page of the story `number` at `url` that shows the text of `story`, with its paging bar."""
    _, html = page(number, text=[line for one in story for line in paragraphs(one)])
    return url, html.replace('<div class="footer">', f'<div class="pages">{paging}</div><div class="footer">')


def bar(*shown: tuple[str, str]) -> str:
    return " ".join(f'<a href="{href}">{label}</a>' for href, label in shown)


BAR = bar(("7.html", "1"), ("7_2.html", "2"), ("7_3.html", "3"), ("7_2.html", "下一页"))


def story_pages(paging: str = BAR) -> list[tuple[str, str]]:
    """A story of three pages, the last first."""
    urls = [f"{HOST}/wenhua/7_3.html", f"{HOST}/wenhua/7_2.html", FIRST]
    return [part(700, url, paging, [700 + number]) for url, number in zip(urls, (3, 2, 1), strict=True)]


def test_further_pages_are_joined_in_order_and_have_no_record(tmp_path: Path) -> None:
    path = archive(tmp_path, [*story_pages(), page(9)])
    rows = run("--evidence", path)
    assert [row["input"] for row in rows] == [f"{path}#{url}" for url, _ in [*story_pages(), page(9)]]
    joined = {"code": "further_page", "message": f"joined to {FIRST}"}
    assert [row.get("error") for row in rows] == [joined, joined, None, None]
    record = rows[2]["record"]
    assert record["body"] == text(701, 702, 703)
    assert record["page_urls"] == [FIRST, f"{HOST}/wenhua/7_2.html", f"{HOST}/wenhua/7_3.html"]
    assert record["provenance"]["page_urls"] == {"raw": "2 further pages joined", "rule": "paging"}


def test_files_are_joined_by_the_addresses_of_the_map(tmp_path: Path) -> None:
    paths, table = saved(tmp_path, story_pages())
    assert bodies(run("--url-map", table, *paths)) == {FIRST: text(701, 702, 703)}
    assert len(bodies(run(paths[0]))) == 1


def test_a_bar_that_only_leads_on_is_followed_page_by_page(tmp_path: Path) -> None:
    pages = [
        part(700, FIRST, bar(("7_2.html", "下一页")), [701]),
        part(700, f"{HOST}/wenhua/7_2.html", bar(("7.html", "上一页"), ("7_3.html", "下一页")), [702]),
        part(700, f"{HOST}/wenhua/7_3.html", bar(("7_2.html", "上一页"), ("7.html", "下一页")), [703]),
    ]
    assert bodies(run(archive(tmp_path, pages))) == {FIRST: text(701, 702, 703)}


def test_pages_by_query_are_joined(tmp_path: Path) -> None:
    first = f"{HOST}/show.php?catid=3&id=7"
    paging = bar(("?catid=3&id=7&page=2", "2"))
    pages = [part(700, f"{first}&page=2", paging, [702]), part(700, first, paging, [701])]
    assert bodies(run(archive(tmp_path, pages))) == {first: text(701, 702)}


def test_addresses_alone_join_nothing(tmp_path: Path) -> None:
    pages = [part(n, url, "", [n]) for n, (url, _) in enumerate(story_pages())]
    assert len(bodies(run(archive(tmp_path, pages)))) == 3


@pytest.mark.parametrize("gone", [(), ("7_3",), ("7_2", "7_3")])
def test_a_missing_part_costs_only_itself_and_is_told(tmp_path: Path, gone: Sequence[str]) -> None:
    pages = [p for p in story_pages() if not any(name in p[0] for name in gone)]
    rows = run("--evidence", archive(tmp_path, pages))
    (record,) = [row["record"] for row in rows if "record" in row]
    assert record["body"] == text(*[701, 702, 703][: 3 - len(gone)])
    told = record["provenance"]["page_urls"].get("conflicts", [])
    assert told == [["missing", f"{HOST}/wenhua/{name}.html"] for name in gone]


def test_without_its_first_page_a_part_is_a_record(tmp_path: Path) -> None:
    found = bodies(run(archive(tmp_path, story_pages()[:2])))
    assert sorted(found.values()) == sorted([text(702), text(703)])


def test_a_part_that_is_an_error_page_costs_only_itself(tmp_path: Path) -> None:
    url, html = story_pages()[1]
    empty = html[: html.index("<h1>")] + "<p>404 Not Found</p></body></html>"
    pages = [story_pages()[0], (url, empty), story_pages()[2]]
    (record,) = [row["record"] for row in run("--evidence", archive(tmp_path, pages)) if "record" in row]
    assert record["body"] == text(701, 703)
    assert record["provenance"]["page_urls"]["conflicts"] == [["missing", url]]


def test_a_server_that_answers_every_page_with_the_first_tells_the_story_once(tmp_path: Path) -> None:
    pages = [part(700, url, BAR, [701]) for url, _ in story_pages()]
    # Not byte for byte: such servers still mark the current page.
    pages[1] = (pages[1][0], pages[1][1].replace(">2</a>", ">[2]</a>"))
    rows = run(archive(tmp_path, pages))
    assert bodies(rows) == {FIRST: text(701)}
    assert [row["error"]["code"] for row in rows if "error" in row] == ["further_page"] * 2


def test_an_introduction_repeated_on_every_page_is_told_once(tmp_path: Path) -> None:
    pages = [
        part(700, url, BAR, [700, n]) for (url, _), n in zip(story_pages(), (703, 702, 701), strict=True)
    ]
    assert bodies(run(archive(tmp_path, pages))) == {FIRST: text(700, 701, 702, 703)}


WHOLE = f"{HOST}/wenhua/7_all.html"


@pytest.mark.parametrize("label", ["全文阅读", "[余下全文]", "在本页阅读全文", "显示全文 >>", "【单页显示】"])
@pytest.mark.parametrize("href", ["7_all.html", "7.html?all=1", "7.html?page=all", "7_0.html"])
def test_the_page_that_shows_the_whole_story_stands_for_its_parts(
    tmp_path: Path, label: str, href: str
) -> None:
    whole = f"{HOST}/wenhua/{href}"
    pages = [*story_pages(BAR + bar((href, label))), part(700, whole, "", [701, 702, 703])]
    rows = run(archive(tmp_path, pages))
    (record,) = [row["record"] for row in rows if "record" in row]
    assert (record["url"], record["body"]) == (FIRST, text(701, 702, 703))
    assert record["page_urls"] == [FIRST, whole]
    assert {row["error"]["message"] for row in rows if "error" in row} == {f"joined to {FIRST}"}


def test_the_whole_story_is_taken_where_parts_are_missing(tmp_path: Path) -> None:
    pages = [
        part(700, FIRST, BAR + bar(("7_all.html", "全文阅读")), [701]),
        part(700, WHOLE, "", [701, 702, 703]),
    ]
    (record,) = [row["record"] for row in run("--evidence", archive(tmp_path, pages)) if "record" in row]
    assert record["body"] == text(701, 702, 703)
    assert "conflicts" not in record["provenance"]["page_urls"]


def test_parts_that_are_longer_stand_against_the_page_that_shows_all(tmp_path: Path) -> None:
    paging = BAR + bar(("7_all.html", "全文阅读"))
    found = bodies(run(archive(tmp_path, [*story_pages(paging), part(700, WHOLE, "", [701, 702])])))
    assert found == {FIRST: text(701, 702, 703)}


def test_a_link_to_another_story_is_no_page_of_this_one(tmp_path: Path) -> None:
    paging = bar(("8.html", "全文阅读"), ("../yaowen/7_all.html", "全文阅读"), ("7_all.html", "更多"))
    others = [f"{HOST}/wenhua/8.html", f"{HOST}/yaowen/7_all.html", WHOLE]
    pages = [part(700, FIRST, paging, [701])] + [part(n, url, "", [n]) for n, url in enumerate(others, 710)]
    assert len(bodies(run(archive(tmp_path, pages)))) == 4


def test_of_two_copies_of_a_part_the_same_one_counts_in_any_order(tmp_path: Path) -> None:
    url = f"{HOST}/wenhua/7_2.html"
    copies = [part(700, url, BAR, [702]), part(700, url, BAR, [712])]
    rest = [story_pages()[0], story_pages()[2]]
    first = bodies(run(archive(tmp_path, [*copies, *rest], "a.warc.gz")))
    assert first == bodies(run(archive(tmp_path, [*rest, *copies[::-1]], "b.warc.gz")))
    assert len(first) == 1


@pytest.mark.parametrize(
    "url", ["http://[", "http://a:b/1_2.html", "//", "ftp://a/1_2.html", "x", "\U0001f40b_2.html"]
)
def test_an_address_that_is_none_costs_nothing(tmp_path: Path, url: str) -> None:
    paths, table = saved(tmp_path, [*site(12, tail=[LINE]), *story_pages(), (url, page(900)[1])])
    rows = run("--url-map", table, *paths)
    assert rows[-1]["record"]["body"] == text(900)
    assert not any(PROMOTION in body for body in bodies(rows).values())


def test_a_page_of_unended_links_takes_no_time() -> None:
    begun = time.process_time()
    assert site_of(Fetched(b"<link " * 200_000)) is None
    assert time.process_time() - begun < 2


def test_a_pipe_is_not_waited_for_twice(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    Thread(target=lambda: pipe.write_text(page(1)[1], encoding="utf-8"), daemon=True).start()
    (line,) = CliRunner().invoke(main, ["extract", str(pipe)]).stdout.splitlines()
    assert json.loads(line)["error"]["code"] == "unreadable"
