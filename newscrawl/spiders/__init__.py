"""Spiders: they fetch pages, follow links, join the pages of a story, and leave the rest to the pipelines."""
