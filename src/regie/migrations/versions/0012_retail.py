"""Stores, products, sales and what is added up from them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

# Where a store belongs: the place right above it, or its own where nothing is above.
_ROLL_UP = """
CREATE FUNCTION retail.roll_up(of_tenant text, touched_stores bigint[], touched_months date[])
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
        CASE WHEN target.store_id IS NULL THEN 0 ELSE 1 END
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
_REGION_OF = """
CREATE FUNCTION retail.region_of(of_store bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(parent_id, place.id)
    FROM retail.store JOIN identity.place ON place.id = place_id WHERE store.id = of_store
$$
"""
_ROLL_UP_REGIONS = """
CREATE FUNCTION retail.roll_up_regions(of_tenant text, regions bigint[], touched_months date[])
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
        sum(baskets), sum(target_cents), sum(targeted_cents), sum(targets)
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
# What is kept in memory is of one number: who changes a figure, or where a store stands, raises it.
_CHANGED = """
CREATE FUNCTION retail.raise_version(tenants text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO retail.figures_version (tenant, number, changed_at)
    SELECT tenant, 1, clock_timestamp() FROM unnest(tenants) AS tenant
    GROUP BY tenant ORDER BY tenant
    ON CONFLICT (tenant) DO UPDATE
    SET number = figures_version.number + 1, changed_at = excluded.changed_at
$$
"""
_FIGURES_CHANGED = """
CREATE FUNCTION retail.figures_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM retail.raise_version(ARRAY(SELECT DISTINCT tenant FROM changed));
    RETURN NULL;
END $$
"""
_TARGETS_CHANGED = """
CREATE FUNCTION retail.targets_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched record;
BEGIN
    FOR touched IN
        SELECT tenant, array_agg(store_id) AS stores, array_agg(month) AS months
        FROM changed GROUP BY tenant ORDER BY tenant
    LOOP
        PERFORM retail.roll_up(touched.tenant, touched.stores, touched.months);
        PERFORM retail.raise_version(ARRAY[touched.tenant]);
    END LOOP;
    RETURN NULL;
END $$
"""
_PLACES_CHANGED = """
CREATE FUNCTION retail.places_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved record;
BEGIN
    FOR moved IN
        SELECT store.tenant, store.id, coalesce(was.parent_id, was.id) AS left_region,
            coalesce(became.parent_id, became.id) AS new_region
        FROM before AS was JOIN after AS became USING (id)
        JOIN retail.store ON store.place_id = became.id
        WHERE was.parent_id IS DISTINCT FROM became.parent_id
        ORDER BY store.id
    LOOP
        PERFORM retail.roll_up_regions(
            moved.tenant, ARRAY[moved.left_region, moved.new_region],
            ARRAY(SELECT month FROM retail.store_month WHERE store_id = moved.id)
        );
    END LOOP;
    PERFORM retail.raise_version(ARRAY(
        SELECT DISTINCT became.tenant FROM before AS was JOIN after AS became USING (id)
        WHERE (was.path, was.name) IS DISTINCT FROM (became.path, became.name)
            AND EXISTS (
                SELECT FROM retail.store JOIN identity.place ON place.id = place_id
                WHERE store.tenant = became.tenant AND place.path LIKE became.path || '%'
            )
    ));
    RETURN NULL;
END $$
"""
# Of whole months from the lines themselves: who checks the rolled up figures checks them by it.
_VIEW = """
CREATE MATERIALIZED VIEW retail.mv_ca_magasin_mensuel AS
SELECT sale.tenant, store_id, CAST(extract(year FROM sold_on) AS integer) AS year,
    CAST(extract(month FROM sold_on) AS integer) AS month,
    CAST(sum(excl_cents) AS bigint) AS excl_cents,
    CAST(sum(incl_cents) AS bigint) AS incl_cents,
    CAST(sum(cost_cents) AS bigint) AS cost_cents,
    CAST(sum(quantity_e3) AS bigint) AS quantity_e3,
    count(*) AS lines, count(DISTINCT sale.id) AS baskets
FROM retail.sale JOIN retail.sale_line ON sale_id = sale.id
GROUP BY 1, 2, 3, 4
"""


def upgrade() -> None:
    op.execute("CREATE SCHEMA retail")
    op.create_table(
        "category",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("path LIKE '%' || id || '.'", name=op.f("ck_category_path")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_category_parent")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["retail.category.id"], name=op.f("fk_category_parent_id_category")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("tenant", "code", name=op.f("uq_category_tenant_code")),
        schema="retail",
        comment="The tree of categories; path is the ids on the way down, a dot behind each",
    )
    op.create_index("ix_category_parent", "category", ["parent_id"], unique=False, schema="retail")
    op.create_table(
        "figures_version",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_figures_version")),
        schema="retail",
        comment="Rises in each transaction that changes a figure or a target; what is kept "
        "in memory is of one number",
    )
    op.create_table(
        "product",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("vat_bp", sa.Integer(), server_default="2000", nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("vat_bp BETWEEN 0 AND 10000", name=op.f("ck_product_vat_bp")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["retail.category.id"], name=op.f("fk_product_category_id_category")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("tenant", "sku", name=op.f("uq_product_tenant_sku")),
        schema="retail",
        comment="What is sold; vat_bp is the VAT in hundredths of a percent",
    )
    op.create_index(
        "ix_product_category", "product", ["category_id"], unique=False, schema="retail"
    )
    op.create_index(
        "ix_product_name",
        "product",
        ["tenant", sa.literal_column("core.sort_key(name)"), "id"],
        unique=False,
        schema="retail",
    )
    op.create_table(
        "region_figure",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("region_id", sa.BigInteger(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("excl_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("incl_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("cost_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("quantity_e3", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lines", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_region_figure_month")),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["retail.category.id"],
            name=op.f("fk_region_figure_category_id_category"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["identity.place.id"], name=op.f("fk_region_figure_region_id_place")
        ),
        sa.PrimaryKeyConstraint(
            "tenant", "month", "region_id", "category_id", name=op.f("pk_region_figure")
        ),
        schema="retail",
        comment="Rolled up from figure: the stores right below a place, by category",
    )
    op.create_index(
        "ix_region_figure_region",
        "region_figure",
        ["region_id", "month"],
        unique=False,
        schema="retail",
    )
    op.create_table(
        "region_month",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("region_id", sa.BigInteger(), nullable=False),
        sa.Column("excl_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("incl_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("cost_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("quantity_e3", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lines", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("baskets", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("target_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("targeted_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("targets", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_region_month_month")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["identity.place.id"], name=op.f("fk_region_month_region_id_place")
        ),
        sa.PrimaryKeyConstraint("tenant", "month", "region_id", name=op.f("pk_region_month")),
        schema="retail",
        comment="Rolled up from store_month: the stores right below a place. A store that "
        "moves takes its figures along in the same transaction",
    )
    op.create_index(
        "ix_region_month_region",
        "region_month",
        ["region_id", "month"],
        unique=False,
        schema="retail",
    )
    op.create_table(
        "store",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("place_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("closed_on > opened_on", name=op.f("ck_store_closed_after_opened")),
        sa.ForeignKeyConstraint(
            ["place_id"], ["identity.place.id"], name=op.f("fk_store_place_id_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store")),
        sa.UniqueConstraint("place_id", name=op.f("uq_store_place_id")),
        sa.UniqueConstraint("tenant", "code", name=op.f("uq_store_tenant_code")),
        schema="retail",
        comment="A place that sells; its name and where it stands are the place's",
    )
    op.create_table(
        "basket",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("store_id", sa.BigInteger(), nullable=False),
        sa.Column("baskets", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_basket_month")),
        sa.ForeignKeyConstraint(
            ["store_id"], ["retail.store.id"], name=op.f("fk_basket_store_id_store")
        ),
        sa.PrimaryKeyConstraint("store_id", "month", name=op.f("pk_basket")),
        schema="retail",
        comment="Sales counted, as far as they have been compacted: over categories baskets "
        "do not add",
    )
    op.create_table(
        "basket_delta",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("store_id", sa.BigInteger(), nullable=False),
        sa.Column("baskets", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_basket_delta_month")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basket_delta")),
        schema="retail",
        comment="Sales that an import added (or moved away: negative)",
    )
    op.create_index(
        "ix_basket_delta_tenant", "basket_delta", ["tenant", "month"], unique=False, schema="retail"
    )
    op.create_table(
        "figure",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("store_id", sa.BigInteger(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("excl_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("incl_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("cost_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("quantity_e3", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lines", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_figure_month")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["retail.category.id"], name=op.f("fk_figure_category_id_category")
        ),
        sa.ForeignKeyConstraint(
            ["store_id"], ["retail.store.id"], name=op.f("fk_figure_store_id_store")
        ),
        sa.PrimaryKeyConstraint("store_id", "month", "category_id", name=op.f("pk_figure")),
        schema="retail",
        comment="Lines added up, as far as they have been compacted",
    )
    op.create_index("ix_figure_month", "figure", ["tenant", "month"], unique=False, schema="retail")
    op.create_table(
        "figure_delta",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("store_id", sa.BigInteger(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("excl_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("incl_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("cost_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("quantity_e3", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lines", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_figure_delta_month")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_delta")),
        schema="retail",
        comment="What an import changed, appended in its transaction; a job adds it to "
        "figure. What is true is the sum of both",
    )
    op.create_index(
        "ix_figure_delta_tenant", "figure_delta", ["tenant", "month"], unique=False, schema="retail"
    )
    op.create_table(
        "product_price",
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("purchase_e4", sa.BigInteger(), nullable=False),
        sa.Column("sale_e4", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("purchase_e4 >= 0", name=op.f("ck_product_price_purchase")),
        sa.CheckConstraint("sale_e4 >= 0", name=op.f("ck_product_price_sale")),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["retail.product.id"],
            name=op.f("fk_product_price_product_id_product"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("product_id", "valid_from", name=op.f("pk_product_price")),
        schema="retail",
        comment="Prices without VAT. One is valid until the next begins: two never overlap",
    )
    op.create_table(
        "sale",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("store_id", sa.BigInteger(), nullable=False),
        sa.Column("sold_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sold_on", sa.Date(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=True),
        sa.Column("incomplete", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["store_id"], ["retail.store.id"], name=op.f("fk_sale_store_id_store")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale")),
        sa.UniqueConstraint("tenant", "source", "ref", name=op.f("uq_sale_tenant_source_ref")),
        schema="retail",
        comment="One ticket, and one basket. sold_on: the day in the organisation's time "
        "zone; incomplete: some of its lines were refused",
    )
    op.create_index("ix_sale_import", "sale", ["import_id"], unique=False, schema="retail")
    op.create_index("ix_sale_store", "sale", ["store_id", "sold_on"], unique=False, schema="retail")
    op.create_table(
        "store_month",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("store_id", sa.BigInteger(), nullable=False),
        sa.Column("excl_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("incl_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("cost_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("quantity_e3", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lines", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("baskets", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("target_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("targeted_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("targets", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_store_month_month")),
        sa.ForeignKeyConstraint(
            ["store_id"], ["retail.store.id"], name=op.f("fk_store_month_store_id_store")
        ),
        sa.PrimaryKeyConstraint("store_id", "month", name=op.f("pk_store_month")),
        schema="retail",
        comment="Rolled up from figure, basket and target; made anew, never added to",
    )
    op.create_index(
        "ix_store_month_month", "store_month", ["tenant", "month"], unique=False, schema="retail"
    )
    op.create_table(
        "target",
        sa.Column("store_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("revenue_cents", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_target_month")),
        sa.CheckConstraint("revenue_cents > 0", name=op.f("ck_target_revenue")),
        sa.ForeignKeyConstraint(
            ["store_id"], ["retail.store.id"], name=op.f("fk_target_store_id_store")
        ),
        sa.PrimaryKeyConstraint("store_id", "month", name=op.f("pk_target")),
        schema="retail",
        comment="Revenue without VAT that a store shall make in a month",
    )
    op.create_index(
        "ix_target_month", "target", ["tenant", "month", "store_id"], unique=False, schema="retail"
    )
    op.create_table(
        "sale_line",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.BigInteger(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity_e3", sa.BigInteger(), nullable=False),
        sa.Column("unit_price_e4", sa.BigInteger(), nullable=False),
        sa.Column("purchase_price_e4", sa.BigInteger(), nullable=False),
        sa.Column("cost_assumed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("excl_cents", sa.BigInteger(), nullable=False),
        sa.Column("incl_cents", sa.BigInteger(), nullable=False),
        sa.Column("cost_cents", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.BigInteger(), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("line_no > 0", name=op.f("ck_sale_line_line_no")),
        sa.CheckConstraint("purchase_price_e4 >= 0", name=op.f("ck_sale_line_purchase_price")),
        sa.CheckConstraint(
            "sign(cost_cents) * sign(quantity_e3) >= 0", name=op.f("ck_sale_line_cost")
        ),
        sa.CheckConstraint(
            "sign(excl_cents) * sign(incl_cents) >= 0", name=op.f("ck_sale_line_incl")
        ),
        sa.CheckConstraint(
            "sign(excl_cents) * sign(quantity_e3) >= 0",
            name=op.f("ck_sale_line_returns_are_negative"),
        ),
        sa.CheckConstraint("unit_price_e4 >= 0", name=op.f("ck_sale_line_unit_price")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["retail.product.id"], name=op.f("fk_sale_line_product_id_product")
        ),
        sa.ForeignKeyConstraint(
            ["sale_id"], ["retail.sale.id"], name=op.f("fk_sale_line_sale_id_sale")
        ),
        sa.PrimaryKeyConstraint("sale_id", "line_no", name=op.f("pk_sale_line")),
        schema="retail",
        comment="line_no is counted before anything is refused. Category and purchase price "
        "are those of the day of the sale; cost_assumed: nobody knew the purchase price, a "
        "share of the price was taken. content_hash tells a changed line from an identical one",
    )
    op.create_table(
        "refused_line",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("line_no", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "source", "ref", "line_no", name=op.f("pk_refused_line")),
        schema="retail",
        comment="Lines that were refused and have not come again corrected: a sale that has one "
        "is incomplete",
    )
    for statement in (
        _REGION_OF,
        _ROLL_UP_REGIONS,
        _ROLL_UP,
        _CHANGED,
        _FIGURES_CHANGED,
        _TARGETS_CHANGED,
        _PLACES_CHANGED,
        _VIEW,
    ):
        op.execute(statement)
    op.execute(
        "CREATE UNIQUE INDEX uq_mv_ca_magasin_mensuel ON retail.mv_ca_magasin_mensuel "
        "(tenant, store_id, year, month)"
    )
    _make_triggers()


def _make_triggers() -> None:
    for table in ("figure_delta", "basket_delta"):
        op.execute(
            f"""
            CREATE TRIGGER figures_changed AFTER INSERT ON retail.{table}
            REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION retail.figures_changed()
            """
        )
    for deed, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        op.execute(
            f"""
            CREATE TRIGGER targets_changed_by_{deed.lower()} AFTER {deed} ON retail.target
            REFERENCING {rows} TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION retail.targets_changed()
            """
        )
    op.execute(
        """
        CREATE TRIGGER places_changed AFTER UPDATE ON identity.place
        REFERENCING OLD TABLE AS before NEW TABLE AS after
        FOR EACH STATEMENT EXECUTE FUNCTION retail.places_changed()
        """
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER places_changed ON identity.place")
    op.execute("DROP SCHEMA retail CASCADE")
