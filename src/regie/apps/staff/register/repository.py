"""The statements of the register: of files, and of what is left of those that were erased."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.people.repository import MOST_WORDS, REACHED, literally
from regie.core.access import Reach
from regie.core.db import After, Sort, last_of
from regie.identity.places.repository import below

from .domain import Asked, Entry, FoundEntries, RegisterSort

_PRIVATE: Final = REACHED.replace(":paths", ":private")
# Who is still to come is not in it: one is written down at the entry, not before. Of an erased
# file its place is what is left in the file itself.
_WANTED: Final = f"""
    FROM (
        SELECT id, number, family_name, given_name, birth_date, post, contract, place_id, hired_on,
            left_on, search_key, false AS erased
        FROM staff.employee WHERE tenant = :tenant AND erased_at IS NULL
        UNION ALL
        SELECT kept.employee_id, kept.number, kept.family_name, kept.given_name, kept.birth_date,
            kept.post, kept.contract, place_id, kept.hired_on, kept.left_on,
            staff.search_key(concat_ws(' ', kept.number, kept.given_name, kept.family_name,
                kept.post)), true
        FROM staff.register_entry AS kept JOIN staff.employee ON employee.id = kept.employee_id
        WHERE kept.tenant = :tenant
    ) AS entry JOIN identity.place ON place.id = entry.place_id
    WHERE {REACHED} AND hired_on <= :today
        AND CASE CAST(:status AS text)
            WHEN 'present' THEN left_on IS NULL OR left_on >= :today
            WHEN 'left' THEN left_on < :today
            ELSE true END
        AND (CAST(:place AS bigint) IS NULL OR place.path LIKE (
            SELECT path || '%' FROM identity.place WHERE tenant = :tenant AND id = :place
        ))
        AND NOT EXISTS (
            SELECT FROM unnest(CAST(:words AS text[])) AS word
            WHERE search_key NOT LIKE '%' || staff.search_key(word) || '%'
        )
"""
_COUNT: Final = text(f"SELECT count(*) {_WANTED}")


def _page(name: RegisterSort) -> TextClause:
    sort = Sort("hired_on", "date", id="entry.id", descending=name.startswith("-"))
    return text(
        f"""
        SELECT entry.id, number, family_name, given_name,
            CASE WHEN {_PRIVATE} THEN birth_date END AS birth_date, post,
            CASE WHEN {_PRIVATE} THEN contract END AS contract, place.name AS site, hired_on,
            left_on, erased, {sort.column}
        {_WANTED} AND {sort.where} ORDER BY {sort.order} LIMIT CAST(:limit AS integer)
        """
    )


_PAGES: Final[Mapping[RegisterSort, TextClause]] = {
    "hired_on": _page("hired_on"),
    "-hired_on": _page("-hired_on"),
}


async def list_entries(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    asked: Asked,
    *,
    private: Reach | None,
    sort: RegisterSort,
    after: After | None,
    limit: int | None,
    today: date,
) -> FoundEntries:
    """`private`: where birth and contract may be read; None: nowhere. `limit` None: all."""
    values: dict[str, Any] = {
        "tenant": tenant,
        "paths": below(reach),
        "status": asked.status,
        "place": asked.place,
        "words": [literally(word) for word in asked.search.split()[:MOST_WORDS]],
        "today": today,
    }
    total: int = (await connection.execute(_COUNT, values)).scalar_one()
    page = {"private": [] if private is None else below(private), "limit": limit}
    rows = (
        await connection.execute(_PAGES[sort], {**values, **page, **Sort.parameters(after)})
    ).all()
    return FoundEntries([Entry(*row[:-1]) for row in rows], last_of(rows), total)
