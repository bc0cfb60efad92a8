"""Scrapy's settings, and newscrawl's own. What differs from Scrapy's defaults says why.

Every NEWSCRAWL_* setting is also read from the environment; `-s NAME=VALUE` outranks both.
"""

from __future__ import annotations

import os

# Cookie handling fetches a list of domain suffixes from the network unless told otherwise before it loads.
os.environ.setdefault("TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS", "")

# --- newscrawl ------------------------------------------------------------------------------------

# Where records are kept: a SQLAlchemy URL.
NEWSCRAWL_DATABASE_URL = os.environ.get("NEWSCRAWL_DATABASE_URL", "sqlite:///data/newscrawl.db")
# redis://HOST:6379/0: share each site with other workers that have the same Redis and the same PostgreSQL.
NEWSCRAWL_REDIS_URL = os.environ.get("NEWSCRAWL_REDIS_URL", "")
# The folder of the JSON Lines files, one a run.
NEWSCRAWL_OUT = os.environ.get("NEWSCRAWL_OUT", "data/export")
# The folder of the web archives, one folder a site; `auto`: data/archive, and nowhere where no network is
# asked (NEWSCRAWL_REPLAY, NEWSCRAWL_CONNECT_TO); `off`: nowhere.
NEWSCRAWL_ARCHIVE = os.environ.get("NEWSCRAWL_ARCHIVE", "auto")
# WARC files that answer every request, separated by commas or the system's path separator.
NEWSCRAWL_REPLAY = os.environ.get("NEWSCRAWL_REPLAY", "")
# host=127.0.0.1:8000,… : requests for a host go to that address, over http, with the host's own name.
NEWSCRAWL_CONNECT_TO = os.environ.get("NEWSCRAWL_CONNECT_TO", "")
# A web or mail address of whoever runs the crawl; sites are told it with every request.
NEWSCRAWL_CONTACT = os.environ.get("NEWSCRAWL_CONTACT", "")
# Seconds that a run waits for a host at most; whoever asks for more is left to a later run.
NEWSCRAWL_MAX_WAIT = os.environ.get("NEWSCRAWL_MAX_WAIT", "600")
# Seconds after which a robots.txt is read again.
NEWSCRAWL_ROBOTS_SECONDS = os.environ.get("NEWSCRAWL_ROBOTS_SECONDS", "86400")
# The share of answers that may be walls against crawlers before a run counts as unhealthy (exit code 3).
NEWSCRAWL_BLOCKED_SHARE = os.environ.get("NEWSCRAWL_BLOCKED_SHARE", "0.05")
# 1: monitors of Spidermon tell what was found wrong, to wherever its own settings say.
SPIDERMON_ENABLED = os.environ.get("SPIDERMON_ENABLED", "0")
SPIDERMON_ENGINE_STOP_MONITORS = ("newscrawl.middlewares.monitors.HealthSuite",)
# 1: spans of the run, its answers and its pages go to where OTEL_EXPORTER_OTLP_ENDPOINT says.
NEWSCRAWL_TRACE = os.environ.get("NEWSCRAWL_TRACE", "0")
# The folder of reports, one HTML file a run; empty: none.
NEWSCRAWL_REPORTS = os.environ.get("NEWSCRAWL_REPORTS", "")
# Where the alert goes when a site breaks: a web address that takes JSON, a mail address; the mail server.
NEWSCRAWL_ALERT_WEBHOOK = os.environ.get("NEWSCRAWL_ALERT_WEBHOOK", "")
NEWSCRAWL_ALERT_MAIL = os.environ.get("NEWSCRAWL_ALERT_MAIL", "")
NEWSCRAWL_SMTP = os.environ.get("NEWSCRAWL_SMTP", "smtp://127.0.0.1")
# 1: crawl a site outside the hours that it declares.
NEWSCRAWL_ANY_HOUR = os.environ.get("NEWSCRAWL_ANY_HOUR", "0")
# Processes that read pages beside the one that fetches them; auto: one where there is a second core, 0: none.
NEWSCRAWL_READERS = os.environ.get("NEWSCRAWL_READERS", "auto")
# The log on stderr: `text` for people, `json` for programs, one object an event; `auto`: text on a terminal.
NEWSCRAWL_LOG = os.environ.get("NEWSCRAWL_LOG", "auto")
# The browser that draws the pages of sites which opt in: its path; empty: the system's Chromium.
NEWSCRAWL_CHROMIUM = os.environ.get("NEWSCRAWL_CHROMIUM", "")
# Memory in MB at which a run ends itself, before it takes the machine down.
NEWSCRAWL_MEMORY_MB = os.environ.get("NEWSCRAWL_MEMORY_MB", "1024")

# --- the flow -------------------------------------------------------------------------------------

BOT_NAME = "newscrawl"
SPIDER_LOADER_CLASS = "newscrawl.spiders.loader.CatalogLoader"  # spiders are the catalogue: one a site
COMMANDS_MODULE = "newscrawl.spiders.commands"  # `crawl` with the exit codes that other programs rely on
ADDONS = {
    "newscrawl.middlewares.derived.Derived": 0,  # USER_AGENT, MEMUSAGE_LIMIT_MB
    "newscrawl.middlewares.replay.Routing": 1,  # the network, or archives
}

