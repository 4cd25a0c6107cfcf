"""The outbox: what waits to leave, what has left by day, and what may happen only once."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("state", sa.Text, server_default="queued", nullable=False),
        sa.Column(
            "due_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("attempt", sa.Integer, server_default="0", nullable=False),
        sa.Column("failures", sa.Integer, server_default="0", nullable=False),
        sa.Column("lapses", sa.Integer, server_default="0", nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.CheckConstraint("state in ('queued', 'sending', 'unknown')", name="ck_outbox_state"),
        schema="core",
        comment=(
            "What has not left yet. due_at: when it may be taken, in state sending the lease's end"
        ),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["kind", "due_at"],
        schema="core",
        postgresql_where=sa.text("state <> 'unknown'"),
    )
    op.create_index(
        "ix_outbox_key",
        "outbox",
        ["kind", "key"],
        unique=True,
        schema="core",
        postgresql_where=sa.text("key IS NOT NULL"),
    )
    # Each row is written three times and deleted: the default waits until a fifth of the table is
    # dead, which in a queue that once was long is for ever.
    op.execute(
        "ALTER TABLE core.outbox SET"
        " (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)"
    )
    op.create_table(
        "outbox_ended",
        sa.Column("id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("payload", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("lapses", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", "ended_at", name="pk_outbox_ended"),
        sa.CheckConstraint("state in ('sent', 'failed')", name="ck_outbox_ended_state"),
        schema="core",
        postgresql_partition_by="RANGE (ended_at)",
        comment="What has left or was given up, by day; only what failed keeps its payload",
    )
    op.execute("CREATE SCHEMA core_days")
    op.create_table(
        "once",
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name="pk_once"),
        schema="core",
        comment="What may happen only once and has happened, in the transaction that did it",
    )
    op.create_index("ix_once_at", "once", ["at"], schema="core")


def downgrade() -> None:
    op.drop_table("once", schema="core")
    op.drop_table("outbox_ended", schema="core")
    op.drop_table("outbox", schema="core")
    op.execute("DROP SCHEMA core_days")
