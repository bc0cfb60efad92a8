"""The pages of a list: named by their addresses, read in order, and where they end."""

from __future__ import annotations

import pytest

from newscrawl.discover.links import Link
from newscrawl.discover.paging import MAX_PAGES, Trail, pages, place

TOP = "http://www.linxi.example/zx/index.html"
BAR = {number: f"http://www.linxi.example/zx/index_{number}.html" for number in range(2, 5)}


def trail() -> Trail:
    """A trail whose top page has been read: its bar names the pages 2 to 4."""
    made = Trail(TOP)
    assert made.take(-1, ["a", "b"], 2, dict(BAR), False) == BAR[2]
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
    assert [made.take(n, [f"{n}"], 1, {}, False) for n in (2, 3, 4)] == [BAR[3], BAR[4], None]
    assert made.done


def test_the_first_page_under_its_number_is_out_of_turn():
    made = trail()
    assert made.take(1, ["a", "b"], 0, {}, False) is None
    assert made.take(2, ["c"], 1, {}, False) == BAR[3]
    assert made.take(1, ["a", "b"], 0, {}, False) is None
    assert made.take(3, ["d"], 1, {}, False) == BAR[4]


def test_the_same_page_again_is_the_end():
    made = trail()
    assert made.take(2, ["a", "b"], 0, {}, False) == TOP  # either the list moved, or it has no second page
    assert made.take(-1, ["a", "b"], 0, {}, False) is None
    assert made.done


def test_entries_that_are_too_old_are_the_end():
    assert trail().take(2, ["c"], 1, {}, True) is None


def test_an_empty_page_is_read_once_more_and_two_in_a_row_are_the_end():
    made = trail()
    assert made.take(2, [], 0, {}, False) == BAR[2]
    assert made.take(2, [], 0, {}, False) == BAR[3]
    assert made.lose(3) == BAR[3]
    assert made.lose(3) is None
    assert made.done


def test_a_list_that_moved_is_read_again_from_the_top_while_it_has_news():
    made = trail()
    assert made.take(2, ["b", "c"], 1, {}, False) == BAR[3]
    assert made.take(3, ["d"], 1, {}, False) == BAR[4]
    assert made.take(4, ["e"], 1, {}, False) == TOP
    assert made.take(-1, ["x", "a"], 1, {}, False) == BAR[2]
    assert made.take(2, ["b", "c"], 0, {}, False) is None


def test_a_list_without_end_ends():
    made, number = Trail(TOP), -1
    for _ in range(MAX_PAGES):
        following = max(number + 1, 2)
        target = made.take(number, [f"{number}"], 1, {following: f"{TOP}?page={following}"}, False)
        number = following
    assert target is None
    assert made.done


def test_a_run_that_goes_on_in_the_middle_reads_what_is_behind():
    made = Trail(BAR[3], {3: BAR[3]})
    assert made.take(3, ["c"], 1, {2: BAR[2], 4: BAR[4]}, False) == BAR[4]
