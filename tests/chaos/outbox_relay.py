"""A relay in a process of its own, to be killed, stopped or given a wrong clock.

    outbox_relay.py URL KIND LEASE_S HANDLE_S

Each attempt is written into the table `ledger` when its handler begins, in a transaction of its
own, as a receiver elsewhere would see it. SIGTERM closes the relay.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime

import msgspec
from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl
from regie.core.outbox import Delivery, Kind, Relay, RelayOptions, Subscription

LEDGER = text("INSERT INTO ledger (id, attempt, pid, clock) VALUES (:id, :attempt, :pid, :clock)")


class Order(msgspec.Struct, frozen=True):
    number: int = 0


async def main(url: str, kind: str, lease_s: str, handle_s: str) -> None:
    database = Database(DatabaseUrl(url), pool_size=12, pool_overflow=0)
    await database.open()

    async def handle(delivery: Delivery[Order]) -> None:
        async with database.begin() as connection:
            await connection.execute(
                LEDGER,
                {
                    "id": delivery.id,
                    "attempt": delivery.attempt,
                    "pid": os.getpid(),
                    "clock": datetime.now(UTC),
                },
            )
        await asyncio.sleep(float(handle_s))

    subscription = Subscription(
        Kind(kind, Order), handle, lease_s=float(lease_s), time_limit_s=600, retries_s=(0.1,) * 20
    )
    relay = Relay(database, DatabaseUrl(url), [subscription], options=RelayOptions(poll_s=0.2))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await relay.open()
    await stop.wait()
    await relay.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
