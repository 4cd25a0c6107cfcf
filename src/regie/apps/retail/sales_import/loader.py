"""One chunk of lines against the sales that are there: what is new, the same, or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl
import psycopg

from regie.core.tabular import Brought, Check, Delivery

from .layout import ELSEWHERE, NOT_OURS, UNKNOWN_STORE
from .moved import SOURCE
from .pricing import priced
from .repository import SalesTables, stores_within

SUMS: Final = ("excl_cents", "incl_cents", "cost_cents", "quantity", "lines")


@dataclass(frozen=True, slots=True)
class Assumptions:
    zone: ZoneInfo
    """In which a day begins."""
    purchase_percent: int
    """Of the price: what was paid for a product of which nobody knows."""


class SalesLoader:
    def __init__(
        self,
        connection: psycopg.Connection,
        delivery: Delivery,
        assumed: Assumptions,
        *,
        whole: bool,
    ):
        self._delivery = delivery
        self._assumed = assumed
        self._whole = whole
        self._stores = stores_within(connection, delivery.tenant, delivery.paths)
        self._not_ours = pl.Series("row", [], pl.Int64)
        self._present = pl.DataFrame(schema={"sale": pl.String, "sale_id": pl.Int64})

    def checks(self, connection: psycopg.Connection, rows: pl.DataFrame) -> Iterator[Check]:
        """Whose store is unknown here, and whose sale is of another store: of the one that it has
        in the database, else of the first of its lines in this chunk that has a known one."""
        tables = self._tables(connection)
        tables.lock()
        lines = rows.select("row", "sale", "store").join(
            self._stores, on="store", how="left", maintain_order="left"
        )
        first = lines.drop_nulls().group_by("sale").agg(pl.col("store_id").first())
        self._present = tables.sales(rows["sale"].drop_nulls().unique())
        present = self._present.select("sale", "store_id")
        owner = pl.concat([present, first]).unique("sale", keep="first", maintain_order=True)
        lines = lines.join(owner, on="sale", how="left", maintain_order="left", suffix="_of_sale")
        unknown = lines["store_id"].is_null()
        elsewhere = (lines["store_id"] != lines["store_id_of_sale"]).fill_null(value=False)
        strange = self._is_strange(lines)
        self._not_ours = lines["row"].filter(elsewhere | strange)
        refused, why = unknown, UNKNOWN_STORE
        if self._delivery.paths is not None:
            refused, why = unknown | (elsewhere & strange), NOT_OURS
        yield Check("store_unknown", why, lambda _: pl.lit(refused))
        yield Check("sale_elsewhere", ELSEWHERE, lambda _: pl.lit(elsewhere & ~strange))

    def _is_strange(self, lines: pl.DataFrame) -> pl.Series:
        """Of a sale that may be another region's: whoever sends it must not even flag it."""
        if self._delivery.paths is None:
            return pl.Series([False]).new_from_index(0, lines.height)
        ours = lines["store_id_of_sale"].is_in(self._stores["store_id"].implode())
        return ~ours.fill_null(value=False)

    def write(
        self, connection: psycopg.Connection, accepted: pl.DataFrame, refused: pl.DataFrame
    ) -> Brought:
        tables = self._tables(connection)
        brought = self._load(tables, accepted) if accepted.height else Brought()
        ours = refused.filter(~pl.col("row").is_in(self._not_ours.implode()))
        missed = ours.select("sale", "line").drop_nulls()
        waiting = _keep_account(tables, accepted, missed)
        as_it_was = brought.identical == accepted.height and not missed.height
        if self._whole and not (as_it_was and waiting.filter("held").is_empty()):
            sent = pl.concat([accepted.select("sale", "line"), missed])
            self._settle_moved(tables, sent, waiting)
        return brought

    def _settle_moved(self, tables: SalesTables, sent: pl.DataFrame, waiting: pl.DataFrame) -> None:
        """A line that was inserted, taken out or sorted elsewhere gives the others of its sale new
        numbers: what stands under an old one, and no line took its place, would count twice. It
        goes where a refused line stands; one behind those sent so far is held, for it may come."""
        sales = self._present.select("sale", "sale_id")
        last = (
            sent.join(sales, on="sale").group_by("sale", "sale_id").agg(last=pl.col("line").max())
        )
        if not last.height:
            return
        waits = waiting.group_by("sale", "line").agg(
            pl.col("held").any(), refused=(~pl.col("held")).any()
        )
        lines = (
            tables.lines(last["sale_id"])
            .join(last, on="sale_id")
            .join(waits, on=["sale", "line"], how="left")
            .with_columns(pl.col("held", "refused").fill_null(value=False))
        )
        by, held = pl.col("import_id"), pl.col("held")
        like = ["sale_id", "content_hash"]
        standing = pl.when(~held).then(by)
        elsewhere = (standing.min().over(like) != by) | (standing.max().over(like) != by)
        ours = by == self._delivery.import_id
        moved = lines.filter(~ours & elsewhere & (ours.any().over(like) | held))
        gone = moved.filter((pl.col("line") <= pl.col("last")) & pl.col("refused"))
        behind = moved.filter(pl.col("line") > pl.col("last"))
        if gone.height:
            tables.append_figures(tables.drop_lines(gone))
        before = waits.filter("held")["sale"].unique()
        if before.len():
            tables.let_go(before)
        if behind.height:
            tables.hold(behind, self._delivery.import_id)

    def _tables(self, connection: psycopg.Connection) -> SalesTables:
        return SalesTables(connection, self._delivery.tenant, SOURCE)

    def _load(self, tables: SalesTables, accepted: pl.DataFrame) -> Brought:
        import_id = self._delivery.import_id
        heads = self._heads(tables, accepted)
        old = tables.lines(heads.filter(~pl.col("is_new"))["sale_id"])
        heads = _dated(heads, old)
        lines = accepted.rename({"sold_at": "line_sold_at"}).join(
            heads.select("sale", "sale_id", "sold_on"), on="sale", maintain_order="left"
        )
        lines = priced(tables, lines, old, self._assumed.purchase_percent)
        new = lines.filter(pl.col("old_hash").is_null())
        changed = lines.filter(pl.col("old_hash") != pl.col("content_hash"))
        tables.add_sales(heads.filter("is_new"), import_id)
        tables.add_lines(new, import_id)
        if changed.height:
            tables.change_lines(changed, import_id)
        moved = heads.filter(~pl.col("is_new") & (pl.col("sold_at") != pl.col("old_sold_at")))
        if moved.height:
            tables.move_sales(moved)
        tables.append_figures(_figures(heads, old, new, changed))
        tables.append_baskets(_baskets(heads))
        identical = lines.height - new.height - changed.height
        return Brought(new.height, identical, changed.height)

    def _heads(self, tables: SalesTables, accepted: pl.DataFrame) -> pl.DataFrame:
        """The sales of these lines: `sale`, `sale_id`, `store_id`, `is_new`, when by their first
        line here (`first_line`, `sold_at`, `customer`), and `old_sold_at`, `old_sold_on`."""
        delivered = (
            accepted.join(self._stores, on="store")
            .sort("line")
            .group_by("sale", maintain_order=True)
            .agg(
                pl.col("line").first().alias("first_line"),
                pl.col("store_id", "sold_at", "customer").first(),
            )
        )
        present = tables.sales(delivered["sale"]).select(
            "sale",
            "sale_id",
            pl.col("sold_at").alias("old_sold_at"),
            pl.col("sold_on").alias("old_sold_on"),
        )
        heads = delivered.join(present, on="sale", how="left", maintain_order="left")
        is_new = heads["sale_id"].is_null()
        ids = pl.Series(tables.reserve_sales(int(is_new.sum())), dtype=pl.Int64)
        reserved = is_new.cast(pl.Int64).cum_sum() - 1
        sold_on = pl.col("sold_at").dt.convert_time_zone(self._assumed.zone.key).dt.date()
        fresh = ids.gather(reserved.clip(0)) if ids.len() else heads["sale_id"]
        return heads.with_columns(
            is_new.alias("is_new"),
            heads["sale_id"].zip_with(~is_new, fresh),
            sold_on.alias("sold_on"),
        )


