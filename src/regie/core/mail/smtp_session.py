"""One connection to a mail server (RFC 5321), and what its answers mean for a mail."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Self

import aiosmtplib
from aiosmtplib import SMTPException, SMTPResponseException

from regie.core.input import clean_text

from .addresses import needs_utf8, on_the_wire
from .server import MailServer
from .transport import Deferred, Envelope, HandOver, Refused, Trouble, Uncertain

_START_INPUT: Final = 354
_CLOSING: Final = 421
_OURS: Final = frozenset({530, 534, 535, 538})
"""About us, whenever they come: authentication is needed, weak or wrong (RFC 4954)."""
_TOO_LARGE: Final = 552
_LONGEST_ANSWER: Final = 300
_LINE_START: Final = re.compile(rb"^\.", re.MULTILINE)

Hear = Callable[[str, str], None]
"""Told each step and the server's answer to it."""


def _nobody(step: str, answer: str) -> None: ...


@dataclass(frozen=True, slots=True)
class SmtpTimeouts:
    """Shorter than RFC 5321, 4.5.3.2 advises, but for the last: who gives up on the answer to a
    message must ask a person what became of it."""

    connect_s: float = 15.0
    command_s: float = 60.0
    answer_s: float = 600.0


class Stale(Exception):
    """A connection that had carried mails before ended with this one not begun."""


class SmtpSession:
    """After anything but a mail taken or refused it is closed; `usable` says so."""

    def __init__(self, client: aiosmtplib.SMTP, timeouts: SmtpTimeouts, hear: Hear):
        self._client = client
        self._timeouts = timeouts
        self._hear = hear
        self.mails = 0
        self.idle_since = 0.0

    @classmethod
    async def connected(
        cls, server: MailServer, domain: str, timeouts: SmtpTimeouts, hear: Hear = _nobody
    ) -> Self:
        """Greeted, under TLS where it is to be, and signed in. Raises Trouble."""
        step = "connect"
        client = None
        try:
            context = None
            if server.tls != "none":
                context = await asyncio.to_thread(server.ssl_context)
            client = aiosmtplib.SMTP(
                hostname=server.host,
                port=server.port,
                timeout=timeouts.command_s,
                use_tls=server.tls == "implicit",
                start_tls=False,
                tls_context=context,
                local_hostname=domain,
            )
            greeting = await client.connect(timeout=timeouts.connect_s)
            hear(step, str(greeting))
            step = "hello"
            hear(step, str(await client.ehlo()))
            if server.tls == "starttls":
                step = "tls"
                hear(step, str(await client.starttls()))
                await client.ehlo()
            if server.user is not None:
                step = "login"
                hear(step, str(await client.login(server.user, server.password or "")))
        except (SMTPException, OSError, ValueError) as error:
            if client is not None:
                client.close()
            raise Trouble(f"{step}: {explained(error)}") from error
        except asyncio.CancelledError:
            if client is not None:
                client.close()
            raise
        return cls(client, timeouts, hear)

    @property
    def usable(self) -> bool:
        return self._client.is_connected

    async def deliver(self, envelope: Envelope, hand_over: HandOver) -> str:
        """As `Transport.deliver`. Raises Stale too."""
        self.mails += 1
        finished = False
        try:
            await self._from(envelope)
            await self._to(envelope)
            await self._start(hand_over)
            answer = await self._content(envelope.message)
            finished = True
        except (Trouble, Uncertain, Stale):
            raise
        except (Refused, Deferred):
            finished = await self._reset()
            raise
        finally:
            if not finished:
                self._client.close()
        return answer

    async def close(self) -> None:
        """Says good-bye where that takes no time."""
        with suppress(SMTPException, OSError):
            await self._client.quit(timeout=1)
        self._client.close()

    async def _from(self, envelope: Envelope) -> None:
        options = (
            [f"SIZE={len(envelope.message)}"] if self._client.supports_extension("size") else []
        )
        encoding = "ascii"
        if needs_utf8(envelope.sender) or needs_utf8(envelope.recipient):
            if not self._client.supports_extension("smtputf8"):
                raise Refused("sender: the server takes no addresses in such letters (SMTPUTF8)")
            options.append("SMTPUTF8")
            encoding = "utf-8"
        try:
            answer = await self._client.mail(
                on_the_wire(envelope.sender), options=options, encoding=encoding
            )
        except SMTPResponseException as error:
            if error.code == _CLOSING and self.mails > 1:
                raise Stale from error
            if error.code == _TOO_LARGE:
                raise Refused(f"sender: {explained(error)}") from error
            raise Trouble(f"sender: {explained(error)}") from error
        except (SMTPException, OSError) as error:
            if self.mails > 1:
                raise Stale from error
            raise Trouble(f"sender: {explained(error)}") from error
        self._hear("sender", str(answer))

    async def _to(self, envelope: Envelope) -> None:
        try:
            answer = await self._client.rcpt(on_the_wire(envelope.recipient), encoding="utf-8")
        except SMTPResponseException as error:
            raise _judged("recipient", error) from error
        except (SMTPException, OSError) as error:
            raise Trouble(f"recipient: {explained(error)}") from error
        self._hear("recipient", str(answer))

    async def _start(self, hand_over: HandOver) -> None:
        try:
            answer = await self._client.execute_command(b"DATA")
        except (SMTPException, OSError) as error:
            raise Trouble(f"data: {explained(error)}") from error
        if answer.code != _START_INPUT:
            raise _judged("data", SMTPResponseException(answer.code, answer.message))
        self._hear("data", str(answer))
        await hand_over()

    async def _content(self, message: bytes) -> str:
        """From its first byte on the server may take the mail without our knowing."""
        protocol = self._client.protocol
        try:
            if protocol is None:
                raise aiosmtplib.SMTPServerDisconnected("Connection lost")
            protocol.write(_LINE_START.sub(b"..", message) + b".\r\n")
            answer = await protocol.read_response(timeout=self._timeouts.answer_s)
        except (SMTPException, OSError) as error:
            raise Uncertain(f"message: {explained(error)}") from error
        if 200 <= answer.code < 300:
            self._hear("message", str(answer))
            return shortened(str(answer))
        if 400 <= answer.code < 600:
            raise _judged("message", SMTPResponseException(answer.code, answer.message))
        raise Uncertain(f"message: {shortened(str(answer))}")

    async def _reset(self) -> bool:
        try:
            await self._client.rset()
        except (SMTPException, OSError):
            return False
        return True


def _judged(step: str, error: SMTPResponseException) -> Exception:
    """What a server's refusal of one mail means; a code that is none means trouble."""
    reason = f"{step}: {explained(error)}"
    if error.code in _OURS or error.code == _CLOSING or not 400 <= error.code < 600:
        return Trouble(reason)
    return Deferred(reason) if error.code < 500 else Refused(reason)


def explained(error: Exception) -> str:
    if isinstance(error, SMTPResponseException):
        return shortened(f"{error.code} {error.message}")
    return shortened(str(error) or type(error).__name__)


def shortened(answer: str) -> str:
    """One line, without what nobody can see: a stranger wrote it."""
    line = " ".join(clean_text(answer.encode(errors="replace").decode()).split())
    return line[:_LONGEST_ANSWER]
