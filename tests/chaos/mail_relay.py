"""A worker's relay that sends mails, in a process of its own, to be killed.

    mail_relay.py URL SMTP_PORT LEASE_S

Time-outs and pauses are short, so that an hour of trouble takes seconds. SIGTERM closes it.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from regie.core.db import Database, DatabaseUrl
from regie.core.mail import (
    Composer,
    Mailer,
    MailServer,
    Sender,
    Sending,
    SmtpOptions,
    SmtpTimeouts,
    SmtpTransport,
)
from regie.core.observe import configure_logging
from regie.core.outbox import Relay, RelayOptions
from regie.core.vault import Vault

AT_ONCE = 4
SENDER = Sender("Régie", "regie@example.fr")
VAULT = Vault(SecretStr("a key of the tests, long enough to be one"))
OPTIONS = SmtpOptions(
    timeouts=SmtpTimeouts(connect_s=2, command_s=2, answer_s=2),
    stop_s=0.3,
    patience_s=2,
)


def mailer(database: Database) -> Mailer:
    """Writes mails, and sends none."""
    composer = Composer(organisation="Régie", zone=ZoneInfo("Europe/Paris"))
    return Mailer(database, composer, SENDER, VAULT, None)


async def main(url: str, port: str, lease_s: str) -> None:
    configure_logging("text", "warning")  # to stderr: nobody reads the other pipe after "ready"
    database = Database(DatabaseUrl(url), pool_size=8, pool_overflow=0)
    await database.open()
    transport = SmtpTransport(MailServer("127.0.0.1", int(port), "none"), SENDER.domain, OPTIONS)
    await transport.open()
    subscription = Sending(database, SENDER, transport, VAULT).subscription(
        at_once=AT_ONCE, lease_s=float(lease_s), retries_s=(0.2,) * 1000
    )
    relay = Relay(database, DatabaseUrl(url), [subscription], options=RelayOptions(poll_s=0.2))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await relay.open()
    print("ready", flush=True)  # noqa: T201 - whoever started it waits for this
    await stop.wait()
    await relay.close()
    await transport.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
