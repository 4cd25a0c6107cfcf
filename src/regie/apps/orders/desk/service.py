"""What the staff does with conversations. Of two who take one, one has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent, Forbidden
from regie.core.clock import Clock
from regie.core.db import After

from ..conversations.domain import Message, State, first_name
from ..conversations.errors import ConversationClosed
from ..conversations.live import tell_after_commit
from ..conversations.repository import messages_after
from ..conversations.voices import Voices
from ..errors import OrderNotFound
from ..permissions import ANSWER_DESK, READ_DESK
from ..service import OrderService, Tracked
from . import repository
from .errors import NotYours, TakenByAnother
from .repository import Listed


class Opened(NamedTuple):
    conversation: Listed
    messages: list[Message]


@dataclass(frozen=True, slots=True)
class Desk:
    orders: OrderService
    voices: Voices
    audit: Audit
    clock: Clock

    async def list(
        self,
        connection: AsyncConnection,
        acting: Actor,
        state: State | None,
        search: str,
        page: tuple[After | None, int],
    ) -> list[Listed]:
        acting.require(READ_DESK)
        return await repository.list_conversations(connection, acting.tenant, state, search, *page)

    async def open(self, connection: AsyncConnection, acting: Actor, id: UUID) -> Opened:  # noqa: A002
        """Whoever answers it and reads it is there. Raises ConversationNotFound."""
        acting.require(READ_DESK)
        found = await repository.find(connection, acting.tenant, id)
        if acting.kind == "person" and found.agent_id == acting.id:
            now = self.clock()
            await repository.seen_by(connection, acting.tenant, id, acting.id, now)
        return Opened(found, await messages_after(connection, id, 0))

    async def take(self, connection: AsyncConnection, acting: Actor, id: UUID) -> None:  # noqa: A002
        """Taken twice by one person is taken once. Raises ConversationNotFound, TakenByAnother,
        ConversationClosed."""
        agent, now = _agent(acting), self.clock()
        seq = await repository.take(connection, acting.tenant, id, agent, now)
        found = await repository.find(connection, acting.tenant, id)
        if seq is None:
            if found.agent_id == agent:
                return
            raise ConversationClosed if found.state == "closed" else TakenByAnother
        named = first_name(found.agent) or "–"
        await self._tell(connection, acting, found, seq, "taken", agent=named)
        await self._record(connection, acting, "conversation.take", id)

    async def leave(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: UUID,  # noqa: A002
        state: State,
    ) -> None:
        """Back to the assistant, or closed for good. Raises ConversationNotFound, NotYours."""
        agent = _agent(acting)
        found = await repository.find(connection, acting.tenant, id)
        seq = await repository.leave(
            connection, acting.tenant, id, agent, state=state, now=self.clock()
        )
        if seq is None:
            raise NotYours
        closes = state == "closed"
        await self._tell(connection, acting, found, seq, "closed" if closes else "released")
        action = "conversation.close" if closes else "conversation.release"
        await self._record(connection, acting, action, id)

    async def say(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: UUID,  # noqa: A002
        written: str,
        client_id: UUID,
    ) -> Message:
        """Sent again, it is said once. Raises ConversationNotFound, NotYours."""
        agent, now = _agent(acting), self.clock()
        await repository.find(connection, acting.tenant, id)
        seq = await repository.said_as(connection, id, client_id)
        if seq is None:
            seq = await repository.speak(connection, acting.tenant, id, agent, now)
            if seq is None:
                raise NotYours
            await repository.add(
                connection, id, seq, written, now, agent=agent, client_id=client_id
            )
            await tell_after_commit(connection, acting.tenant, id)
        (said, *_) = await messages_after(connection, id, seq - 1)
        return said

    async def look_up(self, acting: Actor, number: str) -> Tracked:
        """An order without its name: on record, whether it was found or not. Raises OrderNotFound
        and what a source raises."""
        acting.require(READ_DESK)
        found = await self.orders.look_up(number)
        outcome = "failed" if found is None else "done"
        event = AuditEvent("order.look_up", outcome=outcome, payload={"number": number})
        await self.audit.record_apart(event, actor=acting)
        if found is None:
            raise OrderNotFound
        return found

    async def _tell(
        self,
        connection: AsyncConnection,
        acting: Actor,
        found: Listed,
        seq: int,
        sentence: str,
        **fields: object,
    ) -> None:
        """To the customer, in their language."""
        language = "en" if found.language == "en" else "fr"
        wording = await self.voices.wording_within(
            connection, acting.tenant, found.source, language
        )
        written = wording.say(sentence, **fields)
        await repository.add(connection, found.id, seq, written, self.clock())
        await tell_after_commit(connection, acting.tenant, found.id, queue=True)

    async def _record(
        self,
        connection: AsyncConnection,
        acting: Actor,
        action: str,
        id: UUID,  # noqa: A002
    ) -> None:
        await self.audit.record(connection, AuditEvent(action, f"conversation:{id}"), actor=acting)


def _agent(acting: Actor) -> int:
    """Customers are answered by people. Raises Forbidden."""
    acting.require(ANSWER_DESK)
    if acting.kind != "person":
        raise Forbidden("a machine has no name to answer under")
    return acting.id
