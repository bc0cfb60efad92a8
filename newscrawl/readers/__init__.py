"""Pages read in processes of their own: extraction on another core, and no page that takes a crawl down."""
