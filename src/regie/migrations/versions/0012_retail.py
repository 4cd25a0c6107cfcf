"""Stores, products, sales and what is added up from them."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute("CREATE SCHEMA retail")


def downgrade() -> None:
    op.execute("DROP SCHEMA retail")
