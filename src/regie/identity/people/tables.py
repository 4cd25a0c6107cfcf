"""People and their roles."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)

from regie.core.db import metadata

THIS_TRANSACTION: Final = text("CAST(CAST(pg_current_xact_id() AS text) AS bigint)")
"""Its number among all of the server's, which never come again."""

person = Table(
    "person",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("email_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("language", Text),
    Column("theme", Text),
    Column(
        "status",
        Text,
        CheckConstraint("status in ('invited', 'active', 'disabled', 'erased')", "status"),
        nullable=False,
    ),
    Column("password", Text),
    Column("password_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    UniqueConstraint("email_key"),
    Index("ix_person_tenant", "tenant", text("core.sort_key(name)"), "id"),
    schema="identity",
    comment="People; version rises with every change of what they may do or of their sessions",
)

assignment = Table(
    "assignment",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("person_id", BigInteger, ForeignKey("identity.person.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("place_id", BigInteger, ForeignKey("identity.place.id")),
    UniqueConstraint("person_id", "role", "place_id", postgresql_nulls_not_distinct=True),
    Index("ix_assignment_place", "place_id"),
    schema="identity",
    comment="A person has a role everywhere (no place) or below a place",
)

role_policy = Table(
    "role_policy",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("factor_since", DateTime(timezone=True), nullable=False, server_default=func.now()),
    schema="identity",
    comment="Roles for which a tenant requires the second factor",
)

change = Table(
    "change",
    metadata,
    Column("xact", BigInteger, nullable=False, server_default=THIS_TRANSACTION),
    Column("person_id", BigInteger, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    PrimaryKeyConstraint("xact", "person_id"),
    Index("ix_change_at", "at"),
    schema="identity",
    comment="Whose rights or sessions changed just now: copies of an older version are void",
)
