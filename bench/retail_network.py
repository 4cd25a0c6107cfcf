"""A network of stores to measure with: 500 stores in 20 regions, 40 categories, 24 months and two
million lines, made up in the database itself."""

from __future__ import annotations

from typing import Final

import psycopg

STORES: Final = 500
REGIONS: Final = 20
CATEGORIES: Final = 40
MONTHS: Final = 24
LINES: Final = 2_000_000
TENANT: Final = "main"
FIRST_MONTH: Final = "2024-11-01"
LAST_MONTH: Final = "2026-10-01"

# Checked by nothing meanwhile: half a minute of foreign keys that hold by the way it is made.
_UNCHECKED: Final = "SET session_replication_role = replica"
_STATEMENTS: Final = (
    """
    INSERT INTO identity.place (id, tenant, parent_id, path, kind, code, name)
    OVERRIDING SYSTEM VALUE
    SELECT 1, 'main', NULL, '1.', 'nation', 'F', 'France'
    UNION ALL
    SELECT 1 + r, 'main', 1, '1.' || 1 + r || '.', 'region', 'R' || r, 'Région ' || r
    FROM generate_series(1, {regions}) AS r
    UNION ALL
    SELECT 1000 + s, 'main', 2 + s % {regions},
        '1.' || 2 + s % {regions} || '.' || 1000 + s || '.', 'store', 'S' || s, 'Magasin ' || s
    FROM generate_series(1, {stores}) AS s
    """,
    """
    INSERT INTO retail.store (id, tenant, place_id, code, opened_on) OVERRIDING SYSTEM VALUE
    SELECT s, 'main', 1000 + s, 'S' || s, '2020-01-01' FROM generate_series(1, {stores}) AS s
    """,
    """
    INSERT INTO retail.category (id, tenant, parent_id, path, code, name)
    OVERRIDING SYSTEM VALUE
    SELECT c, 'main', NULL, c || '.', 'T' || c, 'Famille ' || c FROM generate_series(1, 8) AS c
    UNION ALL
    SELECT 100 + c, 'main', 1 + c % 8, 1 + c % 8 || '.' || 100 + c || '.', 'C' || c, 'Rayon ' || c
    FROM generate_series(1, {categories}) AS c
    """,
    """
    INSERT INTO retail.product (id, tenant, sku, name, category_id) OVERRIDING SYSTEM VALUE
    SELECT p, 'main', 'P' || p, 'Produit ' || p, 101 + p % {categories}
    FROM generate_series(0, 1999) AS p
    """,
    """
    INSERT INTO retail.sale (id, tenant, source, ref, store_id, sold_at, sold_on)
    OVERRIDING SYSTEM VALUE
    SELECT n, 'main', 'bench', n, 1 + (n * 7919) % {stores}, day, day
    FROM generate_series(CAST(1 AS bigint), {lines} / 4) AS n,
        LATERAL (SELECT date '{first}' + CAST((n * 104729) % 730 AS integer) AS day) AS d
    """,
    """
    INSERT INTO retail.sale_line (tenant, sale_id, line_no, product_id, category_id, quantity_e3,
        unit_price_e4, purchase_price_e4, excl_cents, incl_cents, cost_cents, content_hash)
    SELECT 'main', 1 + n / 4, 1 + n % 4, p, 101 + p % {categories}, 1000 * q, cents * 100,
        cents * 55, cents * q, cents * q * 6 / 5, cents * q * 55 / 100, n
    FROM generate_series(CAST(0 AS bigint), {lines} - 1) AS n,
        LATERAL (SELECT (n * 15485863) % 2000 AS p, 1 + n % 3 AS q, 199 + (n * 31) % 20000 AS cents)
            AS l
    """,
    """
    INSERT INTO retail.figure
    SELECT sale.tenant, date_trunc('month', sold_on), store_id, category_id, sum(excl_cents),
        sum(incl_cents), sum(cost_cents), sum(quantity_e3), count(*)
    FROM retail.sale JOIN retail.sale_line ON sale_id = sale.id GROUP BY 1, 2, 3, 4
    """,
    """
    INSERT INTO retail.basket
    SELECT tenant, date_trunc('month', sold_on), store_id, count(*) FROM retail.sale
    GROUP BY 1, 2, 3
    """,
    """
    INSERT INTO retail.target (tenant, store_id, month, revenue_cents, margin_cents, baskets)
    SELECT tenant, store_id, month, 1 + sum(excl_cents), 1 + sum(excl_cents - cost_cents),
        1 + sum(lines)
    FROM retail.figure GROUP BY 1, 2, 3
    """,
    """
    SELECT retail.roll_up('main', array_agg(store_id), array_agg(month))
    FROM (SELECT DISTINCT store_id, month FROM retail.figure) AS sold
    """,
    "INSERT INTO retail.figures_version (tenant, number) VALUES ('main', 1)",
    "REFRESH MATERIALIZED VIEW retail.mv_ca_magasin_mensuel",
)


def make_network(superuser_url: str) -> None:
    """In an empty database with the newest schema."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute(_UNCHECKED)
        for statement in _STATEMENTS:
            connection.execute(
                statement.format(
                    stores=STORES,
                    regions=REGIONS,
                    categories=CATEGORIES,
                    lines=LINES,
                    first=FIRST_MONTH,
                ).encode()
            )
        connection.execute("VACUUM ANALYZE")
