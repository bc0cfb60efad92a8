"""四川人物网: a portal of people and culture in Sichuan, on EmpireCMS."""

from newscrawl.cms.empire import RULES as EMPIRE
from newscrawl.model import Site

SITE = Site(
    id="sichuan.scrww",
    name="四川人物网",
    domains=("www.scrww.com",),
    region="510000",
    start=("http://www.scrww.com/",),
    article=r"/[a-z]+/[a-z]+/\d+\.html$",
    lists=r"/[a-z]+/(?:[a-z]+/)?(?:index(?:_\d+)?\.html)?$",
    cms=EMPIRE,
)
