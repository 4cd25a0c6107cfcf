"""Questions that a process took with it when it was killed: whoever asked is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.clock import utc_now
from regie.core.tasks import JobContext, Schedule, job

from ..answering.chips import chips
from ..figures.repository import count_question
from ..understanding import Intent
from . import repository
from .domain import Message
from .live import tell_after_commit
from .voices import Policies, own_words

PATIENCE: Final = timedelta(minutes=1)
"""By then an answer that is still being made is written down."""
_LOOKS_BACK: Final = timedelta(days=1)


async def apologise(
    connection: AsyncConnection, now: datetime, today: date, policies: Policies
) -> int:
    """How many were told, once each: the answer of who comes late is this one. `today`: whose
    figures it is in, as a failed answer to a question that nobody has understood."""
    left = await repository.unanswered(connection, now - _LOOKS_BACK, now - PATIENCE)
    own = {name: await own_words(connection, name) for name in {each.tenant for each, _ in left}}
    told = 0
    for each, asked in left:
        seq = await repository.change(
            connection,
            each.id,
            was=each.state,
            state=each.state,
            language=each.language,
            memory=each.memory,
            now=now,
        )
        if seq is None:
            continue
        wording = policies.wording(own[each.tenant], each.source, each.language)
        text = wording.say("not_answered")
        suggestions = [*chips(each.language, "human")]
        message = Message(seq, "assistant", text, now, None, None, suggestions)
        if not await repository.add_message(connection, each.id, message, answers=asked):
            continue
        await count_question(connection, each.tenant, today, Intent.UNKNOWN, "failed")
        await tell_after_commit(connection, each.tenant, each.id)
        told += 1
    return told


@job(name="orders.answer-unanswered", retries=1, time_limit_s=60, unique=True)
async def answer_unanswered(context: JobContext) -> dict[str, int]:
    orders = context.service
    async with context.database.begin() as connection:
        today = orders.counters.today()
        policies = Policies.all_of(orders.sources)
        return {"told": await apologise(connection, utc_now(), today, policies)}


ANSWER_EVERY_MINUTE: Final = Schedule(
    "orders-answer-unanswered", "* * * * *", answer_unanswered.call()
)
