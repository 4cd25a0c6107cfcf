"""What was counted, by day, and which batches of which process are in it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
)

from regie.core.db import metadata

counter_days = Table(
    "counter_days",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("count", BigInteger, nullable=False),
    PrimaryKeyConstraint("tenant", "name", "day"),
    Index("ix_counter_days_day", "day"),
    comment="Totals by day of the installation's time zone",
)

counter_items = Table(
    "counter_items",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("item", Text, nullable=False),
    Column("count", BigInteger, nullable=False),
    PrimaryKeyConstraint("tenant", "name", "day", "item"),
    Index("ix_counter_items_day", "day"),
    comment="The same by item, for counters that tell items apart; bounded, the rest is (other)",
)

counter_writers = Table(
    "counter_writers",
    metadata,
    Column("writer", Text, nullable=False),
    Column("batch", BigInteger, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    PrimaryKeyConstraint("writer"),
    Index("ix_counter_writers_at", "at"),
    comment="The last batch of each process, so that none is added twice",
)
