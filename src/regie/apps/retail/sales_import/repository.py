"""Every statement of a chunk of sales, in a thread and one transaction; those of the import's end
are in `moved`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import polars as pl
import psycopg

from regie.core.tabular.loading import copy_fixed, copy_frame

from .moved import HELD, LOCK

UNSORTED_CODE: Final = "a-classer"
UNSORTED_NAMES: Final = ("À classer", "To be sorted")

_LOCK: Final = LOCK.format(tenant="%s")
_STORES: Final = """
    SELECT store.code AS store, store.id AS store_id
    FROM retail.store JOIN identity.place ON place.id = store.place_id
    WHERE store.tenant = %(tenant)s
        AND (%(paths)s::text[] IS NULL OR place.path LIKE ANY(%(paths)s::text[]))
"""
_SALES: Final = """
    SELECT ref AS sale, id AS sale_id, store_id, sold_at, sold_on, incomplete FROM retail.sale
    WHERE (tenant, source) = (%s, %s) AND ref = ANY(%s)
"""
_LINES: Final = """
    SELECT sale_id, line_no, product_id, category_id, quantity_e3, purchase_price_e4, cost_assumed,
        excl_cents, incl_cents, cost_cents, content_hash, import_id
    FROM retail.sale_line WHERE sale_id = ANY(%s)
"""
_PRODUCTS: Final = """
    SELECT sku, id AS product_id, category_id, CAST(vat_bp AS bigint) AS vat_bp FROM retail.product
    WHERE tenant = %s AND sku = ANY(%s)
"""
_UNSORTED: Final = """
    WITH fresh AS (SELECT nextval(pg_get_serial_sequence('retail.category', 'id')) AS id)
    INSERT INTO retail.category (id, tenant, path, code, name, name_en)
    SELECT id, %s, id || '.', %s, %s, %s FROM fresh ON CONFLICT (tenant, code) DO NOTHING
"""
_ADD_PRODUCTS: Final = """
    INSERT INTO retail.product (tenant, sku, name, category_id)
    SELECT %(tenant)s, new.sku, new.name, category.id
    FROM unnest(%(skus)s::text[], %(names)s::text[]) AS new(sku, name), retail.category
    WHERE category.tenant = %(tenant)s AND category.code = %(code)s
    ON CONFLICT (tenant, sku) DO NOTHING
"""
_PRICES: Final = """
    SELECT product_id, valid_from AS sold_on, purchase_e4 FROM retail.product_price
    WHERE product_id = ANY(%s) ORDER BY valid_from
"""
_RESERVE: Final = (
    "SELECT nextval(pg_get_serial_sequence('retail.sale', 'id')) FROM generate_series(1, %s)"
)
_CHANGED: Final = """
    CREATE TEMPORARY TABLE changed_line (LIKE retail.sale_line) ON COMMIT DROP
"""
_CHANGE: Final = """
    UPDATE retail.sale_line AS l SET product_id = c.product_id, category_id = c.category_id,
        quantity_e3 = c.quantity_e3, unit_price_e4 = c.unit_price_e4,
        purchase_price_e4 = c.purchase_price_e4, cost_assumed = c.cost_assumed,
        excl_cents = c.excl_cents, incl_cents = c.incl_cents, cost_cents = c.cost_cents,
        content_hash = c.content_hash, import_id = c.import_id
    FROM changed_line AS c WHERE (l.sale_id, l.line_no) = (c.sale_id, c.line_no)
"""
_MOVE: Final = """
    UPDATE retail.sale SET sold_at = m.sold_at, sold_on = m.sold_on
    FROM unnest(%s::bigint[], %s::timestamptz[], %s::date[]) AS m(id, sold_at, sold_on)
    WHERE sale.id = m.id
"""
_WAITING: Final = """
    SELECT ref, line_no, source <> %(source)s FROM retail.refused_line
    WHERE tenant = %(tenant)s AND (source = %(source)s OR starts_with(source, %(held)s))
        AND ref = ANY(%(refs)s)
"""
_REFUSED: Final = """
    INSERT INTO retail.refused_line (tenant, source, ref, line_no)
    SELECT %s, %s, ref, line_no FROM unnest(%s::text[], %s::bigint[]) AS r(ref, line_no)
    ON CONFLICT DO NOTHING
"""
_MENDED: Final = """
    DELETE FROM retail.refused_line
    WHERE tenant = %s AND (source = %s OR starts_with(source, %s)) AND (ref, line_no) IN (
        SELECT ref, line_no FROM unnest(%s::text[], %s::bigint[]) AS r(ref, line_no)
    )
"""
_LET_GO: Final = """
    DELETE FROM retail.refused_line
    WHERE tenant = %s AND starts_with(source, %s) AND ref = ANY(%s)
