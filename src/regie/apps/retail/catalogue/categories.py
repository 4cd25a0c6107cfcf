"""Every statement about categories."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.errors import CategoryNotFound, CategoryTaken
from regie.apps.retail.listing import Found, Page, matching, page_of, pages
from regie.core.web import ChangedMeanwhile

_COLUMNS: Final = """
    SELECT c.id, c.parent_id, c.path, c.code, c.name, c.version, (
        SELECT count(*) FROM retail.product WHERE category_id = c.id AND withdrawn_at IS NULL
    ) AS products
"""
_WANTED: Final = f"""
    c.tenant = :tenant AND {matching("c.name || ' ' || c.code")}
"""
SORTS: Final = {
    "name": ("core.sort_key(c.name)", "text"),
    "code": ('c.code COLLATE "C"', "text"),
}
_PAGES: Final = pages(f"{_COLUMNS}, {{sort}} FROM retail.category AS c", _WANTED, SORTS, id_="c.id")
_ONE: Final = text(f"{_COLUMNS} FROM retail.category AS c WHERE c.tenant = :tenant AND c.id = :id")
_ADD: Final = text(
    """
    WITH fresh AS (SELECT nextval(pg_get_serial_sequence('retail.category', 'id')) AS id)
    INSERT INTO retail.category (id, tenant, parent_id, path, code, name)
    SELECT id, :tenant, :parent_id, CAST(:above AS text) || id || '.', :code, :name FROM fresh
    RETURNING id
    """
)
_RENAME: Final = text(
    "UPDATE retail.category SET name = :name, version = version + 1"
    " WHERE tenant = :tenant AND id = :id AND version = :version"
)


class Category(NamedTuple):
    id: int
    parent_id: int | None
    path: str
    code: str
    name: str
    version: int
    products: int


async def list_categories(
    connection: AsyncConnection, tenant: str, page: Page, words: str | None
) -> Found[Category]:
    found = await page_of(connection, _PAGES, page, {"tenant": tenant, "words": words})
    return Found([Category(*row[:-1]) for row in found.rows], found.next)


async def find_category(connection: AsyncConnection, tenant: str, category_id: int) -> Category:
    """Raises CategoryNotFound."""
    row = (await connection.execute(_ONE, {"tenant": tenant, "id": category_id})).one_or_none()
    if row is None:
        raise CategoryNotFound
    return Category(*row)


async def add_category(
    connection: AsyncConnection, tenant: str, above: Category | None, *, code: str, name: str
) -> int:
    """Raises CategoryTaken, which ends the transaction."""
    values = {
        "tenant": tenant,
        "parent_id": None if above is None else above.id,
        "above": "" if above is None else above.path,
        "code": code,
        "name": name,
    }
    try:
        return (await connection.execute(_ADD, values)).scalar_one()
    except IntegrityError as error:
        if "uq_category" in str(error.orig):
            raise CategoryTaken from error
        raise


async def rename_category(
    connection: AsyncConnection, tenant: str, category_id: int, version: int, name: str
) -> None:
    """Raises ChangedMeanwhile."""
    values = {"tenant": tenant, "id": category_id, "version": version, "name": name}
    if not (await connection.execute(_RENAME, values)).rowcount:
        raise ChangedMeanwhile
