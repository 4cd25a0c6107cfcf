"""Agents who left without a word: their conversations go back to the queue."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.clock import utc_now
from regie.core.tasks import JobContext, Schedule, job

from ..conversations.live import tell_after_commit
from ..conversations.voices import Policies, own_words
from . import repository

PATIENCE: Final = timedelta(minutes=10)
"""Without a sign: an answer, or the conversation looked at."""


async def release(connection: AsyncConnection, now: datetime, policies: Policies) -> int:
    """How many went back to the queue, with a word to the customer."""
    away = await repository.away_since(connection, now, PATIENCE)
    own = {name: await own_words(connection, name) for name in {each.tenant for each in away}}
    for each in away:
        seq = await repository.back_to_queue(connection, each.id, now)
        language = "en" if each.language == "en" else "fr"
        wording = policies.wording(own[each.tenant], each.source, language)
        await repository.add(connection, each.id, seq, wording.say("agent_away"), now)
        await tell_after_commit(connection, each.tenant, each.id, queue=True)
    return len(away)


@job(name="orders.release-away", retries=1, time_limit_s=60, unique=True)
async def release_away(context: JobContext) -> dict[str, int]:
    """A page that shows a conversation asks for it now and then: whoever has it open is there."""
    async with context.database.begin() as connection:
        policies = Policies.all_of(context.service.sources)
        return {"released": await release(connection, utc_now(), policies)}


EVERY_MINUTE: Final = Schedule("orders-release-away", "* * * * *", release_away.call())
