"""Pages shown: what is marked in them, and that nothing of a stranger's markup passes."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from invented import STORY, TITLE, URL, article_page, paragraphs, parsed
from room import TIP, page_of, record_of
from vectors import vectors

from newscrawl.commands import main
from newscrawl.display import as_text, document, show
from newscrawl.display.sheet import MOST_ELEMENTS, Piece, lay_flat, squeeze
from newscrawl.extract import extract_page
from newscrawl.model import Page

TAGS = frozenset(
    "html head meta title style body div ul ol li table caption thead tbody tfoot tr td th blockquote pre h1 h2 h3"
    " h4 h5 h6 p b i u s small sub sup br hr span mark del a dl dt dd".split()
)
ATTRIBUTES = frozenset(("class", "id", "title", "colspan", "rowspan"))
OF_HEAD = frozenset(("lang", "charset", "name", "content"))


class Markup(HTMLParser):
    """The tags and attributes of a document."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    handle_startendtag = handle_starttag


def marked(html: str, name: str) -> str:
    """All text of a shown page that carries the class of a fact."""
    pieces = re.findall(rf'<mark class="[^"]*\bf-{name}\b[^"]*">([^<]*)</mark>', html)
    return squeeze("".join(pieces))


def shown(page: Page) -> str:
    return show([page], extract_page(page)).html


def test_each_fact_is_marked_where_it_was_read() -> None:
    html = show([parsed(page_of(1))], record_of(1, page_of(1))).html
    assert marked(html, "title") == squeeze("守渡口的第1个清晨")
    assert marked(html, "published_at") == "2024年03月12日09:15"
    assert marked(html, "source-0") == "来源：青陵日报"
    assert marked(html, "reporters-1") == "大峡日报记者沈泉通讯员冯立夏"
    assert re.search(r'<mark class="[^"]*v-reporters-1[^"]*">冯立夏</mark>', html)
    assert html.index('id="fact-title"') < html.index('id="fact-published_at"')


def test_a_fact_that_is_repeated_is_marked_beside_the_headline() -> None:
    decoy = '<div class="hot"><ul><li><a href="/1.html">旧闻一则</a> 2024年03月12日 09:15</li></ul></div>'
    page = parsed(decoy + article_page(paragraphs()))
    html = shown(page)
    assert html.count("f-published_at") == 1
    assert html.index("旧闻一则") < html.index('id="fact-published_at"') < html.index(squeeze(STORY[0])[:10])


def test_a_fact_in_several_elements_is_marked_in_all_of_them() -> None:
    split = article_page(paragraphs()).replace("2024年03月12日 09:15", "<b>2024年03月</b><i>12日</i> 09:15")
    html = shown(parsed(split))
    assert marked(html, "published_at") == "2024年03月12日09:15"
    assert html.count('id="fact-published_at"') == 1


def test_what_no_reader_sees_is_listed_above_the_page() -> None:
    page = parsed(
        article_page(paragraphs(), head='<meta name="pubdate" content="2024-03-12 08:00">').replace(
            "2024年03月12日 09:15", ""
        )
    )
    found = show([page], extract_page(page))
    assert "published_at" in found.unseen
    assert found.html.startswith('<dl class="readings">')
    assert marked(found.html, "published_at") == "2024-03-1208:00"


def test_what_was_removed_is_struck_out_under_its_rule_and_what_was_kept_is_not() -> None:
    html = show([parsed(page_of(1))], record_of(1, page_of(1))).html
    assert f'<span class="why">phrase:tip-line</span><del title="phrase:tip-line">{TIP}</del>' in html
    for line in re.findall(r"<del[^>]*>(.*?)</del>", html):
        assert "贺青山" not in line


def test_the_pages_of_a_story_are_shown_one_behind_the_other() -> None:
    first, second = parsed(article_page(paragraphs(STORY[:2]))), parsed(article_page(paragraphs(STORY[2:])))
    record = extract_page(first.with_further([second]))
    html = show([first, second], record).html
    assert html.count('class="kept"') == 4
    assert html.index("<hr/>") < html.index(STORY[2][:9])


