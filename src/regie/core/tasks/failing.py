"""Who is to know that a job has failed for good: a port, plugged by bootstrap."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class FailedJob:
    """Not tried again unless a person wants it."""

    id: int
    name: str
    tenant: str
    attempts: int
    reason: str | None
    """Of the last attempt: an exception's type and text, a job's own words, `time_limit` or
    `never_reported`. The text may hold data of the job's."""


WhenFailed = Callable[[AsyncConnection, FailedJob], Awaitable[None]]
"""Writes what is to be said into the transaction in which the job fails; sends nothing itself.
What it raises keeps the job from having failed: but for a database that is away, a defect."""


async def tell_nobody(connection: AsyncConnection, failed: FailedJob) -> None:
    del connection, failed