"""
_FLAG: Final = """
    UPDATE retail.sale AS s SET incomplete = NOT incomplete
    WHERE (tenant, source) = (%(tenant)s, %(source)s) AND ref = ANY(%(refs)s)
        AND incomplete <> EXISTS (
            SELECT FROM retail.refused_line AS r
            WHERE (r.tenant, r.source, r.ref) = (s.tenant, s.source, s.ref)
        )
"""
_DROP: Final = """
    WITH gone AS (
        DELETE FROM retail.sale_line AS l
        USING unnest(%s::bigint[], %s::bigint[]) AS d(sale_id, line_no), retail.sale
        WHERE (l.sale_id, l.line_no) = (d.sale_id, d.line_no) AND sale.id = d.sale_id
        RETURNING sale.sold_on, sale.store_id, l.*
    )
    SELECT CAST(date_trunc('month', sold_on) AS date), store_id, category_id, -excl_cents,
        -incl_cents, -cost_cents, -quantity_e3, -1
    FROM gone
"""

_SALE_SCHEMA: Final = {
    "sale": pl.String,
    "sale_id": pl.Int64,
    "store_id": pl.Int64,
    "sold_at": pl.Datetime("us", "UTC"),
    "sold_on": pl.Date,
    "incomplete": pl.Boolean,
}
_LINE_SCHEMA: Final = dict.fromkeys(
    (
        *("sale_id", "line", "product_id", "category_id", "quantity", "purchase_e4"),
        *("cost_assumed", "excl_cents", "incl_cents", "cost_cents", "content_hash", "import_id"),
    ),
    pl.Int64,
) | {"cost_assumed": pl.Boolean}
_CELL_SCHEMA: Final = {"month": pl.Date} | dict.fromkeys(
    (
        *("store_id", "category_id", "excl_cents", "incl_cents", "cost_cents"),
        *("quantity_e3", "lines"),
    ),
    pl.Int64,
)
_PRODUCT_SCHEMA: Final = {"sku": pl.String} | dict.fromkeys(
    ("product_id", "category_id", "vat_bp"), pl.Int64
)


class SalesTables:
    """In one chunk's transaction, for one tenant and source."""

    def __init__(self, connection: psycopg.Connection, tenant: str, source: str):
        self.connection = connection
        self.tenant = tenant
        self.source = source

    def lock(self) -> None:
        """Until the end of the transaction no other import of this tenant writes sales."""
        self.connection.execute(_LOCK, (self.tenant,))

    def sales(self, refs: pl.Series) -> pl.DataFrame:
        rows = self.connection.execute(_SALES, (self.tenant, self.source, refs.to_list()))
        return pl.DataFrame(rows.fetchall(), _SALE_SCHEMA, orient="row")

    def lines(self, sale_ids: pl.Series) -> pl.DataFrame:
        """All that these sales have."""
        rows = self.connection.execute(_LINES, (sale_ids.to_list(),), binary=True)
        return pl.DataFrame(rows.fetchall(), _LINE_SCHEMA, orient="row")

    def products(self, skus: pl.Series) -> pl.DataFrame:
        rows = self.connection.execute(_PRODUCTS, (self.tenant, skus.to_list()))
        return pl.DataFrame(rows.fetchall(), _PRODUCT_SCHEMA, orient="row")

    def add_products(self, products: pl.DataFrame) -> None:
        """`sku` and `name`, into the category of what is yet to be sorted."""
        self.connection.execute(_UNSORTED, (self.tenant, UNSORTED_CODE, *UNSORTED_NAMES))
        values: dict[str, Any] = {
            "tenant": self.tenant,
            "code": UNSORTED_CODE,
            "skus": products["sku"].to_list(),
            "names": products["name"].to_list(),
        }
        self.connection.execute(_ADD_PRODUCTS, values)

    def prices(self, product_ids: pl.Series) -> pl.DataFrame:
        """By the day from which each is valid."""
        rows = self.connection.execute(_PRICES, (product_ids.to_list(),))
        schema = {"product_id": pl.Int64, "sold_on": pl.Date, "known_e4": pl.Int64}
        return pl.DataFrame(rows.fetchall(), schema, orient="row")

    def reserve_sales(self, count: int) -> list[int]:
        return [row[0] for row in self.connection.execute(_RESERVE, (count,))]

    def add_sales(self, sales: pl.DataFrame, import_id: int) -> None:
        copy_frame(
            self.connection,
            "retail.sale",
            sales.select(
                pl.col("sale_id").alias("id"),
                pl.lit(self.tenant).alias("tenant"),
                pl.lit(self.source).alias("source"),
                pl.col("sale").alias("ref"),
                "store_id",
                "sold_at",
                "sold_on",
                "customer",
                pl.lit(import_id).alias("import_id"),
            ),
        )

    def move_sales(self, sales: pl.DataFrame) -> None:
        values = (sales[name].to_list() for name in ("sale_id", "sold_at", "sold_on"))
        self.connection.execute(_MOVE, tuple(values))

    def add_lines(self, lines: pl.DataFrame, import_id: int) -> None:
        self._copy_lines("retail.sale_line", lines, import_id)

    def change_lines(self, lines: pl.DataFrame, import_id: int) -> None:
        self.connection.execute(_CHANGED)
        self._copy_lines("changed_line", lines, import_id)
        self.connection.execute(_CHANGE)

    def append_figures(self, cells: pl.DataFrame) -> None:
        """`month`, `store_id`, `category_id` and what is summed."""
        self._append("retail.figure_delta", cells)

    def append_baskets(self, cells: pl.DataFrame) -> None:
        """`month`, `store_id`, `baskets`."""
        self._append("retail.basket_delta", cells)

    def waiting(self, refs: pl.Series) -> pl.DataFrame:
        """Lines of these sales that were refused, or are `held`: `sale` and `line`."""
        values: dict[str, Any] = {
            "tenant": self.tenant,
            "source": self.source,
            "held": HELD,
            "refs": refs.to_list(),
        }
        rows = self.connection.execute(_WAITING, values)
        schema = {"sale": pl.String, "line": pl.Int64, "held": pl.Boolean}
        return pl.DataFrame(rows.fetchall(), schema, orient="row")

    def remember_refused(self, lines: pl.DataFrame) -> None:
        self.connection.execute(_REFUSED, (self.tenant, self.source, *_keys(lines)))

    def forget_waiting(self, lines: pl.DataFrame) -> None:
        """They have come again, and were accepted."""
        self.connection.execute(_MENDED, (self.tenant, self.source, HELD, *_keys(lines)))

    def hold(self, lines: pl.DataFrame, import_id: int) -> None:
        """Until they come or the import is done; see `moved.py`."""
        self.connection.execute(_REFUSED, (self.tenant, f"{HELD}{import_id}", *_keys(lines)))

    def let_go(self, refs: pl.Series) -> None:
        """What any import holds of these sales."""
        self.connection.execute(_LET_GO, (self.tenant, HELD, refs.to_list()))

    def drop_lines(self, lines: pl.DataFrame) -> pl.DataFrame:
        """By `sale_id` and `line`; gives what the cells of figures gain, which is less than
        nothing."""
        keys = (lines[name].to_list() for name in ("sale_id", "line"))
        rows = self.connection.execute(_DROP, tuple(keys))
        return pl.DataFrame(rows.fetchall(), _CELL_SCHEMA, orient="row")

    def flag_incomplete(self, refs: pl.Series) -> None:
        """Or no longer."""
        values: dict[str, Any] = {
            "tenant": self.tenant,
            "source": self.source,
            "refs": refs.to_list(),
        }
        self.connection.execute(_FLAG, values)

    def _copy_lines(self, table: str, lines: pl.DataFrame, import_id: int) -> None:
        columns: dict[str, Any] = {
            "tenant": self.tenant,
            "sale_id": lines["sale_id"].to_numpy(),
            "line_no": lines["line"].cast(pl.Int32).to_numpy(),
            "product_id": lines["product_id"].to_numpy(),
            "category_id": lines["category_id"].to_numpy(),
            "quantity_e3": lines["quantity"].to_numpy(),
            "unit_price_e4": lines["unit_price"].to_numpy(),
            "purchase_price_e4": lines["purchase_e4"].to_numpy(),
            "cost_assumed": lines["cost_assumed"].to_numpy(),
            "excl_cents": lines["excl_cents"].to_numpy(),
            "incl_cents": lines["incl_cents"].to_numpy(),
            "cost_cents": lines["cost_cents"].to_numpy(),
            "content_hash": lines["content_hash"].to_numpy(),
            "import_id": np.full(lines.height, import_id),
        }
        copy_fixed(self.connection, table, columns)

    def _append(self, table: str, cells: pl.DataFrame) -> None:
        if cells.height:
            sums = {name: cells[name].to_numpy() for name in cells.columns}
            copy_fixed(self.connection, table, {"tenant": self.tenant, **sums})


def stores_within(
    connection: psycopg.Connection, tenant: str, paths: Sequence[str] | None
) -> pl.DataFrame:
    """`store`, its code, and `store_id`, of those below some places; None is everywhere."""
    below = None if paths is None else [f"{path}%" for path in paths]
    rows = connection.execute(_STORES, {"tenant": tenant, "paths": below})
    schema = {"store": pl.String, "store_id": pl.Int64}
    return pl.DataFrame(rows.fetchall(), schema, orient="row")


def _keys(lines: pl.DataFrame) -> tuple[list[str], list[int]]:
    return lines["sale"].to_list(), lines["line"].to_list()
