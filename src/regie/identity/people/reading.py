"""People as their administrators see them: the scope stands in each statement."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import JSON, Row, TextualSelect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Grant, Reach
from regie.core.i18n import Language
from regie.identity.places.repository import below
from regie.identity.roles import Role

from .domain import Status

MOST_WORDS: Final = 8
"""Of a search."""

_REACHED: Final = "(CAST(:paths AS text[]) IS NULL OR place.path LIKE ANY(CAST(:paths AS text[])))"
_FOLDED: Final = "lower(core.unaccent('core.unaccent', {}))"

# Somebody is seen by one role within reach, and by whoever reaches everywhere; role and place that
# are asked for are looked for among the roles within reach, so that nothing is told of the others.
_SEEN: Final = f"""
    person.tenant = :tenant AND (
        (CAST(:paths AS text[]) IS NULL AND CAST(:role AS text) IS NULL
            AND CAST(:place AS bigint) IS NULL)
        OR EXISTS (
            SELECT FROM identity.assignment LEFT JOIN identity.place ON place.id = place_id
            WHERE person_id = person.id AND {_REACHED}
                AND (CAST(:role AS text) IS NULL OR role = :role)
                AND (CAST(:place AS bigint) IS NULL OR path LIKE (
                    SELECT asked.path || '%' FROM identity.place AS asked
                    WHERE asked.id = :place AND asked.tenant = :tenant
                ))
        )
    )
"""
_WANTED: Final = f"""
    {_SEEN} AND CASE WHEN CAST(:status AS text) IS NULL THEN status <> 'erased'
        ELSE status = :status END
    AND {_FOLDED.format("person.name || ' ' || email")} LIKE ALL (
        SELECT '%' || {_FOLDED.format("word")} || '%'
        FROM unnest(CAST(:words AS text[])) AS word
    )
"""
_BY_NAME: Final = "ORDER BY core.sort_key(person.name), person.id"
# Who is out of the reader's sight, or of another tenant, has no place in the order: it begins anew.
_BEHIND: Final = f"""
    AND (core.sort_key(person.name), person.id) > (
        coalesce((
            SELECT core.sort_key(last.name) FROM identity.person AS last
            WHERE last.id = :before AND last.tenant = :tenant AND (
                CAST(:paths AS text[]) IS NULL OR EXISTS (
                    SELECT FROM identity.assignment JOIN identity.place ON place.id = place_id
                    WHERE person_id = last.id AND {_REACHED}
                )
            )
        ), core.sort_key('')), CAST(:before AS bigint)
    )
"""
_SHOWN: Final = f"""
    SELECT person.id, person.name, email, language, status, created_at,
        EXISTS (
            SELECT FROM identity.factor
            WHERE person_id = person.id AND confirmed_at IS NOT NULL
        ) AS has_factor,
        session.seen_at, session.open AS sessions, given.roles
    FROM page JOIN identity.person USING (id)
    CROSS JOIN LATERAL (
        SELECT max(seen_at) AS seen_at, count(*) FILTER (
            WHERE ended_at IS NULL AND expires_at > now()
                AND seen_at + make_interval(secs => idle_s) > now()
        ) AS open
        FROM identity.session WHERE person_id = person.id
    ) AS session
    CROSS JOIN LATERAL (
        SELECT coalesce(
            json_agg(json_build_array(role, place.id, place.name, path) ORDER BY assignment.id),
            '[]'
        ) AS roles
        FROM identity.assignment LEFT JOIN identity.place ON place.id = place_id
        WHERE person_id = person.id AND {_REACHED}
    ) AS given
    {_BY_NAME}
