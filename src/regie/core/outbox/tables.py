"""What waits to leave, what has left, and what may happen only once."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
    text,
)

from regie.core.db import metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text),
    Column("payload", Text, nullable=False),
    Column(
        "state",
        Text,
        CheckConstraint("state in ('queued', 'sending', 'unknown')", "state"),
        nullable=False,
        server_default="queued",
    ),
    Column("due_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("lapses", Integer, nullable=False, server_default="0"),
    Column("reason", Text),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("ix_outbox_due", "kind", "due_at", postgresql_where=text("state <> 'unknown'")),
    Index("ix_outbox_key", "kind", "key", unique=True, postgresql_where=text("key IS NOT NULL")),
    comment="What has not left yet. due_at: when it may be taken, in state sending the lease's end",
)

outbox_ended = Table(
    "outbox_ended",
    metadata,
    Column("id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key", Text),
    Column("payload", Text),
    Column("state", Text, CheckConstraint("state in ('sent', 'failed')", "state"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Column("reason", Text),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    PrimaryKeyConstraint("id", "ended_at"),
    postgresql_partition_by="RANGE (ended_at)",
    comment="What has left or was given up, by day; only what failed keeps its payload",
)

once = Table(
    "once",
    metadata,
    Column("scope", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    PrimaryKeyConstraint("scope", "key"),
    Index("ix_once_at", "at"),
    comment="What may happen only once and has happened, in the transaction that did it",
)
