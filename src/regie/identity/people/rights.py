"""The matrix of roles and permissions, and the rules for everybody who has a role."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent, Permission, Permissions
from regie.core.i18n import Language, typeset
from regie.identity.places.repository import lock_tree
from regie.identity.roles import ROLES, TITLES, Role

from . import policy
from .changes import changed
from .permissions import MANAGE_SETTINGS, READ_PEOPLE
from .reading import count_by_role

_GIVEN: dict[Language, str] = {"fr": "oui", "en": "yes"}


@dataclass(frozen=True, slots=True)
class RoleCount:
    role: Role
    people: int
    """Within the reader's reach."""
    factor_required: bool


@dataclass(frozen=True, slots=True)
class Rights:
    permissions: Permissions
    audit: Audit

    async def roles(self, connection: AsyncConnection, acting: Actor) -> list[RoleCount]:
        counts = await count_by_role(connection, acting.tenant, acting.reach(READ_PEOPLE))
        required = await policy.factor_roles(connection, acting.tenant)
        return [RoleCount(role, counts.get(role, 0), role in required) for role in ROLES]

    def roles_with(self, permission: Permission) -> list[Role]:
        return [role for role in ROLES if role in permission.roles]

    async def export(
        self, connection: AsyncConnection, acting: Actor, language: Language
    ) -> list[list[str]]:
        """The matrix as rows, the first its headings. On record, as every export."""
        rows = [*self._rows(language)]
        event = AuditEvent("export.make", "rights:matrix", payload={"rows": len(rows) - 1})
        await self.audit.record(connection, event, actor=acting)
        return rows

    def _rows(self, language: Language) -> Iterator[list[str]]:
        headings = ["Permission", "Droit" if language == "fr" else "Right"]
        yield headings + [typeset(TITLES[role], language) for role in ROLES]
        for permission in self.permissions:
            given = (_GIVEN[language] if role in permission.roles else "" for role in ROLES)
            yield [permission.name, typeset(permission.title, language), *given]

    async def factor_roles(self, connection: AsyncConnection, acting: Actor) -> list[Role]:
        """Those that must sign in with a second factor."""
        return await policy.factor_roles(connection, acting.tenant)

    async def require_factor(
        self, connection: AsyncConnection, acting: Actor, roles: Collection[Role]
    ) -> list[Role]:
        """Of these roles and no others. Whoever has one and no factor sets it with the next
        request. Raises Forbidden for who does not reach everywhere."""
        acting.require(MANAGE_SETTINGS)
        # Meanwhile nobody is given a role, nor changes the rules: whoever is concerned is told.
        await lock_tree(connection, acting.tenant)
        before = await policy.factor_roles(connection, acting.tenant)
        await policy.set_factor_roles(connection, acting.tenant, roles)
        after = await policy.factor_roles(connection, acting.tenant)
        concerned = await policy.people_with(
            connection, acting.tenant, set(before).symmetric_difference(after)
        )
        await changed(connection, *concerned)
        told = {"factor_required": [before, after]}
        event = AuditEvent("settings.change", "settings:factor_required", payload=told)
        await self.audit.record(connection, event, actor=acting)
        return after
