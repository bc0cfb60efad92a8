"""news.jiangzhou.example: a city portal on TRS WCM, UTF-8, with META of the government standard."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from builder.golden import expected
from builder.news_lists import SOFT_404, day, story_path, write_home, write_lists
from builder.site import Markup, Site
from builder.story import Block, Story

MARKUP = Markup(
    paragraph='<p align="justify">　　{text}</p>',
    heading='<p align="justify">　　<strong>{text}</strong></p>',
    quote='<p align="justify" style="font-family: 楷体">　　{text}</p>',
    item="<li>{text}</li>",
    list="<ol>{text}</ol>",
    cell="<td><p>{text}</p></td>",
    row="<tr>{text}</tr>",
    table='<table border="1" cellspacing="0" cellpadding="0" align="center"><tbody>{text}</tbody></table>',
    picture='<p align="center"><img src="./{file}" width="600" alt="" OLDSRC="{file}" /></p>\n',
    caption='<p align="center"><font color="navy">{text}</font></p>',
    byline='<p align="justify">　　{text}</p>',
)
# Some editors paste plain text: the paragraphs are then bare text nodes between line breaks.
BARE = Markup(
    **{
        **{name: getattr(MARKUP, name) for name in Markup.__slots__},
        "paragraph": "　　{text}",
        "heading": "　　{text}",
        "quote": "　　{text}",
        "gap": "<br />\n<br />\n",
    }
)
SHARE = "分享到"
SCAN = "扫一扫在手机打开当前页"
RIGHTS = "版权声明：凡注明来源为“江州新闻网”的作品，未经授权不得转载。"


def build(site: Site, stories: Sequence[Story]) -> list[dict[str, Any]]:
    """Write the host; gives the golden rows of its articles."""
    site.copy_assets()
    for name in site.config["channels"]:
        write_lists(site, name, [story for story in stories if story.facts["channel"] == name])
    write_home(site, stories)
    site.write(SOFT_404, "missing.html", site=site.config["name"])
    return [_write_article(site, story, stories) for story in stories]


def _write_article(site: Site, story: Story, stories: Sequence[Story]) -> dict[str, Any]:
    channel = site.config["channels"][story.facts["channel"]]["name"]
    tips = [site.config["tips"][name] for name in story.shown.get("tips", [])]
    related = _related(story, stories)
    hot = [other for other in stories[3:6] if other is not story]
    url = site.write(
        story_path(story),
        "article.html",
        title=escape(story.title, quote=False),
        meta=_meta(site, story),
        channel=channel,
        slug=story.facts["channel"],
        heads=_heads(story),
        info=story.shown["info"],
        body=_body(story, tips),
        editor=story.shown["editor"],
        related="\n".join(_related_entry(other) for other in related),
        hot="\n".join(_hot_entry(other) for other in hot),
        gallery=_gallery(story, stories),
    )
    folder = story_path(story).rpartition("/")[0] + "/"
    for block in story.blocks:
        if block.kind == "picture":
            site.write_picture(folder + block.file)
    furniture = [SHARE, SCAN, RIGHTS, story.shown["editor"], *(other.title for other in related)]
    furniture += [text for other in hot for text in (other.title, other.summary)]
    furniture += [other.title for other in stories if other is not story and _first_picture(other)]
    row = expected(story, [url], ["首页", channel], furniture, None, site.origin + folder)
    return row | {"tiplines": [*row["tiplines"], *tips]}


def _meta(site: Site, story: Story) -> str:
    fields = {
        "ContentTitle": story.title,
        "PubDate": story.shown["pub_date"],
        "ContentSource": story.shown["source"],
        "Author": story.shown["meta_author"],
        "Keywords": "",
        "Description": story.summary,
        "ColumnName": site.config["channels"][story.facts["channel"]]["name"],
        "SiteName": site.config["name"],
        "Maketime": "2024-01-15 16:20:41",
    }
    return "\n".join(f'<META name="{name}" content="{escape(value)}" />' for name, value in fields.items())


def _heads(story: Story) -> str:
    kicker = f'<div class="yinti">{story.facts["kicker"]}</div>\n' if "kicker" in story.facts else ""
    subtitle = f'\n<div class="futi">{story.facts["subtitle"]}</div>' if "subtitle" in story.facts else ""
    return f"{kicker}<h1>{escape(story.title, quote=False)}</h1>{subtitle}"


def _body(story: Story, tips: Sequence[str]) -> str:
    markup = BARE if story.shown.get("layout") == "br" else MARKUP
    parts = [markup.render(story.blocks), *(MARKUP.caption.format(text=tip) for tip in tips)]
    return "\n".join(parts)


def _related(story: Story, stories: Sequence[Story]) -> list[Story]:
    channel = story.facts["channel"]
    return [other for other in stories if other is not story and other.facts["channel"] == channel][:4]


def _related_entry(story: Story) -> str:
    title = escape(story.title, quote=False)
    return f'<li><a href="{story_path(story)}" target="_blank">{title}</a><span>{day(story)}</span></li>'


def _hot_entry(story: Story) -> str:
    return (
        f'<li><a href="{story_path(story)}">{escape(story.title, quote=False)}</a>'
        f"<p>{escape(story.summary, quote=False)}…</p></li>"
    )


def _gallery(story: Story, stories: Sequence[Story]) -> str:
    """The pictures of other stories, each with its headline."""
    chosen = [(other, _first_picture(other)) for other in stories if other is not story]
    return "\n".join(
        f'<li><a href="{story_path(other)}"><img src="{story_path(other).rpartition("/")[0]}/{picture.file}"'
        f' width="120" height="80" alt="" /></a><a href="{story_path(other)}">{other.title}</a></li>'
        for other, picture in chosen
        if picture
    )


def _first_picture(story: Story) -> Block | None:
    return next((block for block in story.blocks if block.kind == "picture"), None)
