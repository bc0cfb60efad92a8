"""Pages and archives that several test modules build on; places, outlets and people are invented."""

from __future__ import annotations

URL = "http://www.jiangzhou.example/news/202403/t20240312_7.html"

ARTICLE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>江州老城区新增十二处口袋公园_江州新闻网</title></head>
<body>
<div class="nav"><a href="/">首页</a> &gt; <a href="/news/">江州要闻</a></div>
<h1>江州老城区新增十二处口袋公园</h1>
<div class="info">2024年03月12日 09:15 来源：江州日报 记者 林晓禾</div>
<div class="article">
<p>“以前这里堆满杂物，现在推开窗就能看到花。”3月11日，家住南桥街道的居民陈阿姨在新建成的口袋公园里散步，脚下是刚铺好的青石板路。</p>
<p>据介绍，江州市今年计划利用老城区的边角地新建十二处口袋公园，目前已有七处对外开放，其余五处将在六月底前完工，总面积约一万八千平方米。</p>
<p>项目负责人说，设计阶段先后召开了九场居民座谈会，座椅的朝向、步道的宽窄、路灯的亮度都根据大家的意见作了调整，建成后由社区和物业共同养护。</p>
</div>
<div class="footer">江州新闻网 版权所有</div>
</body></html>
""".encode()

LIST = (
    "".join(
        f'<li><a href="/news/{day}.html">江州第{day}条新闻的标题写在这里</a> 2024-03-{day:02d}</li>\n'
        for day in range(1, 31)
    )
    .join(("<html><head><title>江州要闻</title></head><body><ul>\n", "</ul></body></html>\n"))
    .encode()
)


def warc_response(url: str, body: bytes, *, status: str = "200 OK", kind: str = "text/html") -> bytes:
    """One uncompressed WARC record of an HTTP response fetched on 2024-03-13 at 08:00 UTC."""
    block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-03-13T08:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:0f8dd8c4-6a0f-4e0c-9b0e-0d9a4f4f3f10>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
