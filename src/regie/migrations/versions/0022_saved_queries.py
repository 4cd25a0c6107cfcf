"""Questions to the source that the support staff wrote as SQL."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "saved_query",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sql", sa.Text(), nullable=False),
        sa.Column("parameters", postgresql.JSONB(), nullable=False),
        sa.Column("created_by", sa.BigInteger()),
        sa.Column("created_at", _MOMENT, server_default=sa.func.now(), nullable=False),
        sa.Column("changed_by", sa.BigInteger()),
        sa.Column("changed_at", _MOMENT, server_default=sa.func.now(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["identity.person.id"], name="fk_saved_query_created_by_person"
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["identity.person.id"], name="fk_saved_query_changed_by_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_saved_query"),
        sa.UniqueConstraint("tenant", "name", name="uq_saved_query_tenant_name"),
        schema="orders",
        comment="sql: as it was typed, judged anew at each run; parameters: names and types, never "
        "values; created_by, changed_by: NULL for a machine",
    )


def downgrade() -> None:
    op.drop_table("saved_query", schema="orders")
