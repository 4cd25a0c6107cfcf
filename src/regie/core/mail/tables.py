"""What was written to whom, and what became of it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
    text,
)

from regie.core.db import metadata

OPEN: Final = ("queued", "sending", "unknown")
STATES: Final = (*OPEN, "sent", "failed")

mail = Table(
    "mail",
    metadata,
    Column("id", BigInteger, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("tenant", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("unsubscribe", Text),
    Column("text", Text),
    Column("html", Text),
    Column("sealed", Text),
    Column(
        "state",
        Text,
        CheckConstraint("state in ('queued', 'sending', 'unknown', 'sent', 'failed')", "state"),
        nullable=False,
        server_default="queued",
    ),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reason", Text),
    Column("ended_at", DateTime(timezone=True)),
    Column("handed_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("id", "created_at"),
    Index("ix_mail_attention", "state", "id", postgresql_where=text("state <> 'sent'")),
    postgresql_partition_by="RANGE (created_at)",
    comment="E-mails by the day they were written. id: that of the outbox's row, whose state, "
    "attempts and reason a trigger copies. handed_at: the sending window was opened and never shut",
)
