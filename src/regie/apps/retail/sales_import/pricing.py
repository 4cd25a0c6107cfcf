"""What each line is of, what it cost, and what it amounts to."""

from __future__ import annotations

import polars as pl

from regie.core.tabular.loading import content_hash

from .amounts import assumed_purchase_e4, excl_cents, incl_cents
from .repository import SalesTables


def priced(
    tables: SalesTables, lines: pl.DataFrame, old: pl.DataFrame, purchase_percent: int
) -> pl.DataFrame:
    """Lines with `product_id`, `category_id`, `purchase_e4`, `cost_assumed`, amounts,
    `content_hash`, and `old_hash`, null for a new one.

    Category and purchase price are frozen when a line comes first, and stay unless it comes again
    with another product or with a purchase price of its own. The hash is of what the file says.
    """
    before = old.select(
        "sale_id",
        "line",
        pl.col("product_id").alias("old_product_id"),
        pl.col("category_id").alias("old_category_id"),
        pl.col("purchase_e4").alias("old_purchase_e4"),
        pl.col("cost_assumed").alias("old_assumed"),
        pl.col("content_hash").alias("old_hash"),
    )
    found = lines.join(_products(tables, lines), on="sku", maintain_order="left").join(
        before, on=["sale_id", "line"], how="left", maintain_order="left"
    )
    same = (pl.col("product_id") == pl.col("old_product_id")).fill_null(value=False)
    known = _known_prices(tables, found)
    share = assumed_purchase_e4(found["unit_price"].to_numpy(), purchase_percent)
    given, frozen = pl.col("purchase_price"), pl.when(same).then(pl.col("old_purchase_e4"))
    found = found.with_columns(
        pl.when(same)
        .then(pl.col("old_category_id"))
        .otherwise(pl.col("category_id"))
        .alias("category_id"),
        pl.coalesce(given, frozen, pl.lit(known), pl.lit(pl.Series(share))).alias("purchase_e4"),
        pl.when(given.is_null() & same)
        .then(pl.col("old_assumed"))
        .otherwise(given.is_null() & pl.lit(known.is_null()))
        .alias("cost_assumed"),
        pl.coalesce("vat", "vat_bp").alias("vat_bp"),
    )
    quantity, price = found["quantity"].to_numpy(), found["unit_price"].to_numpy()
    excl = excl_cents(quantity, price)
    said = found.select(
        "product_id",
        "quantity",
        "unit_price",
        pl.col("purchase_price").fill_null(-1),
        pl.col("vat").fill_null(-1),
        pl.col("line_sold_at").dt.epoch("us"),
    )
    return found.with_columns(
        pl.Series("excl_cents", excl),
        pl.Series("incl_cents", incl_cents(excl, found["vat_bp"].to_numpy())),
        pl.Series("cost_cents", excl_cents(quantity, found["purchase_e4"].to_numpy())),
        pl.Series("content_hash", content_hash(column.to_numpy() for column in said)),
    )


def _products(tables: SalesTables, lines: pl.DataFrame) -> pl.DataFrame:
    """What is sold and not known is made a product, yet to be sorted, under the label that it is
    sold under first: a till knows before the catalogue does."""
    skus = lines["sku"].unique()
    present = tables.products(skus)
    if present.height == skus.len():
        return present
    unknown = (
        lines.join(present, on="sku", how="anti")
        .group_by("sku")
        .agg(pl.col("label").drop_nulls().first())
    )
    tables.add_products(unknown.select("sku", pl.coalesce("label", "sku").alias("name")))
    return tables.products(skus)


def _known_prices(tables: SalesTables, lines: pl.DataFrame) -> pl.Series:
    """The purchase price that was valid on the day, null where none was."""
    prices = tables.prices(lines["product_id"].unique())
    if not prices.height:
        return pl.Series([None], dtype=pl.Int64).new_from_index(0, lines.height)
    asked = lines.select("product_id", "sold_on").with_row_index("place").sort("sold_on")
    found = asked.join_asof(
        prices, on="sold_on", by="product_id", strategy="backward", check_sortedness=False
    )
    return found.sort("place")["known_e4"]