def _dated(heads: pl.DataFrame, old: pl.DataFrame) -> pl.DataFrame:
    """Of a sale that is there, its first line says when it was: not one that comes later."""
    first = old.group_by("sale_id").agg(pl.col("line").min().alias("old_first_line"))
    later = pl.col("first_line") > pl.col("old_first_line")
    return heads.join(first, on="sale_id", how="left", maintain_order="left").with_columns(
        pl.when(later).then(pl.col(f"old_{name}")).otherwise(pl.col(name)).alias(name)
        for name in ("sold_at", "sold_on")
    )


def _figures(
    heads: pl.DataFrame, old: pl.DataFrame, new: pl.DataFrame, changed: pl.DataFrame
) -> pl.DataFrame:
    """What the cells of store, month and category gain: what lines are now without what they were.
    A sale that moved to another month takes its untouched lines along."""
    when = heads.select(
        "sale_id",
        "store_id",
        _month("sold_on").alias("month"),
        _month("old_sold_on").alias("old_month"),
    )
    stayed = old.join(changed, on=["sale_id", "line"], how="anti")
    altered = old.join(changed, on=["sale_id", "line"], how="semi")
    taken_along = stayed.join(
        when.filter(pl.col("month") != pl.col("old_month")), on="sale_id", how="semi"
    )
    cell = ["sale_id", "category_id", *SUMS[:-1]]
    now = pl.concat([frame.select(cell) for frame in (new, changed, taken_along)])
    before = pl.concat([frame.select(cell) for frame in (altered, taken_along)])
    return _added_up(
        [
            now.join(when, on="sale_id").with_columns(pl.lit(1).alias("lines")),
            before.join(when.with_columns(month="old_month"), on="sale_id").with_columns(
                *(-pl.col(name) for name in SUMS[:-1]), pl.lit(-1).alias("lines")
            ),
        ],
        ["month", "store_id", "category_id"],
        SUMS,
    ).rename({"quantity": "quantity_e3"})


