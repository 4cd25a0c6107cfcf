"""Targets of margin and of baskets, beside those of revenue."""

# ruff: noqa: S608 - every piece of SQL here is a constant

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_ADDED = ("margin_target_cents", "margin_targeted_cents", "baskets_target", "baskets_targeted")
# Behind those of before: the roll-ups are filled in the order of their columns.
_OF_STORE = """,
        coalesce(target.margin_cents, 0),
        CASE WHEN target.margin_cents IS NULL THEN 0
            ELSE coalesce(f.excl_cents - f.cost_cents, 0) END,
        coalesce(target.baskets, 0),
        CASE WHEN target.baskets IS NULL THEN 0 ELSE coalesce(basket.baskets, 0) END
"""
_OF_REGION = "".join(f", sum({name})" for name in _ADDED)


def _roll_up(of_store: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION
    retail.roll_up(of_tenant text, touched_stores bigint[], touched_months date[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    touched_regions bigint[];
BEGIN
    -- One at a time: each reads what the one before has written.
    PERFORM pg_advisory_xact_lock(hashtextextended('retail figures ' || of_tenant, 0));
    DELETE FROM retail.store_month AS old
    USING unnest(touched_stores, touched_months) AS t(store_id, month)
    WHERE old.store_id = t.store_id AND old.month = t.month;
    INSERT INTO retail.store_month
    SELECT of_tenant, t.month, t.store_id,
        coalesce(f.excl_cents, 0), coalesce(f.incl_cents, 0), coalesce(f.cost_cents, 0),
        coalesce(f.quantity_e3, 0), coalesce(f.lines, 0), coalesce(basket.baskets, 0),
        coalesce(target.revenue_cents, 0),
        CASE WHEN target.store_id IS NULL THEN 0 ELSE coalesce(f.excl_cents, 0) END,
        CASE WHEN target.store_id IS NULL THEN 0 ELSE 1 END{of_store}
    FROM (
        SELECT DISTINCT store_id, month FROM unnest(touched_stores, touched_months)
            AS t(store_id, month)
    ) AS t
    LEFT JOIN LATERAL (
        SELECT CAST(sum(excl_cents) AS bigint) AS excl_cents,
            CAST(sum(incl_cents) AS bigint) AS incl_cents,
            CAST(sum(cost_cents) AS bigint) AS cost_cents,
            CAST(sum(quantity_e3) AS bigint) AS quantity_e3,
            CAST(sum(lines) AS bigint) AS lines
        FROM retail.figure WHERE store_id = t.store_id AND month = t.month
    ) AS f ON true
    LEFT JOIN retail.basket ON basket.store_id = t.store_id AND basket.month = t.month
    LEFT JOIN retail.target ON target.store_id = t.store_id AND target.month = t.month
    WHERE f.lines IS NOT NULL OR basket.store_id IS NOT NULL OR target.store_id IS NOT NULL;
    SELECT array_agg(DISTINCT retail.region_of(id)) INTO touched_regions
    FROM retail.store WHERE id = ANY(touched_stores);
    PERFORM retail.roll_up_regions(
        of_tenant, touched_regions, ARRAY(SELECT DISTINCT unnest(touched_months))
    );
END $$
"""


def _roll_up_regions(of_region: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION
    retail.roll_up_regions(of_tenant text, regions bigint[], touched_months date[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('retail figures ' || of_tenant, 0));
    DELETE FROM retail.region_month WHERE tenant = of_tenant
        AND region_id = ANY(regions) AND month = ANY(touched_months);
    DELETE FROM retail.region_figure WHERE tenant = of_tenant
        AND region_id = ANY(regions) AND month = ANY(touched_months);
    INSERT INTO retail.region_month
    SELECT of_tenant, month, coalesce(parent_id, place.id),
        sum(excl_cents), sum(incl_cents), sum(cost_cents), sum(quantity_e3), sum(lines),
        sum(baskets), sum(target_cents), sum(targeted_cents), sum(targets){of_region}
    FROM retail.store_month JOIN retail.store ON store.id = store_id
    JOIN identity.place ON place.id = place_id
    WHERE coalesce(parent_id, place.id) = ANY(regions) AND month = ANY(touched_months)
    GROUP BY 2, 3;
    INSERT INTO retail.region_figure
    SELECT of_tenant, month, coalesce(parent_id, place.id), category_id,
        sum(excl_cents), sum(incl_cents), sum(cost_cents), sum(quantity_e3), sum(lines)
    FROM retail.figure JOIN retail.store ON store.id = store_id
    JOIN identity.place ON place.id = place_id
    WHERE coalesce(parent_id, place.id) = ANY(regions) AND month = ANY(touched_months)
    GROUP BY 2, 3, 4;
END $$
"""


def upgrade() -> None:
    for name in ("margin_cents", "baskets"):
        op.add_column("target", sa.Column(name, sa.BigInteger()), schema="retail")
    op.create_check_constraint(
        op.f("ck_target_margin"),
        "target",
        "margin_cents BETWEEN 1 AND revenue_cents",
        schema="retail",
    )
    op.create_check_constraint(op.f("ck_target_baskets"), "target", "baskets > 0", schema="retail")
    op.create_table_comment(
        "target",
        "What a store shall make in a month: revenue without VAT, and where they are planned "
        "margin and sales",
        existing_comment="Revenue without VAT that a store shall make in a month",
        schema="retail",
    )
    for table in ("store_month", "region_month"):
        for name in _ADDED:
            op.add_column(
                table,
                sa.Column(name, sa.BigInteger(), server_default="0", nullable=False),
                schema="retail",
            )
    op.execute(_roll_up(_OF_STORE))
    op.execute(_roll_up_regions(_OF_REGION))


def downgrade() -> None:
    op.execute(_roll_up(""))
    op.execute(_roll_up_regions(""))
    for table in ("region_month", "store_month"):
        for name in _ADDED:
            op.drop_column(table, name, schema="retail")
    op.create_table_comment(
        "target",
        "Revenue without VAT that a store shall make in a month",
        existing_comment="What a store shall make in a month: revenue without VAT, and where they "
        "are planned margin and sales",
        schema="retail",
    )
    op.drop_column("target", "margin_cents", schema="retail")
    op.drop_column("target", "baskets", schema="retail")
