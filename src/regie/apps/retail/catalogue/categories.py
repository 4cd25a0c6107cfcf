"""Every statement about categories."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.errors import CategoryNotFound, CategoryTaken
from regie.apps.retail.listing import Found, Page, matching, page_of, pages
from regie.apps.retail.naming import CATEGORY_NAME
from regie.core.i18n import Language
from regie.core.web import ChangedMeanwhile

_COLUMNS: Final = """
    SELECT c.id, c.parent_id, c.path, c.code, c.name, c.name_en, c.version, (
        SELECT count(*) FROM retail.product WHERE category_id = c.id AND withdrawn_at IS NULL
    ) AS products
"""
_WANTED: Final = f"""
    c.tenant = :tenant AND {matching("concat_ws(' ', c.name, c.name_en, c.code)")}
"""
_ON_THE_WAY: Final = f"""
    SELECT string_agg(core.sort_key({CATEGORY_NAME}) || chr(1), '' ORDER BY length(c.path))
    FROM retail.category AS c WHERE c.tenant = :tenant AND own.way LIKE c.path || '%'
"""
SORTS: Final = {
    "tree": (f"({_ON_THE_WAY})", "text"),
    "name": (f"core.sort_key({CATEGORY_NAME})", "text"),
    "code": ('c.code COLLATE "C"', "text"),
}
_FROM: Final = "FROM retail.category AS c CROSS JOIN LATERAL (SELECT c.path AS way) AS own"
_PAGES: Final = pages(f"{_COLUMNS}, {{sort}} {_FROM}", _WANTED, SORTS, id_="c.id")
_ONE: Final = text(f"{_COLUMNS} FROM retail.category AS c WHERE c.tenant = :tenant AND c.id = :id")
_ADD: Final = text(
    """
    WITH fresh AS (SELECT nextval(pg_get_serial_sequence('retail.category', 'id')) AS id)
    INSERT INTO retail.category (id, tenant, parent_id, path, code, name, name_en)
    SELECT id, :tenant, :parent_id, CAST(:above AS text) || id || '.', :code, :name, :name_en
    FROM fresh
    RETURNING id
    """
)
_RENAME: Final = text(
    "UPDATE retail.category SET name = :name, name_en = :name_en, version = version + 1"
    " WHERE tenant = :tenant AND id = :id AND version = :version"
)


class Category(NamedTuple):
    id: int
    parent_id: int | None
    path: str
    code: str
    name: str
    name_en: str | None
    version: int
    products: int


async def list_categories(
    connection: AsyncConnection, tenant: str, language: Language, page: Page, words: str | None
) -> Found[Category]:
    """In the order of names in that language."""
    values = {"tenant": tenant, "language": language, "words": words}
    return await page_of(connection, _PAGES, page, values, lambda row: Category(*row[:-1]))


async def find_category(connection: AsyncConnection, tenant: str, category_id: int) -> Category:
    """Raises CategoryNotFound."""
    row = (await connection.execute(_ONE, {"tenant": tenant, "id": category_id})).one_or_none()
    if row is None:
        raise CategoryNotFound
    return Category(*row)


async def add_category(
    connection: AsyncConnection,
    tenant: str,
    above: Category | None,
    *,
    code: str,
    name: str,
    name_en: str | None,
) -> int:
    """Raises CategoryTaken, which ends the transaction."""
    values = {
        "tenant": tenant,
        "parent_id": None if above is None else above.id,
        "above": "" if above is None else above.path,
        "code": code,
        "name": name,
        "name_en": name_en,
    }
    try:
        return (await connection.execute(_ADD, values)).scalar_one()
    except IntegrityError as error:
        if "uq_category" in str(error.orig):
            raise CategoryTaken from error
        raise


async def rename_category(
    connection: AsyncConnection,
    tenant: str,
    category_id: int,
    version: int,
    *,
    name: str,
    name_en: str | None,
) -> None:
    """Raises ChangedMeanwhile."""
    values = {
        "tenant": tenant,
        "id": category_id,
        "version": version,
        "name": name,
        "name_en": name_en,
    }
    if not (await connection.execute(_RENAME, values)).rowcount:
        raise ChangedMeanwhile
