"""Roles that must sign in with a second factor."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, cast

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.identity.roles import ROLES, Role

_READ: Final = text("SELECT role FROM identity.role_policy WHERE tenant = :tenant")
_ADD: Final = text(
    """
    INSERT INTO identity.role_policy (tenant, role)
    SELECT :tenant, role FROM unnest(CAST(:roles AS text[])) AS role ON CONFLICT DO NOTHING
    """
)
_REMOVE: Final = text(
    "DELETE FROM identity.role_policy WHERE tenant = :tenant AND role <> ALL(:roles)"
)
_CONCERNED: Final = text(
    """
    SELECT DISTINCT person_id FROM identity.assignment
    JOIN identity.person ON person.id = person_id
    WHERE tenant = :tenant AND role = ANY(:roles)
    """
)


async def factor_roles(connection: AsyncConnection, tenant: str) -> list[Role]:
    found = set((await connection.execute(_READ, {"tenant": tenant})).scalars())
    return [role for role in ROLES if role in found]


async def set_factor_roles(
    connection: AsyncConnection, tenant: str, roles: Collection[Role]
) -> None:
    """These and no others."""
    values = {"tenant": tenant, "roles": list(roles)}
    await connection.execute(_REMOVE, values)
    await connection.execute(_ADD, values)


async def people_with(
    connection: AsyncConnection, tenant: str, roles: Collection[Role]
) -> list[int]:
    """Who have one of the roles, anywhere."""
    found = await connection.execute(_CONCERNED, {"tenant": tenant, "roles": list(roles)})
    return cast("list[int]", list(found.scalars()))
