"""A process that counts until it is killed.

    counting.py DATABASE_URL NAME FLUSH_S

Before every ten counts it says how many it will have made by then, and when by the clock that all
processes of the machine share.
"""

from __future__ import annotations

import asyncio
import sys
from time import monotonic
from zoneinfo import ZoneInfo

from regie.core.counters import Counters, PostgresLedger
from regie.core.db import Database, DatabaseUrl
from regie.core.observe import configure_logging

AT_ONCE = 10


async def main(url: str, name: str, flush_s: str) -> None:
    database = Database(DatabaseUrl(url), pool_size=1, pool_overflow=1)
    await database.open()
    counters = Counters(PostgresLedger(database), ZoneInfo("Europe/Paris"), flush_s=float(flush_s))
    await counters.open()
    counted = 0
    while True:
        counted += AT_ONCE
        sys.stdout.write(f"{counted} {monotonic()}\n")
        sys.stdout.flush()
        for n in range(AT_ONCE):
            counters.count("main", name, item=f"/{n}")
        await asyncio.sleep(0.002)


if __name__ == "__main__":
    configure_logging("json", "error")
    asyncio.run(main(*sys.argv[1:]))
