"""A relay of webhooks in a process of its own, to be killed.

    webhook_relay.py URL LEASE_S RETRY_S

Thirty retries at that pause. SIGTERM closes it.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import replace

from pydantic import SecretStr

from regie.core.db import Database, DatabaseUrl
from regie.core.outbox import Relay, RelayOptions
from regie.core.vault import Vault
from regie.core.webhooks import CORE_EVENTS, EventCatalogue, Webhooks, webhook_guard

KEY = SecretStr("0123456789abcdef" * 4)
RETRIES = 30


def webhooks_of(database: Database, retry_s: float) -> Webhooks:
    return Webhooks(
        database,
        Vault(KEY),
        EventCatalogue(CORE_EVENTS),
        webhook_guard((), loopback=True),
        retries_s=(retry_s,) * RETRIES,
    )


async def main(url: str, lease_s: str, retry_s: str) -> None:
    database = Database(DatabaseUrl(url), pool_size=2, pool_overflow=5)
    await database.open()
    webhooks = webhooks_of(database, float(retry_s))
    relay = Relay(
        database,
        DatabaseUrl(url),
        [replace(each, lease_s=float(lease_s)) for each in webhooks.subscriptions],
        options=RelayOptions(poll_s=0.2),
    )
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await webhooks.open()
    await relay.open()
    await stop.wait()
    await relay.close()
    await webhooks.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
