"""Stories that a page hides until somebody presses a button, or a script has run."""

from __future__ import annotations

import pytest

from newscrawl.errors import NotAnArticle
from newscrawl.extract import extract

FIRST = "渡口的末班船昨晚靠岸，两岸的居民站在码头上，看着船工把缆绳一圈一圈收好，谁也没有先离开。"
REST = (
    "新桥今天零时通车，两岸车程由四十分钟缩短到五分钟，公交公司同时开通了两条过桥线路，票价两元，老人免费。",
    "船工中有七人转岗到大桥管养所，另有两人参加水上救援队，老船修好以后停在岸边，供游客参观，不收门票。",
    "县里还打算在码头建一座小小的陈列馆，把四十年里用过的船票、汽笛和航行日志都放进去，明年五月开放。",
    "一位常坐船的老人说，桥好是好，就是再也听不见清早的那一声汽笛了，以后进城，得自己记得时间才行。",
)


def page(shown: str, hidden: str, button: str = "") -> bytes:
    return f"""<html><head><meta charset="utf-8"><title>末班船靠岸</title></head><body><h1>末班船靠岸</h1>
<div>2023-05-06 10:20 来源：江州日报</div><div class="a">{shown}<div style="display:none">{hidden}</div>{button}</div>
</body></html>""".encode()


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize("button", ["展开全文", "点击阅读剩余全文", "查看更多", "展开"])
def test_what_a_button_unfolds_is_story(button: str) -> None:
    record = extract(page(paragraphs(FIRST), paragraphs(*REST), f"<a>{button}</a>"))
    assert record.body == "\n\n".join((FIRST, *REST))


def test_what_is_hidden_without_a_button_is_not_story() -> None:
    story = (FIRST, *REST)
    record = extract(
        page(paragraphs(*story), paragraphs("来源：江州日报，转载请注明，搜索引擎专用的一段话。" * 4))
    )
    assert record.body == "\n\n".join(story)


def test_a_story_that_is_hidden_as_a_whole_is_shown_by_a_script() -> None:
    assert extract(page("", paragraphs(*REST))).body == "\n\n".join(REST)


def test_a_page_that_hides_nothing_but_links_is_no_article() -> None:
    links = "".join(f'<p><a href="/{n}">江州新闻的第{n}条标题写得很长很长</a></p>' for n in range(20))
    with pytest.raises(NotAnArticle):
        extract(page("", links).replace("2023-05-06 10:20 来源：江州日报".encode(), b""))
