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
        t.margin_cents, t.baskets, t.version,
        coalesce(m.excl_cents, 0) + pending.excl_cents AS achieved_cents,
        coalesce(m.excl_cents - m.cost_cents, 0) + pending.margin_cents AS achieved_margin_cents,
        coalesce(m.baskets, 0) + coalesce((
            SELECT CAST(sum(d.baskets) AS bigint) FROM retail.basket_delta AS d
            WHERE d.tenant = t.tenant AND d.store_id = t.store_id AND d.month = t.month
        ), 0) AS achieved_baskets
"""
_FROM: Final = """
    FROM retail.target AS t JOIN retail.store AS s ON s.id = t.store_id
    JOIN identity.place AS p ON p.id = s.place_id
    LEFT JOIN retail.store_month AS m ON m.store_id = t.store_id AND m.month = t.month
    CROSS JOIN LATERAL (
        SELECT CAST(coalesce(sum(d.excl_cents), 0) AS bigint) AS excl_cents,
            CAST(coalesce(sum(d.excl_cents - d.cost_cents), 0) AS bigint) AS margin_cents
        FROM retail.figure_delta AS d
        WHERE d.tenant = t.tenant AND d.store_id = t.store_id AND d.month = t.month
    ) AS pending
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
    "INSERT INTO retail.target (tenant, store_id, month, revenue_cents, margin_cents, baskets)"
    " VALUES (:tenant, :store, :month, :revenue_cents, :margin_cents, :baskets)"
)
_CHANGE: Final = text(
    "UPDATE retail.target SET revenue_cents = :revenue_cents, margin_cents = :margin_cents,"
    " baskets = :baskets, version = version + 1"
    " WHERE tenant = :tenant AND store_id = :store AND month = :month AND version = :version"
)
_REMOVE: Final = text(
    "DELETE FROM retail.target"
    " WHERE tenant = :tenant AND store_id = :store AND month = :month AND version = :version"
)


class Goals(NamedTuple):
    """What is planned of a store and a month; None: it is not."""

    revenue_cents: int
    margin_cents: int | None
    baskets: int | None


class Target(NamedTuple):
    id: int
    store_id: int
    code: str
    name: str
    path: str
    month: date
    revenue_cents: int
    margin_cents: int | None
    baskets: int | None
    version: int
    achieved_cents: int
    achieved_margin_cents: int
    achieved_baskets: int

    @property
    def goals(self) -> Goals:
        return Goals(self.revenue_cents, self.margin_cents, self.baskets)


async def list_targets(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    page: Page,
    wanted: Mapping[str, object],
) -> Found[Target]:
    """`wanted`: first, last, place; None is all."""
    values = {"tenant": tenant, "paths": below(reach), **wanted}
    return await page_of(connection, _PAGES, page, values, lambda row: Target(*row[:-1]))


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
    connection: AsyncConnection, tenant: str, store_id: int, month: date, goals: Goals
) -> None:
    """Raises TargetTaken, which ends the transaction."""
    values = {"tenant": tenant, "store": store_id, "month": month, **goals._asdict()}
    try:
        await connection.execute(_ADD, values)
    except IntegrityError as error:
        if "pk_target" in str(error.orig):
            raise TargetTaken from error
        raise


async def change_target(
    connection: AsyncConnection, target: Target, tenant: str, version: int, goals: Goals | None
) -> None:
    """None removes it. Raises ChangedMeanwhile."""
    values: dict[str, Any] = {
        "tenant": tenant,
        "store": target.store_id,
        "month": target.month,
        "version": version,
    }
    if goals is None:
        changed = await connection.execute(_REMOVE, values)
    else:
        changed = await connection.execute(_CHANGE, {**values, **goals._asdict()})
    if not changed.rowcount:
        raise ChangedMeanwhile
