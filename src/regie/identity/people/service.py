"""What administrators do about people: who may do it to whom is asked here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent, Forbidden, Grant
from regie.core.i18n import Language
from regie.identity.codes.service import Codes
from regie.identity.factors.service import Factors
from regie.identity.places.repository import find_places, share_tree
from regie.identity.privacy.service import Privacy
from regie.identity.roles import Role
from regie.identity.sessions.service import Sessions

from . import reading, repository
from .changes import changed
from .domain import Status, WantedRole, lies_within, raises
from .erasure import erase_person
from .errors import (
    LastAdministrator,
    OwnRights,
    PersonNotFound,
    PlaceUnknown,
    StatusForbids,
)
from .permissions import MANAGE_PEOPLE, READ_PEOPLE
from .reading import Held, PersonView


@dataclass(frozen=True, slots=True)
class People:
    """Everything happens in the caller's transaction. Nobody exists for another tenant, nor for
    who reaches none of their roles: PersonNotFound. Who only reaches some of them: Forbidden."""

    audit: Audit
    codes: Codes
    sessions: Sessions
    privacy: Privacy
    factors: Factors

    async def list(
        self,
        connection: AsyncConnection,
        acting: Actor,
        *,
        search: str = "",
        role: Role | None = None,
        status: Status | None = None,
        place: int | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[PersonView]:
        return await reading.list_people(
            connection,
            acting.tenant,
            acting.reach(READ_PEOPLE),
            search=search,
            role=role,
            status=status,
            place=place,
            before=before,
            limit=limit,
        )

    async def find(self, connection: AsyncConnection, acting: Actor, person_id: int) -> PersonView:
        reach = acting.reach(READ_PEOPLE)
        found = await reading.find_person(connection, acting.tenant, reach, person_id)
        if found is None:
            raise PersonNotFound
        return found

    async def add(
        self,
        connection: AsyncConnection,
        acting: Actor,
        *,
        name: str,
        email: str,
        language: Language | None = None,
        roles: Sequence[WantedRole] = (),
    ) -> tuple[int, str]:
        """The id and the invitation's link, which is mailed too. Raises Forbidden, PlaceUnknown,
        EmailTaken."""
        after = await self._grants(connection, acting, roles)
        if not lies_within(after, acting.reach(MANAGE_PEOPLE)):
            raise Forbidden(f"{acting.key} may not add somebody without a place")
        number = await repository.add_person(
            connection,
            tenant=acting.tenant,
            email=email,
            name=name,
            language=language,
            roles=roles,
        )
        await self._record(connection, acting, number, "person.add", {"roles": _told(after)})
        return number, await self.codes.invite(connection, number, actor=acting)

    async def change(
        self,
        connection: AsyncConnection,
        acting: Actor,
        person_id: int,
        *,
        name: str,
        language: Language | None,
    ) -> None:
        """Raises PersonNotFound, Forbidden, StatusForbids."""
        person = await self._mine(connection, acting, person_id)
        _require(person, "invited", "active", "disabled")
        await repository.change_person(connection, person.id, name=name, language=language)
        await changed(connection, person.id)
        fields = {"name": name != person.name, "language": language != person.language}
        told = {"fields": [field for field, differs in fields.items() if differs]}
        await self._record(connection, acting, person.id, "person.change", told)

    async def set_roles(
        self,
        connection: AsyncConnection,
        acting: Actor,
        person_id: int,
        roles: Sequence[WantedRole],
    ) -> None:
        """These instead of all others. Raises PersonNotFound, Forbidden, StatusForbids,
        PlaceUnknown, OwnRights, LastAdministrator."""
        after = await self._grants(connection, acting, roles)
        person = await self._mine(connection, acting, person_id)
        _require(person, "invited", "active", "disabled")
        if not lies_within(after, acting.reach(MANAGE_PEOPLE)):
            raise Forbidden(f"{acting.key} may not leave somebody without a place")
        if (acting.kind, acting.id) == ("person", person.id) and raises(person.grants, after):
            raise OwnRights
        if Grant("administrator") not in after:
            await self._keep_one_administrator(connection, acting, person)
        await repository.set_roles(connection, person.id, roles)
        await changed(connection, person.id)
        told = {"before": _told(person.grants), "after": _told(after)}
        await self._record(connection, acting, person.id, "rights.change", told)

    async def disable(self, connection: AsyncConnection, acting: Actor, person_id: int) -> None:
        """Signed out everywhere, and no way in. Raises PersonNotFound, Forbidden, StatusForbids,
        LastAdministrator."""
        person = await self._mine(connection, acting, person_id)
        _require(person, "invited", "active")
        await self._keep_one_administrator(connection, acting, person)
        await repository.set_status(connection, person.id, "disabled")
        await self.codes.end(connection, person.id)
        await self.sessions.end(connection, person_id=person.id, why="disabled")
        await changed(connection, person.id)
        await self._record(connection, acting, person.id, "person.disable", {})

    async def enable(self, connection: AsyncConnection, acting: Actor, person_id: int) -> None:
        """As before, but for the sessions. Raises PersonNotFound, Forbidden, StatusForbids."""
        person = await self._mine(connection, acting, person_id)
        _require(person, "disabled")
        await repository.set_status(
            connection, person.id, "active" if person.has_password else "invited"
        )
        await changed(connection, person.id)
        await self._record(connection, acting, person.id, "person.enable", {})

    async def erase(self, connection: AsyncConnection, acting: Actor, person_id: int) -> None:
        """Row and id stay, and so does the chain of the record, without its details. Raises
        PersonNotFound, Forbidden, StatusForbids, LastAdministrator."""
        person = await self._mine(connection, acting, person_id)
        _require(person, "invited", "active", "disabled")
        await self._keep_one_administrator(connection, acting, person)
        forgotten = await self.privacy.forget(connection, acting.tenant, person.id)
        await erase_person(connection, person.id)
        await changed(connection, person.id)
        await self._record(connection, acting, person.id, "person.erase", forgotten._asdict())

    async def invite(self, connection: AsyncConnection, acting: Actor, person_id: int) -> str:
        """Once more: the former invitation opens nothing any more. Raises PersonNotFound,
        Forbidden, StatusForbids."""
        person = await self._mine(connection, acting, person_id)
        _require(person, "invited")
        return await self.codes.invite(connection, person.id, actor=acting)

    async def reset(self, connection: AsyncConnection, acting: Actor, person_id: int) -> str:
        """A link by which somebody sets a new password; the old one holds until then. Raises
        PersonNotFound, Forbidden, StatusForbids."""
        person = await self._mine(connection, acting, person_id)
        _require(person, "active")
        return await self.codes.reset(connection, person.id, actor=acting)

    async def reset_factor(
        self, connection: AsyncConnection, acting: Actor, person_id: int
    ) -> None:
        """Takes the second factor from somebody who has lost it; one's own by the rules for one's
        own. Raises PersonNotFound, Forbidden, NoFactor, FactorRequired."""
        person = await self._mine(connection, acting, person_id)
        if (acting.kind, acting.id) == ("person", person.id):
            await self.factors.remove(connection, acting)
        else:
            await self.factors.reset(connection, acting, person.id)

    async def sign_out(self, connection: AsyncConnection, acting: Actor, person_id: int) -> int:
        """Everywhere; how many sessions that were. Raises PersonNotFound, Forbidden."""
        person = await self._mine(connection, acting, person_id)
        ended = await self.sessions.end(connection, person_id=person.id, why="administrator")
        await self._record(connection, acting, person.id, "session.end", {"sessions": ended})
        return ended

    async def _mine(self, connection: AsyncConnection, acting: Actor, person_id: int) -> Held:
        reach = acting.reach(MANAGE_PEOPLE)
        person = await reading.hold_person(connection, acting.tenant, person_id)
        if person is None:
            raise PersonNotFound
        if not lies_within(person.grants, reach):
            await self.find(connection, acting, person_id)
            raise Forbidden(f"{acting.key} does not reach every role of person:{person_id}")
        return person

    async def _grants(
        self, connection: AsyncConnection, acting: Actor, roles: Sequence[WantedRole]
    ) -> tuple[Grant, ...]:
        """What they come to; the tree stays as it is until the COMMIT."""
        await share_tree(connection, acting.tenant)
        asked = {each.place_id for each in roles if each.place_id is not None}
        places = await find_places(connection, acting.tenant, asked) if asked else {}
        reach = acting.reach(MANAGE_PEOPLE)
        grants: list[Grant] = []
        for role, place_id in dict.fromkeys(roles):
            place = None if place_id is None else places.get(place_id)
            path = None if place is None else place.path
            if place_id is None and not reach.everywhere:
                raise Forbidden(f"{acting.key} may not give {role} everywhere")
            if place_id is not None and (place is None or not reach.covers(path)):
                raise PlaceUnknown(f"place:{place_id} is not there, or out of reach")
            grants.append(Grant(role, path))
        return tuple(grants)

    async def _keep_one_administrator(
        self, connection: AsyncConnection, acting: Actor, person: Held
    ) -> None:
        if not person.administers_all:
            return
        if not await reading.is_administered_without(connection, acting.tenant, person.id):
            raise LastAdministrator(f"person:{person.id} is the last active administrator")

    async def _record(
        self,
        connection: AsyncConnection,
        acting: Actor,
        person_id: int,
        action: str,
        payload: Mapping[str, object],
    ) -> None:
        event = AuditEvent(action, f"person:{person_id}", payload=payload)
        await self.audit.record(connection, event, actor=acting)


def _require(person: Held, *statuses: Status) -> None:
    if person.status not in statuses:
        raise StatusForbids(f"person:{person.id} is {person.status}")


def _told(grants: Sequence[Grant]) -> list[object]:
    return [{"role": grant.role, "path": grant.path} for grant in grants]
