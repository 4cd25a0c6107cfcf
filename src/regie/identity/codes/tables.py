"""Codes that are sent."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    func,
)

from regie.core.db import metadata

sent_code = Table(
    "sent_code",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column(
        "purpose",
        Text,
        CheckConstraint("purpose in ('invitation', 'reset', 'first_run')", "purpose"),
        nullable=False,
    ),
    Column("person_id", BigInteger, ForeignKey("identity.person.id")),
    Column("digest", LargeBinary, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
    UniqueConstraint("digest"),
    UniqueConstraint("person_id", "purpose", postgresql_nulls_not_distinct=True),
    Index("ix_sent_code_expires_at", "expires_at"),
    schema="identity",
    comment="Single-use codes by their SHA-256; the first administrator's is nobody's yet",
)