def test_without_an_archived_page_the_record_is_shown_with_what_was_read() -> None:
    html = as_text(record_of(1, page_of(1))).html
    assert marked(html, "source-0") == "来源：青陵日报"
    assert TIP in html


def test_only_tags_and_attributes_of_ours_pass() -> None:
    for number, form in enumerate(vectors("127.0.0.1:1")):
        html = page_of(number, form).replace("</h1>", f"</h1>{form}", 1)
        markup = Markup(document(show([parsed(html)], record_of(number, page_of(number)))))
        assert markup.tags <= TAGS, form
        assert markup.attributes <= ATTRIBUTES | OF_HEAD, form


@given(st.text(alphabet=st.sampled_from(list("<>/'\"=&;! -abisvgmtl\x00\x0c渡")), max_size=200))
def test_whatever_is_written_only_our_tags_pass(text: str) -> None:
    # Behind so much story that the page is not taken for a binary file, whatever is written.
    page = parsed(f"<p>{STORY[0]}</p>" * 30 + f"<p>{text}</p><p>{STORY[0]}</p>")
    markup = Markup(show([page], None).html)
    assert markup.tags <= TAGS
    assert markup.attributes <= ATTRIBUTES


def test_a_page_without_end_is_cut_and_a_deep_one_is_flattened() -> None:
    many = show([parsed(f"<p>{STORY[0]}</p>" + "<b>啊</b>" * (MOST_ELEMENTS + 5))], None)
    assert many.cut
    deep = show([parsed("<div>" * 3000 + STORY[0])], None)
    assert deep.html.count("<div>") <= 121
    assert STORY[0] in deep.html


def test_the_index_of_a_sheet_is_the_text_without_white_space() -> None:
    sheet = lay_flat(parsed(article_page(paragraphs())).root)
    pieces = [part for part in sheet.parts if isinstance(part, Piece)]
    assert sheet.index == squeeze("".join(piece.text for piece in pieces))
    assert all(sheet.index[piece.start : piece.end] == squeeze(piece.text) for piece in pieces)


@pytest.fixture
def saved(tmp_path: Path) -> list[str]:
    texts = {
        "good.html": page_of(1),
        "evil.html": page_of(2, "".join(vectors("127.0.0.1:1")[:16])),
        "none.html": "<p>短</p>",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in texts]


def test_the_gallery_shows_pages_beside_records_and_needs_nothing_else(
    saved: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "gallery.html"
    result = CliRunner().invoke(main, ["extract", "--html", str(out), *saved])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{out}: 3 pages\n")
    html = out.read_text(encoding="utf-8")
    assert html.count('<section class="exhibit') == 3
    assert "not_an_article" in html
    names = re.findall(r'href="#(p\w+-fact-[\w-]+)"', html)
    assert names
    assert all(f'id="{name}"' in html for name in names)
    assert "default-src 'none'; style-src 'sha256-" in html
    assert set(re.findall(r'(?:src|href)="([^#"][^"]*)"', html)) == set()
    assert Markup(html).tags <= TAGS | {"header", "main", "section", "details", "summary"}


def test_a_gallery_that_cannot_be_written_leaves_nothing_and_says_so(
    saved: list[str], tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "newscrawl",
        "extract",
        "--html",
        str(tmp_path / "no" / "g.html"),
        *saved,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "no").exists()


def test_an_unreadable_input_is_told_and_ends_with_1(tmp_path: Path) -> None:
    out = tmp_path / "gallery.html"
    assert (
        CliRunner().invoke(main, ["extract", "--html", str(out), str(tmp_path / "absent.html")]).exit_code
        == 1
    )
    assert "unreadable" in out.read_text(encoding="utf-8")


def test_the_address_of_a_page_is_no_link() -> None:
    assert URL not in shown(parsed(article_page(paragraphs(), around=f'<a href="{URL}">{TITLE}</a>')))
