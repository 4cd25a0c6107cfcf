"""Places."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Table,
    Text,
    UniqueConstraint,
)

from regie.core.db import metadata

place = Table(
    "place",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("parent_id", BigInteger, ForeignKey("identity.place.id")),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("closed_at", DateTime(timezone=True)),
    UniqueConstraint("tenant", "code"),
    Index("ix_place_path", "tenant", "path", postgresql_ops={"path": "text_pattern_ops"}),
    schema="identity",
    comment="The tree of places; path is the ids on the way down, a dot behind each: 1.4.9.",
)
