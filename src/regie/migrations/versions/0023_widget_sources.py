"""A key of the chat widget asks the sources that it names, and no other."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_COMMENT = (
    "key: public, it stands in the shop's page; origins: of the pages that may use it; "
    "sources: whose orders are found with it, NULL for all; language: NULL for the page's"
)
_FORMER = (
    "key: public, it stands in the shop's page; origins: of the pages that may use "
    "it; source: whose orders are asked for, NULL for the usual one; language: NULL for the "
    "page's"
)


def upgrade() -> None:
    op.add_column("widget", sa.Column("sources", sa.ARRAY(sa.Text())), schema="orders")
    op.execute("UPDATE orders.widget SET sources = ARRAY[source] WHERE source IS NOT NULL")
    op.create_check_constraint(
        "ck_widget_sources", "widget", "cardinality(sources) > 0", schema="orders"
    )
    op.drop_column("widget", "source", schema="orders")
    op.create_table_comment("widget", _COMMENT, existing_comment=_FORMER, schema="orders")


def downgrade() -> None:
    op.add_column("widget", sa.Column("source", sa.Text()), schema="orders")
    op.execute("UPDATE orders.widget SET source = sources[1]")
    op.drop_column("widget", "sources", schema="orders")
    op.create_table_comment("widget", _FORMER, existing_comment=_COMMENT, schema="orders")
