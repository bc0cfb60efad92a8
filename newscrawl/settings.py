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
# The folder of the JSON Lines files, one a run.
NEWSCRAWL_OUT = os.environ.get("NEWSCRAWL_OUT", "data/export")
# WARC files that answer every request, separated by commas or the system's path separator.
NEWSCRAWL_REPLAY = os.environ.get("NEWSCRAWL_REPLAY", "")
# host=127.0.0.1:8000,… : requests for a host go to that address, over http, with the host's own name.
NEWSCRAWL_CONNECT_TO = os.environ.get("NEWSCRAWL_CONNECT_TO", "")
# A web or mail address of whoever runs the crawl; sites are told it with every request.
NEWSCRAWL_CONTACT = os.environ.get("NEWSCRAWL_CONTACT", "")
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
    "pipelines.clean.CleanPipeline": 100,  # Page → Cleaned
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
CONCURRENT_REQUESTS_PER_DOMAIN = 2
COOKIES_ENABLED = False  # a record is what any reader sees; nothing is carried from one site to another

# --- losing nothing -------------------------------------------------------------------------------

RETRY_TIMES = 4  # an address that still fails is kept as a reject with its reason, never dropped silently
DOWNLOADER_MIDDLEWARES = {
    # Where a redirect leaves the site Scrapy drops the request silently, and with it the article.
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "newscrawl.middlewares.redirects.SiteRefreshes": 580,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
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
EXTENSIONS = {
    # Not even loaded: the import alone takes a third of the time that a run needs to start.
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
}
DOWNLOAD_VERIFY_CERTIFICATES = True  # a citable record needs a known sender; off with -s for a broken site
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # no news page is larger; also bounds decompression (Scrapy: 1 GiB)
DOWNLOAD_WARNSIZE = 8 * 1024 * 1024
DOWNLOAD_TIMEOUT = 60  # seconds (Scrapy: 180): a stalled server holds one of few connections
REDIRECT_MAX_TIMES = 8  # Scrapy: 20, a browser's
URLLENGTH_LIMIT = 1000

# --- comparing and saying -------------------------------------------------------------------------

REQUEST_FINGERPRINTER_CLASS = "newscrawl.middlewares.fingerprint.CanonicalFingerprinter"
LOG_FORMATTER = "newscrawl.middlewares.logformat.AddressOnly"  # items are whole pages: not for the log
LOG_LEVEL = "INFO"
