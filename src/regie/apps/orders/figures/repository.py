"""Questions by day: counted in the transaction that writes the answer down, so once each."""

from __future__ import annotations

import random
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_SLOTS: Final = 8
"""Transactions that count at once wait for each other only in one of these."""
_COUNT: Final = text(
    """
    INSERT INTO orders.question_day AS q (tenant, day, intent, outcome, slot, questions)
    VALUES (:tenant, :day, :intent, :outcome, :slot, 1)
    ON CONFLICT (tenant, day, intent, outcome, slot) DO UPDATE SET questions = q.questions + 1
    """
)
_DAYS: Final = text(
    """
    SELECT day, intent, outcome, CAST(sum(questions) AS bigint) AS questions
    FROM orders.question_day
    WHERE tenant = :tenant AND day BETWEEN :first AND :last
    GROUP BY day, intent, outcome ORDER BY day, intent, outcome
    """
)


class Counted(NamedTuple):
    day: date
    intent: str
    outcome: str
    questions: int


async def count_question(
    connection: AsyncConnection, tenant: str, day: date, intent: str, outcome: str
) -> None:
    slot = random.randrange(_SLOTS)  # noqa: S311 - spreads writers, guards nothing
    row = {"tenant": tenant, "day": day, "intent": str(intent), "outcome": outcome, "slot": slot}
    await connection.execute(_COUNT, row)


async def questions_of(
    connection: AsyncConnection, tenant: str, first: date, last: date
) -> list[Counted]:
    asked = {"tenant": tenant, "first": first, "last": last}
    return [Counted(*row) for row in await connection.execute(_DAYS, asked)]
