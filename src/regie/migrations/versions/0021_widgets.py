"""Keys of the chat widget: which shops' pages may ask for orders."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "widget",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origins", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.func.now(),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("language in ('fr', 'en')", name="ck_widget_language"),
        sa.CheckConstraint("position in ('left', 'right')", name="ck_widget_position"),
        sa.CheckConstraint("scheme in ('auto', 'light', 'dark')", name="ck_widget_scheme"),
        sa.PrimaryKeyConstraint("id", name="pk_widget"),
        sa.UniqueConstraint("key", name="uq_widget_key"),
        sa.UniqueConstraint("tenant", "name", name="uq_widget_tenant_name"),
        schema="orders",
        comment="key: public, it stands in the shop's page; origins: of the pages that may use "
        "it; source: whose orders are asked for, NULL for the usual one; language: NULL for the "
        "page's",
    )


def downgrade() -> None:
    op.drop_table("widget", schema="orders")
