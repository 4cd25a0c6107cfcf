"""Closed-loop load over kept connections: each asks again when it has its answer.

It is written here, not taken from a tool, so that every machine has it, every status is checked,
the bodies rotate and a sample of the answers is kept to be read. It costs about 30 µs per request
in the process of the harness, which no figure counts; the requests per second of a server that
needs less than that itself are therefore its own only as a lower bound.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from time import perf_counter
from typing import Final, cast

_SAMPLE_EVERY: Final = 50
_CHUNKED: Final = -1
"""The length of an answer that says so itself, at its end: a stream."""
_PATIENCE_S: Final = 10.0
"""After the end of a run, for answers that are still out."""


@dataclass(frozen=True, slots=True)
class Question:
    request: bytes
    """Whole, as it goes over the line."""
    expected: dict[str, object]
    """What the JSON object of the answer must hold, among other things."""

    def is_met_by(self, body: bytes) -> bool:
        return json.loads(body).items() >= self.expected.items()


@dataclass(slots=True)
class Load:
    wall_s: float = 0.0
    latencies_s: list[float] = field(default_factory=list[float])
    failures: int = 0
    """Other statuses than 200, and connections that were closed."""
    sample: list[tuple[Question, bytes]] = field(default_factory=list[tuple[Question, bytes]])


class _Client(asyncio.Protocol):
    def __init__(self, questions: Iterator[Question]):
        self._questions = questions
        self._received = bytearray()
        self._length = 0
        self._body_from = 0
        self._done: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own, of no base class

    def run(self, load: Load, until: float) -> asyncio.Future[None]:
        self._load = load
        self._until = until
        self._done = asyncio.get_running_loop().create_future()
        if self._transport.is_closing():
            self.connection_lost(None)
        else:
            self._ask()
        return self._done

    def close(self) -> None:
        self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if self._done is not None and not self._done.done():
            self._load.failures += 1
            self._done.set_result(None)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._length and not self._read_head():
            return
        if self._length == _CHUNKED:
            if self._received.endswith(b"0\r\n\r\n"):
                self._take()
        elif len(self._received) >= self._length:
            self._take()

    def _ask(self) -> None:
        """A client for whom no question is left is done."""
        try:
            self._question = next(self._questions)
        except StopIteration:
            if self._done is not None:
                self._done.set_result(None)
            return
        self._asked_at = perf_counter()
        self._transport.write(self._question.request)

    def _read_head(self) -> bool:
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._received[:end]).lower() + b"\r\n"
        self._body_from = end + 4
        if b"\r\ntransfer-encoding: chunked\r\n" in head:
            self._length = _CHUNKED
            return True
        length = head.partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]
        self._length = self._body_from + int(length)
        return True

    def _take(self) -> None:
        now = perf_counter()
        load = self._load
        load.latencies_s.append(now - self._asked_at)
        if self._received[9:12] != b"200":
            load.failures += 1
        elif len(load.latencies_s) % _SAMPLE_EVERY == 1:
            load.sample.append((self._question, bytes(self._received[self._body_from :])))
        self._received.clear()
        self._length = 0
        if now < self._until:
            self._ask()
        elif self._done is not None:
            self._done.set_result(None)


class Clients:
    def __init__(self, clients: Sequence[_Client]):
        self._clients = clients

    async def run(self, seconds: float) -> Load:
        """Every question that was asked is answered when this returns."""
        load = Load()
        started = perf_counter()
        running = [client.run(load, started + seconds) for client in self._clients]
        async with asyncio.timeout(seconds + _PATIENCE_S):
            await asyncio.gather(*running)
        load.wall_s = perf_counter() - started
        return load


@asynccontextmanager
async def connected(
    port: int, connections: int, questions: Iterable[Question], *, once: bool = False
) -> AsyncIterator[Clients]:
    """Clients that ask the questions in turn, again and again or each of them once."""
    turns = iter(questions) if once else cycle(questions)
    loop = asyncio.get_running_loop()
    clients = [
        (await loop.create_connection(lambda: _Client(turns), "127.0.0.1", port))[1]
        for _ in range(connections)
    ]
    try:
        yield Clients(clients)
    finally:
        for client in clients:
            client.close()
