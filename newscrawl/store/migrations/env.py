"""What Alembic runs first: the revisions go over the connection, and into the transaction, of the caller."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table=context.config.attributes["version_table"],
    # Both databases can take back a CREATE TABLE: a migration is done whole or not at all.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
