"""The list pages and the home page of news.jiangzhou.example, paged by script and by links."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from builder.site import Site, chunks
from builder.story import Story

# Linked like an article, answered with 200, and no article: 页面不存在.
SOFT_404 = "/bdxw/202401/t20240109_21250944.html"
SOFT_404_ENTRY = (
    '<li><span>2024-01-09</span><a href="./202401/t20240109_21250944.html">青陵机场新增两条支线航班</a></li>'
)


def write_lists(site: Site, name: str, stories: Sequence[Story]) -> None:
    channel = site.config["channels"][name]
    pages = chunks(stories, channel["per_page"])
    for number, page in enumerate(pages):
        items = [_entry(story) for story in page]
        if name == "bdxw" and number == 1:
            items.append(SOFT_404_ENTRY)
        site.write(
            f"/{name}/{_list_name(number)}",
            "list.html",
            channel=channel["name"],
            slug=name,
            site=site.config["name"],
            items="\n".join(items),
            total=str(len(pages)),
            number=str(number),
            links="\n".join(_page_link(target, number) for target in range(len(pages))),
        )


def write_home(site: Site, stories: Sequence[Story]) -> None:
    boxes = []
    for name, channel in site.config["channels"].items():
        newest = [story for story in stories if story.facts["channel"] == name][:5]
        items = "\n".join(
            f'<li><a href=".{story_path(story)}">{escape(story.title, quote=False)}</a></li>'
            for story in newest
        )
        more = f'<a href="./{name}/" class="more">更多&gt;&gt;</a>'
        head = f'<h3><a href="./{name}/">{channel["name"]}</a>{more}</h3>'
        boxes.append(f'<div class="box">{head}\n<ul>\n{items}\n</ul></div>')
    site.write("/index.html", "home.html", site=site.config["name"], boxes="\n".join(boxes))


def story_path(story: Story) -> str:
    """The address TRS gives a story: channel, month, t + day _ number."""
    compact = day(story).replace("-", "")
    return f"/{story.facts['channel']}/{compact[:6]}/t{compact}_{story.id}.html"


def day(story: Story) -> str:
    return str(story.facts["published"])[:10]


def _entry(story: Story) -> str:
    title = escape(story.title)
    address = "." + story_path(story).removeprefix(f"/{story.facts['channel']}")
    return (
        f'<li><span>{day(story)}</span><a href="{address}" title="{title}" target="_blank">{title}</a></li>'
    )


def _list_name(number: int) -> str:
    return "index.html" if number == 0 else f"index_{number}.html"


def _page_link(target: int, here: int) -> str:
    if target == here:
        return f'<span class="current">{target + 1}</span>'
    return f'<a href="{_list_name(target)}">{target + 1}</a>'
