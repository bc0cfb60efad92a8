"""www.jiangzhou.example: an aggregator on DedeCMS, GBK bytes, some of which declare something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from builder.golden import expected
from builder.site import Markup, Site
from builder.story import Block, Story
from builder.www_lists import file_name, place, story_path, write_home, write_lists

MARKUP = Markup(
    paragraph="<p>　　{text}</p>",
    heading="<p>　　<strong>{text}</strong></p>",
    quote="<blockquote><p>{text}</p></blockquote>",
    item="<li>{text}</li>",
    list="<ul>{text}</ul>",
    cell="<td>{text}</td>",
    row="<tr>{text}</tr>",
    table='<table width="90%" border="1" align="center"><tbody>{text}</tbody></table>',
    picture='<p style="text-align: center"><img alt="" src="{src}" width="550" border="0" /></p>\n',
    caption='<p style="text-align: center">{text}</p>',
    byline="<p>　　{text}</p>",
)
# One box of a sidebar: (address, title, summary) of each entry.
Box = list[tuple[str, str, str]]
SIDEBARS = (("related", "相关阅读"), ("hot", "热门文章"), ("latest", "最新文章"))
HOT = ("3071", "4117")
SIDEBAR_AID = {"related": 910, "hot": 920, "latest": 930}
SLOGAN = ("服务粉丝", "我们一直在努力")
IMAGES = "/uploads/allimg/"


def build(site: Site, stories: Sequence[Story]) -> list[dict[str, Any]]:
    """Write the host; gives the golden rows of its articles."""
    site.copy_assets()
    for name in site.config["channels"]:
        write_lists(site, name, [story for story in stories if story.facts["channel"] == name])
    write_home(site, stories)
    return [_write_article(site, story, stories) for story in stories]


def _write_article(site: Site, story: Story, stories: Sequence[Story]) -> dict[str, Any]:
    channel = site.config["channels"][story.facts["channel"]]
    sidebars = {key: _sidebar(site, key, story, stories) for key, _ in SIDEBARS}
    tip = site.config["tips"].get(story.shown.get("tip"))
    urls = []
    for number, blocks in enumerate(story.pages, 1):
        last = number == len(story.pages)
        urls.append(_write_page(site, story, number, _body(story, blocks, tip if last else None), sidebars))
    for block in story.blocks:
        if block.kind == "picture":
            site.write_picture(IMAGES + block.file)
    furniture = [*SLOGAN, *(text for box in sidebars.values() for _, *texts in box for text in texts)]
    if len(urls) > 1:
        furniture.append(f"共{len(urls)}页")
    if "end" in story.shown:
        furniture.append(story.shown["end"])
    return expected(
        story, urls, ["首页", channel["section"], channel["name"]], furniture, tip, site.origin + IMAGES
    )


def _write_page(site: Site, story: Story, number: int, body: str, sidebars: Mapping[str, Box]) -> str:
    channel = site.config["channels"][story.facts["channel"]]
    title = story.shown.get("title", story.title) + (f"({number})" if number > 1 else "")
    return site.write(
        f"/{channel['path']}/{file_name(story, number)}",
        "article.html",
        charset=_declaration(story.shown.get("charset", "gb2312")),
        title=escape(title, quote=False),
        description=escape(story.summary),
        site=site.config["name"],
        channel=channel["name"],
        place=place(channel),
        info=_info(story.shown),
        body=body,
        paging=_paging(story, number) if len(story.pages) > 1 else "",
        sidebars="\n".join(_box(heading, sidebars[key]) for key, heading in SIDEBARS),
        aid=story.id,
    )


def _body(story: Story, blocks: Sequence[Block], tip: str | None) -> str:
    parts = [MARKUP.render(blocks, IMAGES)]
    if "end" in story.shown and blocks is story.pages[-1]:
        parts.append(MARKUP.paragraph.format(text=story.shown["end"]))
    if tip:
        parts.append(MARKUP.paragraph.format(text=tip))
    return "\n".join(parts)


def _info(shown: Mapping[str, Any]) -> str:
    label, value = shown["credit"]
    return (
        f"<small>日期:</small> {shown['date']} <small>来源:</small>{shown['source']}"
        f"<small>{label}:</small>{value}"
    )


def _paging(story: Story, number: int) -> str:
    total = len(story.pages)
    numbers = (_page_link(str(n), file_name(story, n), n == number) for n in range(1, total + 1))
    return "".join(
        [
            f'<ul class="pagelist"><li><a>共{total}页: </a></li>',
            _page_link("上一页", file_name(story, max(number - 1, 1)), number == 1),
            *numbers,
            _page_link("下一页", file_name(story, min(number + 1, total)), number == total),
            "</ul>",
        ]
    )


def _page_link(text: str, file: str, here: bool) -> str:
    mark = ' class="thisclass"' if here and text.isdigit() else ""
    return f"<li{mark}><a href='{'#' if here else file}'>{text}</a></li>"


def _sidebar(site: Site, key: str, story: Story, stories: Sequence[Story]) -> Box:
    """Link and summary of other stories: of the same channel, much read, or new. Never of the same story."""
    if story.sidebar:
        written = enumerate(story.sidebar[key].items(), 1)
        return [(f"/plus/view.php?aid={SIDEBAR_AID[key] + n}", title, text) for n, (title, text) in written]
    same = story.facts.get("story", story.id)
    others = [one for one in stories if not one.sidebar and one.facts.get("story", one.id) != same]
    if key == "related":
        others = [one for one in others if one.facts["channel"] == story.facts["channel"]][-4:]
    elif key == "hot":
        others = [one for one in others if one.id in HOT]
    else:
        others = others[:2]
    return [(story_path(site, one), one.title, one.summary) for one in others]


def _box(heading: str, box: Box) -> str:
    items = "\n".join(
        f'<li class="t"><a href="{address}">{escape(title, quote=False)}</a></li>\n'
        f'<li class="d">{escape(summary, quote=False)}</li>'
        for address, title, summary in box
    )
    return (
        f'<dl class="tbox"><dt><strong>{heading}</strong></dt>\n<dd><ul class="d4">\n{items}\n</ul></dd></dl>'
    )


def _declaration(charset: str) -> str:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={charset}" />' if charset else ""
