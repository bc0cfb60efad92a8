"""What monitors remember of a site, and what they have found wrong with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.store.migrations.shapes import INSTANT, JSON, check, filled, link, needed, tables, text

revision = "0005"
down_revision = "0004"

TABLES = tables()
for name in ("sites", "runs"):
    sa.Table(name, TABLES, sa.Column("id", sa.Integer, primary_key=True))

HEALTH = sa.Table(
    "health", TABLES,
    sa.Column("site_id", sa.ForeignKey("sites.id"), primary_key=True, autoincrement=False),
    needed("state", JSON),
)  # fmt: skip
OPEN = sa.text("closed IS NULL")
INCIDENTS = sa.Table(
    "incidents", TABLES,
    sa.Column("id", sa.Integer, primary_key=True), link("site_id", "sites.id"),
    text("monitor"), text("subject"), text("says"),
    link("first_run", "runs.id"), link("last_run", "runs.id", index=True),
    needed("opened", INSTANT), sa.Column("told", INSTANT), sa.Column("closed", INSTANT),
    needed("missed", sa.Integer()),
    filled("monitor", 100), filled("subject", 1000), filled("says", 4000),
    check("missed_counts", "missed >= 0"), check("closed_after_opened", "closed >= opened"),
    sa.Index(
        "uq_incidents_open", "site_id", "monitor", "subject",
        unique=True, sqlite_where=OPEN, postgresql_where=OPEN,
    ),
)  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    TABLES.create_all(op.get_bind(), [HEALTH, INCIDENTS], checkfirst=False)


def downgrade() -> None:
    """Drop them; the next runs learn anew."""
    TABLES.drop_all(op.get_bind(), [HEALTH, INCIDENTS], checkfirst=False)
