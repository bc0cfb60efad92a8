"""What a crawl notes beside its articles, for the tests that need a database with rows in every table."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from newscrawl import ledger
from newscrawl.ledger import Came, Delta, Found, Visit, key_of
from newscrawl.model import Edition, Leaf
from newscrawl.store import Store
from newscrawl.store.models import AddressRow
from tests.records import record


def crawled(store: Store, run: str, articles: int) -> None:
    """Note of so many stored articles that they were fetched anew and had changed, and of an e-paper's issues."""
    found = [Found(key_of(str(number)), "article", record(number).url or "") for number in range(articles)]
    front = "http://epaper.jiangzhou.example/html/2024-01/12/node_{}.htm"
    named = [Edition(front.format(number), f"第A{number}版：要闻", f"A{number}") for number in (1, 2, 4)]
    day = date(2024, 1, 12)
    with store.transaction(run) as transaction:
        leases = ledger.commit(transaction, Delta(found=found, want=articles)).leases
        items = [
            (
                record(number, kicker="再改", channel=[named[0].name]),
                Visit(lease, Came.READ, 200, digest=key_of(lease.url), issue=day),
            )
            for number, lease in enumerate(leases)
        ]
        ledger.commit(transaction, Delta(items, leaves=[Leaf(day, named[0].url, named)]))
        # Who leased a page last is let go below revision 0007.
        transaction.connection.execute(update(AddressRow).values(leased_by=None))
        transaction.miss({day: True, date(2024, 1, 13): False})
