"""The core's own tables."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    Uuid,
    func,
)

naming_convention: Final = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(schema="core", naming_convention=naming_convention)

installation = Table(
    "installation",
    metadata,
    Column("id", Uuid, primary_key=True, server_default=func.gen_random_uuid()),
    Column("kind", Text, CheckConstraint("kind in ('demo', 'real')", "kind"), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="One row: which installation these data belong to, and whether they are a demo's",
)

slow_queries = Table(
    "slow_queries",
    metadata,
    Column("at", DateTime(timezone=True), nullable=False),
    Column("digest", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("database", Text, nullable=False),
    Column("elapsed_ms", Integer, nullable=False),
    Column("rows", BigInteger),
    Column("cause", Text),
    Column("request_id", Text),
    Index("ix_slow_queries_at", "at"),
    Index("ix_slow_queries_digest", "digest", "at"),
    postgresql_partition_by="RANGE (at)",
    comment="Statements that took longer than the threshold, by day, without what was asked",
)
