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

    async def begin(
        self,
        connection: AsyncConnection,
        language: Language,
        *,
        tenant: str = MAIN_TENANT,
        widget: str | None = None,
        sources: tuple[str, ...] | None = None,
    ) -> Begun:
        now, id_, token = self.clock(), uuid4(), new_token()
        source = sources[0] if sources else self.voices.main
        wording = await self.voices.wording(tenant, source, language)
        text = wording.say("welcome", example=self.voices.example(source))
        await repository.begin(
            connection,
            id_,
            tenant=tenant,
            token=digest_of(token),
            language=language,
            widget=widget,
            source=source,
            now=now,
        )
        welcome = Message(1, "assistant", text, now, None, None, [])
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
