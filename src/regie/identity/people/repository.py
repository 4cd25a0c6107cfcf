"""Writing people, and finding the one who signs in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, cast

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.i18n import Language

from .domain import Status, WantedRole, email_key
from .errors import EmailTaken

_FIND_FOR_SIGN_IN: Final = text(
    """
    SELECT id, tenant, email, name, language, status, password, version,
        EXISTS (
            SELECT FROM identity.factor
            WHERE person_id = person.id AND confirmed_at IS NOT NULL
        ) AS has_factor,
        EXISTS (
            SELECT FROM identity.assignment JOIN identity.role_policy USING (role)
            WHERE person_id = person.id AND role_policy.tenant = person.tenant
        ) AS needs_factor
    FROM identity.person WHERE email_key = :key
    """
)
_ADD: Final = text(
    """
    INSERT INTO identity.person
        (tenant, email, email_key, name, language, status, password, password_at)
    VALUES (:tenant, :email, :key, :name, :language, :status, CAST(:password AS text),
        CASE WHEN CAST(:password AS text) IS NOT NULL THEN now() END)
    RETURNING id
    """
)
_GIVE_ROLES: Final = text(
    """
    INSERT INTO identity.assignment (person_id, role, place_id)
    SELECT :person_id, role, place_id
    FROM unnest(CAST(:roles AS text[]), CAST(:places AS bigint[])) AS given (role, place_id)
    ON CONFLICT DO NOTHING
    """
)
_TAKE_ROLES: Final = text("DELETE FROM identity.assignment WHERE person_id = :person_id")
_SET_PASSWORD: Final = text(
    """
    UPDATE identity.person
    SET password = :password, password_at = now(),
        status = CASE WHEN status = 'invited' THEN 'active' ELSE status END
    WHERE id = :id AND status <> 'erased'
    """
)
_UPGRADE_PASSWORD: Final = text(
    "UPDATE identity.person SET password = :new WHERE id = :id AND password = :old"
)
_CHANGE: Final = text(
    "UPDATE identity.person SET name = :name, language = :language WHERE id = :id"
)
_SET_STATUS: Final = text("UPDATE identity.person SET status = :status WHERE id = :id")
_LOCK: Final = text("SELECT 1 FROM identity.person WHERE id = :id FOR NO KEY UPDATE")
_ANYBODY: Final = text("SELECT EXISTS (SELECT FROM identity.person)")


@dataclass(frozen=True, slots=True)
class SigningIn:
    """Who answers to an e-mail address, for whoever checks a password."""

    id: int
    tenant: str
    email: str
    name: str
    language: Language | None
    status: Status
    password: str | None = field(repr=False)
    """None until an invitation is accepted."""
    version: int
    has_factor: bool
    needs_factor: bool
    """One of the roles requires it."""


async def find_for_sign_in(connection: AsyncConnection, email: str) -> SigningIn | None:
    """One statement, whoever it is: also somebody who was disabled."""
    row = (await connection.execute(_FIND_FOR_SIGN_IN, {"key": email_key(email)})).one_or_none()
    return None if row is None else SigningIn(**row._mapping)


async def add_person(
    connection: AsyncConnection,
    *,
    tenant: str,
    email: str,
    name: str,
    language: Language | None = None,
    status: Status = "invited",
    password: str | None = None,
    roles: Sequence[WantedRole] = (),
) -> int:
    """The id. `password` is a digest. Raises EmailTaken, which ends the transaction."""
    values = {
        "tenant": tenant,
        "email": email,
        "key": email_key(email),
        "name": name,
        "language": language,
        "status": status,
        "password": password,
    }
    try:
        number = (await connection.execute(_ADD, values)).scalar_one()
    except IntegrityError as error:
        if "uq_person_email_key" in str(error.orig):
            raise EmailTaken("the address belongs to an account already") from error
        raise
    await _give(connection, number, roles)
    return cast("int", number)


async def set_roles(
    connection: AsyncConnection, person_id: int, roles: Sequence[WantedRole]
) -> None:
    """These instead of all others. The places must be the tenant's own: nothing here asks."""
    await connection.execute(_TAKE_ROLES, {"person_id": person_id})
    await _give(connection, person_id, roles)


async def set_password(connection: AsyncConnection, person_id: int, digest: str) -> None:
    """A new one; whoever was only invited is active from now on."""
    await connection.execute(_SET_PASSWORD, {"id": person_id, "password": digest})


async def upgrade_password(
    connection: AsyncConnection, person_id: int, *, old: str, new: str
) -> None:
    """The same password under a better digest; nothing, when it was changed meanwhile."""
    await connection.execute(_UPGRADE_PASSWORD, {"id": person_id, "old": old, "new": new})


async def change_person(
    connection: AsyncConnection, person_id: int, *, name: str, language: Language | None
) -> None:
    await connection.execute(_CHANGE, {"id": person_id, "name": name, "language": language})


async def set_status(connection: AsyncConnection, person_id: int, status: Status) -> None:
    await connection.execute(_SET_STATUS, {"id": person_id, "status": status})


async def lock_person(connection: AsyncConnection, person_id: int) -> None:
    """Until the COMMIT. Whoever changes several things of somebody locks the person before them, as
    administrators' acts do: so that two of these never wait for each other."""
    await connection.execute(_LOCK, {"id": person_id})


async def is_anybody(connection: AsyncConnection) -> bool:
    """Whether the installation has people, erased ones included."""
    return bool((await connection.execute(_ANYBODY)).scalar_one())


async def _give(connection: AsyncConnection, person_id: int, roles: Sequence[WantedRole]) -> None:
    if roles:
        given = {
            "person_id": person_id,
            "roles": [each.role for each in roles],
            "places": [each.place_id for each in roles],
        }
        await connection.execute(_GIVE_ROLES, given)
