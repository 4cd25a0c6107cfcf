"""The record, and what was recorded with each entry."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from regie.core.db import metadata

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text),
    Column("outcome", Text, nullable=False),
    Column("request_id", Text),
    Column("payload_digest", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant", "number"),
    Index("ix_audit_entry_at", "tenant", "at"),
    Index("ix_audit_entry_actor", "tenant", "actor", "number"),
    Index("ix_audit_entry_action", "tenant", "action", "number"),
    Index("ix_audit_entry_subject", "tenant", "subject", "number"),
    schema="identity",
    comment="Append-only; a digest covers the entry, its payload's digest and the one before",
)

audit_payload = Table(
    "audit_payload",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("payload", JSON, nullable=False),
    PrimaryKeyConstraint("tenant", "number"),
    ForeignKeyConstraint(
        ["tenant", "number"], ["identity.audit_entry.tenant", "identity.audit_entry.number"]
    ),
    schema="identity",
    comment="Details, which may be erased: the chain keeps their salted digest, of this very text",
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    schema="identity",
    comment="Where each chain ends: who appends holds its row until the COMMIT",
)

audit_certificate = Table(
    "audit_certificate",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("through", BigInteger, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("entries", BigInteger, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("why", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant", "through"),
    schema="identity",
    comment="What retention removed: up to which number, and the digest it goes on from; an entry "
    "of the chain names the digest of this row",
)
