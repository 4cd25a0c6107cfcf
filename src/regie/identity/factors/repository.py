"""Every statement on second factors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_SEEN: Final = text(
    """
    SELECT factor.confirmed_at,
        (
            SELECT count(*) FROM identity.recovery_code
            WHERE person_id = person.id AND used_at IS NULL
        ) AS codes_left,
        EXISTS (
            SELECT FROM identity.assignment JOIN identity.role_policy USING (role)
            WHERE person_id = person.id AND role_policy.tenant = person.tenant
        ) AS required
    FROM identity.person LEFT JOIN identity.factor ON factor.person_id = person.id
    WHERE person.id = :person_id
    """
)

_KEPT: Final = text(
    "SELECT seed, confirmed_at, last_step, recovery_salt FROM identity.factor"
    " WHERE person_id = :person_id"
)

_BEGIN: Final = text(
    """
    INSERT INTO identity.factor AS factor (person_id, seed, created_at)
    VALUES (:person_id, :seed, :now)
    ON CONFLICT (person_id) DO UPDATE SET
        seed = excluded.seed, created_at = excluded.created_at, last_step = 0
    WHERE factor.confirmed_at IS NULL
    RETURNING 1
    """
)

# The sealed seed is compared too: of two enrolments that were begun only the later is confirmed.
_CONFIRM: Final = text(
    """
    UPDATE identity.factor SET confirmed_at = :now, last_step = :step
    WHERE person_id = :person_id AND confirmed_at IS NULL AND seed = :seed
    RETURNING 1
    """
)

# Of any number of uses at once the row's lock lets one see an earlier step.
_USE_STEP: Final = text(
    """
    UPDATE identity.factor SET last_step = :step
    WHERE person_id = :person_id AND confirmed_at IS NOT NULL AND seed = :seed
        AND last_step < :step
    RETURNING 1
    """
)

_USE_CODE: Final = text(
    """
    UPDATE identity.recovery_code SET used_at = :now
    WHERE person_id = :person_id AND digest = :digest AND used_at IS NULL
    RETURNING 1
    """
)

# The salt and the codes made with it change together: the factor's row is locked first.
_REPLACE_CODES: Final = text(
    """
    WITH salted AS (
        UPDATE identity.factor SET recovery_salt = :salt
        WHERE person_id = :person_id AND confirmed_at IS NOT NULL
        RETURNING person_id
    ), gone AS (
        DELETE FROM identity.recovery_code USING salted
        WHERE recovery_code.person_id = salted.person_id
    )
    INSERT INTO identity.recovery_code (person_id, digest)
    SELECT person_id, digest FROM salted, unnest(CAST(:digests AS bytea[])) AS made (digest)
    """
)

_REMOVE: Final = text(
    """
    WITH codes AS (DELETE FROM identity.recovery_code WHERE person_id = :person_id)
    DELETE FROM identity.factor WHERE person_id = :person_id RETURNING confirmed_at
    """
)


class Seen(NamedTuple):
    confirmed_at: datetime | None
    codes_left: int
    required: bool


class Kept(NamedTuple):
    sealed: str
    confirmed_at: datetime | None
    last_step: int
    recovery_salt: bytes | None


async def seen(connection: AsyncConnection, person_id: int) -> Seen:
    return Seen(*(await connection.execute(_SEEN, {"person_id": person_id})).one())


async def kept(connection: AsyncConnection, person_id: int) -> Kept | None:
    row = (await connection.execute(_KEPT, {"person_id": person_id})).one_or_none()
    return None if row is None else Kept(*row)


async def begin(connection: AsyncConnection, person_id: int, sealed: str, now: datetime) -> bool:
    """False when there is a confirmed one."""
    values = {"person_id": person_id, "seed": sealed, "now": now}
    return (await connection.execute(_BEGIN, values)).first() is not None


async def confirm(
    connection: AsyncConnection, person_id: int, sealed: str, step: int, now: datetime
) -> bool:
    values = {"person_id": person_id, "seed": sealed, "step": step, "now": now}
    return (await connection.execute(_CONFIRM, values)).first() is not None


async def use_step(connection: AsyncConnection, person_id: int, sealed: str, step: int) -> bool:
    """Once for each step, and none before one that was used."""
    values = {"person_id": person_id, "seed": sealed, "step": step}
    return (await connection.execute(_USE_STEP, values)).first() is not None


async def use_recovery_code(
    connection: AsyncConnection, person_id: int, digest: bytes, now: datetime
) -> bool:
    values = {"person_id": person_id, "digest": digest, "now": now}
    return (await connection.execute(_USE_CODE, values)).first() is not None


async def replace_recovery_codes(
    connection: AsyncConnection, person_id: int, salt: bytes, digests: Sequence[bytes]
) -> bool:
    """False when there is no confirmed factor: there are no codes then either."""
    values = {"person_id": person_id, "salt": salt, "digests": list(digests)}
    return (await connection.execute(_REPLACE_CODES, values)).rowcount > 0


async def remove(connection: AsyncConnection, person_id: int) -> bool:
    """Whether there was a confirmed one. One that was only begun goes too."""
    row = (await connection.execute(_REMOVE, {"person_id": person_id})).one_or_none()
    return row is not None and row.confirmed_at is not None
