"""Counters: totals by day, items by day, and the last batch of each process that counts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "counter_days",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "name", "day", name="pk_counter_days"),
        schema="core",
        comment="Totals by day of the installation's time zone",
    )
    op.create_index("ix_counter_days_day", "counter_days", ["day"], schema="core")
    op.create_table(
        "counter_items",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "name", "day", "item", name="pk_counter_items"),
        schema="core",
        comment=(
            "The same by item, for counters that tell items apart; bounded, the rest is (other)"
        ),
    )
    op.create_index("ix_counter_items_day", "counter_items", ["day"], schema="core")
    op.create_table(
        "counter_writers",
        sa.Column("writer", sa.Text, nullable=False),
        sa.Column("batch", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("writer", name="pk_counter_writers"),
        schema="core",
        comment="The last batch of each process, so that none is added twice",
    )
    op.create_index("ix_counter_writers_at", "counter_writers", ["at"], schema="core")


def downgrade() -> None:
    op.drop_table("counter_writers", schema="core")
    op.drop_table("counter_items", schema="core")
    op.drop_table("counter_days", schema="core")
