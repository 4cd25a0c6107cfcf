"""Answers kept by Idempotency-Key, and slow queries."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "idempotency",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("request", sa.LargeBinary, nullable=False),
        sa.Column("status", sa.SmallInteger),
        sa.Column("headers", sa.Text),
        sa.Column("body", sa.LargeBinary),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", name="pk_idempotency"),
        schema="core",
        comment="Answers to requests with an Idempotency-Key, in the transaction of their effect",
    )
    op.create_index("ix_idempotency_at", "idempotency", ["at"], schema="core")
    op.create_table(
        "slow_queries",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("statement", sa.Text, nullable=False),
        sa.Column("database", sa.Text, nullable=False),
        sa.Column("elapsed_ms", sa.Integer, nullable=False),
        sa.Column("rows", sa.BigInteger),
        sa.Column("cause", sa.Text),
        sa.Column("request_id", sa.Text),
        schema="core",
        postgresql_partition_by="RANGE (at)",
        comment="Statements that took longer than the threshold, by day, without what was asked",
    )
    op.create_index("ix_slow_queries_at", "slow_queries", ["at"], schema="core")
    op.create_index("ix_slow_queries_digest", "slow_queries", ["digest", "at"], schema="core")


def downgrade() -> None:
    op.drop_table("slow_queries", schema="core")
    op.drop_table("idempotency", schema="core")
