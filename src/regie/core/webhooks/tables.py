"""Who is told, what they are told, and how each attempt went.

Deliveries and their attempts stand in partitions by the day on which the delivery was made, so
that both go together.
"""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
    text,
)

from regie.core.db import metadata

webhook_endpoint = Table(
    "webhook_endpoint",
    metadata,
    Column("id", Uuid, primary_key=True, server_default=func.gen_random_uuid()),
    Column("tenant", Text, nullable=False),
    Column("number", Integer),
    Column("url", Text, nullable=False),
    Column("events", ARRAY(Text), nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("lane", SmallInteger, nullable=False),
    Column("secrets", Text),
    Column("former_until", DateTime(timezone=True)),
    Column("enabled", Boolean, nullable=False, server_default=text("true")),
    Column(
        "disabled_because",
        Text,
        CheckConstraint(
            "disabled_because in ('person', 'gone', 'failing', 'withdrawn')", "disabled_because"
        ),
    ),
    Column("disabled_at", DateTime(timezone=True)),
    Column("failing_since", DateTime(timezone=True)),
    Column("failed_at", DateTime(timezone=True)),
    Column("succeeded_at", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("changed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("ix_webhook_endpoint_tenant", "tenant"),
    Index(
        "ix_webhook_endpoint_number",
        "tenant",
        "number",
        unique=True,
        postgresql_where=text("number IS NOT NULL"),
    ),
    comment="number: of WEBHOOK_<number>_URL, NULL for those made by people; secrets: sealed,"
    " newest first; until former_until the former ones sign too",
)

webhook_delivery = Table(
    "webhook_delivery",
    metadata,
    Column("id", Uuid, nullable=False, server_default=func.gen_random_uuid()),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("tenant", Text, nullable=False),
    Column("endpoint_id", Uuid, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column(
        "state",
        Text,
        CheckConstraint("state in ('waiting', 'delivered', 'failed')", "state"),
        nullable=False,
        server_default="waiting",
    ),
    Column("reason", Text),
    Column("round", Integer, nullable=False, server_default="1"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("last_number", Integer, nullable=False, server_default="0"),
    Column("last_status", Integer),
    Column("last_error", Text),
    Column("next_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("id", "created_at"),
    Index("ix_webhook_delivery_tenant", "tenant", "created_at", "id"),
    Index("ix_webhook_delivery_endpoint", "endpoint_id", "created_at", "id"),
    postgresql_partition_by="RANGE (created_at)",
    comment="One event for one endpoint; the body is fixed. A replay begins another round",
)

webhook_attempt = Table(
    "webhook_attempt",
    metadata,
    Column("delivery_id", Uuid, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("round", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("duration_ms", Integer),
    Column("status", Integer),
    Column("error", Text),
    Column("excerpt", Text),
    PrimaryKeyConstraint("delivery_id", "round", "number", "created_at"),
    postgresql_partition_by="RANGE (created_at)",
    comment="created_at: of the delivery; number: of the outbox, rises in a round, has gaps",
)
