"""Making, listing and revoking tokens."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import (
    EVERYWHERE,
    Actor,
    Audit,
    AuditEvent,
    Permissions,
    Reach,
    SessionRequired,
    StepUpRequired,
)
from regie.core.clock import Clock
from regie.core.web import FieldError, InvalidFields
from regie.identity.people.changes import changed
from regie.identity.people.repository import lock_person

from . import repository
from .domain import Kind, Place, Token, has_dangerous, not_to_give
from .errors import TokenLimit, TokenNotFound
from .form import PERSONAL, SERVICE, digest_of, new_secret, shown
from .permissions import TOKENS_MANAGE, TOKENS_READ
from .repository import Page

MOST_PERSONAL: Final = 50
MOST_SERVICE: Final = 200
"""That are active, of one person and of one tenant."""


class Draft(NamedTuple):
    name: str
    permissions: list[str]
    days: int
    place_id: int | None = None


class Made(NamedTuple):
    token: Token
    secret: str
    """Known here and nowhere else."""


class Tokens:
    def __init__(self, permissions: Permissions, audit: Audit, clock: Clock):
        self._permissions = permissions
        self._audit = audit
        self._clock = clock

    async def list_own(self, connection: AsyncConnection, acting: Actor, page: Page) -> list[Token]:
        if acting.kind != "person":
            return []
        return await repository.personal_tokens(connection, acting.tenant, acting.id, page)

    async def list_service(
        self, connection: AsyncConnection, acting: Actor, page: Page
    ) -> list[Token]:
        """Those of the places that one may see."""
        reach = acting.reach(TOKENS_READ.name)
        return await repository.service_tokens(connection, acting.tenant, reach, page)

    async def make_own(self, connection: AsyncConnection, acting: Actor, draft: Draft) -> Made:
        """Raises SessionRequired, StepUpRequired, InvalidFields, TokenLimit."""
        self._require_session(acting, draft)
        self._require_given(acting, draft, None)
        return await self._make(connection, acting, draft, "personal")

    async def make_service(self, connection: AsyncConnection, acting: Actor, draft: Draft) -> Made:
        """Nobody gives a machine what he may not do himself, there.

        Raises SessionRequired, StepUpRequired, Forbidden, InvalidFields, TokenLimit.
        """
        self._require_session(acting, draft)
        place = await self._place(connection, acting.tenant, draft)
        acting.require(TOKENS_MANAGE.name, path_of(place))
        self._require_given(acting, draft, place)
        return await self._make(connection, acting, draft, "service")

    async def add_service(self, connection: AsyncConnection, tenant: str, draft: Draft) -> Made:
        """By an operator at the machine, who may give everything that apps declare.

        Raises InvalidFields, TokenLimit.
        """
        place = await self._place(connection, tenant, draft)
        operator = Actor(tenant, "system", 0, reaches=self._everything())
        self._require_given(operator, draft, place)
        return await self._make(connection, operator, draft, "service")

    async def revoke_own(self, connection: AsyncConnection, acting: Actor, token_id: int) -> None:
        """Raises SessionRequired, TokenNotFound."""
        if acting.session is None:
            raise SessionRequired
        token = await self._find(connection, acting.tenant, token_id, "personal")
        if token.person_id != acting.id:
            raise TokenNotFound
        await self._revoke(connection, acting, token)

    async def revoke_service(
        self, connection: AsyncConnection, acting: Actor, token_id: int
    ) -> None:
        """Raises Forbidden, TokenNotFound."""
        token = await self._find(connection, acting.tenant, token_id, "service")
        if not acting.reach(TOKENS_READ.name).covers(path_of(token.place)):
            raise TokenNotFound
        acting.require(TOKENS_MANAGE.name, path_of(token.place))
        await self._revoke(connection, acting, token)

    async def withdraw_service(
        self, connection: AsyncConnection, tenant: str, token_id: int
    ) -> None:
        """By an operator at the machine. Raises TokenNotFound."""
        token = await self._find(connection, tenant, token_id, "service")
        await self._revoke(connection, Actor(tenant, "system", 0), token)

    def _require_session(self, acting: Actor, draft: Draft) -> None:
        if acting.session is None:
            raise SessionRequired
        if has_dangerous(draft.permissions, self._permissions) and not acting.stepped_up(
            self._clock()
        ):
            raise StepUpRequired(f"{acting.key}, for a token")

    def _require_given(self, giver: Actor, draft: Draft, place: Place | None) -> None:
        wrong = not_to_give(draft.permissions, giver, self._permissions, path=path_of(place))
        if wrong:
            raise InvalidFields(
                [FieldError(f"/permissions/{at}", "token_permission", {}) for at in wrong]
            )

    async def _place(self, connection: AsyncConnection, tenant: str, draft: Draft) -> Place | None:
        if draft.place_id is None:
            return None
        place = await repository.open_place(connection, tenant, draft.place_id)
        if place is None:
            raise InvalidFields([FieldError("/place_id", "token_place", {})])
        return place

    async def _make(
        self,
        connection: AsyncConnection,
        acting: Actor,
        draft: Draft,
        kind: Kind,
    ) -> Made:
        tenant, person_id = acting.tenant, acting.id if kind == "personal" else None
        most = MOST_PERSONAL if kind == "personal" else MOST_SERVICE
        if await repository.count_active(connection, tenant, kind, person_id) >= most:
            raise TokenLimit(most=most)
        secret = new_secret(PERSONAL if kind == "personal" else SERVICE)
        values = {
            "tenant": tenant,
            "kind": kind,
            "person_id": person_id,
            "name": draft.name,
            "prefix": shown(secret),
            "digest": digest_of(secret.encode()),
            "permissions": draft.permissions,
            "place_id": draft.place_id,
            "created_by": acting.id if acting.kind == "person" else None,
            "days": draft.days,
        }
        token = await self._find(
            connection, tenant, await repository.add_token(connection, values), kind
        )
        told = {
            "kind": kind,
            "permissions": draft.permissions,
            "place": draft.place_id,
            "days": draft.days,
        }
        await self._audit.record(
            connection, AuditEvent("token.make", token.key, payload=told), actor=acting
        )
        return Made(token, secret)

    async def _find(
        self, connection: AsyncConnection, tenant: str, token_id: int, kind: Kind
    ) -> Token:
        token = await repository.find_token(connection, tenant, token_id)
        if token is None or token.kind != kind:
            raise TokenNotFound
        return token

    async def _revoke(self, connection: AsyncConnection, acting: Actor, token: Token) -> None:
        """Again is no error, and is not recorded."""
        if token.person_id is not None:
            await lock_person(connection, token.person_id)
        if not await repository.mark_revoked(connection, token):
            return
        if token.person_id is not None:
            await changed(connection, token.person_id)
        else:
            await repository.tell_changed(connection, [token.id])
        await self._audit.record(connection, AuditEvent("token.revoke", token.key), actor=acting)

    def _everything(self) -> dict[str, Reach]:
        return {permission.name: EVERYWHERE for permission in self._permissions}


def path_of(place: Place | None) -> str | None:
    return None if place is None else place.path
