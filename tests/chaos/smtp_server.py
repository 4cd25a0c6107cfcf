"""A mail server in a process of its own, to be killed, stopped and told to misbehave.

    smtp_server.py PORT LEDGER MODE_FILE ANSWER_MS

Each message that it takes is a line of the ledger, written when its last byte is there and before
it is answered. The mode is read at every command: `well`, `slow`, `defer`, `refuse` (everybody) or
`drop` (hangs up instead of answering a message).
"""

from __future__ import annotations

import asyncio
import random
import sys
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

SLOW_S = 0.4


class Ledger:
    def __init__(self, ledger: Path, mode: Path, answer_s: float):
        self._ledger = ledger.open("a", buffering=1)
        self._mode = mode
        self._answer_s = answer_s

    async def handle_MAIL(
        self, _server: SMTP, _: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        mode = await self._obeyed()
        envelope.mail_from = address
        if mode == "defer":
            return "451 4.3.0 later"
        return "550 5.7.1 not you" if mode == "refuse" else "250 sender ok"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        content = envelope.content
        message = message_from_bytes(content if isinstance(content, bytes) else b"")
        self._ledger.write(f"{message['Message-ID']}\n")
        if await self._obeyed() == "drop" and server.transport is not None:
            server.transport.abort()
        await asyncio.sleep(random.uniform(0, 2 * self._answer_s))
        return "250 2.0.0 taken"

    async def _obeyed(self) -> str:
        mode = self._mode.read_text()
        if mode == "slow":
            await asyncio.sleep(SLOW_S)
        return mode


async def main(port: str, ledger: str, mode: str, answer_ms: str) -> None:
    handler = Ledger(Path(ledger), Path(mode), float(answer_ms) / 1000)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, hostname="mx.example.fr"), "127.0.0.1", int(port)
    )
    print("ready", flush=True)  # noqa: T201 - whoever started it waits for this
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
