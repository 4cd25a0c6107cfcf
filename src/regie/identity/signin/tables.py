"""Tries to sign in."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    Column,
    DateTime,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from regie.core.db import metadata

sign_in_try = Table(
    "sign_in_try",
    metadata,
    Column("kind", Text, nullable=False),
    Column("subject", LargeBinary, nullable=False),
    Column("at", ARRAY(DateTime(timezone=True)), nullable=False),
    Column("members", ARRAY(LargeBinary), nullable=False, server_default="{}"),
    Column("last_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("kind", "subject"),
    Index("ix_sign_in_try_last_at", "last_at"),
    schema="identity",
    comment="The last tries of each account, known device and address, by digests; an address has "
    "one for each account (members) that failed there",
)
