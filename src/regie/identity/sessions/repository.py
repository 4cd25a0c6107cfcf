"""Every statement that begins, changes or ends a session. Times are the database's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .device import Device

State = Literal["open", "factor"]
"""In `factor` the password was right and the second factor is awaited: nobody yet."""

FACTOR_S: Final = 600
"""How long it is awaited."""
STEPPED_UP_S: Final = 900
"""How long a password or a second factor that was given anew counts."""


class NewRow(NamedTuple):
    id: int
    person_id: int
    expires_at: datetime
    life_s: int
    """Until then."""


_BEGIN: Final = text(
    f"""
    INSERT INTO identity.session (digest, tenant, person_id, state, expires_at, idle_s,
        stepped_up_at, browser, system, address)
    SELECT :digest, tenant, id, :state,
        now() + make_interval(secs => CASE WHEN :state = 'factor' THEN {FACTOR_S} ELSE :life_s END),
        :idle_s, CASE WHEN :stepped_up THEN now() END, :browser, :system, :address
    FROM identity.person WHERE id = :person_id AND status = 'active'
    RETURNING id, person_id, expires_at,
        CAST(extract(epoch FROM expires_at - now()) AS integer) AS life_s
    """  # noqa: S608 - a constant
)

_PROMOTE: Final = text(
    """
    UPDATE identity.session SET digest = :digest, state = 'open', stepped_up_at = now(),
        seen_at = now(),
        expires_at = CASE WHEN state = 'factor' THEN now() + make_interval(secs => :life_s)
            ELSE expires_at END
    WHERE id = :id AND ended_at IS NULL RETURNING id, person_id, expires_at,
        CAST(extract(epoch FROM expires_at - now()) AS integer) AS life_s
    """
)

_STEP_UP: Final = text(
    f"""
    UPDATE identity.session SET stepped_up_at = now() WHERE id = :id AND ended_at IS NULL
    RETURNING person_id, stepped_up_at + make_interval(secs => {STEPPED_UP_S}) AS until
    """  # noqa: S608 - a constant
)

_REPLACE: Final = text(
    """
    UPDATE identity.session SET ended_at = now(), ended_by = 'replaced'
    WHERE digest = :digest AND ended_at IS NULL RETURNING person_id
    """
)

_END: Final = text(
    """
    UPDATE identity.session SET ended_at = now(), ended_by = :why
    WHERE person_id = :person_id AND ended_at IS NULL
        AND (CAST(:ids AS bigint[]) IS NULL OR id = ANY(CAST(:ids AS bigint[])))
        AND id IS DISTINCT FROM CAST(:except_id AS bigint)
    RETURNING id
    """
)

# A row that is held is left out: who writes many at once, in no order, waits for nobody. It is
# being ended, or will be seen again.
_SEEN: Final = text(
    """
    UPDATE identity.session SET seen_at = seen.at
    FROM (
        SELECT s.id, each.at
        FROM (
            SELECT id, now() - make_interval(secs => ago_s) AS at
            FROM unnest(CAST(:ids AS bigint[]), CAST(:ago_s AS float8[])) AS said (id, ago_s)
        ) AS each
        JOIN identity.session AS s USING (id)
        WHERE s.ended_at IS NULL AND s.seen_at < each.at - make_interval(secs => :least_s)
        FOR NO KEY UPDATE OF s SKIP LOCKED
    ) AS seen
    WHERE session.id = seen.id
    """
)


async def begin(
    connection: AsyncConnection,
    digest: bytes,
    person_id: int,
    device: Device,
    *,
    state: State,
    stepped_up: bool,
    life_s: int,
    idle_s: int,
) -> NewRow | None:
    """None when the person may not come in."""
    given = {
        "digest": digest,
        "person_id": person_id,
        "state": state,
        "stepped_up": stepped_up,
        "life_s": life_s,
        "idle_s": idle_s,
        "browser": device.browser,
        "system": device.system,
        "address": device.address,
    }
    return _new(await connection.execute(_BEGIN, given))


async def promote(
    connection: AsyncConnection, session_id: int, digest: bytes, *, life_s: int
) -> NewRow | None:
    given = {"id": session_id, "digest": digest, "life_s": life_s}
    return _new(await connection.execute(_PROMOTE, given))


def _new(found: Any) -> NewRow | None:
    row = found.one_or_none()
    return None if row is None else NewRow(*row)


async def step_up(connection: AsyncConnection, session_id: int) -> tuple[int, datetime] | None:
    """Whose it is, and until when it counts."""
    row = (await connection.execute(_STEP_UP, {"id": session_id})).one_or_none()
    return None if row is None else (row.person_id, row.until)


async def replace(connection: AsyncConnection, digest: bytes) -> int | None:
    """Ends the session that a browser gives up for another; whose it was."""
    return (await connection.execute(_REPLACE, {"digest": digest})).scalar_one_or_none()


async def end(
    connection: AsyncConnection,
    person_id: int,
    *,
    ids: Sequence[int] | None,
    except_id: int | None,
    why: str,
) -> list[int]:
    given = {
        "person_id": person_id,
        "ids": None if ids is None else list(ids),
        "except_id": except_id,
        "why": why,
    }
    return list((await connection.execute(_END, given)).scalars())


async def note_seen(
    connection: AsyncConnection, ago_s: dict[int, float], *, least_s: float
) -> None:
    """How long ago each was seen; one that was noted less than `least_s` before stays as it is."""
    given = {"ids": list(ago_s), "ago_s": list(ago_s.values()), "least_s": least_s}
    await connection.execute(_SEEN, given)
