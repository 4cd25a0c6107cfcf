"""Counting tries, in PostgreSQL: by its clock, over all processes."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

# A row holds the moments of its last tries, no more of them than are let through in a window: the
# oldest is looked at, so there are never more in any window, not even across two of them. Moments
# are taken after the row is locked. The address comes first and decides whether the account is
# asked at all; `release` locks in the same order.
_RESERVE: Final = text(
    """
    WITH place AS (
        INSERT INTO identity.sign_in_try AS t (kind, subject, members, at, last_at)
        SELECT 'address', address, ARRAY[CAST(:member AS bytea)], ARRAY[clock_timestamp()],
            clock_timestamp()
        FROM (SELECT CAST(:address AS bytea) AS address) AS asked WHERE address IS NOT NULL
        ON CONFLICT (kind, subject) DO UPDATE SET last_at = clock_timestamp(), (members, at) = (
            SELECT array_agg(member ORDER BY moment), array_agg(moment ORDER BY moment)
            FROM (
                SELECT member, moment FROM unnest(t.members, t.at) AS of (member, moment)
                WHERE moment > clock_timestamp() - CAST(:window AS interval)
                    AND member <> CAST(:member AS bytea)
                UNION ALL SELECT CAST(:member AS bytea), clock_timestamp()
            ) AS kept
        )
        WHERE CAST(:members AS int) > (
            SELECT count(*) FROM unnest(t.members, t.at) AS of (member, moment)
            WHERE moment > clock_timestamp() - CAST(:window AS interval)
                AND member <> CAST(:member AS bytea)
        )
        RETURNING subject
    ), own AS (
        INSERT INTO identity.sign_in_try AS t (kind, subject, at, last_at)
        SELECT :kind, CAST(:subject AS bytea), ARRAY[clock_timestamp()], clock_timestamp()
        WHERE CAST(:address AS bytea) IS NULL OR EXISTS (SELECT FROM place)
        ON CONFLICT (kind, subject) DO UPDATE SET last_at = clock_timestamp(),
            at = (CASE WHEN cardinality(t.at) < CAST(:tries AS int) THEN t.at ELSE t.at[2:] END)
                || clock_timestamp()
        WHERE cardinality(t.at) < CAST(:tries AS int)
            OR t.at[1] <= clock_timestamp() - CAST(:window AS interval)
        RETURNING at
    )
    SELECT
        (
            SELECT count(*) FROM own, unnest(own.at) AS moment
            WHERE moment > clock_timestamp() - CAST(:window AS interval)
        ) AS tries,
        CAST(:address AS bytea) IS NULL OR EXISTS (SELECT FROM place) AS place_is_free,
        ARRAY(
            SELECT extract(epoch FROM clock_timestamp() - moment)
            FROM identity.sign_in_try AS t, unnest(t.at) AS moment
            WHERE kind = :kind AND subject = CAST(:subject AS bytea) ORDER BY moment
        ) AS own_ages,
        ARRAY(
            SELECT extract(epoch FROM clock_timestamp() - moment)
            FROM identity.sign_in_try AS t, unnest(t.members, t.at) AS of (member, moment)
            WHERE kind = 'address' AND subject = CAST(:address AS bytea)
                AND member <> CAST(:member AS bytea) ORDER BY moment
        ) AS place_ages
    """
)
_RELEASE: Final = text(
    """
    WITH place AS (
        UPDATE identity.sign_in_try AS t SET (members, at) = (
            SELECT coalesce(array_agg(member ORDER BY moment), '{}'),
                coalesce(array_agg(moment ORDER BY moment), '{}')
            FROM unnest(t.members, t.at) AS of (member, moment)
            WHERE member <> CAST(:member AS bytea)
        )
        WHERE kind = 'address' AND subject = CAST(:address AS bytea)
            AND CAST(:member AS bytea) = ANY(members)
        RETURNING subject
    )
    DELETE FROM identity.sign_in_try
    WHERE kind = :kind AND subject = CAST(:subject AS bytea)
        AND (SELECT count(*) FROM place) IS NOT NULL
    """
)
_KINDS: Final = text(
    r"""
    SELECT DISTINCT substring(password FROM '^(\$2.\$\d\d\$|\$argon2id\$v=19\$[^$]+\$)') AS begin
    FROM identity.person
    WHERE status = 'active' AND password IS NOT NULL
        AND NOT starts_with(password, CAST(:besides AS text))
    """
)
_LOCK: Final = text(
    """
    SELECT FROM identity.person
    WHERE id = :id OR id = (
        SELECT person_id FROM identity.session
        WHERE digest = CAST(:replaces AS bytea) AND ended_at IS NULL
    )
    ORDER BY id FOR NO KEY UPDATE
    """
)


class Tried(NamedTuple):
    """Whose tries: an account's or a known device's; and from which address, where that counts."""

    kind: str
    subject: bytes
    member: bytes = b""
    """The account, at its address."""
    address: bytes | None = None


class Bounds(NamedTuple):
    tries: int
    members: int
    window: timedelta


class Reserved(NamedTuple):
    tries: int
    """In this window, with this one; 0: refused."""
    place_is_free: bool
    own_ages_s: tuple[float, ...]
    """Oldest first, as they were before this statement."""
    place_ages_s: tuple[float, ...]


async def reserve(connection: AsyncConnection, tried: Tried, bounds: Bounds) -> Reserved:
    """One statement, to be a transaction of its own: who comes later sees what it has counted."""
    values = {**tried._asdict(), **bounds._asdict()}
    row = (await connection.execute(_RESERVE, values)).one()
    return Reserved(
        row.tries,
        row.place_is_free,
        tuple(map(float, row.own_ages)),
        tuple(map(float, row.place_ages)),
    )


async def release(connection: AsyncConnection, tried: Tried) -> None:
    """Forgets its tries, and that this account failed at this address."""
    await connection.execute(_RELEASE, tried._asdict())


async def kinds_of_hashes(connection: AsyncConnection, *, besides: str) -> set[str]:
    """How the hashes begin that people have and that do not begin like those. Reads all people."""
    found = await connection.execute(_KINDS, {"besides": besides})
    return {begin for (begin,) in found if begin is not None}


async def lock_people(
    connection: AsyncConnection, person_id: int, *, replaces: bytes | None
) -> None:
    """Who comes in, and whose session (by its digest) ends by that: perhaps a colleague's. Until
    the COMMIT nobody changes their password, a factor or what else raises the version; who is doing
    it is waited for. In the order of their ids, so that two of these never wait for each other."""
    await connection.execute(_LOCK, {"id": person_id, "replaces": replaces})
