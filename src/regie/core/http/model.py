"""What is asked, what comes back, and how much of each is allowed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import msgspec

from regie.core.input import HttpUrl

from .errors import BadAnswer


class Headers(msgspec.Struct, frozen=True):
    """In their order; names as they were sent."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[bytes, bytes]]) -> Headers:
        return cls(
            tuple(
                (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in pairs
            )
        )

    def get(self, name: str) -> str | None:
        """The first one of that name, in any case."""
        name = name.lower()
        return next((value for key, value in self.pairs if key.lower() == name), None)

    @property
    def size_bytes(self) -> int:
        """As sent in HTTP/1.1, with `: ` and line ends."""
        return sum(len(name) + len(value) + 4 for name, value in self.pairs)


class Request(msgspec.Struct, frozen=True):
    method: str
    url: HttpUrl
    headers: Headers = Headers()
    body: bytes = b""


class Answer(Protocol):
    """The head of an answer, and its body while it arrives, as it was sent."""

    @property
    def status(self) -> int: ...

    @property
    def headers(self) -> Headers: ...

    def chunks(self) -> AsyncGenerator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Response:
    """A whole answer; any status is one, redirects too: none is followed."""

    status: int
    headers: Headers = field(repr=False)
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """Raises BadAnswer when the body is no JSON."""
        try:
            return msgspec.json.decode(self.body)
        except msgspec.DecodeError as error:
            raise BadAnswer("the body is not JSON") from error


@dataclass(frozen=True, slots=True)
class Timeouts:
    connect_s: float = 3.0
    """Resolving the name, TCP and TLS."""
    read_s: float = 10.0
    """Between two pieces of an answer, and before the first; also between two of what is sent."""
    total_s: float | None = 30.0
    """All of it: waiting for a connection, every attempt, the body. None: for streams only."""


@dataclass(frozen=True, slots=True)
class Limits:
    connections: int = 100
    """Requests under way at once; with HTTP/1.1 each has a connection of its own."""
    kept_alive: int = 20
    """Idle connections; those above it are closed."""
    idle_s: float = 15.0
    per_host: int = 20
    """Of the connections, so that one slow host leaves room for the others."""
    wait_s: float = 1.0
    """How long a request waits for its turn, per limit; then RemoteBusy."""
    header_bytes: int = 65_536
    body_bytes: int = 10_485_760
    """After decoding; and before it, which a body that was not compressed cannot pass either."""
    compressed: bool = True
    """Whether gzip is asked for and accepted."""
    attempts: int = 3
    """Of one idempotent request, the first included."""
    retry_share: float = 0.1
    """Retries may add so much to a host's requests in the long run, so that retrying does not
    finish off a host in trouble (and ten of them at once)."""
    failures_to_open: int = 5
    """Failures in a row after which a host is left alone …"""
    open_s: float = 5.0
    """… for this long; then one request tries."""
    grace_s: float = 5.0
    """How long closing waits for requests under way before it ends them."""


STRANGERS_LIMITS: Final = Limits(
    kept_alive=0,
    per_host=5,
    body_bytes=65_536,
    compressed=False,
    attempts=1,
)
"""For addresses that people give. Whoever sends there decides on retries: webhooks over days."""
STRANGERS_TIMEOUTS: Final = Timeouts(connect_s=3.0, read_s=10.0, total_s=10.0)
