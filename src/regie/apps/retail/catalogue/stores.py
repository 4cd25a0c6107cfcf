"""Every statement about stores."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.errors import ClosedBeforeOpened, StoreNotFound, StoreTaken
from regie.apps.retail.listing import Found, Page, matching, page_of, pages
from regie.core.access import Reach
from regie.core.web import ChangedMeanwhile
from regie.identity.places.repository import below

_REACHED: Final = "(CAST(:paths AS text[]) IS NULL OR p.path LIKE ANY(CAST(:paths AS text[])))"
_COLUMNS: Final = """
    SELECT s.id, s.code, p.name, s.place_id, p.parent_id, p.path, above.id AS region_id,
        above.name AS region_name, s.opened_on, s.closed_on, s.version
"""
_FROM: Final = """
    FROM retail.store AS s JOIN identity.place AS p ON p.id = s.place_id
    LEFT JOIN identity.place AS above ON above.id = p.parent_id AND (
        CAST(:paths AS text[]) IS NULL OR above.path LIKE ANY(CAST(:paths AS text[]))
    )
"""
_WANTED: Final = f"""
    s.tenant = :tenant AND {_REACHED}
    AND {matching("p.name || ' ' || s.code")}
    AND (CAST(:place AS bigint) IS NULL OR p.path LIKE (
        SELECT path || '%' FROM identity.place WHERE id = :place AND tenant = :tenant
    ))
    AND (CAST(:closed AS boolean) IS NULL OR (s.closed_on IS NOT NULL) = :closed)
"""
SORTS: Final = {
    "name": ("core.sort_key(p.name)", "text"),
    "code": ('s.code COLLATE "C"', "text"),
    "opened_on": ("s.opened_on", "date"),
}
_PAGES: Final = pages(f"{_COLUMNS}, {{sort}} {_FROM}", _WANTED, SORTS, id_="s.id")
_ONE: Final = text(f"{_COLUMNS} {_FROM} WHERE s.tenant = :tenant AND s.id = :id AND {_REACHED}")
_ADD: Final = text(
    """
    INSERT INTO retail.store (tenant, place_id, code, opened_on)
    VALUES (:tenant, :place_id, :code, :opened_on) RETURNING id
    """
)
_CHANGE: Final = text(
    """
    UPDATE retail.store SET code = :code, opened_on = :opened_on, closed_on = :closed_on,
        version = version + 1
    WHERE tenant = :tenant AND id = :id AND version = :version
    """
)


class Store(NamedTuple):
    id: int
    code: str
    name: str
    place_id: int
    parent_id: int | None
    path: str
    region_id: int | None
    region_name: str | None
    opened_on: date
    closed_on: date | None
    version: int


async def list_stores(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    page: Page,
    wanted: Mapping[str, object],
) -> Found[Store]:
    """`wanted`: words, place, closed; None is all."""
    values = {"tenant": tenant, "paths": below(reach), **wanted}
    return await page_of(connection, _PAGES, page, values, lambda row: Store(*row[:-1]))


async def find_store(
    connection: AsyncConnection, tenant: str, reach: Reach, store_id: int
) -> Store:
    """Raises StoreNotFound, also for one out of reach."""
    values = {"tenant": tenant, "paths": below(reach), "id": store_id}
    row = (await connection.execute(_ONE, values)).one_or_none()
    if row is None:
        raise StoreNotFound
    return Store(*row)


async def add_store(connection: AsyncConnection, tenant: str, **values: Any) -> int:
    """Raises StoreTaken, which ends the transaction."""
    try:
        return (await connection.execute(_ADD, {"tenant": tenant, **values})).scalar_one()
    except IntegrityError as error:
        raise _mapped(error) from error


async def change_store(
    connection: AsyncConnection, tenant: str, store_id: int, version: int, **values: Any
) -> None:
    """Raises ChangedMeanwhile; StoreTaken and ClosedBeforeOpened, which end the transaction."""
    try:
        changed = await connection.execute(
            _CHANGE, {"tenant": tenant, "id": store_id, "version": version, **values}
        )
    except IntegrityError as error:
        raise _mapped(error) from error
    if not changed.rowcount:
        raise ChangedMeanwhile


def _mapped(error: IntegrityError) -> Exception:
    """What a constraint of the table refuses."""
    if "ck_store_closed_after_opened" in str(error.orig):
        return ClosedBeforeOpened()
    return StoreTaken() if "uq_store" in str(error.orig) else error
