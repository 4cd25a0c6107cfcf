"""Sessions as they are read: for whoever comes with one, and for those who look at a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Grant, Reach
from regie.identity.copies import TTL_S
from regie.identity.people.grants import JOIN_GRANTS, MUST_SET_FACTOR
from regie.identity.places.repository import below

from .copies import Copy
from .repository import STEPPED_UP_S

Key = bytes | int
"""A session's digest, or its number."""


class Awaiting(NamedTuple):
    """Somebody who gave a password, and owes the second factor."""

    session_id: int
    person_id: int
    tenant: str


class SessionRow(NamedTuple):
    id: int
    person_id: int
    person_name: str
    browser: str | None
    system: str | None
    address: str | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


_ALIVE: Final = """
    ended_at IS NULL AND expires_at > clock_timestamp()
    AND seen_at + make_interval(secs => idle_s) > clock_timestamp()
"""

_AWAITING: Final = text(
    f"""
    SELECT id, person_id, tenant FROM identity.session
    WHERE digest = :digest AND state = 'factor' AND {_ALIVE}
    """  # noqa: S608 - a constant
)

_LIST: Final = f"""
    SELECT s.id, s.person_id, p.name, s.browser, s.system, s.address, s.created_at, s.seen_at,
        s.expires_at
    FROM identity.session AS s JOIN identity.person AS p ON p.id = s.person_id
    WHERE s.tenant = :tenant AND s.state = 'open' AND {_ALIVE}
"""  # noqa: S608 - a constant
_LIST_OF_PERSON: Final = text(f"{_LIST} AND s.person_id = :person_id ORDER BY s.seen_at DESC, s.id")
_PAGE: Final = text(
    f"""{_LIST}
        AND (CAST(:person AS bigint) IS NULL OR s.person_id = :person)
        AND (CAST(:before AS bigint) IS NULL OR s.id < :before)
        AND (CAST(:paths AS text[]) IS NULL OR EXISTS (
            SELECT FROM identity.assignment AS g JOIN identity.place ON place.id = g.place_id
            WHERE g.person_id = s.person_id AND place.path LIKE ANY(CAST(:paths AS text[]))
        ))
    ORDER BY s.id DESC LIMIT :limit
    """
)
_OWNER: Final = text(
    """
    SELECT person_id FROM identity.session
    WHERE tenant = :tenant AND id = :id AND ended_at IS NULL
    """
)


# What is copied of sessions, in one statement: who it is, their roles with places, and whether a
# role of theirs demands a second factor that they have not.
_COPIES: Final = text(
    f"""
    SELECT s.digest, s.id, s.tenant, s.person_id, p.version,
        extract(epoch FROM clock_timestamp())::float8 AS at,
        least(
            extract(epoch FROM clock_timestamp()) + {TTL_S},
            extract(epoch FROM clock_timestamp()) + s.idle_s,
            extract(epoch FROM s.expires_at)
        )::float8 AS until,
        (extract(epoch FROM s.stepped_up_at) + {STEPPED_UP_S})::float8 AS stepped_up_until,
        coalesce(a.roles, '{{}}') AS roles, coalesce(a.paths, '{{}}') AS paths,
        {MUST_SET_FACTOR} AS must_set_factor
    FROM identity.session AS s
    JOIN identity.person AS p
        ON p.id = s.person_id AND p.tenant = s.tenant AND p.status = 'active'
    {JOIN_GRANTS}
    WHERE (s.digest = ANY(CAST(:digests AS bytea[])) OR s.id = ANY(CAST(:ids AS bigint[])))
        AND s.state = 'open' AND {_ALIVE}
    """  # noqa: S608 - constants
)


async def read_copies(connection: AsyncConnection, keys: Sequence[Key]) -> dict[Key, Copy]:
    """By the keys that were given; a session that is over, or whose person may not come in, is
    not there."""
    given = {
        "digests": [key for key in keys if isinstance(key, bytes)],
        "ids": [key for key in keys if isinstance(key, int)],
    }
    copies: dict[Key, Copy] = {}
    for row in await connection.execute(_COPIES, given):
        copies[row.digest] = copies[row.id] = _copy(row)
    return copies


def _copy(row: Row[Any]) -> Copy:
    return Copy(
        at=row.at,
        until=row.until,
        subject=row.person_id,
        version=row.version,
        tenant=row.tenant,
        session=row.id,
        grants=tuple(map(Grant, row.roles, row.paths)),
        must=("set_factor",) if row.must_set_factor else (),
        stepped_up_until=row.stepped_up_until,
    )


async def awaiting_factor(connection: AsyncConnection, digest: bytes) -> Awaiting | None:
    row = (await connection.execute(_AWAITING, {"digest": digest})).one_or_none()
    return None if row is None else Awaiting(*row)


async def list_of_person(
    connection: AsyncConnection, tenant: str, person_id: int
) -> list[SessionRow]:
    given = {"tenant": tenant, "person_id": person_id}
    return [SessionRow(*row) for row in await connection.execute(_LIST_OF_PERSON, given)]


async def page(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    *,
    person: int | None,
    before: int | None,
    limit: int,
) -> list[SessionRow]:
    """Of people with a role within reach, the newest first."""
    given = {
        "tenant": tenant,
        "paths": below(reach),
        "person": person,
        "before": before,
        "limit": limit,
    }
    return [SessionRow(*row) for row in await connection.execute(_PAGE, given)]


async def owner_of(connection: AsyncConnection, tenant: str, session_id: int) -> int | None:
    given = {"tenant": tenant, "id": session_id}
    return (await connection.execute(_OWNER, given)).scalar_one_or_none()
