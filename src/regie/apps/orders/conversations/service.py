"""Conversations as customers have them: begun, read, followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import MAIN_TENANT
from regie.core.clock import Clock
from regie.core.i18n import Language

from . import repository
from .domain import Conversation, Message, Standing, digest_of, new_token
from .voices import Voices


class Greeting(NamedTuple):
    """How a conversation begins, and about which source it is until an order says otherwise."""

    tenant: str
    source: str
    language: Language
    text: str


class Begun(NamedTuple):
    id: UUID
    token: str
    messages: list[Message]


class SeenNow(NamedTuple):
    conversation: Conversation
    standing: Standing
    messages: list[Message]


@dataclass(frozen=True, slots=True)
class Conversations:
    voices: Voices
    clock: Clock

    async def greeting(
        self, language: Language, tenant: str = MAIN_TENANT, sources: tuple[str, ...] | None = None
    ) -> Greeting:
        """Asked for before a connection is taken. An organisation's own sentences may have to be
        read first, over one more: where all are held by people who begin, none would come free."""
        source = sources[0] if sources else self.voices.main
        wording = await self.voices.wording(tenant, source, language)
        text = wording.say("welcome", example=self.voices.example(source))
        return Greeting(tenant, source, language, text)

    async def begin(
        self, connection: AsyncConnection, greeting: Greeting, widget: str | None = None
    ) -> Begun:
        now, id_, token = self.clock(), uuid4(), new_token()
        await repository.begin(
            connection,
            id_,
            tenant=greeting.tenant,
            token=digest_of(token),
            language=greeting.language,
            widget=widget,
            source=greeting.source,
            now=now,
        )
        welcome = Message(1, "assistant", greeting.text, now, None, None, [])
        await repository.add_message(connection, id_, welcome)
        return Begun(id_, token, [welcome])

    async def read(self, connection: AsyncConnection, id: UUID, token: str) -> SeenNow:  # noqa: A002
        """Raises ConversationNotFound."""
        conversation = await repository.read(connection, id, digest_of(token))
        return SeenNow(
            conversation,
            await repository.standing(connection, id),
            await repository.messages_after(connection, id, 0),
        )
