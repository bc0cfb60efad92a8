"""Pages of strangers, shown: markup that can do nothing, in which what was read and removed is marked.

Used by the reading room and by the gallery of `newscrawl extract --html`; knows neither database nor server.
"""

from newscrawl.display.frame import Shown, as_text, body_html, document, fact_id, facts_of, show, style

__all__ = ["Shown", "as_text", "body_html", "document", "fact_id", "facts_of", "show", "style"]
