"""Lists, section pages and home page of www.jiangzhou.example. They show summaries and no dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from builder.site import Site, chunks
from builder.story import Story


def write_lists(site: Site, name: str, stories: Sequence[Story]) -> None:
    channel = site.config["channels"][name]
    pages = chunks(stories, channel["per_page"])
    for number, page in enumerate(pages, 1):
        names = [f"list_{channel['type']}_{number}.html", *(["index.html"] if number == 1 else [])]
        for file in names:
            site.write(
                f"/{channel['path']}/{file}",
                "list.html",
                channel=channel["name"],
                site=site.config["name"],
                place=place(channel),
                items="\n".join(_entry(site, story) for story in page) + _dead_link(channel, number),
                paging=_list_paging(channel, number, len(pages), len(stories)),
            )


def _entry(site: Site, story: Story) -> str:
    title = escape(story.shown.get("title", story.title), quote=False)
    return (
        f'<li><a href="{story_path(site, story)}" class="title">{title}</a>\n'
        f'<p class="intro">{escape(story.summary, quote=False)}...</p></li>'
    )


def _dead_link(channel: Mapping[str, Any], number: int) -> str:
    """The last list page of one channel still links a story that has been deleted: a real 404."""
    if channel["type"] != 31 or number != 3:
        return ""
    return (
        f'\n<li><a href="/{channel["path"]}/4079.html" class="title">江心洲大桥维修期间绕行路线公布</a></li>'
    )


def _list_paging(channel: Mapping[str, Any], number: int, total: int, count: int) -> str:
    def link(text: str, target: int) -> str:
        return f"<li><a href='list_{channel['type']}_{target}.html'>{text}</a></li>"

    numbers = [
        f'<li class="thisclass">{n}</li>' if n == number else link(str(n), n) for n in range(1, total + 1)
    ]
    after = [link("下一页", number + 1), link("末页", total)] if number < total else ["<li>末页</li>"]
    info = f'<li><span class="pageinfo">共 <strong>{total}</strong>页<strong>{count}</strong>条</span></li>'
    return "\n".join([link("首页", 1), *numbers, *after, info])


def write_home(site: Site, stories: Sequence[Story]) -> None:
    channels = site.config["channels"]
    for name, channel in channels.items():
        newest = [story for story in stories if story.facts["channel"] == name][:3]
        box = _home_box(site, channel, newest)
        section = channel["path"].split("/")[0]
        site.write(f"/{section}/index.html", "home.html", site=site.config["name"], boxes=box)
    boxes = [
        _home_box(site, channel, [story for story in stories if story.facts["channel"] == name][:4])
        for name, channel in channels.items()
    ]
    site.write("/index.html", "home.html", site=site.config["name"], boxes="\n".join(boxes))


def _home_box(site: Site, channel: Mapping[str, Any], stories: Sequence[Story]) -> str:
    items = "\n".join(_entry(site, story) for story in stories)
    more = f'<a href="/{channel["path"]}/" class="more">更多&gt;&gt;</a>'
    head = f'<dl class="tbox"><dt><strong>{channel["name"]}</strong>{more}</dt>'
    return f"{head}\n<dd><ul>\n{items}\n</ul></dd></dl>"


def place(channel: Mapping[str, Any]) -> str:
    section = channel["path"].split("/")[0]
    return (
        f"<a href='/'>首页</a>&nbsp;>&nbsp;<a href='/{section}/'>{channel['section']}</a>"
        f"&nbsp;>&nbsp;<a href='/{channel['path']}/'>{channel['name']}</a> >"
    )


def file_name(story: Story, number: int) -> str:
    return f"{story.id}.html" if number == 1 else f"{story.id}_{number}.html"


def story_path(site: Site, story: Story) -> str:
    return f"/{site.config['channels'][story.facts['channel']]['path']}/{file_name(story, 1)}"
