"""The tables of schema version 3, before there were revisions."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from newscrawl.store.migrations.shapes import (
    INSTANT,
    JSON,
    check,
    filled,
    link,
    needed,
    one_of,
    part,
    tables,
    text,
)

revision = "0001"
down_revision = None

ADDRESS = 2000
TABLES = tables()


def number() -> sa.Column[int]:
    """The row's own number."""
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def of_version() -> tuple[sa.Column[Any], sa.Column[Any], sa.ForeignKeyConstraint]:
    """What every part of a version begins with."""
    target = ["versions.article_id", "versions.number"]
    return part("article_id"), part("version"), sa.ForeignKeyConstraint(["article_id", "version"], target)


sa.Table(
    "schema_version", TABLES,
    part("id"), needed("version", sa.Integer()), needed("created", INSTANT), check("one_row", "id = 1"),
)  # fmt: skip
sa.Table(
    "sites", TABLES,
    number(), text("key", unique=True), sa.Column("name", sa.String), sa.Column("region", sa.String),
    filled("key", 255), filled("name", 255), check("region_code", "length(region) = 6"),
)  # fmt: skip
sa.Table(
    "outlets", TABLES,
    number(), text("name", unique=True), sa.Column("key", sa.String, index=True),
    filled("name", 255), filled("key", 255),
)  # fmt: skip
sa.Table("people", TABLES, number(), text("name", unique=True), filled("name", 255))
sa.Table(
    "addresses", TABLES,
    number(), link("site_id", "sites.id"), text("key"), text("kind"), text("url"),
    sa.Column("others", JSON), sa.Column("text", sa.String), sa.Column("date", sa.String),
    link("parent", "addresses.id", nullable=True),
    needed("depth", sa.Integer()), needed("priority", sa.Integer()), text("state"),
    needed("attempts", sa.Integer()), sa.Column("status", sa.Integer), sa.Column("etag", sa.String),
    sa.Column("modified", sa.String), sa.Column("digest", sa.String), sa.Column("article", sa.String),
    needed("visits", sa.Integer()), needed("changes", sa.Integer()), needed("found", INSTANT),
    sa.Column("visited", INSTANT), sa.Column("changed", INSTANT), sa.Column("due", INSTANT),
    sa.UniqueConstraint("site_id", "key"),
    sa.Index("ix_addresses_frontier", "site_id", "state", "priority", "id"),
    filled("kind", 20), one_of("state", "queued", "leased", "stored", "rejected", "gone"),
    filled("url", ADDRESS), filled("article", 64), check("key_digest", "length(key) = 32"),
    check("counts", "attempts >= 0 AND visits >= changes"),
)  # fmt: skip
sa.Table(
    "furniture", TABLES,
    sa.Column("site_id", sa.ForeignKey("sites.id"), primary_key=True, autoincrement=False),
    part("mark", sa.BigInteger()), text("text"), text("position"), needed("stories", sa.Integer()),
    needed("of_stories", sa.Integer()), needed("first_seen", sa.Date()), needed("last_seen", sa.Date()),
    one_of("position", "lead", "middle", "tail"),
    check("stories_counted", "stories BETWEEN 1 AND of_stories"),
    check("seen_in_order", "first_seen <= last_seen"), sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "sightings", TABLES,
    sa.Column("site_id", sa.ForeignKey("sites.id"), primary_key=True, autoincrement=False),
    part("page", sa.BigInteger()), needed("seen", JSON), sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "runs", TABLES,
    number(), text("key", unique=True), link("site_id", "sites.id", index=True),
    link("round", "runs.id", nullable=True), needed("started", INSTANT), sa.Column("ended", INSTANT),
    text("status"), sa.Column("reason", sa.String), sa.Column("export", sa.String), needed("counters", JSON),
    filled("key", 300), one_of("status", "running", "done", "stopped", "failed", "lost"),
    check("ended_unless_running", "(status = 'running') = (ended IS NULL)"),
    check("ended_after_start", "ended >= started"),
)  # fmt: skip
sa.Table(
    "rejects", TABLES,
    number(), link("site_id", "sites.id"), text("key"), link("run_id", "runs.id", index=True),
    sa.Column("url", sa.String), text("code", index=True), text("message"), sa.Column("fetched_at", INSTANT),
    needed("size", sa.Integer()), needed("body_gz", sa.LargeBinary()),
    sa.UniqueConstraint("site_id", "key"), check("key_digest", "length(key) = 32"),
    check("size_counts", "size >= 0"), filled("code", 64),
)  # fmt: skip
sa.Table(
    "articles", TABLES,
    number(), text("key", unique=True), link("site_id", "sites.id", index=True), text("kind"),
    sa.Column("url", sa.String, index=True), sa.Column("canonical_url", sa.String),
    needed("version", sa.Integer()), text("status"), sa.Column("fetched_at", INSTANT),
    sa.Column("story", sa.String, index=True), link("reprint_of", "articles.id", nullable=True),
    link("first_run", "runs.id"), link("last_run", "runs.id", index=True),
    sa.ForeignKeyConstraint(
        ["id", "version"], ["versions.article_id", "versions.number"],
        use_alter=True, deferrable=True, initially="DEFERRED",
    ),
    one_of("kind", "article"), one_of("status", "live", "changed", "withdrawn"),
    filled("key", 64), filled("url", ADDRESS), filled("canonical_url", ADDRESS), filled("story", 64),
    check("version_counts", "version >= 1"), check("reprint_of_another", "reprint_of <> id"),
)  # fmt: skip
sa.Table(
    "aliases", TABLES,
    sa.Column("key", sa.String, primary_key=True), link("article_id", "articles.id", index=True),
    sa.Column("url", sa.String, index=True), filled("key", 64), filled("url", ADDRESS),
)  # fmt: skip
sa.Table(
    "versions", TABLES,
    sa.Column("article_id", sa.ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    part("number"), link("run_id", "runs.id", index=True), needed("seen_at", INSTANT), text("facts"),
    text("content_hash", index=True), sa.Column("title", sa.String), sa.Column("kicker", sa.String),
    sa.Column("subtitle", sa.String), sa.Column("published_at", sa.String, index=True),
    sa.Column("published_precision", sa.String), sa.Column("published_basis", sa.String),
    sa.Column("modified_at", sa.String), link("outlet_id", "outlets.id", nullable=True, index=True),
    sa.Column("source_displayed", sa.String), sa.Column("source_url", sa.String),
    needed("source_chain", JSON), sa.Column("dateline_place", sa.String),
    sa.Column("dateline_date", sa.String), sa.Column("dateline_agency", sa.String), needed("channel", JSON),
    needed("keywords", JSON), sa.Column("body", sa.String), needed("blocks", JSON),
    needed("attachments", JSON), needed("page_urls", JSON), sa.Column("language", sa.String),
    needed("characters", sa.Integer()), text("extractor"), sa.Column("removed", JSON),
    sa.Column("provenance", JSON),
    one_of("published_precision", "day", "minute", "second"),
    one_of("published_basis", "visible", "meta", "jsonld", "script", "hidden", "url", "dateline", "list"),
    check(
        "published_cut_at_precision",
        "(published_at IS NULL AND published_precision IS NULL AND published_basis IS NULL)"
        " OR (published_at IS NOT NULL AND published_precision IS NOT NULL AND published_basis IS NOT NULL"
        " AND length(published_at) ="
        " CASE published_precision WHEN 'day' THEN 10 WHEN 'minute' THEN 22 ELSE 25 END)",
    ),
    check("number_counts", "number >= 1"), check("characters_count", "characters >= 0"),
    filled("body", 5_000_000), check("dateline_day", "length(dateline_date) = 10"),
    check("facts_digest", "length(facts) = 32"), filled("content_hash", 64), filled("title", 1000),
    filled("kicker", 1000), filled("subtitle", 2000), filled("modified_at", 35),
    filled("source_displayed", 500), filled("source_url", 4000), filled("dateline_place", 255),
    filled("dateline_agency", 255), filled("language", 35), filled("extractor", 100),
)  # fmt: skip
sa.Table(
    "credits", TABLES,
    *of_version(), part("desk", sa.String()), part("position"), link("person_id", "people.id", index=True),
    text("role"), sa.Column("org", sa.String),
    one_of("desk", "reporter", "editor"), filled("role", 100), filled("org", 255),
    check("position_counts", "position >= 0"), sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "images", TABLES,
    *of_version(), part("position"), text("url"), sa.Column("caption", sa.String),
    sa.Column("credit", sa.String), check("position_counts", "position >= 0"),
    check("url_filled", "url <> ''"), sqlite_with_rowid=False,
)  # fmt: skip
sa.Table(
    "article_regions", TABLES,
    *of_version(), part("position"), text("adcode", index=True), text("name"), text("level"),
    one_of("level", "province", "city", "county"), check("position_counts", "position >= 0"),
    check("adcode_code", "length(adcode) = 6"), filled("name", 255), sqlite_with_rowid=False,
)  # fmt: skip


def upgrade() -> None:
    """Make the tables of an empty database, from copies of them.

    Where two tables need each other, PostgreSQL is given the one foreign key afterwards, and SQLAlchemy
    notes that in the table itself: a SQLite database made next by this process would go without it.
    """
    made = tables()
    for table in TABLES.tables.values():
        table.to_metadata(made)
    made.create_all(op.get_bind())


def downgrade() -> None:
    """There is nothing below."""
    raise NotImplementedError("the first revision cannot be undone: delete the database instead")
