"""Jobs that wait or run, jobs that have ended, groups of them, schedules, and who works."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
    text,
)

from regie.core.db import metadata

jobs = Table(
    "jobs",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text),
    Column("arguments", Text, nullable=False),
    Column(
        "state",
        Text,
        CheckConstraint("state in ('held', 'queued', 'running')", "state"),
        nullable=False,
        server_default="queued",
    ),
    Column("due_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("lapses", Integer, nullable=False, server_default="0"),
    Column("reason", Text),
    Column("done", BigInteger),
    Column("total", BigInteger),
    Column("message", Text),
    Column("cancel_asked_at", DateTime(timezone=True)),
    Column("deadline_at", DateTime(timezone=True)),
    Column("worker", Text),
    Column("group_id", BigInteger),
    Column("scheduled_for", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("started_at", DateTime(timezone=True)),
    Index("ix_jobs_queued", "due_at", "id", postgresql_where=text("state = 'queued'")),
    Index("ix_jobs_running", "due_at", postgresql_where=text("state = 'running'")),
    Index(
        "ix_jobs_key",
        "tenant",
        "name",
        "key",
        unique=True,
        postgresql_where=text("key IS NOT NULL"),
    ),
    comment="Not ended. due_at: when it may be taken, in state running the lease's end",
)

jobs_ended = Table(
    "jobs_ended",
    metadata,
    Column("id", BigInteger, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text),
    Column("arguments", Text, nullable=False),
    Column(
        "state",
        Text,
        CheckConstraint("state in ('done', 'failed', 'cancelled')", "state"),
        nullable=False,
    ),
    Column("attempt", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Column("reason", Text),
    Column("done", BigInteger),
    Column("total", BigInteger),
    Column("message", Text),
    Column("worker", Text),
    Column("group_id", BigInteger),
    Column("scheduled_for", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("started_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("result", Text),
    Column("result_until", DateTime(timezone=True)),
    PrimaryKeyConstraint("id", "ended_at"),
    Index("ix_jobs_ended_state", "state", "id"),
    postgresql_partition_by="RANGE (ended_at)",
    comment="How jobs ended, by day; the result is shown until result_until",
)

job_groups = Table(
    "job_groups",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("failed", Integer, nullable=False, server_default="0"),
    Column("cancelled", Integer, nullable=False, server_default="0"),
    Column("follow_up", BigInteger),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("ix_job_groups_created_at", "created_at"),
    comment="How the members of a group ended; follow_up: the job that waits for all of them",
)

job_schedules = Table(
    "job_schedules",
    metadata,
    Column("name", Text, primary_key=True),
    Column("cron", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("next_at", DateTime(timezone=True), nullable=False),
    Column("last_at", DateTime(timezone=True)),
    Column("last_job", BigInteger),
    comment="When each schedule fires next; who moves next_at on makes the job",
)

job_workers = Table(
    "job_workers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("started_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("heard_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="Workers and when each last proved that it consumes",
)