def _baskets(heads: pl.DataFrame) -> pl.DataFrame:
    """Over categories baskets do not add up, so they are counted beside the figures."""
    moved = heads.filter(~pl.col("is_new") & (_month("sold_on") != _month("old_sold_on")))
    arrived = pl.concat([heads.filter("is_new"), moved])
    return _added_up(
        [
            arrived.select(_month("sold_on").alias("month"), "store_id", baskets=1),
            moved.select(_month("old_sold_on").alias("month"), "store_id", baskets=-1),
        ],
        ["month", "store_id"],
        ["baskets"],
    )


def _added_up(
    parts: Sequence[pl.DataFrame], cell: Sequence[str], sums: Sequence[str]
) -> pl.DataFrame:
    """By cell, but for those that gain nothing."""
    rows = pl.concat(
        [part.select(*cell, *(pl.col(name).cast(pl.Int64) for name in sums)) for part in parts]
    )
    added = rows.group_by(cell).agg(pl.col(sums).sum())
    return added.filter(pl.any_horizontal(pl.col(sums) != 0))


def _month(name: str) -> pl.Expr:
    return pl.col(name).dt.truncate("1mo")


def _keep_account(
    tables: SalesTables, accepted: pl.DataFrame, missed: pl.DataFrame
) -> pl.DataFrame:
    """Of lines that were refused: a sale is incomplete until each has come again, corrected. Gives
    the `sale` and `line` of those that still have not, and of those that are `held`."""
    refs = pl.concat([accepted["sale"], missed["sale"]]).unique()
    waiting = tables.waiting(refs)
    mended = waiting.join(accepted, on=["sale", "line"], how="semi")
    if missed.height:
        tables.remember_refused(missed)
    if mended.height:
        tables.forget_waiting(mended)
    touched = pl.concat([waiting.filter(~pl.col("held"))["sale"], missed["sale"]]).unique()
    if touched.len():
        tables.flag_incomplete(touched)
    still = waiting.join(mended, on=["sale", "line"], how="anti")
    return pl.concat([still, missed.with_columns(held=pl.lit(value=False))])
