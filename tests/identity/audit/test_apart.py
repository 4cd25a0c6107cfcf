"""What is recorded beside a request neither holds it up nor is lost unsaid."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from regie.core.access import Asked, AuditEvent, set_asked
from regie.core.db import Database, DatabaseUrl
from regie.core.errors import Unavailable
from regie.identity.audit import PostgresAudit
from regie.identity.audit.apart import Apart
from regie.identity.audit.drafts import Draft, draft_of

from .conftest import Verify

REFUSED = AuditEvent("access.refuse", outcome="refused", payload={"permission": "a.b.c"})
DRAFT = draft_of(REFUSED, None, "main")


async def test_a_refusal_stays_on_record_though_its_request_is_rolled_back(
    database: Database, audit: PostgresAudit, tenant: str, verify: Verify
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.begin() as connection:
            await connection.execute(text("SELECT 1"))
            await audit.record_apart(REFUSED, tenant=tenant)
            raise ZeroDivisionError
    assert (await verify(tenant)).entries == 1


async def test_it_is_on_record_when_the_call_returns(
    audit: PostgresAudit, tenant: str, verify: Verify
) -> None:
    await audit.record_apart(REFUSED, tenant=tenant)
    assert (await verify(tenant)).entries == 1


async def test_it_holds_address_and_id_of_the_request(
    database: Database, audit: PostgresAudit, tenant: str
) -> None:
    set_asked(Asked("203.0.113.7", "5f0c2a9e"))
    await audit.record_apart(REFUSED, tenant=tenant)
    async with database.begin() as connection:
        found = await connection.execute(
            text(
                "SELECT e.actor, e.request_id, p.payload ->> 'address' FROM identity.audit_entry e "
                "JOIN identity.audit_payload p USING (tenant, number) WHERE tenant = :t"
            ),
            {"t": tenant},
        )
        assert found.one() == ("nobody", "5f0c2a9e", "203.0.113.7")


async def test_many_at_once_all_find_their_place(
    audit: PostgresAudit, tenant: str, verify: Verify
) -> None:
    others = [f"{tenant}b", f"{tenant}a"]
    await asyncio.gather(
        *(audit.record_apart(REFUSED, tenant=each) for each in [tenant, *others] * 300)
    )
    assert [(await verify(each)).entries for each in [tenant, *others]] == [300, 300, 300]


async def test_what_waits_at_the_end_is_written_first(
    database: Database, tenant: str, verify: Verify
) -> None:
    audit = PostgresAudit(database, CollectorRegistry(), last_words_s=30)
    await audit.open()
    waiting = [asyncio.create_task(audit.record_apart(REFUSED, tenant=tenant)) for _ in range(500)]
    await asyncio.sleep(0)
    await audit.close()
    await asyncio.gather(*waiting)
    assert (await verify(tenant)).entries == 500


async def test_a_command_that_opens_nothing_records_all_the_same(
    database: Database, tenant: str, verify: Verify
) -> None:
    await PostgresAudit(database, CollectorRegistry()).record_apart(REFUSED, tenant=tenant)
    assert (await verify(tenant)).entries == 1


class Store:
    """Takes what it is given, unless it is away, or refuses one."""

    def __init__(self) -> None:
        self.away = False
        self.refuses = "nothing"
        self.taken: list[Draft] = []
        self.asked = asyncio.Event()

    async def write(self, drafts: Sequence[Draft]) -> None:
        self.asked.set()
        if self.away:
            raise Unavailable
        if any(draft.action == self.refuses for draft in drafts):
            raise DBAPIError("INSERT", None, Exception("22P05"))
        self.taken += drafts


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
async def new_apart(
    store: Store, registry: CollectorRegistry
) -> AsyncIterator[Callable[..., Apart]]:
    made: list[Apart] = []

    def make(**options: Any) -> Apart:
        apart = Apart(store.write, registry, pause_s=0.01, **options)
        apart.open()
        made.append(apart)
        return apart

    yield make
    store.away = False
    for apart in made:
        await apart.close()


def lost(registry: CollectorRegistry, reason: str) -> float:
    return registry.get_sample_value("regie_audit_lost_total", {"reason": reason}) or 0.0


async def test_what_waited_while_the_database_was_away_is_written_when_it_is_back(
    store: Store, new_apart: Callable[..., Apart]
) -> None:
    apart = new_apart(wait_s=0.0)
    store.away = True
    for _ in range(5):
        await apart.record(DRAFT)
    await store.asked.wait()
    store.away = False
    await apart.close()
    assert len(store.taken) == 5


async def test_nobody_waits_for_a_database_that_is_known_to_be_away(
    store: Store, new_apart: Callable[..., Apart]
) -> None:
    apart = new_apart(wait_s=0.05)
    store.away = True
    await apart.record(DRAFT)
    for _ in range(1000):
        with pytest.raises(StopIteration):  # it came to its end without once giving way
            apart.record(DRAFT).send(None)


async def test_what_finds_no_room_is_counted(
    store: Store, new_apart: Callable[..., Apart], registry: CollectorRegistry
) -> None:
    apart = new_apart(room=10, wait_s=0.0)
    store.away = True
    for _ in range(15):
        await apart.record(DRAFT)
    assert lost(registry, "full") == 5


async def test_what_finds_no_room_is_logged_with_all_that_names_nobody(
    store: Store, new_apart: Callable[..., Apart], capsys: pytest.CaptureFixture[str]
) -> None:
    apart = new_apart(room=0)
    await apart.record(DRAFT)
    assert "audit_lost" in (said := capsys.readouterr().out)
    assert "access.refuse" in said


async def test_one_that_the_database_refuses_does_not_hold_up_the_others(
    store: Store, new_apart: Callable[..., Apart], registry: CollectorRegistry
) -> None:
    apart = new_apart(wait_s=0.0)
    store.refuses = "bad.thing"
    for draft in (DRAFT, DRAFT._replace(action="bad.thing"), DRAFT):
        await apart.record(draft)
    await apart.close()
    assert (len(store.taken), lost(registry, "refused")) == (2, 1)


async def test_what_is_written_late_says_so(store: Store, new_apart: Callable[..., Apart]) -> None:
    moments = iter([100.0, 100.2, 107.0])
    apart = new_apart(wait_s=0.0, clock=lambda: next(moments, 107.0))
    store.away = True
    await apart.record(DRAFT)
    await store.asked.wait()
    store.away = False
    await apart.close()
    assert '"late_s":7' in store.taken[0].payload


async def test_a_database_that_does_not_answer_holds_up_nobody_for_long(
    migrated: DatabaseUrl, database: Database, tenant: str
) -> None:
    """Somebody holds the chain: the request goes on, and the entry comes when it is free."""
    audit = PostgresAudit(database, CollectorRegistry(), wait_s=0.1, last_words_s=30)
    await audit.open()
    await audit.record_apart(REFUSED, tenant=tenant)
    async with database.begin() as connection:
        await connection.execute(
            text("SELECT * FROM identity.audit_head WHERE tenant = :t FOR UPDATE"), {"t": tenant}
        )
        await audit.record_apart(REFUSED, tenant=tenant)
    await audit.close()
    async with database.begin() as connection:
        count = text("SELECT count(*) FROM identity.audit_entry WHERE tenant = :t")
        assert (await connection.execute(count, {"t": tenant})).scalar_one() == 2
