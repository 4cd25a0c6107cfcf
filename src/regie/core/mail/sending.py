"""What an attempt to send a mail does, and how it sees to it that none is sent twice unasked.

Between the first byte of a message and the server's answer lies a window in which nobody here
knows whether the mail has left. It is opened in the database before that byte and shut again when
the server says no. A mail whose window is found open, whatever ended the attempt before (a kill, a
lost lease, a shutdown, a time limit), is unknown: a person decides, and nothing is repeated.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlalchemy import text

from regie.core.db import Database
from regie.core.observe import get_logger
from regie.core.outbox import Delivery, Reject, Retry, Subscription, Unknown
from regie.core.vault import KeyMissing, SealBroken, Vault

from .addresses import Sender, on_the_wire
from .kind import KIND, SendMail
from .letters import kept
from .message import Letter
from .transport import Deferred, Envelope, Refused, Transport, Uncertain

_log = get_logger(__name__)

RETRIES_S: Final = (10.0, 60.0, 300.0, 900.0, 1800.0, *(3600.0,) * 72)
"""Three days, and never longer than an hour: as mail servers do, so that a mail leaves within the
hour after an outage."""
TIME_LIMIT_S: Final = 900.0
"""Above all time-outs of SMTP together."""
LEASE_S: Final = 30.0

# The attempt number is compared in the same statement: who was stopped and lost its row since
# cannot open the window any more.
_OPEN: Final = text(
    """
    UPDATE core.mail SET handed_at = now(), sender = :sender
    WHERE id = :id AND created_at = :at AND handed_at IS NULL AND EXISTS (
        SELECT FROM core.outbox WHERE id = :id AND attempt = :attempt AND state = 'sending'
    )
    RETURNING 1
    """
)
_SHUT: Final = text(
    "UPDATE core.mail SET handed_at = NULL WHERE id = :id AND created_at = :at"
    " AND EXISTS (SELECT FROM core.outbox WHERE id = :id AND attempt = :attempt)"
)


class Sending:
    def __init__(self, database: Database, sender: Sender, transport: Transport, vault: Vault):
        """`sender` is the one of now: what was written under another leaves under this."""
        self._database = database
        self._sender = sender
        self._transport = transport
        self._vault = vault

    def subscription(
        self, *, at_once: int, lease_s: float = LEASE_S, retries_s: tuple[float, ...] = RETRIES_S
    ) -> Subscription[SendMail]:
        """`at_once` is how many connections to the mail server this process may have."""
        return Subscription(
            KIND,
            self.attempt,
            retries_s=retries_s,
            at_once=at_once,
            lease_s=lease_s,
            time_limit_s=TIME_LIMIT_S,
        )

    async def attempt(self, delivery: Delivery[SendMail]) -> None:
        letter = replace(await self._letter(delivery), sender=self._sender)
        window = _Window(self._database, delivery, str(self._sender.header))
        try:
            await self._transport.deliver(_envelope(letter), window.open)
        except Uncertain as error:
            raise Unknown(str(error)) from error
        except Refused as error:
            await window.shut()
            raise Reject(str(error)) from error
        except Deferred as error:
            await window.shut()
            raise Retry(str(error)) from error
        _log.info("mail_sent", id=delivery.id, attempt=delivery.attempt)

    async def _letter(self, delivery: Delivery[SendMail]) -> Letter:
        async with self._database.begin() as connection:
            try:
                row = await kept(connection, self._vault, delivery.id, delivery.created_at)
            except KeyMissing as error:
                raise Retry("the key of its secret is not in REGIE_OLD_SECRET_KEYS") from error
            except SealBroken as error:
                raise Reject("its secret was changed from outside") from error
        if row is None or row.letter is None:
            raise Reject("the mail is no longer kept")
        if row.handed_at is not None:
            raise Unknown("an attempt ended between handing over and the server's answer")
        return row.letter


class _Window:
    def __init__(self, database: Database, delivery: Delivery[SendMail], sender: str):
        self._database = database
        self._parameters = {
            "sender": sender,
            "id": delivery.id,
            "at": delivery.created_at,
            "attempt": delivery.attempt,
        }
        self._opened = False

    async def open(self) -> None:
        """Raises Retry for an attempt that is no longer the last: its report is refused anyway."""
        async with self._database.begin() as connection:
            opened = await connection.execute(_OPEN, self._parameters)
            if opened.first() is None:
                raise Retry("another attempt has taken over")
        self._opened = True

    async def shut(self) -> None:
        if self._opened:
            async with self._database.begin() as connection:
                await connection.execute(_SHUT, self._parameters)


def _envelope(letter: Letter) -> Envelope:
    return Envelope(letter.sender.address, on_the_wire(letter.recipient), letter.encoded())
