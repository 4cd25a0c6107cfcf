"""Answers by key."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    func,
)

from regie.core.db import metadata

idempotency = Table(
    "idempotency",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("person", Text, nullable=False),
    Column("request", LargeBinary, nullable=False),
    Column("status", SmallInteger),
    Column("headers", Text),
    Column("body", LargeBinary),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    PrimaryKeyConstraint("tenant", "key"),
    Index("ix_idempotency_at", "at"),
    comment="Answers to requests with an Idempotency-Key, in the transaction of their effect",
)
