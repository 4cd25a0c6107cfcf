"""Every statement about personnel files. The scope stands in each of them."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Row as SqlRow
from sqlalchemy import TextClause, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Reach
from regie.core.db import After, Sort, last_of
from regie.identity.places.repository import below

from .domain import PRIVATE, PROFESSIONAL, Asked, File, Row, SortName
from .errors import AccountTaken, NumberTaken

_MOST_WORDS: Final = 8

REACHED: Final = """
    (CAST(:paths AS text[]) IS NULL OR place.path LIKE ANY(CAST(:paths AS text[])))
"""
"""`place` is where somebody works."""

_PRESENT: Final = "hired_on <= :today AND (left_on IS NULL OR left_on >= :today)"
# Where nothing is said of places none is read: that is the count of everybody.
_WANTED: Final = f"""
    employee.tenant = :tenant AND erased_at IS NULL
    AND (CAST(:post AS text) IS NULL OR post = :post)
    AND (CAST(:contract AS text) IS NULL OR contract = :contract)
    AND CASE CAST(:status AS text)
        WHEN 'present' THEN {_PRESENT}
        WHEN 'coming' THEN hired_on > :today
        WHEN 'left' THEN left_on < :today
        ELSE true END
    AND (CAST(:placed AS boolean) IS NOT TRUE OR EXISTS (
        SELECT FROM identity.place WHERE place.id = place_id AND {REACHED}
        AND (CAST(:below AS text) IS NULL OR place.path LIKE :below)
        AND (CAST(:contract AS text) IS NULL OR CAST(:private_paths AS text[]) IS NULL
            OR place.path LIKE ANY(CAST(:private_paths AS text[])))
    ))
"""
PLANNED_BY_VALUE: Final = text("SET LOCAL plan_cache_mode = force_custom_plan")
"""What a filter or a word leaves out is known when its value is: planned for whatever may come, a
search reads every name by functions that it calls for each."""
_ROW: Final = """
    employee.id, number, given_name, family_name, email, post, place_id, place.name AS place,
    place.path, person_id, hired_on, left_on, contract
"""
_FROM: Final = "FROM staff.employee JOIN identity.place ON place.id = place_id"
_FILE: Final = f"""
    SELECT {_ROW}, manager_id, (
        SELECT above.given_name || ' ' || above.family_name
        FROM staff.employee AS above WHERE above.id = employee.manager_id
    ) AS manager, birth_date, phone, address, contract_from, contract_until, weekly_minutes,
    employee.version
    {_FROM}
    WHERE employee.tenant = :tenant AND erased_at IS NULL
