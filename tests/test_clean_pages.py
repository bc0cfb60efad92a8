"""The parts of a story as one: in order, each thing once, whole where one page shows it whole."""

from __future__ import annotations

from newscrawl.extract import clean_page, extract_page
from newscrawl.model import Cleaned, Fetched, Page
from newscrawl.page import parse
from tests.columns import page, paragraphs


def part(name: str, text: list[str], more: str = "") -> Page:
    url, html = page(7, title="江州老街上的最后一家竹编铺子", text=text, tail=[more])
    return parse(Fetched(html.encode(), url.replace("7.html", f"{name}.html")))


def lines(cleaned: Cleaned) -> list[str]:
    return [verdict.text for verdict in cleaned.body]


ONE, TWO, THREE = (paragraphs(number) for number in (1, 2, 3))
PICTURE = '<p><img src="/pictures/{}.jpg"></p>'


def test_parts_follow_each_other() -> None:
    joined = clean_page(part("7", ONE).with_further([part("7_2", TWO), part("7_3", THREE)]))
    assert lines(joined) == [*ONE, *TWO, *THREE]
    assert [p.url.rpartition("/")[2] for p in joined.page.further if p.url] == ["7_2.html", "7_3.html"]


def test_a_part_that_repeats_the_story_so_far_is_left_out() -> None:
    joined = clean_page(part("7", ONE).with_further([part("7_2", ONE), part("7_3", TWO), part("7_4", TWO)]))
    assert lines(joined) == [*ONE, *TWO]
    assert [p.url.rpartition("/")[2] for p in joined.page.further if p.url] == ["7_3.html"]


def test_what_a_part_repeats_before_it_goes_on_is_told_once_and_kept_as_evidence() -> None:
    record = extract_page(part("7", ONE).with_further([part("7_2", [ONE[0], *TWO])]))
    assert record.body == "\n\n".join([*ONE, *TWO])
    assert isinstance(record.removed, list)
    assert [piece.text for piece in record.removed if piece.rule == "told-before"] == [ONE[0]]


def test_a_line_that_returns_later_on_stays() -> None:
    refrain = ONE[1]
    joined = clean_page(part("7", ONE).with_further([part("7_2", [TWO[0], refrain, TWO[1]])]))
    assert lines(joined) == [*ONE, TWO[0], refrain, TWO[1]]


def test_a_picture_story_tells_its_text_once_and_shows_every_picture() -> None:
    pages = [part(f"7_{n}", ONE, PICTURE.format(n)) for n in (2, 3)]
    record = extract_page(part("7", ONE, PICTURE.format(1)).with_further(pages))
    assert record.body == "\n\n".join(ONE)
    assert [image.url.rpartition("/")[2] for image in record.images] == ["1.jpg", "2.jpg", "3.jpg"]


def test_the_whole_story_stands_for_its_parts() -> None:
    whole = part("7_all", [*ONE, *TWO, *THREE])
    joined = clean_page(part("7", ONE).with_further([part("7_2", TWO), part("7_3", THREE), whole], ["7_4"]))
    assert lines(joined) == [*ONE, *TWO, *THREE]
    assert joined.page.further == (whole,)
    assert joined.page.missing == ()
    assert joined.page.url == part("7", ONE).url


def test_a_paragraph_cut_by_the_end_of_the_page_is_no_other_text() -> None:
    cut = [*ONE[:3], ONE[3][: len(ONE[3]) // 2]]
    whole = part("7_all", [*ONE, *TWO])
    assert lines(clean_page(part("7", cut).with_further([whole]))) == [*ONE, *TWO]


def test_a_part_that_is_no_article_is_missing() -> None:
    empty = parse(
        Fetched(
            "<html><title>404</title><body><p>页面不存在</p></body></html>".encode(), "http://a.example/x"
        )
    )
    joined = clean_page(part("7", ONE).with_further([empty, part("7_3", THREE)], ["http://a.example/y"]))
    assert lines(joined) == [*ONE, *THREE]
    assert joined.page.missing == ("http://a.example/y", "http://a.example/x")