# A spider yields Page | Reject. What a stage refuses becomes a Reject, which passes the others untouched.
ITEM_PIPELINES = {
    "pipelines.readers.ReadersPipeline": 50,  # Page → Record in another process, if there is one; else:
    "pipelines.clean.CleanPipeline": 100,  # Page → Cleaned
    "pipelines.furniture.FurniturePipeline": 150,  # Cleaned → Cleaned, and the site's furniture learned
    "pipelines.fields.FieldsPipeline": 200,  # Cleaned → Draft
    "pipelines.normalize.NormalizePipeline": 300,  # Draft → Record
    "pipelines.stories.StoriesPipeline": 400,  # Record → Record with its story
    "pipelines.store.StorePipeline": 500,  # Record | Reject → rows, and the run's JSON Lines
}

# --- who we are -----------------------------------------------------------------------------------

ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newscrawl"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.3",  # Scrapy asks for English
}

# --- sparing the sites ----------------------------------------------------------------------------

DOWNLOAD_DELAY = 1.0  # small regional servers: at most one request a second …
AUTOTHROTTLE_ENABLED = True  # … and fewer where a site answers slowly
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
CONCURRENT_REQUESTS_PER_DOMAIN = 2  # for each IP address, however many host names are behind it
DOWNLOADER = "newscrawl.spiders.stopping.CuttingDownloader"  # an AddressDownloader that stops in time
COOKIES_ENABLED = False  # a record is what any reader sees: nothing is carried from one page to another

# --- losing nothing -------------------------------------------------------------------------------

SCHEDULER = "newscrawl.spiders.scheduler.LedgerScheduler"  # the queue is in the database
CONCURRENT_ITEMS = 1  # of one page: its links are noted first, then its record is stored
RETRY_TIMES = 4  # an address that still fails is kept as a reject with its reason, never dropped silently
# Scrapy's list without cookies, and without what stands below in our form: what is switched off by None is
# imported all the same.
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": 50,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": 300,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": 900,
}
# Scrapy's list without what counts and bounds requests for links: these go into the ledger.
SPIDER_MIDDLEWARES_BASE = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": 50,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": 700,
}
DOWNLOADER_MIDDLEWARES = {
    "newscrawl.middlewares.holds.Waiting": 10,  # before all: nothing else is done for hosts that wait
    "newscrawl.middlewares.budgets.Budgets": 50,
    "newscrawl.middlewares.robots.Robots": 100,
    "newscrawl.middlewares.drawing.Drawing": 550,  # whole answers, unpacked, that are no walls
    "newscrawl.middlewares.retry_after.RetryAfter": 560,  # sees answers before Scrapy's retries do
    "newscrawl.middlewares.walls.Walls": 585,  # sees them unpacked, before redirects by META are followed
    "newscrawl.middlewares.unpack.Unpacking": 590,
    "newscrawl.middlewares.slots.Addresses": 860,
    "newscrawl.middlewares.archiver.Archiver": 870,  # answers as they came
    # Where a redirect leaves the site Scrapy drops the request silently, and with it the article.
    "newscrawl.middlewares.redirects.SiteRefreshes": 580,
    "newscrawl.middlewares.redirects.SiteRedirects": 600,
}
METAREFRESH_MAXDELAY = 3  # longer ones are home pages that reload themselves, not redirects

# --- staying safe ---------------------------------------------------------------------------------

DOWNLOAD_HANDLERS = {
    "http": "newscrawl.middlewares.network.NetworkHandler",
    "https": "newscrawl.middlewares.network.NetworkHandler",
    # A link or redirect must not make the crawl read this machine's files or other services.
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
TWISTED_DNS_RESOLVER = "newscrawl.middlewares.addresses.GuardedResolver"  # public addresses only
HTTPPROXY_ENABLED = False  # a proxy named in the environment resolves hosts by itself, past that guard
REMOTE_CONTROL_ENABLED = False  # a server on localhost that runs code for whoever reaches it
TELNETCONSOLE_ENABLED = False  # likewise
# Scrapy's list without its remote control and telnet console: to switch them off by None imports them, which
# takes a third of the time that a run needs to start; and without what stands below in our form.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.memdebug.MemoryDebugger": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
}
EXTENSIONS = {
    "newscrawl.middlewares.hours.Hours": 0,
    "newscrawl.middlewares.holds.Holds": 0,
    "newscrawl.middlewares.slots.Throttle": 0,
    "newscrawl.middlewares.progress.CrawlProgress": 0,
    "newscrawl.middlewares.tracing.Tracing": 0,
    "newscrawl.middlewares.settled.Settled": 0,
}
DOWNLOAD_VERIFY_CERTIFICATES = True  # a citable record needs a known sender; off with -s for a broken site
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # no news page is larger; also bounds decompression (Scrapy: 1 GiB)
DOWNLOAD_WARNSIZE = 8 * 1024 * 1024
DOWNLOAD_TIMEOUT = 45  # seconds in all (Scrapy: 180): a stalled server holds one of few connections
REFERRER_POLICY = "same-origin"  # no other host learns where its visitor comes from
REDIRECT_MAX_TIMES = 8  # Scrapy: 20, a browser's

# --- comparing and saying -------------------------------------------------------------------------

WARN_ON_GENERATOR_RETURN_VALUE = False  # reads and parses the source of callbacks again for every page
REQUEST_FINGERPRINTER_CLASS = "newscrawl.middlewares.fingerprint.CanonicalFingerprinter"
LOG_FORMATTER = "newscrawl.middlewares.logformat.AddressOnly"  # items are whole pages: not for the log
LOG_LEVEL = "INFO"
