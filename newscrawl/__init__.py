"""newscrawl turns regional Chinese news sites into clean, normalized, citable records."""

__version__ = "0.1.0"