"""
_SORTED_BY: Final = {
    "name": ("name_key", "text"),
    "number": ("core.sort_key(number)", "text"),
    "hired_on": ("hired_on", "date"),
    "post": ("core.sort_key(post)", "text"),
}


def _sort(name: SortName) -> Sort:
    expression, kind = _SORTED_BY[name.removeprefix("-")]
    return Sort(expression, kind, id="employee.id", descending=name.startswith("-"))


def searched(words: int) -> str:
    """A condition for each of `words_of`: an array of them would not use the index."""
    return "".join(
        f" AND search_key LIKE '%' || staff.search_key(CAST(:word_{number} AS text)) || '%'"
        for number in range(words)
    )


@cache
def _page(name: SortName, words: int) -> TextClause:
    sort = _sort(name)
    return text(
        f"""
        SELECT {_ROW}, {sort.column} {_FROM}
        WHERE {_WANTED}{searched(words)} AND {sort.where} ORDER BY {sort.order} LIMIT :limit
        """
    )


@cache
def _count(words: int) -> TextClause:
    return text(f"SELECT count(*) FROM staff.employee WHERE {_WANTED}{searched(words)}")


_ONE: Final = text(f"{_FILE} AND {REACHED} AND employee.id = :id")
_OWN: Final = text(f"{_FILE} AND person_id = :person")
_BELOW: Final = text(
    "SELECT path || '%' FROM identity.place WHERE tenant = :tenant AND id = :place"
)
_PLACES: Final = text(
    f"""
    WITH there AS MATERIALIZED (
        SELECT place.path, count(*) AS people {_FROM}
        WHERE employee.tenant = :tenant AND erased_at IS NULL AND {REACHED} AND {_PRESENT}
        GROUP BY place.path
    )
    SELECT place.id, name, path, (
        SELECT CAST(coalesce(sum(people), 0) AS bigint) FROM there
        WHERE there.path LIKE place.path || '%'
    ) AS people
    FROM identity.place WHERE tenant = :tenant AND {REACHED}
    ORDER BY core.sort_key(name), place.id
    """
)
_POSTS: Final = text(
    f"""
    SELECT post, count(*) AS people {_FROM}
    WHERE employee.tenant = :tenant AND erased_at IS NULL AND {REACHED} AND {_PRESENT}
    GROUP BY post ORDER BY core.sort_key(post)
    """
)
_FIELDS: Final = (*PROFESSIONAL, *PRIVATE)
_ADD: Final = text(
    f"""
    INSERT INTO staff.employee (tenant, {", ".join(_FIELDS)})
    VALUES (:tenant, {", ".join(f":{name}" for name in _FIELDS)}) RETURNING id
    """
)
_CHANGE: Final = text(
    f"""
    UPDATE staff.employee SET {", ".join(f"{name} = :{name}" for name in _FIELDS)},
        version = version + 1
    WHERE tenant = :tenant AND id = :id AND version = :version
    """
)
_LOCK: Final = text(
    """
    SELECT id FROM staff.employee
    WHERE tenant = :tenant AND id = :id AND version = :version AND erased_at IS NULL FOR UPDATE
    """
)
_PAY_IS_DUE: Final = text(
    """
    SELECT EXISTS (
        SELECT FROM staff.employee JOIN staff.salary ON salary.employee_id = employee.id
        WHERE employee.id = :id AND valid_from <= left_on
            AND left_on >= date_trunc('month', CAST(:today AS date)) - interval '1 month'
            AND NOT EXISTS (
                SELECT FROM staff.salary_run WHERE salary_run.tenant = employee.tenant
                    AND month = date_trunc('month', left_on) AND kind = 'regular'
                    AND state = 'released'
            )
    )
    """
)
_HAS_ACCOUNT: Final = text(
    "SELECT EXISTS (SELECT FROM identity.person WHERE tenant = :tenant AND id = :person)"
)


class FoundPlace(NamedTuple):
    id: int
    name: str
    path: str
    people: int


class FoundPost(NamedTuple):
    post: str
    people: int


class FoundPage(NamedTuple):
    rows: list[Row]
    last: After | None
    total: int


async def list_people(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    asked: Asked,
    *,
    private: Reach | None,
    sort: SortName,
    after: After | None,
    limit: int,
    today: date,
) -> FoundPage:
    """Three statements, four with a place. Every word of the search is somewhere in number, name,
    post or address at work, whatever its accents and capitals. `private`: where the reader may
    read contracts; None: nowhere, and then nobody is found by one."""
    words = words_of(asked.search)
    values = await _values(connection, tenant, reach, asked, private=private, today=today)
    values |= words
    await connection.execute(PLANNED_BY_VALUE)
    rows = list(
        await connection.execute(
            _page(sort, len(words)), {**values, **Sort.parameters(after), "limit": limit}
        )
    )
    total: int = (await connection.execute(_count(len(words)), values)).scalar_one()
    last = last_of(rows)
    return FoundPage([_row(row) for row in rows], last, total)


async def find_file(
    connection: AsyncConnection, tenant: str, reach: Reach, employee_id: int
) -> File | None:
    values = {"tenant": tenant, "paths": below(reach), "id": employee_id}
    return _file((await connection.execute(_ONE, values)).one_or_none())


async def find_own(connection: AsyncConnection, tenant: str, person_id: int) -> File | None:
    values = {"tenant": tenant, "person": person_id}
    return _file((await connection.execute(_OWN, values)).one_or_none())


async def list_places(
    connection: AsyncConnection, tenant: str, reach: Reach, today: date
) -> list[FoundPlace]:
    values = {"tenant": tenant, "paths": below(reach), "today": today}
    return [FoundPlace(*row) for row in await connection.execute(_PLACES, values)]


async def list_posts(
    connection: AsyncConnection, tenant: str, reach: Reach, today: date
) -> list[FoundPost]:
    values = {"tenant": tenant, "paths": below(reach), "today": today}
    return [FoundPost(*row) for row in await connection.execute(_POSTS, values)]


async def add_file(connection: AsyncConnection, tenant: str, values: Mapping[str, Any]) -> int:
    """Raises NumberTaken and AccountTaken, which end the transaction."""
    try:
        return (await connection.execute(_ADD, {**values, "tenant": tenant})).scalar_one()
    except IntegrityError as error:
        raise _mapped(error) from error


async def change_file(
    connection: AsyncConnection,
    tenant: str,
    employee_id: int,
    values: Mapping[str, Any],
    *,
    version: int,
) -> bool:
    """Whether it was still of that version. Raises as `add_file`."""
    all_of_it = {**values, "tenant": tenant, "id": employee_id, "version": version}
    try:
        return (await connection.execute(_CHANGE, all_of_it)).rowcount == 1
    except IntegrityError as error:
        raise _mapped(error) from error


async def lock_file(
    connection: AsyncConnection, tenant: str, employee_id: int, *, version: int
) -> bool:
    """Until the COMMIT. Whether it was still of that version."""
    values = {"tenant": tenant, "id": employee_id, "version": version}
    return (await connection.execute(_LOCK, values)).one_or_none() is not None


async def pay_is_due(connection: AsyncConnection, employee_id: int, today: date) -> bool:
    """Whether somebody left last month or this one, and is still to be paid for it."""
    found = await connection.execute(_PAY_IS_DUE, {"id": employee_id, "today": today})
    return bool(found.scalar_one())


async def is_account(connection: AsyncConnection, tenant: str, person_id: int) -> bool:
    found = await connection.execute(_HAS_ACCOUNT, {"tenant": tenant, "person": person_id})
    return bool(found.scalar_one())


async def _values(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    asked: Asked,
    *,
    private: Reach | None,
    today: date,
) -> dict[str, Any]:
    under: str | None = None
    if asked.place is not None:
        found = await connection.execute(_BELOW, {"tenant": tenant, "place": asked.place})
        under = found.scalar_one_or_none() or "nowhere"
    paths = below(reach)
    private_paths = [] if private is None else below(private)
    return {
        "tenant": tenant,
        "placed": not (
            paths is None and under is None and (asked.contract is None or private_paths is None)
        ),
        "paths": paths,
        "private_paths": private_paths,
        "below": under,
        "post": asked.post,
        "contract": asked.contract,
        "status": asked.status,
        "today": today,
    }


def words_of(search: str) -> dict[str, str]:
    """The parameters of `searched`."""
    words = search.split()[:_MOST_WORDS]
    return {f"word_{number}": literally(word) for number, word in enumerate(words)}


def literally(word: str) -> str:
    """For LIKE."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _row(row: SqlRow[Any]) -> Row:
    values = dict(row._mapping)
    del values["sort_value"]
    return Row(**values)


def _file(row: SqlRow[Any] | None) -> File | None:
    return None if row is None else File(**row._mapping)


def _mapped(error: IntegrityError) -> Exception:
    said = str(error.orig)
    if "uq_employee_tenant_number" in said:
        return NumberTaken()
    return AccountTaken() if "uq_employee_person_id" in said else error
