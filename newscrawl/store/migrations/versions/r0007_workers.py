"""Which run holds the lease of an address: several workers may be at one site."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("addresses", sa.Column("leased_by", sa.Integer))


def downgrade() -> None:
    """Drop it; leases of runs that died are queued again as before."""
    op.drop_column("addresses", "leased_by")
