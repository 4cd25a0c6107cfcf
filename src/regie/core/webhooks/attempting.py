"""One attempt over HTTP, and what it says of the receiver."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from regie.core.clock import Clock
from regie.core.http import (
    Asked,
    HttpClient,
    LeftAlone,
    RemoteBusy,
    RemoteError,
    Streamed,
    Timeouts,
    retry_after_s,
)

TIMEOUTS: Final = Timeouts(connect_s=5.0, read_s=15.0, total_s=15.0)
"""The specification asks for 15 to 30 s."""

EXCERPT_BYTES: Final = 1024
"""Of an answer, for whoever looks for the reason. The rest is not read."""
_NO_CAP: Final = 1 << 62
"""So that one who announces ten megabytes is read from all the same."""
_EXCERPT_S: Final = 2.0
"""The status has said it all: what follows it may not hold anything up."""

GONE: Final = 410


@dataclass(frozen=True, slots=True)
class Attempted:
    duration_ms: int
    status: int | None = None
    """None when there was no answer."""
    error: str | None = None
    """A message's code; None when it was received."""
    excerpt: str | None = None
    wished_s: float | None = None
    """The receiver's Retry-After."""

    @property
    def received(self) -> bool:
        return self.error is None

    @property
    def gone(self) -> bool:
        return self.status == GONE


async def attempt(
    client: HttpClient, url: str, headers: Mapping[str, str], body: bytes, clock: Clock
) -> Attempted:
    """Raises RemoteBusy, when nothing was sent for want of a connection of our own, and nothing
    else: each other end is a result."""
    began = perf_counter()
    answer: Streamed | None = None
    excerpt, error = b"", None
    said = Asked(
        body=body, headers={"Content-Type": "application/json", **headers}, timeouts=TIMEOUTS
    )
    try:
        async with client.stream("POST", url, body_bytes=_NO_CAP, **said) as answer:
            excerpt = await _beginning(answer)
    except RemoteBusy:
        raise
    except LeftAlone:
        error = "webhooks.left_alone"
    except RemoteError as failure:
        error = failure.code
    duration_ms = round((perf_counter() - began) * 1000)
    if answer is None:
        return Attempted(duration_ms, error=error)
    return Attempted(
        duration_ms,
        answer.status,
        _error_of(answer.status),
        _readable(excerpt),
        retry_after_s(answer.headers.get("retry-after"), clock),
    )


async def _beginning(answer: Streamed) -> bytes:
    """As much as comes soon; an answer that is cut short or too slow was an answer."""
    found = b""
    with suppress(TimeoutError, RemoteError):
        async with asyncio.timeout(_EXCERPT_S):
            async for piece in answer:
                found += piece
                if len(found) >= EXCERPT_BYTES:
                    break
    return found[:EXCERPT_BYTES]


def _error_of(status: int) -> str | None:
    """Only 2xx is success: an address that redirects is not the one that wants the message."""
    if 200 <= status < 300:
        return None
    if status == GONE:
        return "webhooks.gone"
    return "webhooks.redirected" if 300 <= status < 400 else "webhooks.status"


def _readable(answer: bytes) -> str:
    """For a page and for PostgreSQL, which knows no NUL."""
    decoded = answer.decode(errors="replace")
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in decoded)
