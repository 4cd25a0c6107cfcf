"""A mail server of a test's own, which answers and misbehaves as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ssl import SSLContext
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

Misbehave = Callable[[SMTP], Awaitable[str | None]]


@dataclass
class Postbox:
    """aiosmtpd asks it at each command; `answers` are by command (MAIL, RCPT, DATA)."""

    answers: dict[str, str] = field(default_factory=dict)
    misbehave: dict[str, Misbehave] = field(default_factory=dict)
    """Instead of an answer, or before it when it returns one."""
    received: list[Envelope] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def messages(self) -> list[EmailMessage]:
        return [
            message_from_bytes(each.original_content or b"", policy=default)  # type: ignore[misc]
            for each in self.received
        ]

    async def _heard(self, command: str, server: SMTP, fallback: str) -> str:
        self.commands.append(command)
        if command in self.misbehave:
            answer = await self.misbehave[command](server)
            if answer is not None:
                return answer
        return self.answers.get(command, fallback)

    async def handle_EHLO(
        self, server: SMTP, session: Session, _: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        if "EHLO" in self.misbehave:
            await self.misbehave["EHLO"](server)
        return responses

    async def handle_MAIL(
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return await self._heard("MAIL", server, "250 sender ok")

    async def handle_RCPT(
        self, server: SMTP, _: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = await self._heard("RCPT", server, "250 recipient ok")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        self.received.append(envelope)
        return await self._heard("DATA", server, "250 2.0.0 taken")


async def drop(server: SMTP) -> None:
    """The connection ends without a word."""
    if server.transport is not None:
        server.transport.abort()
    await asyncio.sleep(0.01)


async def hang(_: SMTP) -> None:
    await asyncio.sleep(60)


@asynccontextmanager
async def serving(
    postbox: Postbox, *, port: int = 0, ssl: SSLContext | None = None, **options: Any
) -> AsyncIterator[Postbox]:
    """On loopback, for as long as the block runs; then its connections are cut."""
    open_servers: list[SMTP] = []

    def connected() -> SMTP:
        postbox.connections += 1
        ours = {"enable_SMTPUTF8": True, "loop": loop, **options}
        open_servers.append(SMTP(postbox, hostname="mx.example.fr", **ours))
        return open_servers[-1]

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connected, "127.0.0.1", port, ssl=ssl)
    postbox.port = server.sockets[0].getsockname()[1]
    try:
        yield postbox
    finally:
        server.close()
        for each in open_servers:
            if each.transport is not None:
                each.transport.abort()
        await server.wait_closed()
