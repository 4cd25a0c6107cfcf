"""The statements of the register: of files, and of what is left of those that were erased."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.people.repository import PLANNED_BY_VALUE, REACHED, searched, words_of
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
"""


@cache
def _count(words: int) -> TextClause:
    return text(f"SELECT count(*) {_WANTED}{searched(words)}")


@cache
def _page(name: RegisterSort, words: int) -> TextClause:
    sort = Sort("hired_on", "date", id="entry.id", descending=name.startswith("-"))
    return text(
        f"""
        SELECT entry.id, number, family_name, given_name,
            CASE WHEN {_PRIVATE} THEN birth_date END AS birth_date, post,
            CASE WHEN {_PRIVATE} THEN contract END AS contract, place.name AS site, hired_on,
            left_on, erased, {sort.column}
        {_WANTED}{searched(words)} AND {sort.where}
        ORDER BY {sort.order} LIMIT CAST(:limit AS integer)
        """
    )


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
    """Three statements, two without a limit: that is all. `private`: where birth and contract may
    be read; None: nowhere."""
    words = words_of(asked.search)
    values: dict[str, Any] = {
        "tenant": tenant,
        "paths": below(reach),
        "status": asked.status,
        "place": asked.place,
        "today": today,
        **words,
    }
    await connection.execute(PLANNED_BY_VALUE)
    page = {"private": [] if private is None else below(private), "limit": limit}
    page |= Sort.parameters(after)
    rows = (await connection.execute(_page(sort, len(words)), {**values, **page})).all()
    total = len(rows)
    if limit is not None:
        total = (await connection.execute(_count(len(words)), values)).scalar_one()
    return FoundEntries([Entry(*row[:-1]) for row in rows], last_of(rows), total)
