"""What one is told of oneself, and may change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import JSON, Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent, Forbidden, NotSignedIn
from regie.core.i18n import Language, typeset
from regie.identity.people.grants import JOIN_GRANTS
from regie.identity.roles import TITLES

from .actors import actor_of
from .reading import read_copies
from .rights import Rights
from .schemas import (
    Duty,
    FactorOfMe,
    Me,
    MyChange,
    PersonOfMe,
    PlaceOfMe,
    RoleOfMe,
    SessionOfMe,
)

_ME: Final = text(
    f"""
    SELECT p.id, p.name, p.email, p.language, p.theme,
        s.id AS session_id, s.created_at, s.expires_at, s.idle_s,
        coalesce(a.wants_factor, false) AS factor_required,
        EXISTS (
            SELECT FROM identity.factor AS f
            WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL
        ) AS factor_enrolled,
        (
            SELECT coalesce(
                json_agg(json_build_array(g.role, place.id, place.name) ORDER BY g.id), '[]'
            )
            FROM identity.assignment AS g LEFT JOIN identity.place ON place.id = g.place_id
            WHERE g.person_id = p.id
        ) AS roles
    FROM identity.person AS p
    LEFT JOIN identity.session AS s ON s.person_id = p.id AND s.id = CAST(:session AS bigint)
    {JOIN_GRANTS}
    WHERE p.tenant = :tenant AND p.id = :person
    """  # noqa: S608 - a constant
).columns(roles=JSON)
_CHANGE: Final = text(
    """
    UPDATE identity.person
    SET name = coalesce(CAST(:name AS text), name),
        language = CASE WHEN :sets_language THEN :language ELSE language END,
        theme = CASE WHEN :sets_theme THEN :theme ELSE theme END
    WHERE tenant = :tenant AND id = :person
    """
)


@dataclass(frozen=True, slots=True)
class Profiles:
    rights: Rights
    audit: Audit

    async def me(self, connection: AsyncConnection, acting: Actor, language: Language) -> Me:
        """Raises Forbidden of a machine, which has no profile."""
        if acting.kind != "person":
            raise Forbidden(f"{acting.key} is no person")
        asked = {"tenant": acting.tenant, "person": acting.id, "session": acting.session}
        row = (await connection.execute(_ME, asked)).one()
        return _me(row, acting, language)

    async def of_session(
        self, connection: AsyncConnection, session_id: int, language: Language
    ) -> Me:
        """For the answer to who has just signed in. Raises NotSignedIn when it is not open."""
        copy = (await read_copies(connection, [session_id])).get(session_id)
        if copy is None:
            raise NotSignedIn
        return await self.me(connection, actor_of(copy, self.rights), language)

    async def change(self, connection: AsyncConnection, acting: Actor, change: MyChange) -> None:
        given = change.model_fields_set
        values = {
            "tenant": acting.tenant,
            "person": acting.id,
            "name": change.name,
            "sets_language": "language" in given,
            "language": change.language,
            "sets_theme": "theme" in given,
            "theme": change.theme,
        }
        await connection.execute(_CHANGE, values)
        event = AuditEvent(
            "person.change", f"person:{acting.id}", payload={"fields": sorted(given)}
        )
        await self.audit.record(connection, event, actor=acting)


def _me(row: Row[Any], acting: Actor, language: Language) -> Me:
    return Me(
        person=PersonOfMe.model_validate(row, from_attributes=True),
        tenant=acting.tenant,
        roles=[
            RoleOfMe(
                role=role,
                title=typeset(TITLES[role], language),
                place=None if place is None else PlaceOfMe(id=place, name=name),
            )
            for role, place, name in row.roles
        ],
        permissions=sorted(acting.reaches),
        session=None
        if row.session_id is None
        else SessionOfMe(
            id=row.session_id,
            created_at=row.created_at,
            expires_at=row.expires_at,
            idle_s=row.idle_s,
        ),
        must=cast("list[Duty]", [*acting.must]),
        factor=FactorOfMe(enrolled=row.factor_enrolled, required=row.factor_required),
        stepped_up_until=acting.stepped_up_until,
    )
