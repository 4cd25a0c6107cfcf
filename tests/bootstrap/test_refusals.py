"""Refusals go on record, and a flood of them does not fill it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from regie.bootstrap.refusals import MOST_AT_ONCE, RefusalTeller
from regie.core.access import Actor, MemoryAudit
from regie.core.web import RefusedAccess

ROUTE = "/api/v1/console/people"


def refused(person: int = 7, route: str = ROUTE, tenant: str = "main") -> RefusedAccess:
    return RefusedAccess(Actor(tenant, "person", person), "GET", route, "forbidden")


async def on_record(*told: RefusedAccess) -> MemoryAudit:
    audit = MemoryAudit()
    teller = RefusalTeller(audit)
    for each in told:
        teller(each)
    await asyncio.sleep(0)
    return audit


async def test_it_says_who_was_refused_what() -> None:
    (entry,) = (await on_record(refused())).entries
    assert (entry.tenant, entry.actor, entry.event.action, entry.event.outcome) == (
        "main",
        "person:7",
        "access.refuse",
        "refused",
    )
    assert entry.event.payload == {"method": "GET", "route": ROUTE, "code": "forbidden"}


@pytest.mark.parametrize(
    ("again", "entries"),
    [
        (refused(), 1),
        (refused(person=8), 2),
        (refused(route="/api/v1/console/mail"), 2),
        (refused(tenant="another"), 2),
    ],
    ids=["the same", "somebody else", "elsewhere", "of another tenant"],
)
async def test_the_same_is_recorded_once_a_minute(again: RefusedAccess, entries: int) -> None:
    assert len((await on_record(refused(), again)).entries) == entries


class SlowAudit(MemoryAudit):
    begun = 0

    async def record_apart(self, *_: Any, **__: Any) -> None:
        self.begun += 1
        await asyncio.get_running_loop().create_future()


async def test_a_slow_record_takes_no_more_than_a_few_connections() -> None:
    audit = SlowAudit()
    teller = RefusalTeller(audit)
    for person in range(3 * MOST_AT_ONCE):
        teller(refused(person))
    await asyncio.sleep(0)
    assert audit.begun == MOST_AT_ONCE
