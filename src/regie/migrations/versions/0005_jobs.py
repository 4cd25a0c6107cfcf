"""Jobs: what runs, its progress and result, groups, schedules and workers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("arguments", sa.Text, nullable=False),
        sa.Column("state", sa.Text, server_default="queued", nullable=False),
        moment("due_at", now=True),
        sa.Column("attempt", sa.Integer, server_default="0", nullable=False),
        sa.Column("failures", sa.Integer, server_default="0", nullable=False),
        sa.Column("lapses", sa.Integer, server_default="0", nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("done", sa.BigInteger),
        sa.Column("total", sa.BigInteger),
        sa.Column("message", sa.Text),
        moment("cancel_asked_at"),
        moment("deadline_at"),
        sa.Column("worker", sa.Text),
        sa.Column("group_id", sa.BigInteger),
        moment("scheduled_for"),
        moment("created_at", now=True),
        moment("started_at"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.CheckConstraint("state in ('held', 'queued', 'running')", name="ck_jobs_state"),
        schema="core",
        comment="Not ended. due_at: when it may be taken, in state running the lease's end",
    )
    op.create_index(
        "ix_jobs_queued",
        "jobs",
        ["due_at", "id"],
        schema="core",
        postgresql_where=sa.text("state = 'queued'"),
    )
    op.create_index(
        "ix_jobs_running",
        "jobs",
        ["due_at"],
        schema="core",
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_index(
        "ix_jobs_key",
        "jobs",
        ["tenant", "name", "key"],
        unique=True,
        schema="core",
        postgresql_where=sa.text("key IS NOT NULL"),
    )
    # As the outbox: each row is written several times and deleted.
    op.execute(
        "ALTER TABLE core.jobs SET"
        " (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)"
    )
    op.create_table(
        "jobs_ended",
        sa.Column("id", sa.BigInteger, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("arguments", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("lapses", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("done", sa.BigInteger),
        sa.Column("total", sa.BigInteger),
        sa.Column("message", sa.Text),
        sa.Column("worker", sa.Text),
        sa.Column("group_id", sa.BigInteger),
        moment("scheduled_for"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        moment("started_at"),
        moment("ended_at", now=True),
        sa.Column("result", sa.Text),
        moment("result_until"),
        sa.PrimaryKeyConstraint("id", "ended_at", name="pk_jobs_ended"),
        sa.CheckConstraint("state in ('done', 'failed', 'cancelled')", name="ck_jobs_ended_state"),
        schema="core",
        postgresql_partition_by="RANGE (ended_at)",
        comment="How jobs ended, by day; the result is shown until result_until",
    )
    op.create_index("ix_jobs_ended_state", "jobs_ended", ["state", "id"], schema="core")
    op.create_table(
        "job_groups",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, server_default="0", nullable=False),
        sa.Column("failed", sa.Integer, server_default="0", nullable=False),
        sa.Column("cancelled", sa.Integer, server_default="0", nullable=False),
        sa.Column("follow_up", sa.BigInteger),
        moment("created_at", now=True),
        sa.PrimaryKeyConstraint("id", name="pk_job_groups"),
        schema="core",
        comment="How the members of a group ended; follow_up: the job that waits for all of them",
    )
    op.create_index("ix_job_groups_created_at", "job_groups", ["created_at"], schema="core")
    op.create_table(
        "job_schedules",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("cron", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        moment("last_at"),
        sa.Column("last_job", sa.BigInteger),
        sa.PrimaryKeyConstraint("name", name="pk_job_schedules"),
        schema="core",
        comment="When each schedule fires next; who moves next_at on makes the job",
    )
    op.create_table(
        "job_workers",
        sa.Column("name", sa.Text, nullable=False),
        moment("started_at", now=True),
        moment("heard_at", now=True),
        sa.PrimaryKeyConstraint("name", name="pk_job_workers"),
        schema="core",
        comment="Workers and when each last proved that it consumes",
    )


def downgrade() -> None:
    for table in ("job_workers", "job_schedules", "job_groups", "jobs_ended", "jobs"):
        op.drop_table(table, schema="core")


def moment(name: str, *, now: bool = False) -> sa.Column:
    default = sa.func.now() if now else None
    return sa.Column(
        name, sa.DateTime(timezone=True), server_default=default, nullable=default is None
    )
