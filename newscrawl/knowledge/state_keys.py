"""Keys under which pages drawn by script keep their story, most telling first. Compiled 2026-11 from the
state objects that Next, Nuxt and Vue sites put into their pages, and from schema.org."""

from __future__ import annotations

from typing import Final

CONTENT: Final = (
    "articleBody", "content", "contents", "articleContent", "contentHtml", "contentHTML", "content_html",
    "htmlContent", "html", "body", "bodyHtml", "detail", "text", "txt", "newsContent", "artContent",
    "detailContent", "cont", "originContent", "cnt_html", "doc_content", "blocks", "paragraphs", "contentList",
)  # fmt: skip
TITLE: Final = (
    "title",
    "name",
    "headline",
    "articleTitle",
    "newsTitle",
    "docTitle",
    "listTitle",
    "contTitle",
)
PUBLISHED: Final = (
    "datePublished", "publishTime", "publishedAt", "publishedDate", "publishedTime", "published_at", "publish_time", "publishDate", "publish_date",
    "pubTime", "pubtime", "pub_time", "pubTimeLong", "pubDate", "pubdate", "pub_date", "releaseTime",
    "releaseDate", "newsTime", "newsDate", "ptime", "postTime", "issueTime", "displayTime", "showTime", "time",
    "date", "createTime", "create_time", "createdAt", "created_at", "ctime",
)  # fmt: skip
SOURCE: Final = (
    "source", "sourceName", "source_name", "newsSource", "articleSource", "mediaName", "media_name", "media",
    "origin", "originName", "from", "src", "siteName", "publisher", "docSource",
)  # fmt: skip
AUTHOR: Final = (
    "reporter",
    "reporters",
    "author",
    "authorName",
    "author_name",
    "authors",
    "writer",
    "writers",
    "byline",
)
EDITOR: Final = ("editor", "editorName", "responEditor", "dutyEditor", "responsibleEditor", "liability")
