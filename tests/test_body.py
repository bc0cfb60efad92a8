"""The story as parts: paragraphs, headings, quotes, lists and tables in reading order, and their text."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import STORY, article_page, paragraphs, record_of

from newscrawl.model import Heading, ListPart, Paragraph, Quote, Table
from newscrawl.normalize.text import body_of

TABLE = """<table border="1"><tbody>
<tr><th>县区</th><th>现有（家）</th><th>新增（家）</th></tr>
<tr><td><p>云亭区</p></td><td>46</td><td><p>12</p></td></tr>
<tr><td>石塘县</td><td></td><td>8</td></tr>
</tbody></table>"""


def parts_of(content: str) -> list[Any]:
    return record_of(article_page(paragraphs(STORY[:2]) + content + paragraphs(STORY[2:]))).blocks[2:-2]


def test_paragraphs_one_by_one() -> None:
    assert record_of(article_page(paragraphs())).blocks == [Paragraph(text) for text in STORY]


@pytest.mark.parametrize(
    ("markup", "parts"),
    [
        ("<h2>桥是怎么修的</h2>", [Heading("桥是怎么修的")]),
        ("<p><strong>桥是怎么修的</strong></p>", [Heading("桥是怎么修的")]),
        (f"<blockquote>{STORY[0]}</blockquote>", [Quote(STORY[0])]),
        (
            f"<blockquote><p>{STORY[0]}</p><p>他说完就走了。</p></blockquote>",
            [Quote(STORY[0]), Quote("他说完就走了。")],
        ),
        ("<ul><li>桥长八十六米；</li><li>桥宽五米；</li></ul>", [ListPart(["桥长八十六米；", "桥宽五米；"])]),
        ("<ol><li><p>先修码头</p><li><p>再修步道</p></ol>", [ListPart(["先修码头", "再修步道"])]),
        ("<ul><li>一座</li></ul><ul><li>两座</li></ul>", [ListPart(["一座"]), ListPart(["两座"])]),
        ("三座桥，<br>一条河。", [Paragraph("三座桥，"), Paragraph("一条河。")]),
    ],
)
def test_parts_of_a_story(markup: str, parts: list[Any]) -> None:
    assert parts_of(markup) == parts


def test_a_table_is_rows_of_cells() -> None:
    (table,) = parts_of(TABLE)
    assert table.rows[0] == ["县区", "现有（家）", "新增（家）"]
    assert table.rows[1] == ["云亭区", "46", "12"]


def test_an_empty_cell_keeps_the_columns_in_line() -> None:
    (table,) = parts_of(TABLE)
    assert table.rows[2] == ["石塘县", "", "8"]


def test_two_paragraphs_in_a_cell_are_one_cell() -> None:
    rows = "<tr><td>站名</td><td>时间</td></tr><tr><td><p>石塘</p><p>东岸</p></td><td>7:30</td></tr>"
    assert parts_of(f"<table>{rows}</table>") == [Table([["站名", "时间"], ["石塘 东岸", "7:30"]])]


def test_clock_times_scores_and_shares_in_cells_are_no_leftovers_of_players_and_pagers() -> None:
    cells = ["07:30", "2:10", "1/2", "00:30", "15%", "3"]
    rows = "".join(f"<tr><td>石塘站</td><td>{cell}</td></tr>" for cell in cells)
    assert parts_of(f"<table>{rows}</table>") == [Table([["石塘站", cell] for cell in cells])]


def test_a_table_of_one_column_is_mere_layout() -> None:
    rows = "".join(f"<tr><td>{text}</td></tr>" for text in STORY)
    assert record_of(article_page(f"<table>{rows}</table>")).blocks == [Paragraph(text) for text in STORY]


def test_a_table_in_a_page_laid_out_with_tables() -> None:
    page = article_page(
        f"<table><tr><td>{paragraphs(STORY[:2])}{TABLE}{paragraphs(STORY[2:])}</td></tr></table>"
    )
    kinds = [type(part) for part in record_of(page).blocks]
    assert kinds == [Paragraph, Paragraph, Table, Paragraph, Paragraph]


def test_the_body_is_every_text_of_the_parts() -> None:
    record = record_of(
        article_page(paragraphs(STORY[:2]) + "<h3>数字</h3>" + TABLE + "<ul><li>甲，<li>乙，</ul>")
    )
    assert record.body == "\n\n".join(
        [*STORY[:2], "数字", "县区\t现有（家）\t新增（家）\n云亭区\t46\t12\n石塘县\t\t8", "甲，\n乙，"]
    )


def test_questions_and_answers_stay_line_by_line() -> None:
    lines = ["问：桥修好以后，车能过吗？", "答：不能，只许行人过桥。", "问：为什么？", "答：桥是木头的。"]
    assert [part.text for part in parts_of(paragraphs(lines))] == lines


texts = st.text(alphabet="山水桥村茶人，。", min_size=1, max_size=12)
parts = st.lists(
    st.builds(Paragraph, texts)
    | st.builds(Heading, texts)
    | st.builds(Quote, texts)
    | st.builds(ListPart, st.lists(texts, min_size=1, max_size=3))
    | st.builds(Table, st.lists(st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=3)),
    max_size=8,
)


@given(parts)
def test_body_text_holds_each_text_once_and_in_order(story: list[Any]) -> None:
    def strings(value: Any) -> list[str]:
        return [value] if isinstance(value, str) else [text for item in value for text in strings(item)]

    wanted = [
        text
        for part in story
        for text in strings([v for k, v in msgspec.to_builtins(part).items() if k != "type"])
    ]
    body = body_of(story)
    assert body.replace("\n", "").replace("\t", "") == "".join(wanted)
    assert body.count("\n\n") == max(0, len(story) - 1)
