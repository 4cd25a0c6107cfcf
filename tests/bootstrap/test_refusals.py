"""Refusals go on record, and a flood of them does not fill it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs

from regie.bootstrap.refusals import MOST_AT_ONCE, MOST_WAITING, RefusalTeller
from regie.core.access import Actor, MemoryAudit
from regie.core.web import RefusedAccess
from regie.identity.audit.drafts import NEVER_KEPT

ROUTE = "/api/v1/console/people"


def refused(
    person: int = 7, route: str = ROUTE, tenant: str = "main", code: str = "forbidden"
) -> RefusedAccess:
    return RefusedAccess(Actor(tenant, "person", person), "GET", route, code)


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
    assert entry.event.payload == {"method": "GET", "route": ROUTE, "problem": "forbidden"}
    assert NEVER_KEPT.isdisjoint(entry.event.payload)


@pytest.mark.parametrize(
    ("again", "entries"),
    [
        (refused(), 1),
        (refused(person=8), 2),
        (refused(route="/api/v1/console/mail"), 2),
        (refused(tenant="another"), 2),
        (refused(code="step_up_required"), 2),
    ],
    ids=["the same", "somebody else", "elsewhere", "of another tenant", "for another reason"],
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


class PausingAudit(MemoryAudit):
    async def record_apart(self, *args: Any, **kwargs: Any) -> None:
        await asyncio.sleep(0)
        await super().record_apart(*args, **kwargs)


async def test_who_is_refused_everywhere_at_once_hides_none_of_it() -> None:
    audit = PausingAudit()
    teller = RefusalTeller(audit)
    for number in range(3 * MOST_AT_ONCE):
        teller(refused(route=f"{ROUTE}/{number}"))
    for _ in range(10 * MOST_AT_ONCE):
        await asyncio.sleep(0)
    assert len(audit.entries) == 3 * MOST_AT_ONCE


async def test_of_more_than_can_wait_the_log_tells() -> None:
    audit = SlowAudit()
    teller = RefusalTeller(audit)
    with capture_logs() as logs:
        for person in range(MOST_WAITING + 1):
            teller(refused(person))
    assert [each["event"] for each in logs] == ["refusal_not_recorded"]
