"""Stores, products, sales, and what is added up from them.

Amounts are cents, prices ten-thousandths of a euro (`_e4`), quantities thousandths (`_e3`), all of
them bigint: a line has a fixed width and sums are exact. Months are their first day.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)

from regie.core.db import metadata

SCHEMA: Final = "retail"


def _tenant() -> Column[str]:
    return Column("tenant", Text, nullable=False)


def _version() -> Column[int]:
    return Column("version", Integer, nullable=False, server_default="1")


def _month() -> tuple[Column[date], CheckConstraint]:
    return (
        Column("month", Date, nullable=False),
        CheckConstraint("extract(day FROM month) = 1", "month"),
    )


def _sums() -> list[Column[int]]:
    """What is summed, in this order everywhere."""
    return [
        Column(name, BigInteger, nullable=False, server_default="0")
        for name in ("excl_cents", "incl_cents", "cost_cents", "quantity_e3", "lines")
    ]


def _goals() -> list[Column[int]]:
    """What is `targeted` is of the store-months that have such a target: what a target is compared
    with."""
    return [
        Column("baskets", BigInteger, nullable=False, server_default="0"),
        Column("target_cents", BigInteger, nullable=False, server_default="0"),
        Column("targeted_cents", BigInteger, nullable=False, server_default="0"),
        Column("targets", Integer, nullable=False, server_default="0"),
        *(
            Column(name, BigInteger, nullable=False, server_default="0")
            for name in (
                "margin_target_cents",
                "margin_targeted_cents",
                "baskets_target",
                "baskets_targeted",
            )
        ),
    ]


store = Table(
    "store",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    _tenant(),
    Column("place_id", BigInteger, ForeignKey("identity.place.id"), nullable=False),
    Column("code", Text, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    _version(),
    UniqueConstraint("place_id"),
    UniqueConstraint("tenant", "code"),
    CheckConstraint("closed_on > opened_on", "closed_after_opened"),
    schema=SCHEMA,
    comment="A place that sells; its name and where it stands are the place's",
)

category = Table(
    "category",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    _tenant(),
    Column("parent_id", BigInteger, ForeignKey("retail.category.id")),
    Column("path", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    _version(),
    UniqueConstraint("tenant", "code"),
    CheckConstraint("path LIKE '%' || id || '.'", "path"),
    CheckConstraint("parent_id <> id", "parent"),
    Index("ix_category_parent", "parent_id"),
    schema=SCHEMA,
    comment="The tree of categories; path is the ids on the way down, a dot behind each",
)

product = Table(
    "product",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    _tenant(),
    Column("sku", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("category_id", BigInteger, ForeignKey("retail.category.id"), nullable=False),
    Column("vat_bp", Integer, nullable=False, server_default="2000"),
    Column("withdrawn_at", DateTime(timezone=True)),
    _version(),
    UniqueConstraint("tenant", "sku"),
    CheckConstraint("vat_bp BETWEEN 0 AND 10000", "vat_bp"),
    Index("ix_product_category", "category_id"),
    Index("ix_product_name", "tenant", text("core.sort_key(name)"), "id"),
    schema=SCHEMA,
    comment="What is sold; vat_bp is the VAT in hundredths of a percent",
)

product_price = Table(
    "product_price",
    metadata,
    Column("product_id", BigInteger, ForeignKey("retail.product.id", ondelete="CASCADE")),
    Column("valid_from", Date, nullable=False),
    _tenant(),
    Column("purchase_e4", BigInteger, nullable=False),
    Column("sale_e4", BigInteger, nullable=False),
    PrimaryKeyConstraint("product_id", "valid_from"),
    CheckConstraint("purchase_e4 >= 0", "purchase"),
    CheckConstraint("sale_e4 >= 0", "sale"),
    schema=SCHEMA,
    comment="Prices without VAT. One is valid until the next begins: two never overlap",
)

target = Table(
    "target",
    metadata,
    Column("store_id", BigInteger, ForeignKey("retail.store.id"), nullable=False),
    *_month(),
    _tenant(),
    Column("revenue_cents", BigInteger, nullable=False),
    Column("margin_cents", BigInteger),
    Column("baskets", BigInteger),
    _version(),
    PrimaryKeyConstraint("store_id", "month"),
    CheckConstraint("revenue_cents > 0", "revenue"),
    CheckConstraint("margin_cents BETWEEN 1 AND revenue_cents", "margin"),
    CheckConstraint("baskets > 0", "baskets"),
    Index("ix_target_month", "tenant", "month", "store_id"),
    schema=SCHEMA,
    comment="What a store shall make in a month: revenue without VAT, and where they are planned "
    "margin and sales",
)

sale = Table(
    "sale",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    _tenant(),
    Column("source", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("store_id", BigInteger, ForeignKey("retail.store.id"), nullable=False),
    Column("sold_at", DateTime(timezone=True), nullable=False),
    Column("sold_on", Date, nullable=False),
    Column("customer", Text),
    Column("incomplete", Boolean, nullable=False, server_default=text("false")),
    Column("import_id", BigInteger),
    UniqueConstraint("tenant", "source", "ref"),
    Index("ix_sale_store", "store_id", "sold_on"),
    Index("ix_sale_import", "import_id"),
    schema=SCHEMA,
    comment="One ticket, and one basket. sold_on: the day in the organisation's time zone; "
    "incomplete: some of its lines were refused",
)

sale_line = Table(
    "sale_line",
    metadata,
    _tenant(),
    Column("sale_id", BigInteger, ForeignKey("retail.sale.id"), nullable=False),
    Column("line_no", Integer, nullable=False),
    Column("product_id", BigInteger, ForeignKey("retail.product.id"), nullable=False),
    Column("category_id", BigInteger, nullable=False),
    Column("quantity_e3", BigInteger, nullable=False),
    Column("unit_price_e4", BigInteger, nullable=False),
    Column("purchase_price_e4", BigInteger, nullable=False),
    Column("cost_assumed", Boolean, nullable=False, server_default=text("false")),
    Column("excl_cents", BigInteger, nullable=False),
    Column("incl_cents", BigInteger, nullable=False),
    Column("cost_cents", BigInteger, nullable=False),
    Column("content_hash", BigInteger, nullable=False),
    Column("import_id", BigInteger),
    PrimaryKeyConstraint("sale_id", "line_no"),
    CheckConstraint("line_no > 0", "line_no"),
    CheckConstraint("unit_price_e4 >= 0", "unit_price"),
    CheckConstraint("purchase_price_e4 >= 0", "purchase_price"),
    CheckConstraint("sign(excl_cents) * sign(quantity_e3) >= 0", "returns_are_negative"),
    CheckConstraint("sign(excl_cents) * sign(incl_cents) >= 0", "incl"),
    CheckConstraint("sign(cost_cents) * sign(quantity_e3) >= 0", "cost"),
    schema=SCHEMA,
    comment="line_no is counted before anything is refused. Category and purchase price are those "
    "of the day of the sale; cost_assumed: nobody knew the purchase price, a share of the price "
    "was taken. content_hash tells a changed line from an identical one",
)

refused_line = Table(
    "refused_line",
    metadata,
    _tenant(),
    Column("source", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("line_no", BigInteger, nullable=False),
    PrimaryKeyConstraint("tenant", "source", "ref", "line_no"),
    schema=SCHEMA,
    # Under « import, moved by N », which is no sale's source: lines that N holds (decision 0018).
    comment="Lines that were refused and have not come again corrected: a sale that has one is "
    "incomplete",
)

figure = Table(
    "figure",
    metadata,
    _tenant(),
    *_month(),
    Column("store_id", BigInteger, ForeignKey("retail.store.id"), nullable=False),
    Column("category_id", BigInteger, ForeignKey("retail.category.id"), nullable=False),
    *_sums(),
    PrimaryKeyConstraint("store_id", "month", "category_id"),
    Index("ix_figure_month", "tenant", "month"),
    schema=SCHEMA,
    comment="Lines added up, as far as they have been compacted",
)

# Stores and categories are those of lines, and figure and basket hold them to it. Held here as well
# they are two thirds of what an import pays for its figures (bench/retail.py).
# Nobody asks for a single row, so none has a number: its index and its sequence were a fifth of the
# rest.
figure_delta = Table(
    "figure_delta",
    metadata,
    _tenant(),
    *_month(),
    Column("store_id", BigInteger, nullable=False),
    Column("category_id", BigInteger, nullable=False),
    *_sums(),
    Index("ix_figure_delta_tenant", "tenant", "month"),
    schema=SCHEMA,
    comment="What an import changed, appended in its transaction; a job adds it to figure. What is "
    "true is the sum of both",
)

basket = Table(
    "basket",
    metadata,
    _tenant(),
    *_month(),
    Column("store_id", BigInteger, ForeignKey("retail.store.id"), nullable=False),
    Column("baskets", BigInteger, nullable=False),
    PrimaryKeyConstraint("store_id", "month"),
    schema=SCHEMA,
    comment="Sales counted, as far as they have been compacted: over categories baskets do not add",
)

basket_delta = Table(
    "basket_delta",
    metadata,
    _tenant(),
    *_month(),
    Column("store_id", BigInteger, nullable=False),
    Column("baskets", BigInteger, nullable=False),
    Index("ix_basket_delta_tenant", "tenant", "month"),
    schema=SCHEMA,
    comment="Sales that an import added (or moved away: negative)",
)

store_month = Table(
    "store_month",
    metadata,
    _tenant(),
    *_month(),
    Column("store_id", BigInteger, ForeignKey("retail.store.id"), nullable=False),
    *_sums(),
    *_goals(),
    PrimaryKeyConstraint("store_id", "month"),
    Index("ix_store_month_month", "tenant", "month"),
    schema=SCHEMA,
    comment="Rolled up from figure, basket and target; made anew, never added to",
)

region_month = Table(
    "region_month",
    metadata,
    _tenant(),
    *_month(),
    Column("region_id", BigInteger, ForeignKey("identity.place.id"), nullable=False),
    *_sums(),
    *_goals(),
    PrimaryKeyConstraint("tenant", "month", "region_id"),
    Index("ix_region_month_region", "region_id", "month"),
    schema=SCHEMA,
    comment="Rolled up from store_month: the stores right below a place. A store that moves takes "
    "its figures along in the same transaction",
)

region_figure = Table(
    "region_figure",
    metadata,
    _tenant(),
    *_month(),
    Column("region_id", BigInteger, ForeignKey("identity.place.id"), nullable=False),
    Column("category_id", BigInteger, ForeignKey("retail.category.id"), nullable=False),
    *_sums(),
    PrimaryKeyConstraint("tenant", "month", "region_id", "category_id"),
    Index("ix_region_figure_region", "region_id", "month"),
    schema=SCHEMA,
    comment="Rolled up from figure: the stores right below a place, by category",
)

figures_version = Table(
    "figures_version",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    schema=SCHEMA,
    comment="Rises in each transaction that changes a figure or a target; what is kept in memory "
    "is of one number",
)
