"""Categories have a name in English as well."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("category", sa.Column("name_en", sa.Text()), schema="retail")
    # Made by imports, and nobody's own words.
    op.execute("UPDATE retail.category SET name_en = 'To be sorted' WHERE name = 'À classer'")


def downgrade() -> None:
    op.drop_column("category", "name_en", schema="retail")
