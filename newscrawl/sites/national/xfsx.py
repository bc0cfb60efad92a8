"""消费时讯: a reprint portal on DedeCMS, in GBK. An article stands under `special/` and under its section."""

from newscrawl.cms.dedecms import RULES as DEDECMS
from newscrawl.model import Site

SITE = Site(
    id="national.xfsx",
    name="消费时讯",
    domains=("www.xn--ehv81oxn1a8lb.cn",),
    start=("http://www.xn--ehv81oxn1a8lb.cn/",),
    article=r"/(?:special/arc-|[a-z]+/(?:[a-z]+/)?)(?P<key>\d+)\.html$",
    lists=r"/[a-z]+/(?:[a-z]+/)?(?:list_\d+_\d+\.html)?$",
    further=r"\d_\d+\.html$",
    cms=DEDECMS,
)
