"""Every statement about targets. Triggers of the table keep the roll-ups right."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.errors import TargetNotFound, TargetTaken
from regie.apps.retail.listing import Found, Page, page_of, pages
from regie.core.access import Reach
from regie.core.web import ChangedMeanwhile
from regie.identity.places.repository import below

_REACHED: Final = "(CAST(:paths AS text[]) IS NULL OR p.path LIKE ANY(CAST(:paths AS text[])))"
# One number for cursors, of store and month: months since year 0 need 16 bits until 5461.
_ID: Final = """
    (s.id * 65536 + CAST(extract(year FROM t.month) * 12 + extract(month FROM t.month) AS bigint))
"""
_COLUMNS: Final = f"""
    SELECT {_ID} AS id, s.id AS store_id, s.code, p.name, p.path, t.month, t.revenue_cents,
        t.version, coalesce(m.excl_cents, 0) + coalesce((
            SELECT CAST(sum(d.excl_cents) AS bigint) FROM retail.figure_delta AS d
            WHERE d.tenant = t.tenant AND d.store_id = t.store_id AND d.month = t.month
        ), 0) AS achieved_cents
"""
_FROM: Final = """
    FROM retail.target AS t JOIN retail.store AS s ON s.id = t.store_id
    JOIN identity.place AS p ON p.id = s.place_id
    LEFT JOIN retail.store_month AS m ON m.store_id = t.store_id AND m.month = t.month
"""
_WANTED: Final = f"""
    t.tenant = :tenant AND {_REACHED}
    AND (CAST(:first AS date) IS NULL OR t.month >= :first)
    AND (CAST(:last AS date) IS NULL OR t.month <= :last)
    AND (CAST(:place AS bigint) IS NULL OR p.path LIKE (
        SELECT path || '%' FROM identity.place WHERE id = :place AND tenant = :tenant
    ))
"""
SORTS: Final = {
    "name": ("core.sort_key(p.name)", "text"),
    "month": ("t.month", "date"),
    "revenue": ("t.revenue_cents", "bigint"),
}
_PAGES: Final = pages(f"{_COLUMNS}, {{sort}} {_FROM}", _WANTED, SORTS, id_=_ID)
_ONE: Final = text(
    f"{_COLUMNS} {_FROM}"
    f" WHERE t.tenant = :tenant AND {_REACHED} AND t.store_id = :store AND t.month = :month"
)
_ADD: Final = text(
    "INSERT INTO retail.target (tenant, store_id, month, revenue_cents)"
    " VALUES (:tenant, :store, :month, :cents)"
)
_CHANGE: Final = text(
    "UPDATE retail.target SET revenue_cents = :cents, version = version + 1"
    " WHERE tenant = :tenant AND store_id = :store AND month = :month AND version = :version"
)
_REMOVE: Final = text(
    "DELETE FROM retail.target"
    " WHERE tenant = :tenant AND store_id = :store AND month = :month AND version = :version"
)


class Target(NamedTuple):
    id: int
    store_id: int
    code: str
    name: str
    path: str
    month: date
    revenue_cents: int
    version: int
    achieved_cents: int


async def list_targets(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    page: Page,
    wanted: Mapping[str, object],
) -> Found[Target]:
    """`wanted`: first, last, place; None is all."""
    values = {"tenant": tenant, "paths": below(reach), **wanted}
    found = await page_of(connection, _PAGES, page, values)
    return Found([Target(*row[:-1]) for row in found.rows], found.next)


async def find_target(
    connection: AsyncConnection, tenant: str, reach: Reach, store_id: int, month: date
) -> Target:
    """Raises TargetNotFound, also for one out of reach."""
    values = {"tenant": tenant, "paths": below(reach), "store": store_id, "month": month}
    row = (await connection.execute(_ONE, values)).one_or_none()
    if row is None:
        raise TargetNotFound
    return Target(*row)


async def add_target(
    connection: AsyncConnection, tenant: str, store_id: int, month: date, cents: int
) -> None:
    """Raises TargetTaken, which ends the transaction."""
    values = {"tenant": tenant, "store": store_id, "month": month, "cents": cents}
    try:
        await connection.execute(_ADD, values)
    except IntegrityError as error:
        if "pk_target" in str(error.orig):
            raise TargetTaken from error
        raise


async def change_target(
    connection: AsyncConnection, target: Target, tenant: str, version: int, cents: int | None
) -> None:
    """None removes it. Raises ChangedMeanwhile."""
    values: dict[str, Any] = {
        "tenant": tenant,
        "store": target.store_id,
        "month": target.month,
        "version": version,
    }
    if cents is None:
        changed = await connection.execute(_REMOVE, values)
    else:
        changed = await connection.execute(_CHANGE, {**values, "cents": cents})
    if not changed.rowcount:
        raise ChangedMeanwhile
