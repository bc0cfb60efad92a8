"""What a site's furniture is, kept from run to run."""

from __future__ import annotations

from datetime import date

import msgspec
from sqlalchemy import Connection, delete, insert, select

from newscrawl.held import lock_number
from newscrawl.model import Fixture, Learned, Sighting
from newscrawl.store.bulk import put
from newscrawl.store.checks import printable
from newscrawl.store.engine import alone
from newscrawl.store.models import FurnitureRow, SightingRow, SiteRow
from newscrawl.store.queries import AnyRow
from newscrawl.store.rows import Row
from newscrawl.store.upsert import ids_of, table_of

_SIGHTING = ("site_id", "page", "seen")


def load(connection: Connection, site: str) -> Learned:
    """What is kept of `site`: nothing, if it has never been crawled."""
    fixtures = select(*table_of(FurnitureRow).c).join(SiteRow, SiteRow.id == FurnitureRow.site_id)
    sightings = select(SightingRow.seen).join(SiteRow, SiteRow.id == SightingRow.site_id)
    known = connection.execute(fixtures.where(SiteRow.key == site).order_by(FurnitureRow.mark))
    seen = connection.execute(sightings.where(SiteRow.key == site).order_by(SightingRow.page))
    return Learned(tuple(map(_fixture, known)), tuple(msgspec.convert(row.seen, Sighting) for row in seen))


def keep(connection: Connection, site: str, learned: Learned) -> None:
    """Put what has been learned of `site` in the place of what was known of it."""
    # Of two workers that end at once the second would not see the rows of the first, and collide with them.
    alone(connection, lock_number(f"furniture of {site}"))
    site_id = ids_of(connection, SiteRow.key, SiteRow.id, [site])[site]
    for model in FurnitureRow, SightingRow:
        connection.execute(delete(model).where(model.site_id == site_id))
    fixtures = [{"site_id": site_id, **_row(fixture)} for fixture in learned.fixtures]
    if fixtures:
        connection.execute(insert(table_of(FurnitureRow)), fixtures)
    sightings = [(site_id, seen.page, msgspec.json.encode(seen)) for seen in learned.sightings]
    put(connection, SightingRow, _SIGHTING, sightings)


def _row(fixture: Fixture) -> Row:
    return {
        "mark": fixture.mark,
        "text": printable(fixture.text),
        "position": fixture.position,
        "stories": fixture.stories,
        "of_stories": fixture.of,
        "first_seen": date.fromordinal(max(fixture.first_seen, 1)),
        "last_seen": date.fromordinal(max(fixture.last_seen, 1)),
    }


def _fixture(row: AnyRow) -> Fixture:
    return Fixture(
        mark=row.mark,
        text=row.text,
        position=row.position,
        stories=row.stories,
        of=row.of_stories,
        first_seen=row.first_seen.toordinal(),
        last_seen=row.last_seen.toordinal(),
    )
