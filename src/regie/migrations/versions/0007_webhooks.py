"""Webhooks: endpoints; deliveries and their attempts, by day."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "webhook_endpoint",
        sa.Column("id", sa.Uuid, server_default=sa.func.gen_random_uuid(), nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("number", sa.Integer),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("events", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("description", sa.Text, server_default="", nullable=False),
        sa.Column("lane", sa.SmallInteger, nullable=False),
        sa.Column("secrets", sa.Text),
        sa.Column("former_until", moment),
        sa.Column("enabled", sa.Boolean, server_default=sa.text("true"), nullable=False),
        sa.Column("disabled_because", sa.Text),
        sa.Column("disabled_at", moment),
        sa.Column("failing_since", moment),
        sa.Column("failed_at", moment),
        sa.Column("succeeded_at", moment),
        sa.Column("created_at", moment, server_default=sa.func.now(), nullable=False),
        sa.Column("changed_at", moment, server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_endpoint"),
        sa.CheckConstraint(
            "disabled_because in ('person', 'gone', 'failing', 'withdrawn')",
            name="ck_webhook_endpoint_disabled_because",
        ),
        schema="core",
        comment="number: of WEBHOOK_<number>_URL, NULL for those made by people; secrets: sealed,"
        " newest first; until former_until the former ones sign too",
    )
    op.create_index("ix_webhook_endpoint_tenant", "webhook_endpoint", ["tenant"], schema="core")
    op.create_index(
        "ix_webhook_endpoint_number",
        "webhook_endpoint",
        ["tenant", "number"],
        unique=True,
        schema="core",
        postgresql_where=sa.text("number IS NOT NULL"),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Uuid, server_default=sa.func.gen_random_uuid(), nullable=False),
        sa.Column("created_at", moment, server_default=sa.func.now(), nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("endpoint_id", sa.Uuid, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.Text, server_default="waiting", nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("round", sa.Integer, server_default="1", nullable=False),
        sa.Column("failures", sa.Integer, server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer, server_default="0", nullable=False),
        sa.Column("last_number", sa.Integer, server_default="0", nullable=False),
        sa.Column("last_status", sa.Integer),
        sa.Column("last_error", sa.Text),
        sa.Column("next_at", moment),
        sa.Column("ended_at", moment),
        sa.PrimaryKeyConstraint("id", "created_at", name="pk_webhook_delivery"),
        sa.CheckConstraint(
            "state in ('waiting', 'delivered', 'failed')", name="ck_webhook_delivery_state"
        ),
        schema="core",
        postgresql_partition_by="RANGE (created_at)",
        comment="One event for one endpoint; the body is fixed. A replay begins another round",
    )
    for name, first in (("tenant", "tenant"), ("endpoint", "endpoint_id")):
        op.create_index(
            f"ix_webhook_delivery_{name}",
            "webhook_delivery",
            [first, "created_at", "id"],
            schema="core",
        )
    op.create_table(
        "webhook_attempt",
        sa.Column("delivery_id", sa.Uuid, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("recorded_at", moment, server_default=sa.func.now(), nullable=False),
        sa.Column("duration_ms", sa.Integer),
        sa.Column("status", sa.Integer),
        sa.Column("error", sa.Text),
        sa.Column("excerpt", sa.Text),
        sa.PrimaryKeyConstraint(
            "delivery_id", "round", "number", "created_at", name="pk_webhook_attempt"
        ),
        schema="core",
        postgresql_partition_by="RANGE (created_at)",
        comment="created_at: of the delivery; number: of the outbox, rises in a round, has gaps",
    )


def downgrade() -> None:
    op.drop_table("webhook_attempt", schema="core")
    op.drop_table("webhook_delivery", schema="core")
    op.drop_table("webhook_endpoint", schema="core")
