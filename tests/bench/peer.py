"""Other extractors over saved pages, in the environment of requirements-peers.txt: python peer.py OUT PASSES PAGE...

Writes OUT/NAME.jsonl with what each reads, one line a page, and prints {"NAME": [milliseconds a page, …], …}. Each gets
the page as text, decoded as a careful user would. This file imports nothing of newscrawl.
"""

import gzip
import json
import logging
import re
import sys
import time
import warnings
from pathlib import Path

CHARSET = re.compile(rb"charset=[\"']?\s*([\w-]+)", re.I)


def read(path):
    """The text of a page: as declared (gb2312 means gb18030), else UTF-8, else GB18030."""
    data = Path(path).read_bytes()
    data = gzip.decompress(data) if path.endswith(".gz") else data
    declared = [name.decode().lower() for name in CHARSET.findall(data[:4096])]
    for name in (*("gb18030" if name in ("gb2312", "gbk") else name for name in declared), "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("gb18030", "replace")


def record(title=None, date=None, author=None, body=None, source=None):
    return {
        "title": title,
        "published_at": str(date or "").strip().replace(" ", "T") or None,
        "reporters": [{"name": author}] if author else [],
        "source": {"name": source} if source else None,
        "body": body,
    }


def gne(html):
    from gne import GeneralNewsExtractor

    found = GeneralNewsExtractor().extract(html)
    return record(found["title"], found["publish_time"], found["author"], found["content"])


def trafilatura(html):
    from trafilatura import bare_extraction

    found = bare_extraction(html, with_metadata=True, include_comments=False)
    return record(found.title, found.date, found.author, found.text, found.sitename) if found else record()


def newspaper4k(html):
    import newspaper

    # It would ask the net for the size of every picture.
    article = newspaper.Article("http://example.com/a", language="zh", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    date = article.publish_date and article.publish_date.isoformat()
    return record(article.title, date, ";".join(article.authors), article.text)


def readability(html):
    import lxml.html
    from readability import Document

    document = Document(html)
    node = lxml.html.fromstring(document.summary())
    for element in node.iter("p", "div", "br", "li", "h1", "h2", "h3", "tr"):
        element.tail = "\n" + (element.tail or "")
    return record(document.short_title(), body=node.text_content())


def resiliparse(html):
    from resiliparse.extract.html2text import extract_plain_text

    return record(body=extract_plain_text(html, main_content=True, alt_texts=False))


def measure(peer, pages, passes):
    """(what was read, the least milliseconds) of each page."""
    peer(pages[0][1])
    rows, spent = [], [float("inf")] * len(pages)
    for _ in range(passes):
        rows.clear()
        for at, (path, html) in enumerate(pages):
            began = time.process_time()
            try:
                row = {"input": path, "record": peer(html)}
            except Exception as error:  # what a peer does not survive is a result too
                row = {"input": path, "error": {"message": repr(error)[:200]}}
            spent[at] = min(spent[at], 1000 * (time.process_time() - began))
            rows.append(row)
    return rows, spent


def main():
    out, passes, paths = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    pages = [(path, read(path)) for path in paths]
    times = {}
    for peer in (gne, trafilatura, newspaper4k, readability, resiliparse):
        rows, times[peer.__name__] = measure(peer, pages, passes)
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (out / f"{peer.__name__}.jsonl").write_text("".join(lines), encoding="utf-8")
    print(json.dumps(times))


if __name__ == "__main__":
    main()
