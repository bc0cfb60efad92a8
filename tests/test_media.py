"""Pictures of the story with captions and credits, videos, and attached files, all with absolute addresses."""

from __future__ import annotations

import pytest
from invented import STORY, article_page, cleaned, paragraphs, record_of

from newscrawl.fields.media import find_attachments, find_images
from newscrawl.model import Attachment, Image, ImagePart, VideoPart

BASE = "http://www.qingling.example/bdxw/202403/"


def images_of(content: str) -> list[Image]:
    return list(find_images(cleaned(article_page(content + paragraphs()))).values())


def attachments_of(content: str) -> list[Attachment]:
    return list(find_attachments(cleaned(article_page(paragraphs() + content))))


def test_pictures_in_reading_order() -> None:
    found = images_of(
        f'<p><img src="b.jpg"></p><p>{STORY[0]}</p><p><img data-src="/a.jpg" src="blank.gif"></p>'
    )
    assert found == [Image(f"{BASE}b.jpg"), Image("http://www.qingling.example/a.jpg")]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="/style/logo.png">',
        '<img src="/images/icon_zan.gif">',
        '<img src="/ewm/qrcode_1.jpg">',
        '<img src="/t/spacer.gif">',
        '<img src="/img/sprite.png">',
        '<img src="/img/arrow-left.png">',
        '<img src="a.gif" width="16" height="16">',
        '<img src="a.gif" width="20px">',
        '<img src="a.gif" height="1">',
    ],
)
def test_furniture_is_no_picture(image: str) -> None:
    assert images_of(f"<p>{image}</p>") == []


@pytest.mark.parametrize("size", ['width="550"', 'width="100%"', 'width="auto" height="0"', 'width="60"'])
def test_sizes_that_say_nothing_against_a_picture(size: str) -> None:
    assert len(images_of(f'<p><img src="a.jpg" {size}></p>')) == 1


def test_a_small_picture_among_large_ones_in_one_element_does_not_condemn_them() -> None:
    assert len(images_of('<p><img src="a.jpg"><img src="b.jpg" width="16"></p>')) == 2


def test_a_picture_that_returns_is_shown_once() -> None:
    found = images_of('<p><img src="a.jpg"></p><p><img src="b.jpg"></p><p><img src="a.jpg"></p>')
    assert found == [Image(f"{BASE}a.jpg"), Image(f"{BASE}b.jpg")]


def test_each_picture_keeps_its_own_caption() -> None:
    figure = '<figure><img src="{0}.jpg"><figcaption>{1}</figcaption></figure>'
    found = images_of(figure.format("a", "桥头") + figure.format("b", "桥尾"))
    assert found == [Image(f"{BASE}a.jpg", "桥头"), Image(f"{BASE}b.jpg", "桥尾")]


def test_a_picture_without_caption_between_two_with_one() -> None:
    figure = '<figure><img src="{0}.jpg"><figcaption>{1}</figcaption></figure>'
    found = images_of(figure.format("a", "桥头") + '<p><img src="m.jpg"></p>' + figure.format("b", "桥尾"))
    assert [image.caption for image in found] == ["桥头", None, "桥尾"]


def test_removed_pictures_do_not_count() -> None:
    assert images_of('<div style="display:none"><img src="a.jpg"></div>') == []
    assert images_of('<div class="bshare-custom"><img src="a.jpg"></div>') == []


def test_pictures_and_videos_stand_in_the_blocks() -> None:
    record = record_of(
        article_page(f'<p>{STORY[0]}</p><video src="v.mp4"></video><p><img src="a.jpg"></p><p>{STORY[1]}</p>')
    )
    shown = [part for part in record.blocks if isinstance(part, ImagePart | VideoPart)]
    assert shown == [VideoPart(f"{BASE}v.mp4"), ImagePart(f"{BASE}a.jpg")]
    assert [image.url for image in record.images] == [f"{BASE}a.jpg"]


@pytest.mark.parametrize(
    ("link", "attachment"),
    [
        ('<a href="gz.pdf">廊桥保护细则.pdf</a>', Attachment(f"{BASE}gz.pdf", "廊桥保护细则.pdf")),
        ('<a href="/f/a.DOCX">附件1</a>', Attachment("http://www.qingling.example/f/a.DOCX", "附件1")),
        ('<a href="b.xls?v=2">名单</a>', Attachment(f"{BASE}b.xls?v=2", "名单")),
    ],
)
def test_files_that_the_story_links_to(link: str, attachment: Attachment) -> None:
    assert attachments_of(f"<p>{link}</p>") == [attachment]


def test_attachments_are_listed_once_and_other_links_are_none() -> None:
    found = attachments_of(
        '<p>附件：<a href="a.pdf">细则</a></p><p><a href="a.pdf">下载</a> <a href="b.html">返回</a> <a>无</a></p>'
    )
    assert found == [Attachment(f"{BASE}a.pdf", "细则")]


def test_a_link_that_is_no_address_is_no_attachment() -> None:
    assert attachments_of('<p><a href="http://[x/a.pdf">细则</a></p>') == []


def test_a_file_link_inside_a_sentence_is_found_and_the_sentence_stays() -> None:
    record = record_of(article_page(paragraphs() + '<p>细则全文见<a href="a.pdf">附件</a>，共二十条。</p>'))
    assert record.attachments == [Attachment(f"{BASE}a.pdf", "附件")]
    assert (record.body or "").endswith("细则全文见附件，共二十条。")
