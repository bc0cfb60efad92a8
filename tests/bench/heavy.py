"""A site of large pages that costs its server next to nothing: all of it is made before the first request."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType

from tests.torture.site import HOST, Site, paragraphs, title

PARAGRAPHS = 4
"""Times six: paragraphs of a story."""

LINKS = 260
"""Of the menus and columns around it."""

SCRIPT = 24_000
"""Bytes of scripts."""

_CHANNELS = "时政 社会 财经 教育 健康 文旅 体育 科技 三农 法治 房产 汽车 图片 视频 专题 评论".split()


def responses(articles: int) -> dict[bytes, bytes]:
    """What the server says, by path: an article is some 80 KB."""
    site = Site(articles)
    lists = ["/", *(f"/news/list_{number}.html" for number in range(1, site.lists))]
    pages = {path: site.page(path) or "" for path in lists}
    pages |= {f"/news/t{number}.html": article(number) for number in range(articles)}
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    return {b"": missing} | {path.encode(): _response(page.encode()) for path, page in pages.items()}


def article(number: int) -> str:
    """One story with all that stands around one: menus, columns of other channels, scripts."""
    words = random.Random(number)
    told = "".join(paragraphs(number * PARAGRAPHS + part) for part in range(PARAGRAPHS))
    near = "".join(
        f'<li class="i{n % 7}"><a target="_blank" href="http://c{n}.shiba.example/" title="{name}频道">'
        f'<span class="ico">·</span>{name}频道 {n}</a><em>{words.randrange(100)}</em></li>'
        for n in range(LINKS)
        for name in [_CHANNELS[n % len(_CHANNELS)]]
    )
    script = "var _q=_q||[];_q.push(['set','page',1]);" * (SCRIPT // 41)
    return (
        f'<html><head><meta charset="utf-8"><title>{title(number)}_青陵新闻</title><script>{script}</script></head>'
        f'<body><div class="nav"><ul>{near}</ul></div><h1>{title(number)}</h1>'
        f'<div class="info">2024-03-{number % 28 + 1:02d} 08:{number % 60:02d} 来源：青陵日报 记者 沈泉</div>'
        f'<div class="content">{told}</div></body></html>'
    )


def _response(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class HeavyServer:
    """The site at `address`, in a process of its own, while entered."""

    def __init__(self, articles: int) -> None:
        context = get_context("spawn")
        self._asked = context.Value("i", 0)
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._asked, articles), daemon=True)
        self._process.start()
        self.address = f"127.0.0.1:{ours.recv()}"

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid or 0

    @property
    def asked(self) -> int:
        """Requests for pages of the site so far."""
        return self._asked.value

    def forget(self) -> None:
        """Begin counting anew."""
        self._asked.value = 0

    def __enter__(self) -> HeavyServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.join()


def _serve(told: Connection, asked, articles: int) -> None:  # type: ignore[no-untyped-def]
    asyncio.run(_serving(told, asked, responses(articles)))


async def _serving(told: Connection, asked, pages: Mapping[bytes, bytes]) -> None:  # type: ignore[no-untyped-def]
    class Answering(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self._transport, self._data = transport, b""

        def data_received(self, data: bytes) -> None:
            *whole, self._data = (self._data + data).split(b"\r\n\r\n")
            for request in whole:
                path = request.split(b" ", 2)[1]
                asked.value += path in pages
                self._transport.write(pages.get(path, pages[b""]))  # type: ignore[attr-defined]

    server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
    told.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


__all__ = ["HOST", "HeavyServer", "article", "responses"]
