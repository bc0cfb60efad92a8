"""江州: the invented press group of the demonstration, three hosts on three content systems."""

from newscrawl.model import Site

SITE = Site(
    id="demo",
    name="江州新闻群",
    domains=("www.jiangzhou.example", "news.jiangzhou.example", "epaper.jiangzhou.example"),
    start=(
        "http://www.jiangzhou.example/",
        "http://news.jiangzhou.example/",
        "http://epaper.jiangzhou.example/",
    ),
    article=r"/\d+\.html$|/t\d{8}_\d+\.html$|/content_\d+_\d+\.htm$",
    lists=r"/$|/(?:index_\d+|list_\d+_\d+)\.html$|/node_\d+\.htm$",
    epaper="http://epaper.jiangzhou.example/html/2024-01/13/node_2.htm",
    further=r"/\d+_\d+\.html$",
)
