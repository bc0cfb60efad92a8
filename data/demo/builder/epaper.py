"""epaper.jiangzhou.example: the printed paper on Founder's e-paper system, one folder a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from builder.golden import expected
from builder.site import Markup, Site
from builder.story import Block, Story

MARKUP = Markup(
    paragraph="<P>　　{text}</P>",
    heading="<P>　　<STRONG>{text}</STRONG></P>",
    quote="<P>　　{text}</P>",
    item="<P>　　{text}</P>\n",
    list="{text}",
    cell="<TD>{text}</TD>",
    row="<TR>{text}</TR>",
    table="<TABLE border=1><TBODY>{text}</TBODY></TABLE>",
    picture='<TR><TD align="center"><IMG src="{src}" width="400" /></TD></TR>\n',
    caption='<TR><TD class="picinfo">{text}</TD></TR>',
    byline="<P>　　{text}</P>",
)
TOOLS = ("版面导航", "标题导航", "放大", "缩小", "默认")


def build(site: Site, stories: Sequence[Story]) -> list[dict[str, Any]]:
    """Write the host; gives the golden rows of its articles."""
    site.copy_assets()
    issues = site.config["issues"]
    site.write(
        "/index.html", "home.html", front=_folder(issues[0]) + "node_2.htm", issues=_issue_links(issues)
    )
    periods = "\n".join(
        f'<period id="{number}"><period_date>{issue["date"]}</period_date>'
        f"<front_page>{issue['date'][8:]}/node_2.htm</front_page></period>"
        for number, issue in enumerate(issues, 1)
    )
    site.write("/html/2024-01/period.xml", "period.xml", periods=periods)
    return [row for issue in issues for row in _write_issue(site, issue, stories)]


def _write_issue(site: Site, issue: Mapping[str, Any], stories: Sequence[Story]) -> Iterator[dict[str, Any]]:
    for edition in issue["editions"]:
        inside = [story for story in reversed(stories) if _is_in(story, issue, edition[0])]
        common = {
            "day": _long_day(issue),
            "number": edition[1],
            "name": edition[2],
            "nodes": _nodes(issue),
            "titles": _titles(inside),
        }
        site.write(
            f"{_folder(issue)}node_{edition[0]}.htm",
            "node.htm",
            areas=_areas(inside),
            turn=_turn(issue, edition),
            issues=_issue_links(site.config["issues"]),
            **common,
        )
        for story in inside:
            yield _write_article(site, issue, story, inside, common)


def _write_article(
    site: Site, issue: Mapping[str, Any], story: Story, inside: Sequence[Story], common: Mapping[str, str]
) -> dict[str, Any]:
    images = f"/images/{issue['date'][:7]}/{issue['date'][8:]}/"
    pictures = [block for block in story.blocks if block.kind == "picture"]
    text = [block for block in story.blocks if block.kind != "picture"]
    for block in pictures:
        site.write_picture(images + block.file)
    url = site.write(
        f"{_folder(issue)}{_file(story)}",
        "content.htm",
        property=_property(issue, story, common["name"]),
        title=escape(story.title, quote=False),
        heads=_heads(story),
        pictures=_pictures(pictures, "../../.." + images),
        body=MARKUP.render(text),
        neighbours=_neighbours(story, inside),
        **common,
    )
    editions = [f"第{number}版：{name}" for _, number, name in issue["editions"]]
    furniture = [*TOOLS, *editions, *(other.title for other in inside if other is not story)]
    return expected(story, [url], [common["name"]], furniture, None, site.origin + images)


def _property(issue: Mapping[str, Any], story: Story, edition: str) -> str:
    """The comment in which Founder keeps the facts. Its clock time is always midnight and means nothing."""
    fields = {
        "articleid": story.id,
        "date": f"{issue['date']} 00:00:00.0",
        "author": story.shown["author"],
        "title": story.title,
        "keyword": "",
        "subtitle": story.facts.get("subtitle", ""),
        "introtitle": story.facts.get("kicker", ""),
        "siteid": "2",
        "nodeid": story.facts["edition"],
        "nodename": edition,
        "source": story.shown["source"],
    }
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return f"<!--enpproperty {inner} /enpproperty-->"


def _heads(story: Story) -> str:
    rows = [
        ("font02", story.facts.get("kicker", "")),
        ("font01", escape(story.title, quote=False)),
        ("font02", story.facts.get("subtitle", "")),
    ]
    return "\n".join(
        f'<TR valign="top"><TD class="{style}" align="center">{text}</TD></TR>' for style, text in rows
    )


def _pictures(blocks: Sequence[Block], folder: str) -> str:
    return f'<TABLE id="newspic" align="center">\n{MARKUP.render(blocks, folder)}\n</TABLE>' if blocks else ""


def _nodes(issue: Mapping[str, Any]) -> str:
    return "\n".join(
        f'<TR><TD class="default"><A href="node_{node}.htm">第{number}版：{name}</A></TD></TR>'
        for node, number, name in issue["editions"]
    )


def _titles(inside: Sequence[Story]) -> str:
    return "\n".join(
        f'<LI><A href="{_file(story)}"><DIV>{escape(story.title, quote=False)}</DIV></A></LI>'
        for story in inside
    )


def _areas(inside: Sequence[Story]) -> str:
    return "\n".join(
        f'<AREA shape="rect" coords="0,{top},330,{top + 110}" href="{_file(story)}">'
        for top, story in zip(range(20, 500, 120), inside, strict=False)
    )


def _neighbours(story: Story, inside: Sequence[Story]) -> str:
    at = inside.index(story)
    before = f'<A href="{_file(inside[at - 1])}">上一篇</A>' if at else ""
    after = f'<A href="{_file(inside[at + 1])}">下一篇</A>' if at + 1 < len(inside) else ""
    return before + after


def _turn(issue: Mapping[str, Any], edition: Sequence[str]) -> str:
    at = issue["editions"].index(edition)
    before = f'<A href="node_{issue["editions"][at - 1][0]}.htm">上一版</A>' if at else ""
    last = at + 1 == len(issue["editions"])
    return before + ("" if last else f'<A href="node_{issue["editions"][at + 1][0]}.htm">下一版</A>')


def _issue_links(issues: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(f'<LI><A href="{_folder(issue)}node_2.htm">{issue["date"]}</A></LI>' for issue in issues)


def _is_in(story: Story, issue: Mapping[str, Any], node: str) -> bool:
    return bool(story.facts["issue"] == issue["date"] and story.facts["edition"] == node)


def _long_day(issue: Mapping[str, Any]) -> str:
    year, month, day = issue["date"].split("-")
    return f"{year}年{month}月{day}日 {issue['weekday']}"


def _folder(issue: Mapping[str, Any]) -> str:
    return f"/html/{issue['date'][:7]}/{issue['date'][8:]}/"


def _file(story: Story) -> str:
    return f"content_{story.facts['edition']}_{story.id}.htm"
