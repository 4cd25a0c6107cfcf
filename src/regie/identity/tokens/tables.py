"""Tokens, keys that sign short ones, and refresh tokens."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
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
    Uuid,
    func,
)

from regie.core.db import metadata

token = Table(
    "token",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column(
        "kind", Text, CheckConstraint("kind in ('personal', 'service')", "kind"), nullable=False
    ),
    Column("person_id", BigInteger, ForeignKey("identity.person.id")),
    Column("name", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("permissions", ARRAY(Text), nullable=False),
    Column("place_id", BigInteger, ForeignKey("identity.place.id")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("created_by", BigInteger, ForeignKey("identity.person.id")),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
    Column("revoked_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("digest"),
    Index("ix_token_person", "person_id"),
    Index("ix_token_tenant", "tenant", "kind"),
    Index("ix_token_expires_at", "expires_at"),
    Index("ix_token_revoked_at", "revoked_at"),
    schema="identity",
    comment="Tokens by the SHA-256 of their secret: a person's, or a service's of its own",
)

signing_key = Table(
    "signing_key",
    metadata,
    Column("kid", Text, primary_key=True),
    Column("public", Text, nullable=False),
    Column("private", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("signs_until", DateTime(timezone=True), nullable=False),
    Column("known_until", DateTime(timezone=True), nullable=False),
    schema="identity",
    comment="Ed25519 keys of short tokens; the private half is sealed",
)

refresh_token = Table(
    "refresh_token",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("family", Uuid, nullable=False),
    Column(
        "token_id",
        BigInteger,
        ForeignKey("identity.token.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("audience", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
    Column("revoked_at", DateTime(timezone=True)),
    Index("ix_refresh_token_family", "family"),
    Index("ix_refresh_token_token", "token_id"),
    Index("ix_refresh_token_expires_at", "expires_at"),
    schema="identity",
    comment="Each is used once; a second use revokes its family",
)
