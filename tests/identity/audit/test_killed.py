"""A process may be killed between any two instructions: the chain is whole."""

from __future__ import annotations

import asyncio
import random
import sys
from asyncio.subprocess import PIPE

from regie.core.db import DatabaseUrl

from .conftest import Verify

WRITER = """
import asyncio, sys
from prometheus_client import CollectorRegistry
from regie.core.access import AuditEvent
from regie.core.db import Database, DatabaseUrl
from regie.identity.audit import PostgresAudit

async def write(audit, database):
    while True:
        async with database.begin() as connection:
            await audit.record(connection, AuditEvent("person.change"), tenant=sys.argv[2])
        print("committed", flush=True)
        await audit.record_apart(AuditEvent("access.refuse"), tenant=sys.argv[2])

async def main():
    database = Database(DatabaseUrl(sys.argv[1]), pool_size=5, pool_overflow=0)
    await database.open()
    audit = PostgresAudit(database, CollectorRegistry())
    await audit.open()
    await asyncio.gather(*(write(audit, database) for _ in range(4)))

asyncio.run(main())
"""
KILLS = 5


async def test_writers_that_are_killed_leave_a_chain_without_gap(
    migrated: DatabaseUrl, tenant: str, verify: Verify
) -> None:
    for _ in range(KILLS):
        writer = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", WRITER, migrated.for_libpq(), tenant), stdout=PIPE
        )
        assert writer.stdout is not None
        for _ in range(random.randint(1, 30)):
            assert await writer.stdout.readline() == b"committed\n"
        writer.kill()
        await writer.communicate()
        assert (await verify(tenant)).intact
