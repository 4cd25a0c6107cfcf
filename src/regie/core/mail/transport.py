"""The way a mail leaves, whoever carries it, and the four ways in which it may not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

Carrier = Literal["smtp", "mailbox", "memory"]
Way = Literal[Carrier, "off"]


class Refused(Exception):
    """Never, for this mail: the recipient does not exist, or the content is not wanted."""


class Deferred(Exception):
    """Not now. The mail has certainly not been taken."""


class Trouble(Deferred):
    """It is the server, or how we reach it, and would be the same for every mail."""


class Uncertain(Exception):
    """The mail was handed over and nobody said what became of it."""


@dataclass(frozen=True, slots=True)
class Envelope:
    sender: str
    recipient: str
    message: bytes
    """Whole, lines ended by CR LF."""


HandOver = Callable[[], Awaitable[None]]
"""Awaited when nothing but the message itself is left to be sent. When it raises, nothing is."""


class Transport(Protocol):
    """A mail that was handed over and not answered is never offered again by a transport."""

    @property
    def name(self) -> Carrier: ...

    @property
    def via(self) -> str:
        """The server's name, for people."""
        ...

    @property
    def shows_secrets(self) -> bool:
        """Whether its mails go nowhere else, so that their secrets may be read where they stay."""
        ...

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def ping(self) -> None:
        """Raises Unavailable when mails cannot leave at present. Answers at once."""
        ...

    async def deliver(self, envelope: Envelope, hand_over: HandOver) -> str:
        """What the server said when it took the mail. Raises one of the above, and whatever
        `hand_over` raises."""
        ...
