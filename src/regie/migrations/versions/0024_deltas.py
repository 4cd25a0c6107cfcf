"""What an import changes of the figures has no number: nobody asks for a row, and its index and its
sequence were a fifth of what PostgreSQL pays for them."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_TABLES = ("figure_delta", "basket_delta")


def upgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "id", schema="retail")


def downgrade() -> None:
    for table in _TABLES:
        op.add_column(
            table,
            sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
            schema="retail",
        )
        op.create_primary_key(f"pk_{table}", table, ["id"], schema="retail")
