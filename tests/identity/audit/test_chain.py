"""A chain has no gap and no fork, whoever writes at once and whatever is rolled back."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from regie.core.access import Actor, AuditEvent
from regie.core.db import Database
from regie.core.observe import count_statements
from regie.identity.audit import PostgresAudit

from .conftest import Verify

EVENT = AuditEvent("person.disable", "person:7", payload={"why": "left"})


async def numbers(database: Database, tenant: str) -> list[int]:
    async with database.begin() as connection:
        found = await connection.execute(
            text("SELECT number FROM identity.audit_entry WHERE tenant = :t ORDER BY number"),
            {"t": tenant},
        )
        return list(found.scalars())


async def test_sixteen_writers_leave_no_gap_and_no_fork(
    database: Database, audit: PostgresAudit, tenant: str, verify: Verify
) -> None:
    async def write() -> None:
        for _ in range(10):
            async with database.begin() as connection:
                await audit.record(connection, EVENT, tenant=tenant)

    await asyncio.gather(*(write() for _ in range(16)))
    verdict = await verify(tenant)
    assert (verdict.intact, verdict.entries, verdict.head) == (True, 160, 160)


async def test_transactions_that_record_several_entries_do_not_wait_for_each_other_in_a_circle(
    database: Database, audit: PostgresAudit, tenant: str, verify: Verify
) -> None:
    async def write() -> None:
        async with database.begin() as connection:
            for _ in range(5):
                await audit.record(connection, EVENT, tenant=tenant)

    await asyncio.gather(*(write() for _ in range(16)))
    assert (await verify(tenant)).entries == 80


async def test_what_is_rolled_back_leaves_no_number_behind(
    database: Database, audit: PostgresAudit, five: str
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.begin() as connection:
            await audit.record(connection, EVENT, tenant=five)
            raise ZeroDivisionError
    async with database.begin() as connection:
        assert (await audit.record(connection, EVENT, tenant=five)).number == 6


async def test_each_tenant_has_a_chain_of_its_own(
    database: Database, audit: PostgresAudit, five: str
) -> None:
    async with database.begin() as connection:
        assert (await audit.record(connection, EVENT, tenant=f"{five}b")).number == 1


async def test_whoever_acts_has_it_in_their_own_tenant(
    database: Database, audit: PostgresAudit, tenant: str
) -> None:
    async with database.begin() as connection:
        recorded = await audit.record(connection, EVENT, actor=Actor(tenant, "person", 7))
    assert recorded.tenant == tenant


async def test_an_entry_costs_two_statements(
    database: Database, audit: PostgresAudit, five: str
) -> None:
    with count_statements() as counted:
        async with database.begin() as connection:
            await audit.record(connection, EVENT, tenant=five)
    assert counted.count == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE identity.audit_entry SET action = 'x'",
        "DELETE FROM identity.audit_entry",
        "TRUNCATE identity.audit_entry CASCADE",
        "UPDATE identity.audit_payload SET payload = '{}'",
        "DELETE FROM identity.audit_payload",
        "TRUNCATE identity.audit_payload",
        "TRUNCATE identity.audit_certificate",
        "SELECT identity.purge_record('main', 3)",
    ],
)
async def test_nothing_is_changed_or_removed(database: Database, five: str, statement: str) -> None:
    with pytest.raises(DBAPIError, match=r"append-only|no certificate"):
        async with database.begin() as connection:
            await connection.execute(text(statement))
    assert await numbers(database, five) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("action", ["disabled", "Person.disable", "person.disable mina@x.fr", ""])
async def test_an_action_is_a_name(
    database: Database, audit: PostgresAudit, tenant: str, action: str
) -> None:
    async with database.begin() as connection:
        with pytest.raises(ValueError, match="is no action"):
            await audit.record(connection, AuditEvent(action), tenant=tenant)


async def test_a_subject_that_could_name_a_person_is_refused(
    database: Database, audit: PostgresAudit, tenant: str
) -> None:
    async with database.begin() as connection:
        with pytest.raises(ValueError, match="the subject"):
            await audit.record(
                connection, AuditEvent("session.refuse", "mina@example.fr"), tenant=tenant
            )


@pytest.mark.parametrize(
    ("payload", "kept"),
    [
        ({"password": "correct horse", "forced": True}, {"password": "•••", "forced": True}),
        ({"before": {"secret": "a"}}, {"before": {"secret": "•••"}}),
        (
            {"made": [{"token": "rg_abc", "name": "Till"}]},
            {"made": [{"token": "•••", "name": "Till"}]},
        ),
        ({"code": ["k7fq", "2mza"]}, {"code": "•••"}),
        ({"token": 7, "password": None}, {"token": 7, "password": None}),
    ],
)
async def test_secrets_are_never_kept(
    database: Database,
    audit: PostgresAudit,
    tenant: str,
    payload: dict[str, object],
    kept: dict[str, object],
) -> None:
    event = AuditEvent("password.change", payload=payload)
    async with database.begin() as connection:
        await audit.record(connection, event, tenant=tenant)
        found = text("SELECT payload FROM identity.audit_payload WHERE tenant = :t")
        assert (await connection.execute(found, {"t": tenant})).scalar_one() == kept
