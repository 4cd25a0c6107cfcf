"""Sessions."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    func,
)

from regie.core.db import metadata

session = Table(
    "session",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("person_id", BigInteger, ForeignKey("identity.person.id"), nullable=False),
    Column("state", Text, nullable=False, server_default="open"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("seen_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("idle_s", Integer, nullable=False),
    Column("stepped_up_at", DateTime(timezone=True)),
    Column("browser", Text),
    Column("system", Text),
    Column("address", Text),
    Column("ended_at", DateTime(timezone=True)),
    Column("ended_by", Text),
    UniqueConstraint("digest"),
    Index("ix_session_person", "person_id", "ended_at"),
    Index("ix_session_expires_at", "expires_at"),
    schema="identity",
    comment="By the SHA-256 of their secret; state is factor while that is awaited",
)
