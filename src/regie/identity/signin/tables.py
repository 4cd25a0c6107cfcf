"""Tries to sign in."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    Integer,
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
    Column("member", LargeBinary, nullable=False, server_default=""),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("tries", Integer, nullable=False),
    PrimaryKeyConstraint("kind", "subject", "member"),
    Index("ix_sign_in_try_since", "since"),
    schema="identity",
    comment="Tries per account, known device and address (member: the account), by digests",
)