"""


def _people(which: str) -> TextualSelect:
    """Who is wanted is found first, so that what is told is looked up of a page alone."""
    page = f"SELECT person.id FROM identity.person WHERE {which}"
    return text(f"WITH page AS MATERIALIZED ({page}) {_SHOWN}").columns(roles=JSON)


_FIRST: Final = _people(f"{_WANTED} {_BY_NAME} LIMIT :limit")
_NEXT: Final = _people(f"{_WANTED} {_BEHIND} {_BY_NAME} LIMIT :limit")
_ONE: Final = _people(f"{_SEEN} AND person.id = :id")
_HOLD: Final = text(
    "SELECT FROM identity.person WHERE tenant = :tenant AND id = :id FOR NO KEY UPDATE"
)
_HELD: Final = text(
    """
    SELECT person.id, name, language, status, password IS NOT NULL AS has_password, (
        SELECT coalesce(json_agg(json_build_array(role, path)), '[]')
        FROM identity.assignment LEFT JOIN identity.place ON place.id = place_id
        WHERE person_id = person.id
    ) AS grants
    FROM identity.person WHERE tenant = :tenant AND id = :id
    """
).columns(grants=JSON)
_COUNTS: Final = text(
    f"""
    SELECT role, count(DISTINCT person_id) AS people
    FROM identity.assignment
    JOIN identity.person ON person.id = person_id
    LEFT JOIN identity.place ON place.id = place_id
    WHERE person.tenant = :tenant AND status IN ('invited', 'active') AND {_REACHED}
    GROUP BY role
    """
)
# One at a time: of two who disable each other, the second finds the first one gone.
_LOCK_ADMINISTRATORS: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('administrators ' || :tenant, 0))"
)
_OTHER_ADMINISTRATORS: Final = text(
    """
    SELECT EXISTS (
        SELECT FROM identity.person JOIN identity.assignment ON person_id = person.id
        WHERE tenant = :tenant AND status = 'active' AND role = 'administrator'
            AND place_id IS NULL AND person.id <> :but
    )
    """
)


class RoleView(NamedTuple):
    role: Role
    place_id: int | None
    place: str | None
    path: str | None


@dataclass(frozen=True, slots=True)
class PersonView:
    id: int
    name: str
    email: str
    language: Language | None
    status: Status
    created_at: datetime
    has_factor: bool
    seen_at: datetime | None
    sessions: int
    """That are open."""
    roles: tuple[RoleView, ...]
    """Within reach."""


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody whose row is locked until the COMMIT, with every role of theirs."""

    id: int
    name: str
    language: Language | None
    status: Status
    has_password: bool
    grants: tuple[Grant, ...]

    @property
    def administers_all(self) -> bool:
        return self.status == "active" and Grant("administrator") in self.grants


async def list_people(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    *,
    search: str = "",
    role: Role | None = None,
    status: Status | None = None,
    place: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[PersonView]:
    """By name, as French sorts them; one statement. Every word of `search` is somewhere in the
    name or the address, whatever its accents and capitals. `place`: a role there or below. Without
    a `status` the erased ones are left out. `before`: the last person of the page before."""
    asked: dict[str, Any] = {
        "tenant": tenant,
        "paths": below(reach),
        "words": [_literally(word) for word in search.split()[:MOST_WORDS]],
        "role": role,
        "status": status,
        "place": place,
        "limit": limit,
    }
    if before is None:
        rows = await connection.execute(_FIRST, asked)
    else:
        rows = await connection.execute(_NEXT, {**asked, "before": before})
    return [_view(row) for row in rows]


async def find_person(
    connection: AsyncConnection, tenant: str, reach: Reach, person_id: int
) -> PersonView | None:
    asked = {"tenant": tenant, "paths": below(reach), "role": None, "place": None}
    row = (await connection.execute(_ONE, {**asked, "id": person_id})).one_or_none()
    return None if row is None else _view(row)


async def hold_person(connection: AsyncConnection, tenant: str, person_id: int) -> Held | None:
    """None of another tenant's. The lock is a statement of its own: one that waited would tell
    the roles of the moment at which it began to wait."""
    asked = {"tenant": tenant, "id": person_id}
    await connection.execute(_HOLD, asked)
    row = (await connection.execute(_HELD, asked)).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    grants = tuple(Grant(*each) for each in values.pop("grants"))
    return Held(**values, grants=grants)


async def count_by_role(connection: AsyncConnection, tenant: str, reach: Reach) -> dict[str, int]:
    """Of people who may sign in, or will; roles that nobody has are left out."""
    rows = await connection.execute(_COUNTS, {"tenant": tenant, "paths": below(reach)})
    return {row.role: row.people for row in rows}


async def is_administered_without(connection: AsyncConnection, tenant: str, person_id: int) -> bool:
    """Whether somebody else is an active administrator of the whole; it stays so until the
    COMMIT, for others who ask wait."""
    await connection.execute(_LOCK_ADMINISTRATORS, {"tenant": tenant})
    asked = {"tenant": tenant, "but": person_id}
    return bool((await connection.execute(_OTHER_ADMINISTRATORS, asked)).scalar_one())


def _view(row: Row[Any]) -> PersonView:
    values = dict(row._mapping)
    roles: Sequence[Any] = values.pop("roles")
    return PersonView(**values, roles=tuple(RoleView(*each) for each in roles))


def _literally(word: str) -> str:
    """For LIKE."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
