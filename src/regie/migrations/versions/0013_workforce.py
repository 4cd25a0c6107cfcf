"""Posts, tasks, volumes and headcount of centres, and their simulations."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute("CREATE SCHEMA workforce")


def downgrade() -> None:
    op.execute("DROP SCHEMA workforce")
