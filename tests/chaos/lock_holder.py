"""One of several processes that count in a row, each time reading it, thinking, and writing it.

    lock_holder.py DATABASE_URL VALKEY_URL|none SECTIONS LEASE_S fenced|unfenced

Prints one line of JSON: sections whose write was committed, sections that were refused or lost,
and the longest wait for the lock in seconds.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import random
import sys
from time import monotonic

from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl
from regie.core.locks import LockLost, Locks, PostgresLeases, ValkeyBell
from regie.core.observe import configure_logging
from regie.core.valkey import ValkeyLink

NAME = "the count"
THINK_S = 0.004

READ = text("SELECT value FROM counted")
WRITE = text("UPDATE counted SET value = :value")
NOTE = text("INSERT INTO ledger (token, value, pid) VALUES (:token, :value, :pid)")


class Tally:
    def __init__(self) -> None:
        self.done = 0
        self.refused = 0
        self.longest_wait_s = 0.0


async def section(
    locks: Locks, database: Database, lease_s: float, tally: Tally, *, fenced: bool
) -> None:
    asked = monotonic()
    async with locks.hold(NAME, lease_s=lease_s, wait_s=math.inf) as held:
        tally.longest_wait_s = max(tally.longest_wait_s, monotonic() - asked)
        async with database.begin() as connection:
            value = (await connection.execute(READ)).scalar_one()
        await asyncio.sleep(random.uniform(0, THINK_S))
        async with database.begin() as connection:
            if fenced:
                await held.fence(connection)
            note = {"token": held.token, "value": value + 1, "pid": os.getpid()}
            await connection.execute(WRITE, {"value": value + 1})
            await connection.execute(NOTE, note)
        tally.done += 1


async def main(url: str, valkey_url: str, sections: str, lease_s: str, fence: str) -> None:
    database = Database(DatabaseUrl(url), pool_size=2, pool_overflow=1)
    await database.open()
    bell, links = None, ()
    if valkey_url != "none":
        links = ValkeyLink("locks", valkey_url), ValkeyLink("locks-news", valkey_url)
        bell = ValkeyBell(*links)
    for link in links:
        await link.open()
    locks = Locks(PostgresLeases(database), bell)
    tally = Tally()
    while tally.done < int(sections):
        try:
            await section(locks, database, float(lease_s), tally, fenced=fence == "fenced")
        except LockLost:
            tally.refused += 1
    for link in links:
        await link.close()
    await database.close()
    print(json.dumps(vars(tally)))  # noqa: T201 - the answer


if __name__ == "__main__":
    configure_logging("json", "error")
    asyncio.run(main(*sys.argv[1:]))
