"""Every statement on codes that are sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.i18n import Language

from .domain import Purpose

# A person has one code of a purpose: a new one takes the place of the former.
_PUT: Final = text(
    """
    INSERT INTO identity.sent_code (person_id, purpose, digest, created_at, expires_at)
    VALUES (:person_id, :purpose, :digest, :now, :expires_at)
    ON CONFLICT (person_id, purpose) DO UPDATE SET
        digest = excluded.digest, created_at = excluded.created_at,
        expires_at = excluded.expires_at, used_at = NULL
    """
)

# Of any number of uses at once the row's lock lets one see it unused.
_USE: Final = text(
    """
    UPDATE identity.sent_code AS code SET used_at = :now
    WHERE digest = :digest AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
        AND (person_id IS NULL OR EXISTS (
            SELECT FROM identity.person WHERE id = code.person_id AND status = :status
        ))
    RETURNING person_id
    """
)

_LOOK: Final = text(
    """
    SELECT person.id, person.email, person.name
    FROM identity.sent_code AS code JOIN identity.person ON person.id = code.person_id
    WHERE digest = :digest AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
        AND status = :status
    """
)

_END: Final = text(
    "UPDATE identity.sent_code SET used_at = :now WHERE person_id = :person_id AND used_at IS NULL"
)

_ADDRESSEE: Final = text(
    "SELECT id, tenant, email, name, language FROM identity.person WHERE id = :id"
)

_STATUS: Final[Mapping[Purpose, str]] = {
    "invitation": "invited",
    "reset": "active",
    "first_run": "none",
}
"""In which a person may use a code; the first administrator's is nobody's yet."""


class Addressee(NamedTuple):
    id: int
    tenant: str
    email: str
    name: str
    language: Language | None


class Holder(NamedTuple):
    """Whose a code is."""

    id: int
    email: str
    name: str


async def put_code(
    connection: AsyncConnection,
    purpose: Purpose,
    person_id: int | None,
    *,
    digest: bytes,
    now: datetime,
    expires_at: datetime,
) -> None:
    row = {"purpose": purpose, "person_id": person_id, "digest": digest}
    await connection.execute(_PUT, row | {"now": now, "expires_at": expires_at})


async def use_code(
    connection: AsyncConnection, purpose: Purpose, digest: bytes, now: datetime
) -> tuple[int | None] | None:
    """Whose it was, in a tuple; None when there is no such code to use."""
    found = await connection.execute(_USE, _asked(purpose, digest, now))
    row = found.one_or_none()
    return None if row is None else (row.person_id,)


async def look(
    connection: AsyncConnection, purpose: Purpose, digest: bytes, now: datetime
) -> Holder | None:
    row = (await connection.execute(_LOOK, _asked(purpose, digest, now))).one_or_none()
    return None if row is None else Holder(*row)


async def end_codes(connection: AsyncConnection, person_id: int, now: datetime) -> None:
    await connection.execute(_END, {"person_id": person_id, "now": now})


async def addressee(connection: AsyncConnection, person_id: int) -> Addressee:
    return Addressee(*(await connection.execute(_ADDRESSEE, {"id": person_id})).one())


def _asked(purpose: Purpose, digest: bytes, now: datetime) -> dict[str, object]:
    return {"purpose": purpose, "digest": digest, "now": now, "status": _STATUS[purpose]}
