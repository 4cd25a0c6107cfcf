"""A record of one test module, and a hand that changes it as only the owner of the tables can."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import text

from regie.core.access import AuditEvent
from regie.core.db import Database, DatabaseUrl
from regie.identity.audit import PostgresAudit
from regie.identity.audit.verifying import KnownHeads, Verdict, Verification

Verify = Callable[..., Awaitable[Verdict]]
Tamper = Callable[..., Awaitable[None]]

_tenants = count(1)


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=20, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
async def audit(database: Database, registry: CollectorRegistry) -> AsyncIterator[PostgresAudit]:
    audit = PostgresAudit(database, registry, wait_s=30)
    await audit.open()
    yield audit
    await audit.close()


@pytest.fixture
def tenant() -> str:
    """One that no other test has: nothing of a record can be cleared away."""
    return f"tenant{next(_tenants)}"


@pytest.fixture
async def five(database: Database, audit: PostgresAudit, tenant: str) -> str:
    """A tenant with five entries."""
    for number in range(1, 6):
        async with database.begin() as connection:
            event = AuditEvent("person.change", f"person:{number}", payload={"name": "Mina"})
            await audit.record(connection, event, tenant=tenant)
    return tenant


@pytest.fixture
def verify(database: Database) -> Verify:
    async def run(tenant: str, known: KnownHeads | None = None) -> Verdict:
        async with database.begin() as connection:
            return await Verification(tenant, known or {}).run(connection)

    return run


@pytest.fixture
def tamper(database: Database) -> Tamper:
    async def run(*statements: str, **values: object) -> None:
        async with database.begin() as connection:
            for switch in ("DISABLE", "ENABLE"):
                for table in ("entry", "payload", "certificate"):
                    await connection.execute(
                        text(f"ALTER TABLE identity.audit_{table} {switch} TRIGGER USER")
                    )
                for statement in statements if switch == "DISABLE" else ():
                    await connection.execute(text(statement), values)

    return run
