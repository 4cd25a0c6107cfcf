"""Copies of tokens: all that is needed to know what one may do, without asking PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Grant
from regie.identity.copies import TTL_S
from regie.identity.people.grants import JOIN_GRANTS, MUST_SET_FACTOR

PREFIX: Final = b"regie:token:"
LABEL: Final = b"regie.token"


class Copy(msgspec.Struct, frozen=True, array_like=True):
    at: float
    """When it was read, by PostgreSQL's clock, in seconds since 1970."""
    until: float
    """When it ends, by the same clock: after `TTL_S`, or with its token."""
    subject: int
    """The person, or below 0 the service token: whose version this is."""
    version: int
    tenant: str
    token: int
    permissions: tuple[str, ...]
    grants: tuple[Grant, ...]
    """Of the person."""
    must: tuple[str, ...]
    path: str | None
    """Of a service token's place."""

    @property
    def person(self) -> int | None:
        return self.subject if self.subject > 0 else None


Key = bytes | int
"""A token's digest, or its number, which short tokens have."""


def name_of(key: Key) -> bytes:
    """What a copy stands under. A number is shorter than any digest."""
    return key if isinstance(key, bytes) else b"%d" % key


_COPIES: Final = text(
    f"""
    SELECT t.digest, t.id, t.tenant, t.permissions, q.path,
        CASE WHEN t.kind = 'personal' THEN p.id ELSE -t.id END AS subject,
        CASE WHEN t.kind = 'personal' THEN p.version ELSE t.version END AS version,
        extract(epoch FROM clock_timestamp())::float8 AS at,
        extract(epoch FROM t.expires_at)::float8 AS ends,
        coalesce(a.roles, '{{}}') AS roles, coalesce(a.paths, '{{}}') AS paths,
        {MUST_SET_FACTOR} AS must_set_factor
    FROM identity.token AS t
    LEFT JOIN identity.person AS p
        ON p.id = t.person_id AND p.tenant = t.tenant AND p.status = 'active'
    LEFT JOIN identity.place AS q ON q.id = t.place_id
    {JOIN_GRANTS}
    WHERE (t.digest = ANY(CAST(:digests AS bytea[])) OR t.id = ANY(CAST(:ids AS bigint[])))
        AND t.revoked_at IS NULL AND t.expires_at > clock_timestamp()
        AND (t.kind = 'service' OR p.id IS NOT NULL)
    """  # noqa: S608 - constants
)


async def read_copies(connection: AsyncConnection, keys: Sequence[Key]) -> dict[Key, Copy]:
    """By the keys that were given; a token that is over, or whose person may not come in, is not
    there."""
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
        until=min(row.at + TTL_S, row.ends),
        subject=row.subject,
        version=row.version,
        tenant=row.tenant,
        token=row.id,
        permissions=tuple(row.permissions),
        grants=tuple(map(Grant, row.roles, row.paths)),
        must=("set_factor",) if row.must_set_factor else (),
        path=row.path,
    )
