"""Marks: a set of addresses in little memory."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.spiders.marks import Marks


@given(st.lists(st.one_of(st.text(max_size=2), st.tuples(st.text(max_size=2), st.booleans()))))
def test_it_holds_what_has_been_put_in(elements: list[object]):
    marks, known = Marks(), set()
    for element in elements:
        assert (element in marks) == (element in known)
        assert marks.add(element) == (element not in known)
        known.add(element)
    assert len(marks) == len(known)


def test_many_are_all_found_again_in_little_memory():
    urls = [f"http://www.jia.example/zx/{number}.html" for number in range(20_000)]
    marks = Marks()
    assert all(map(marks.add, urls))
    assert all(url in marks for url in urls)
    assert not any(f"{url}#" in marks for url in urls)
    assert sys.getsizeof(marks._slots) <= 24 * len(urls)
