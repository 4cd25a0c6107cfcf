"""Writes the demo of the retail app, once: in one transaction, by COPY."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, LiteralString
from zoneinfo import ZoneInfo

import numpy as np
import psycopg

from regie.apps.retail.months import first_of, shifted
from regie.core.access import MAIN_TENANT

from .catalogue import DemoProduct, demo_categories, demo_products
from .sales import (
    DEMO_STORES,
    PAST_MONTHS,
    DemoSales,
    demo_sales,
    expected,
    purchase_price_e4,
)

Progress = Callable[[str, int, int], None]

_ZONE: Final = ZoneInfo("Europe/Paris")
_SOURCE: Final = "caisse"
_STEP: Final = "retail"
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('regie-demo-retail'))"
_IS_THERE: Final = "SELECT EXISTS (SELECT FROM retail.category WHERE tenant = %s)"
_ADD_STORE: Final = """
    INSERT INTO retail.store (tenant, place_id, code, opened_on)
    VALUES (%s, %s, %s, %s) RETURNING id
"""
_ADD_PRODUCT: Final = """
    INSERT INTO retail.product (tenant, sku, name, category_id)
    VALUES (%s, %s, %s, %s) RETURNING id
"""
_SOLD: Final = """
    SELECT sale.tenant, CAST(date_trunc('month', sold_on) AS date) AS month, store_id, category_id,
        sum(excl_cents), sum(incl_cents), sum(cost_cents), sum(quantity_e3), count(*)
    FROM retail.sale JOIN retail.sale_line ON sale_id = sale.id
    WHERE sale.tenant = %s GROUP BY 1, 2, 3, 4
"""
_FIGURES: Final = f"INSERT INTO retail.figure {_SOLD}"
_BASKETS: Final = """
    INSERT INTO retail.basket
    SELECT tenant, CAST(date_trunc('month', sold_on) AS date), store_id, count(*)
    FROM retail.sale WHERE tenant = %s GROUP BY 1, 2, 3
"""
_ROLL_UP: Final = """
    SELECT retail.roll_up(%s, array_agg(store_id), array_agg(month))
    FROM (SELECT DISTINCT store_id, month FROM retail.figure WHERE tenant = %s) AS sold
"""


def ensure_demo(dsn: str, today: date, progress: Progress) -> bool:
    """Whether it wrote anything: nothing is touched where categories are known, nor without the
    demo's stores among the places."""
    with psycopg.connect(dsn) as connection, connection.cursor() as cursor:
        cursor.execute(_LOCK)
        if _value(cursor, _IS_THERE, MAIN_TENANT):
            return False
        places = _places(cursor)
        if not places:
            return False
        progress(_STEP, 0, 3)
        products = list(demo_products())
        stores = _add_stores(cursor, places, today)
        product_ids, category_ids = _add_catalogue(cursor, products, today)
        progress(_STEP, 1, 3)
        sales = demo_sales(products, today)
        _copy_sales(cursor, sales, stores, product_ids, category_ids)
        cursor.execute(_FIGURES, [MAIN_TENANT])
        cursor.execute(_BASKETS, [MAIN_TENANT])
        progress(_STEP, 2, 3)
        _add_targets(cursor, stores, today)
        cursor.execute(_ROLL_UP, [MAIN_TENANT, MAIN_TENANT])
        cursor.execute("SELECT retail.raise_version(%s)", [[MAIN_TENANT]])
        cursor.execute("REFRESH MATERIALIZED VIEW retail.mv_ca_magasin_mensuel")
        progress(_STEP, 3, 3)
    return True


def _places(cursor: psycopg.Cursor[Any]) -> Mapping[str, int]:
    cursor.execute(
        "SELECT code, id FROM identity.place WHERE tenant = %s AND code = ANY(%s)",
        [MAIN_TENANT, [store.code for store in DEMO_STORES]],
    )
    found = dict(cursor.fetchall())
    return found if len(found) == len(DEMO_STORES) else {}


def _add_stores(cursor: psycopg.Cursor[Any], places: Mapping[str, int], today: date) -> list[int]:
    """Their ids, in the order of DEMO_STORES."""
    rows: list[Sequence[object]] = []
    for number, store in enumerate(DEMO_STORES):
        months = -store.opened if store.opened is not None else -(40 + 9 * number)
        rows.append(
            (MAIN_TENANT, places[store.code], f"M{number + 1:02}", shifted(first_of(today), months))
        )
    return _added(cursor, _ADD_STORE, rows)


def _add_catalogue(
    cursor: psycopg.Cursor[Any], products: Sequence[DemoProduct], today: date
) -> tuple[list[int], list[int]]:
    """Ids of the products, and of each one's category."""
    ids: dict[str, tuple[int, str]] = {}
    for category in demo_categories():
        above = ids[category.above] if category.above else (None, "")
        made: int = _value(
            cursor, "SELECT nextval(pg_get_serial_sequence('retail.category', 'id'))"
        )
        path = f"{above[1]}{made}."
        cursor.execute(
            "INSERT INTO retail.category (id, tenant, parent_id, path, code, name, name_en)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [made, MAIN_TENANT, above[0], path, category.code, category.name, category.name_en],
        )
        ids[category.code] = (made, path)
    categories = [ids[each.category][0] for each in products]
    rows = [
        (MAIN_TENANT, each.sku, each.name, category)
        for each, category in zip(products, categories, strict=True)
    ]
    product_ids = _added(cursor, _ADD_PRODUCT, rows)
    _copy(
        cursor,
        "COPY retail.product_price (tenant, product_id, valid_from, purchase_e4, sale_e4)"
        " FROM STDIN",
        (
            (MAIN_TENANT, id_, date(year, 1, 1), *purchase_price_e4(each, year, today))
            for id_, each in zip(product_ids, products, strict=True)
            for year in range(today.year - 2, today.year + 1)
        ),
    )
    return product_ids, categories


