"""The personnel file, absences, evaluations and salary runs."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute("CREATE SCHEMA staff")


def downgrade() -> None:
    op.execute("DROP SCHEMA staff")
