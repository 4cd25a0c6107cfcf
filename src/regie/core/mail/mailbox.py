"""Mails that stay: what a demo and a developer read in the installation's own mailbox."""

from __future__ import annotations

from .transport import Carrier, Envelope, HandOver


class Mailbox:
    """Keeps nothing itself: the mail's row has what was written."""

    name: Carrier = "mailbox"
    via = "mailbox"
    shows_secrets = True

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def ping(self) -> None: ...

    async def deliver(self, envelope: Envelope, hand_over: HandOver) -> str:  # noqa: ARG002 - the interface's
        await hand_over()
        return "250 kept in the mailbox"
