"""Mails by SMTP, over connections that are kept while there is something to send.

When the server is away, refuses our login or our sender, or hangs up on messages, the line stands
still: one mail tries every few seconds, the others wait in hand instead of using up their retries.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from regie.core.breaker import Breaker
from regie.core.errors import Unavailable
from regie.core.observe import get_logger

from .server import MailServer
from .smtp_session import SmtpSession, SmtpTimeouts, Stale
from .transport import Carrier, Envelope, HandOver, Trouble, Uncertain

_log = get_logger(__name__)

LOOK_S: Final = 1.0
"""How often a mail that waits looks whether another got through."""


@dataclass(frozen=True, slots=True)
class SmtpOptions:
    timeouts: SmtpTimeouts = field(default_factory=SmtpTimeouts)
    mails_per_connection: int = 100
    """Many servers end a connection after so many."""
    idle_s: float = 10.0
    failures_to_stop: int = 2
    stop_s: float = 15.0
    patience_s: float = 45.0
    """How long a mail waits in hand for a server in trouble before it goes back to the queue."""
    look_well_s: float = 300.0
    look_ill_s: float = 30.0
    """How old the news of the server may be, in health and in trouble, before `ping` looks anew."""


class SmtpTransport:
    name: Carrier = "smtp"
    shows_secrets = False

    def __init__(self, server: MailServer, domain: str, options: SmtpOptions | None = None):
        """`domain` is how we introduce ourselves."""
        self.via = server.host
        self._server = server
        self._domain = domain
        self._options = options or SmtpOptions()
        self._breaker = Breaker(
            failures_to_open=self._options.failures_to_stop, open_s=self._options.stop_s
        )
        self._idle: list[SmtpSession] = []
        self._trouble: str | None = None
        self._news_at = float("-inf")
        self._closing: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connects at the first mail only."""
        self._closing = asyncio.create_task(self._close_idle())

    async def close(self) -> None:
        tasks = [task for task in (self._closing, self._looking) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._closing = self._looking = None
        idle, self._idle = self._idle, []
        await asyncio.gather(*(session.close() for session in idle))

    async def ping(self) -> None:
        """What is known, never more than a few minutes old: a greeting may take its time."""
        options = self._options
        age_s = monotonic() - self._news_at
        due_s = options.look_well_s if self._trouble is None else options.look_ill_s
        if age_s > due_s and (self._looking is None or self._looking.done()):
            self._looking = asyncio.create_task(self._look())
        if self._trouble is not None:
            raise Unavailable(self._trouble)

    async def deliver(self, envelope: Envelope, hand_over: HandOver) -> str:
        period = await self._turn()
        ended = self._breaker.abandoned
        try:
            answer = await self._through(envelope, hand_over)
        except (Trouble, Uncertain) as error:
            # Uncertain too: else a server that always hangs up at the end makes all mails unknown.
            self._heard(str(error))
            ended = self._failed
            raise
        except Exception:
            self._heard(None)
            ended = self._answered
            raise
        else:
            self._heard(None)
            ended = self._answered
            return answer
        finally:
            ended(period)

    async def _turn(self) -> int:
        """The breaker's period. Raises Trouble, the last one again, when patience has ended."""
        until = monotonic() + self._options.patience_s
        while (wait_s := self._breaker.remaining_s()) is not None:
            if monotonic() >= until:
                raise Trouble(self._trouble or "the mail server is left alone for a moment")
            await asyncio.sleep(min(wait_s, LOOK_S))
        return self._breaker.period

    async def _through(self, envelope: Envelope, hand_over: HandOver) -> str:
        """A kept connection may have ended since, so that a mail may need a second one."""
        while self._idle:
            session = self._idle.pop()
            if not session.usable:
                continue
            with suppress(Stale):
                return await self._over(session, envelope, hand_over)
        session = await self._connected()
        return await self._over(session, envelope, hand_over)

    async def _over(self, session: SmtpSession, envelope: Envelope, hand_over: HandOver) -> str:
        try:
            return await session.deliver(envelope, hand_over)
        finally:
            if session.usable and session.mails < self._options.mails_per_connection:
                session.idle_since = monotonic()
                self._idle.append(session)
            elif session.usable:
                await session.close()

    async def _connected(self) -> SmtpSession:
        return await SmtpSession.connected(self._server, self._domain, self._options.timeouts)

    async def _close_idle(self) -> None:
        while True:
            await asyncio.sleep(self._options.idle_s / 2)
            too_old = monotonic() - self._options.idle_s
            old = [session for session in self._idle if session.idle_since < too_old]
            self._idle = [session for session in self._idle if session.idle_since >= too_old]
            for session in old:
                await session.close()

    async def _look(self) -> None:
        try:
            session = await self._connected()
        except Trouble as error:
            self._heard(str(error))
        else:
            self._heard(None)
            await session.close()

    def _heard(self, trouble: str | None) -> None:
        self._trouble, self._news_at = trouble, monotonic()

    def _failed(self, period: int) -> None:
        if self._breaker.failed(period):
            _log.warning("mail_server_in_trouble", reason=self._trouble)

    def _answered(self, period: int) -> None:
        if self._breaker.answered(period):
            _log.info("mail_server_is_back")
