"""Providers, keys, the ledger of budgets, and usage."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute("CREATE SCHEMA gateway")


def downgrade() -> None:
    op.execute("DROP SCHEMA gateway")
