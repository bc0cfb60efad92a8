"""Captions told from the story: by element, cell, words and place; in picture stories they are the story."""

from __future__ import annotations

import pytest
from invented import STORY, TITLE, article_page, body_of, cleaned, html_page, paragraphs, record_of

from newscrawl.model import Image

BASE = "http://www.qingling.example/bdxw/202403/"
CAPTION = "廊桥上歇脚的茶农"
SENTENCE = "3月11日，茶农们坐在新廊桥上歇脚。"


def captions(page: str) -> list[str]:
    return [verdict.text for verdict in cleaned(page).story if verdict.role == "caption"]


def with_picture(markup: str) -> str:
    return article_page(paragraphs(STORY[:2]) + markup + paragraphs(STORY[2:]))


@pytest.mark.parametrize(
    "markup",
    [
        f'<p><img src="a.jpg"></p><p>{CAPTION}</p>',
        f'<p style="text-align:center"><img src="a.jpg"></p><p style="text-align: center">{CAPTION}</p>',
        f'<p align="center"><img src="a.jpg"><br>{CAPTION}</p>',
        f'<figure><img src="a.jpg"><figcaption>{CAPTION}</figcaption></figure>',
        f'<div class="pic"><img src="a.jpg"><p class="pic-caption">{CAPTION}</p></div>',
        f'<table><tr><td><img src="a.jpg"></td></tr><tr><td>{CAPTION}</td></tr></table>',
        f'<center><img src="a.jpg"><br><font color="navy">{CAPTION}</font></center>',
        f'<p><img src="a.jpg"></p><p>（{CAPTION}，资料图）</p>',
    ],
)
def test_a_line_that_belongs_to_the_picture_is_its_caption(markup: str) -> None:
    page = with_picture(markup)
    assert body_of(page) == list(STORY)
    (image,) = record_of(page).images
    assert CAPTION in (image.caption or "")


@pytest.mark.parametrize(
    "markup",
    [
        f'<figure><img src="a.jpg"><figcaption>{SENTENCE}</figcaption></figure>',
        f'<table><tr><td><img src="a.jpg"></td></tr><tr><td>{SENTENCE}</td></tr></table>',
        f'<p style="text-align:center"><img src="a.jpg"></p><p style="text-align:center">{SENTENCE}</p>',
        f'<p><img src="a.jpg"></p><p class="image-caption">{SENTENCE}</p>',
    ],
)
def test_a_whole_sentence_can_be_a_caption(markup: str) -> None:
    page = with_picture(markup)
    assert body_of(page) == list(STORY)
    assert record_of(page).images == [Image(f"{BASE}a.jpg", SENTENCE)]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("茶农们坐在新廊桥上歇脚。林晓禾 摄", "茶农们坐在新廊桥上歇脚。", "林晓禾 摄"),
        ("茶农们坐在新廊桥上歇脚。（记者 林晓禾 摄）", "茶农们坐在新廊桥上歇脚。", "记者 林晓禾 摄"),
        ("新廊桥（石塘镇政府供图）", "新廊桥", "石塘镇政府供图"),
    ],
)
def test_a_line_under_a_picture_with_a_credit_is_a_caption(line: str, caption: str, credit: str) -> None:
    page = with_picture(f'<p><img src="a.jpg"></p><p>{line}</p>')
    assert body_of(page) == list(STORY)
    assert record_of(page).images == [Image(f"{BASE}a.jpg", caption, credit)]


def test_a_caption_above_its_picture_is_known_by_its_credit() -> None:
    page = with_picture('<p>▲图为新廊桥。林晓禾 摄</p><p><img src="a.jpg"></p>')
    assert body_of(page) == list(STORY)


def test_two_lines_under_a_picture_are_one_caption() -> None:
    markup = '<table><tr><td><img src="a.jpg"></td></tr><tr><td>新廊桥</td></tr><tr><td>廊桥上的茶农</td></tr></table>'
    assert record_of(with_picture(markup)).images == [Image(f"{BASE}a.jpg", "新廊桥 廊桥上的茶农")]


@pytest.mark.parametrize(
    "markup",
    [
        f'<p><img src="a.jpg"></p><p>{SENTENCE}</p>',
        '<p><img src="a.jpg"></p><p>说起修桥，邱根生的话就多了：</p>',
        '<p><img src="a.jpg"></p><p><b>四年修一桥</b></p>',
        '<p><img src="a.jpg"></p><h3>四年修一桥</h3>',
        '<p><img src="a.jpg"></p><p>二、</p>',
    ],
)
def test_what_follows_a_picture_and_looks_like_the_story_stays(markup: str) -> None:
    page = with_picture(markup)
    assert captions(page) == []
    assert len(body_of(page)) == len(STORY) + 1


def test_short_lines_without_pictures_are_no_captions() -> None:
    page = article_page(paragraphs(STORY[:2]) + f"<p>{CAPTION}</p>" + paragraphs(STORY[2:]))
    assert body_of(page) == [*STORY[:2], CAPTION, *STORY[2:]]


def test_in_a_picture_story_the_lines_under_the_pictures_are_the_story() -> None:
    lines = ["桥头的早市", "挑茶上桥的人", "桥廊里的木匠", "放学的孩子跑过桥", "晚归的水牛"]
    pictures = "".join(f'<p><img src="{n}.jpg"></p><p>{line}</p>' for n, line in enumerate(lines))
    page = article_page(f"<p>{STORY[1]}</p>{pictures}")
    assert body_of(page) == [STORY[1], *lines]
    assert len(record_of(page).images) == len(lines)


def test_pictures_between_headline_and_story_are_the_story_s() -> None:
    page = html_page(
        f'<table><tr><td><h1>{TITLE}</h1></td></tr></table><table class="pics">'
        f'<tr><td><img src="a.jpg"></td></tr><tr><td>{SENTENCE}</td></tr>'
        '<tr><td><img src="b.jpg"></td></tr><tr><td>桥头的石碑。</td></tr></table>'
        f'<div id="ozoom"><founder-content>{paragraphs()}</founder-content></div>'
    )
    record = record_of(page)
    assert record.images == [Image(f"{BASE}a.jpg", SENTENCE), Image(f"{BASE}b.jpg", "桥头的石碑。")]
    assert record.body == "\n\n".join(STORY)


@pytest.mark.parametrize(
    "between",
    [
        '<div class="share"><img src="/style/wb.png"><img src="/style/wx.png"></div>',
        '<div class="author"><img src="/face/1.jpg"></div>',
        '<img src="/ad/1.jpg"><p>本栏目由青陵茶业协会特约刊登</p>',
    ],
)
def test_other_pictures_above_the_story_are_not(between: str) -> None:
    page = html_page(
        f'<h1>{TITLE}</h1>{between}<div id="ozoom"><founder-content>{paragraphs()}</founder-content></div>'
    )
    assert record_of(page).images == []
