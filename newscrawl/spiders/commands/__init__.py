"""Commands of `scrapy` that newscrawl replaces."""
