"""The pages of a list: named by their addresses, read in order, and where they end."""

from __future__ import annotations

import pytest

from newscrawl.discover.links import Link
from newscrawl.discover.paging import DULL, MAX_AHEAD, PageOfList, Trail, pages, place

TOP = "http://www.linxi.example/zx/index.html"
BAR = {number: f"http://www.linxi.example/zx/index_{number}.html" for number in range(2, 5)}


def page(*entries: str, fresh: int = 1, novel: bool = True, old: bool = False) -> PageOfList:
    return PageOfList(entries, fresh, novel, old)


def trail() -> Trail:
    """A trail whose top page has been read: its bar names the pages 2 to 4."""
    made = Trail(TOP)
    assert made.take(-1, page("a", "b", fresh=2), dict(BAR)) == BAR[2]
    return made


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/zx/index_2.html", ("/zx/index_{}.html", 2)),
        ("/zx/list_52_3.html", ("/zx/list_52_{}.html", 3)),
        ("/zx/?page=4", ("/zx/?page={}", 4)),
        ("/category/yw/page/2/", ("/category/yw/page/{}/", 2)),
        ("/901/list2.htm", ("/901/list{}.htm", 2)),
        ("/zx/", None),
        ("/show.php?id=3", None),
    ],
)
def test_the_place_of_a_page_in_its_list(path: str, expected: tuple[str, int] | None):
    found = place(f"http://a.example{path}")
    assert found == (expected and (f"http://a.example{expected[0]}", expected[1]))


def test_a_bar_names_the_further_pages_and_not_the_first():
    bar = [
        ("index_1.html", "首页"),
        ("index_2.html", "2"),
        ("index_4.html", "尾页"),
        ("index_9.html", "江州下雪"),
    ]
    found = pages(TOP, [Link(f"http://www.linxi.example/zx/{name}", text) for name, text in bar])
    assert found == {"http://www.linxi.example/zx/index_{}.html": {2: BAR[2], 4: BAR[4]}}


def test_a_bar_that_a_script_writes():
    found = pages(TOP, [], '<script>createPageHTML(4, 0, "index", "html");</script>')
    assert found == {
        "http://www.linxi.example/zx/index_{}.html": {
            n: f"http://www.linxi.example/zx/index_{n}.html" for n in (1, 2, 3)
        }
    }


def test_pages_are_read_in_order_to_the_last():
    made = trail()
    assert [made.take(n, page(f"{n}"), {}) for n in (2, 3, 4)] == [BAR[3], BAR[4], None]
    assert made.done


def test_the_first_page_under_its_number_is_out_of_turn():
    made = trail()
    assert made.take(1, page("a", "b", fresh=0), {}) is None
    assert made.take(2, page("c"), {}) == BAR[3]
    assert made.take(1, page("a", "b", fresh=0), {}) is None
    assert made.take(3, page("d"), {}) == BAR[4]


@pytest.mark.parametrize("readers", [(0, 1, 1, 0, 1, 0), (0, 1, 1, 1, 0, 0), (0, 1, 0, 1, 1, 0)])
def test_workers_that_take_turns_read_a_list_to_its_end(readers: tuple[int, ...]):
    bar = {number: f"http://news.example/list_{number}.html" for number in range(1, 6)}
    workers = Trail(TOP, shared=True), Trail(TOP, shared=True)
    read, target = [], TOP
    for reader in readers:
        read.append(target)
        made = workers[reader]
        made.known |= bar
        target = made.take(made.number(target), page(target), bar) or ""
    assert read == [TOP, *bar.values()]
    assert target == ""


def test_the_same_page_again_is_the_end():
    made = trail()
    assert made.take(2, page("a", "b", fresh=0), {}) == TOP  # either the list moved, or it has no second page
    assert made.take(-1, page("a", "b", fresh=0), {}) is None
    assert made.done


def test_entries_that_are_too_old_are_the_end():
    assert trail().take(2, page("c", old=True), {}) is None


def test_an_empty_page_is_read_once_more_and_two_in_a_row_are_the_end():
    made = trail()
    assert made.take(2, page(fresh=0), {}) == BAR[2]
    assert made.take(2, page(fresh=0), {}) == BAR[3]
    assert made.lose(3) == BAR[3]
    assert made.lose(3) is None
    assert made.done


def test_a_list_that_moved_is_read_again_from_the_top_while_it_has_news():
    made = trail()
    assert made.take(2, page("b", "c"), {}) == BAR[3]
    assert made.take(3, page("d"), {}) == BAR[4]
    assert made.take(4, page("e"), {}) == TOP
    assert made.take(-1, page("x", "a"), {}) == BAR[2]
    assert made.take(2, page("b", "c", fresh=0), {}) is None


def follow(made: Trail, count: int, novel: bool) -> list[str | None]:
    """What is read after each of so many pages, each of which links to the one behind it."""
    asked, number = [], -1
    for _ in range(count):
        following = max(number + 1, 2)
        known = {following: f"{TOP}?page={following}"}
        asked.append(made.take(number, page(f"{number}", fresh=0, novel=novel), known))
        number = following
    return asked


def test_a_list_that_shows_the_same_for_ever_ends():
    made = Trail(TOP)
    assert follow(made, DULL, novel=False)[-1] is None
    assert made.done


def test_a_list_that_shows_what_it_has_not_shown_goes_on():
    assert None not in follow(Trail(TOP), 3000, novel=True)


def test_a_scripted_bar_of_a_large_list_names_the_next_pages():
    (numbers,) = pages(TOP, [], '<script>createPageHTML(12000, 400, "index", "html");</script>').values()
    assert sorted(numbers) == list(range(401, 401 + MAX_AHEAD))


def test_a_run_that_goes_on_in_the_middle_reads_what_is_behind():
    made = Trail(BAR[3], {3: BAR[3]})
    assert made.take(3, page("c"), {2: BAR[2], 4: BAR[4]}) == BAR[4]
