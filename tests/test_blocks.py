"""Page to Layout: every text and picture once, in reading order, with its features and its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import STORY, html_page, laid_out, paragraphs, squeeze
from lxml import html as lxml_html

from newscrawl.model import Block, Layout

URL = "http://www.qingling.example/bdxw/1.html"


def layout_of(body: str, head: str = "") -> Layout:
    return laid_out(html_page(body, title="", head=head), URL)


def texts(body: str) -> list[str]:
    return [block.text for block in layout_of(body).blocks if block.text]


def only(body: str) -> Block:
    (block,) = layout_of(body).blocks
    return block


def test_blocks_stand_in_reading_order_and_know_their_place() -> None:
    layout = layout_of(
        '<h1>题</h1><p>一</p><img src="/a.jpg"><div>二<p>三</p>四</div><video src="v.mp4"></video>'
    )
    shown = [(block.type, block.text or block.src) for block in layout.blocks]
    assert shown == [
        ("heading", "题"),
        ("paragraph", "一"),
        ("image", "http://www.qingling.example/a.jpg"),
        ("paragraph", "二"),
        ("paragraph", "三"),
        ("paragraph", "四"),
        ("video", "http://www.qingling.example/bdxw/v.mp4"),
    ]
    assert [block.index for block in layout.blocks] == list(range(7))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("一<br>二<BR/>三<br><br>四", ["一", "二", "三", "四"]),
        ("一<p></p>二<p> </p>三", ["一", "二", "三"]),
        ("<div>一<span>二</span>三</div>", ["一二三"]),
        ("<p>一<font><b>二</b></font>三</p>四", ["一二三", "四"]),
        ("<p>　　一　二\n\t三&nbsp;四 </p>", ["一 二 三 四"]),
        ("<p>零\u200b宽\ufeff字\u00ad符</p>", ["零宽字符"]),
        ("<p>\u200b</p>", []),
        (
            "<table><tr><td>一</td><td>二</td></tr><tr><td><p>三</p>四</td></tr></table>",
            ["一", "二", "三", "四"],
        ),
        ("<ul><li>一<li>二</ul><ol><li>三</ol>", ["一", "二", "三"]),
        ("<dl><dt>一<dd>二</dl>", ["一", "二"]),
        ("<p>一<a href=x>二</a>三</p>", ["一二三"]),
        ("<founder-content>一<p>二</p></founder-content>", ["一", "二"]),
        ("<textarea>一</textarea><center>二</center><blockquote>三</blockquote>", ["一", "二", "三"]),
        ("<script>var a='一'</script><style>p{}</style>二", ["二"]),
        (
            "<noscript>一</noscript><select><option>二</select><button>三</button><iframe>四</iframe>五",
            ["五"],
        ),
        ("<svg><text>一</text></svg><object>二</object><audio>三</audio>四", ["四"]),
        ("<unknown-tag>一</unknown-tag><my-p>二</my-p>", ["一二"]),
    ],
)
def test_where_one_text_ends_and_the_next_begins(body: str, wanted: list[str]) -> None:
    assert texts(body) == wanted


def test_the_title_tag_is_no_block() -> None:
    assert [block.text for block in laid_out(html_page("<p>正文</p>", title="标题")).blocks] == ["正文"]


def test_headings_are_told_from_paragraphs() -> None:
    layout = layout_of("".join(f"<h{level}>{level}</h{level}>" for level in range(1, 7)) + "<p>文</p>")
    assert [block.type for block in layout.blocks] == ["heading"] * 6 + ["paragraph"]


def test_linked_and_bold_characters_are_counted() -> None:
    block = only('<p>一二<a href="x">三四五</a>六<strong>七八<a href="y">九</a></strong></p>')
    assert (block.text, block.linked, block.strong) == ("一二三四五六七八九", 4, 3)


def test_bold_and_link_end_with_their_element() -> None:
    layout = layout_of("<p><b>一</b></p><p>二</p><p><a href=x>三</a></p><p>四</p>")
    assert [(block.strong, block.linked) for block in layout.blocks] == [(1, 0), (0, 0), (0, 1), (0, 0)]


def test_a_link_around_blocks_counts_for_each() -> None:
    layout = layout_of('<a href="x"><div>标题在这</div><p>摘要也在</p></a><p>不在</p>')
    assert [block.linked for block in layout.blocks] == [4, 4, 0]


def test_links_never_count_more_than_the_text() -> None:
    block = only('<p><a href="x">  一   二  </a></p>')
    assert block.linked <= len(block.text)


@pytest.mark.parametrize("mark", ['style="display:none"', 'STYLE="color:red; DISPLAY : none"', "hidden"])
def test_what_a_browser_does_not_show_is_hidden(mark: str) -> None:
    layout = layout_of(f"<p>一</p><div {mark}><p>二</p>三</div><p>四<span {mark}>五</span>六</p>")
    shown = {block.text: block.hidden for block in layout.blocks}
    assert shown == {"一": False, "二": True, "三": True, "四": False, "五": True, "六": False}


def test_other_styles_hide_nothing() -> None:
    layout = layout_of('<p style="display:block">一</p><p style="text-decoration:none">二</p>')
    assert [block.hidden for block in layout.blocks] == [False, False]


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ('<img src="a.jpg">', "http://www.qingling.example/bdxw/a.jpg"),
        ('<img src=" /b.jpg ">', "http://www.qingling.example/b.jpg"),
        ('<img src="//img.qingling.example/c.jpg">', "http://img.qingling.example/c.jpg"),
        ('<img src="/style/loading.gif" data-original="/d.jpg">', "http://www.qingling.example/d.jpg"),
        (
            '<img src="data:image/gif;base64,R0lGOD" data-src="e.jpg">',
            "http://www.qingling.example/bdxw/e.jpg",
        ),
        ('<img data-echo="/f.jpg">', "http://www.qingling.example/f.jpg"),
        ('<img src="/static/blank.gif" zoomfile="/g.jpg" file="x">', "http://www.qingling.example/g.jpg"),
        ('<img src="h.jpg" data-src="other.jpg">', "http://www.qingling.example/bdxw/h.jpg"),
    ],
)
def test_address_of_a_picture_lazy_or_not(image: str, url: str) -> None:
    assert only(image).src == url


@pytest.mark.parametrize(
    "image", ["<img>", '<img src="">', '<img src="data:image/gif;base64,R0">', '<img src="http://[x">']
)
def test_a_picture_without_address_is_no_block(image: str) -> None:
    assert layout_of(image).blocks == ()


def test_addresses_are_resolved_against_the_base() -> None:
    layout = layout_of('<img src="a.jpg">', head='<base href="http://img.qingling.example/2024/">')
    assert layout.blocks[0].src == "http://img.qingling.example/2024/a.jpg"


def test_a_video_is_known_by_its_first_source() -> None:
    assert only('<video><source src="/a.mp4"><source src="/b.webm">旧浏览器</video>').src == (
        "http://www.qingling.example/a.mp4"
    )


def test_a_picture_parts_the_text_around_it() -> None:
    layout = layout_of('<p>一<img src="a.jpg">二</p>')
    assert [block.text or block.type for block in layout.blocks] == ["一", "image", "二"]


def test_short_comments_are_marks_at_their_place() -> None:
    layout = layout_of(f"<p>一</p><!--enpcontent--><p>二</p><p>三</p><!-- /enpcontent --><!--{'长' * 80}-->")
    assert layout.marks == (("enpcontent", 1), ("/enpcontent", 3))


def test_a_comment_inside_a_paragraph_parts_nothing_but_its_mark_does() -> None:
    assert texts(f"<p>一<!--{'长' * 80}-->二</p>") == ["一二"]


def test_nodes_know_their_blocks_characters_and_links() -> None:
    layout = layout_of(
        '<div class="Box Wide" id="Main"><p>一二</p><p>三<a href=x>四五</a></p></div><p>六</p>'
    )
    box = next(node for node in layout.nodes if node.tag == "div")
    assert (box.label, box.first, box.last) == ("box wide main", 0, 2)
    assert (box.chars, box.linked) == (5, 2)
    assert (layout.nodes[0].first, layout.nodes[0].last, layout.nodes[0].chars) == (0, 3, 6)
    assert [node.tag for node in layout.blocks[1].node.ancestors()][:3] == ["p", "div", "body"]


def test_parents_come_before_their_children() -> None:
    nodes = layout_of("<div><ul><li>一</li></ul></div><p>二</p>").nodes
    place = {node: index for index, node in enumerate(nodes)}
    assert all(place[node.parent] < place[node] for node in nodes if node.parent is not None)
    assert all(node.depth == node.parent.depth + 1 for node in nodes if node.parent is not None)


inline = st.recursive(
    st.sampled_from(["甲", "乙丙，", " ", "丁。"]),
    lambda inner: (
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["b", "a", "span", "font"]), inner)
        | st.builds("{}{}".format, inner, inner)
    ),
    max_leaves=8,
)
blocks = st.recursive(
    st.builds("<p>{}</p>".format, inline) | inline,
    lambda inner: (
        st.builds(
            "<{0}>{1}</{0}>".format, st.sampled_from(["div", "section", "td", "ul", "li", "center"]), inner
        )
        | st.builds("{}<br>{}".format, inner, inner)
    ),
    max_leaves=12,
)


@given(blocks)
def test_no_text_is_lost_or_doubled(body: str) -> None:
    page = html_page(body, title="")
    wanted = lxml_html.document_fromstring(page.encode()).text_content()
    layout = laid_out(page)
    assert squeeze("".join(block.text for block in layout.blocks)) == squeeze(wanted)
    assert layout.nodes[0].chars == sum(len(block.text) for block in layout.blocks)
    assert all(0 <= block.linked <= len(block.text) for block in layout.blocks)


def test_story_is_its_paragraphs() -> None:
    assert texts(paragraphs()) == list(STORY)