def _copy_sales(
    cursor: psycopg.Cursor[Any],
    sales: DemoSales,
    stores: Sequence[int],
    product_ids: Sequence[int],
    category_ids: Sequence[int],
) -> None:
    count = len(sales.sale_store)
    first = _reserved(cursor, count)
    epoch = date(1970, 1, 1)
    _copy(
        cursor,
        "COPY retail.sale (id, tenant, source, ref, store_id, sold_at, sold_on) FROM STDIN",
        (
            (
                first + number,
                MAIN_TENANT,
                _SOURCE,
                f"T{number + 1:06}",
                stores[store],
                _moment(sold_on, minute),
                sold_on,
            )
            for number, (store, sold_on, minute) in enumerate(
                zip(
                    sales.sale_store.tolist(),
                    (epoch + timedelta(days) for days in sales.sale_day.tolist()),
                    sales.sale_minute.tolist(),
                    strict=True,
                )
            )
        ),
    )
    columns = (
        first + sales.sale,
        sales.line_no,
        np.array(product_ids)[sales.product],
        np.array(category_ids)[sales.product],
        sales.quantity * 1000,
        sales.unit_price_e4,
        sales.purchase_e4,
        sales.excl_cents,
        sales.incl_cents,
        sales.cost_cents,
    )
    _copy(
        cursor,
        "COPY retail.sale_line (tenant, content_hash, sale_id, line_no, product_id, category_id,"
        " quantity_e3, unit_price_e4, purchase_price_e4, excl_cents, incl_cents, cost_cents)"
        " FROM STDIN",
        ((MAIN_TENANT, 0, *row) for row in zip(*(each.tolist() for each in columns), strict=True)),
    )


def _add_targets(cursor: psycopg.Cursor[Any], stores: Sequence[int], today: date) -> None:
    """Half of what was planned and half of what came, to whole hundreds of euros; margin and
    baskets at the network's usual rate and basket; up to the end of the year."""
    cursor.execute(
        "SELECT store_id, month, sum(excl_cents) FROM retail.figure WHERE tenant = %s"
        " GROUP BY 1, 2",
        [MAIN_TENANT],
    )
    sold = {(store, month): int(cents) for store, month, cents in cursor.fetchall()}
    this_month = first_of(today)
    planned = {
        (id_, month): plan
        for id_, store in zip(stores, DEMO_STORES, strict=True)
        for month in _target_months(today)
        if (plan := expected(store, month, today)) > 0
    }
    past = [key for key in planned if key[1] < this_month]
    basket = sum(sold[key] for key in past) / sum(planned[key] for key in past)
    margin_rate, average_basket = _usual(cursor)
    revenues = {
        key: _rounded(plan * basket, sold[key] if key[1] < this_month else plan * basket)
        for key, plan in planned.items()
    }
    _copy(
        cursor,
        "COPY retail.target (tenant, store_id, month, revenue_cents, margin_cents, baskets)"
        " FROM STDIN",
        (
            (
                MAIN_TENANT,
                *key,
                cents,
                max(round(cents * margin_rate / 10_000), 1) * 10_000,
                max(round(cents / average_basket), 1),
            )
            for key, cents in revenues.items()
        ),
    )


def _usual(cursor: psycopg.Cursor[Any]) -> tuple[float, float]:
    """Of the whole network: margin as a share of revenue, and cents of a basket."""
    cursor.execute(
        "SELECT sum(excl_cents), sum(cost_cents), (SELECT sum(baskets) FROM retail.basket"
        " WHERE tenant = %(tenant)s) FROM retail.figure WHERE tenant = %(tenant)s",
        {"tenant": MAIN_TENANT},
    )
    revenue, cost, baskets = (int(each) for each in cursor.fetchone() or ())
    return 1 - cost / revenue, revenue / baskets


def _target_months(today: date) -> list[date]:
    this_month = first_of(today)
    ahead = 12 - today.month
    return [shifted(this_month, each) for each in range(-PAST_MONTHS, ahead + 1)]


def _rounded(plan: float, came: float) -> int:
    return max(round((0.5 * plan + 0.5 * came) * 1.01 / 10_000), 1) * 10_000


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), _ZONE)


def _reserved(cursor: psycopg.Cursor[Any], count: int) -> int:
    """The first of so many ids of sales, which nobody else is given."""
    return _value(
        cursor,
        "SELECT setval(s, nextval(s) + %s) - %s"
        " FROM pg_get_serial_sequence('retail.sale', 'id') AS s",
        count,
        count,
    )


def _added(
    cursor: psycopg.Cursor[Any], statement: LiteralString, rows: Sequence[Sequence[object]]
) -> list[int]:
    """What an INSERT … RETURNING id gives, in the order of the rows."""
    cursor.executemany(statement, rows, returning=True)
    ids: list[int] = []
    while True:
        ids += [id_ for (id_,) in cursor.fetchall()]
        if not cursor.nextset():
            return ids


def _copy(
    cursor: psycopg.Cursor[Any], statement: LiteralString, rows: Iterable[Sequence[object]]
) -> None:
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _value(cursor: psycopg.Cursor[Any], statement: LiteralString, *values: object) -> Any:
    cursor.execute(statement, values)
    row = cursor.fetchone()
    return None if row is None else row[0]
