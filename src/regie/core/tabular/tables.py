"""Files that were imported, and the chunks of each."""

from __future__ import annotations

from typing import Final

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
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from regie.core.db import metadata

OPEN: Final = ("waiting", "running")
STATES: Final = (*OPEN, "done", "failed", "cancelled")

imports = Table(
    "import",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("app", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("paths", ARRAY(Text)),
    Column(
        "state",
        Text,
        CheckConstraint("state in ('waiting', 'running', 'done', 'failed', 'cancelled')", "state"),
        nullable=False,
        server_default="waiting",
    ),
    Column("job_id", BigInteger),
    Column("chunk_rows", Integer),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("ended_at", DateTime(timezone=True)),
    Column("same_as", BigInteger, ForeignKey("core.import.id", ondelete="SET NULL")),
    Column("reason", JSONB),
    Index("ix_import_created_at", "created_at"),
    Index("ix_import_tenant", "tenant", "app", "id"),
    Index("ix_import_digest", "tenant", "app", "kind", "digest"),
    Index(
        "uq_import_open",
        "tenant",
        "app",
        "kind",
        "digest",
        text("coalesce(paths, '{}')"),
        unique=True,
        postgresql_where=text("state in ('waiting', 'running')"),
    ),
    comment="Files that were imported. paths: the reach of who sent it, null is everywhere; "
    "same_as: the import that had brought this very file; reason: code and params of its failure",
)

import_chunk = Table(
    "import_chunk",
    metadata,
    Column(
        "import_id", BigInteger, ForeignKey("core.import.id", ondelete="CASCADE"), nullable=False
    ),
    Column("number", Integer, nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("new", BigInteger, nullable=False),
    Column("identical", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("rejected", BigInteger, nullable=False),
    Column("rejects", Text),
    PrimaryKeyConstraint("import_id", "number"),
    comment="Written in the transaction of a chunk's effect, which so happens once. rejects: "
    "digest of the file with the rows that it refused",
)
