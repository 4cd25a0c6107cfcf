"""Saved queries."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from regie.core.db import metadata

saved_query = Table(
    "saved_query",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("source", Text, nullable=False),
    Column("sql", Text, nullable=False),
    Column("parameters", JSONB, nullable=False),
    Column("created_by", BigInteger, ForeignKey("identity.person.id")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("changed_by", BigInteger, ForeignKey("identity.person.id")),
    Column("changed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("tenant", "name"),
    schema="orders",
    comment="sql: as it was typed, judged anew at each run; parameters: names and types, never "
    "values; created_by, changed_by: NULL for a machine",
)
