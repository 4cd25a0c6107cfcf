"""CPU per event delivered to a browser, beside sse-starlette over redis-py's pub/sub:
`python -m bench.events`, in a minute; `--long` for figures to quote.

Each event goes to every reader. The figures of a case are its process's; the publisher and the
readers, in the bench's own process, are counted nowhere.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, Final

import uvloop
from redis.asyncio import Redis
from rich.console import Console
from rich.progress import track

from bench.command import ROOT, Mode, Taken, run_bench
from bench.harness import (
    Aim,
    BenchValkey,
    Case,
    CaseFacts,
    Run,
    Served,
    bench_valkey,
    cpu_seconds,
    environment_python,
    interleaved,
    locked_versions,
    resident_mb,
    served,
)
from bench.streamed import TENANT, TOPIC
from regie.core.events import Events, ValkeyBus
from regie.core.valkey import ValkeyLink

PEERS: Final = Path(__file__).parent / "peers"
LOCK: Final = PEERS / "streams.lock"
CHANNEL: Final = "bench:events"
DELIVERIES_PER_S: Final = 1_500
"""What every case keeps up with on the machines seen so far: beyond it, latencies mean nothing."""
READERS: Final = (100, 1_000)
CONNECT_AT_ONCE: Final = 50
PATIENCE_S: Final = 20.0

_SHORT: Final = Mode("short", rounds=2, seconds=2.0, warm_up_s=0.5)
_LONG: Final = Mode("long", rounds=6, seconds=4.0, warm_up_s=1.0)
_OURS: Final = ("uvicorn", "uvloop", "hiredis", "msgspec")
_THEIRS: Final = ("sse-starlette", "starlette", "uvicorn", "redis", "hiredis")
_EVENT: Final = re.compile(rb'"n":(\d+),"at":([\d.]+)')

Publish = Callable[[dict[str, Any]], Awaitable[object]]


@dataclass(slots=True)
class Tally:
    """What all readers of a run got."""

    began: int = 0
    delivered: int = 0
    out_of_order: int = 0
    latencies_s: list[float] = field(default_factory=list)


class BenchReader(asyncio.Protocol):
    def __init__(self, tally: Tally):
        self._tally = tally
        self._rest = b""
        self._next = 0
        self._began = False

    def connection_made(self, transport: Any) -> None:
        transport.write(
            b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
        )

    def data_received(self, data: bytes) -> None:
        if not self._began:
            self._began = True
            self._tally.began += 1
        whole, end, rest = (self._rest + data).rpartition(b"\n")
        self._rest = rest
        now = monotonic()
        for number, at in _EVENT.findall(whole + end):
            self._tally.delivered += 1
            self._tally.out_of_order += int(number) != self._next
            self._next = int(number) + 1
            self._tally.latencies_s.append(now - float(at))


def cases(valkey: BenchValkey) -> list[Case]:
    peer = str(environment_python(LOCK))
    uvicorn = (peer, "-m", "uvicorn", "streams:app", "--app-dir", str(PEERS))
    quiet = ("--port", "{port}", "--no-access-log", "--log-level", "warning")
    redis = {"REDIS_URL": valkey.socket_url, "CHANNEL": CHANNEL}
    ours = (sys.executable, "-m", "bench.streamed", "{fd}", valkey.socket_url)
    return [
        Case("regie", "Régie", ours, {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}),
        Case(
            "shared",
            "sse-starlette, one subscription for all",
            (*uvicorn, *quiet),
            {**redis, "SHARED": "1"},
        ),
        Case("each", "sse-starlette, a subscription each", (*uvicorn, *quiet), redis),
    ]


@asynccontextmanager
async def publishing(case: Case, valkey: BenchValkey) -> Any:
    if case.name != "regie":
        async with Redis.from_url(valkey.socket_url) as client:

            async def tell(data: dict[str, Any]) -> None:
                await client.publish(CHANNEL, f'{{"n":{data["n"]},"at":{data["at"]}}}')

            yield tell
        return
    links = [ValkeyLink(name, valkey.socket_url) for name in ("bench", "bench-news")]
    events = Events(ValkeyBus(*links))
    for resource in (*links, events):
        await resource.open()
    yield lambda data: events.publish(TOPIC, "step", data, audience=TENANT)
    for resource in (events, *links):
        await resource.close()


async def measure(
    server: Served, number: int, readers: int, valkey: BenchValkey, mode: Mode
) -> Run:
    tally = Tally()
    async with AsyncExitStack() as stack:
        publish: Publish = await stack.enter_async_context(publishing(server.case, valkey))
        await _connect(stack, server.port, readers, tally)
        warmed = await _publish(publish, readers, mode.warm_up_s, first=0)
        await _arrived(tally, warmed * readers)
        tally.latencies_s.clear()
        groups = (server.processes(), valkey.processes())
        before = [cpu_seconds(group) for group in groups]
        began = monotonic()
        told = await _publish(publish, readers, mode.seconds, first=warmed)
        await _arrived(tally, (warmed + told) * readers)
        wall_s = monotonic() - began
        own, of_valkey = (
            cpu_seconds(group) - start for group, start in zip(groups, before, strict=True)
        )
        cuts = quantiles(tally.latencies_s, n=100)
        return Run(
            case=server.case.name,
            round=number,
            connections=readers,
            requests=told * readers,
            failures=(warmed + told) * readers - tally.delivered,
            sampled=tally.delivered,
            wrong=tally.out_of_order,
            wall_s=wall_s,
            cpu_s=own,
            postgres_cpu_s=0.0,
            valkey_cpu_s=of_valkey,
            p50_ms=cuts[49] * 1000,
            p99_ms=cuts[98] * 1000,
            resident_mb=resident_mb(groups[0]),
        )


async def _connect(stack: AsyncExitStack, port: int, readers: int, tally: Tally) -> None:
    """Until all have had their first byte, and a moment longer: peers subscribe after it."""
    loop = asyncio.get_running_loop()
    for _ in range(0, readers, CONNECT_AT_ONCE):
        made = await asyncio.gather(
            *(
                loop.create_connection(lambda: BenchReader(tally), "127.0.0.1", port)
                for _ in range(CONNECT_AT_ONCE)
            )
        )
        for transport, _reader in made:
            stack.callback(transport.close)
    await _until(lambda: tally.began == readers)
    await asyncio.sleep(1.0)


async def _publish(publish: Publish, readers: int, seconds: float, *, first: int) -> int:
    """At a rate at which nobody falls behind; gives how many."""
    pause_s = readers / DELIVERIES_PER_S
    count = max(1, round(seconds / pause_s))
    for number in range(first, first + count):
        await publish({"n": number, "at": monotonic()})
        await asyncio.sleep(pause_s)
    return count


async def _arrived(tally: Tally, expected: int) -> None:
    await _until(lambda: tally.delivered >= expected)


async def _until(holds: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE_S
    while not holds() and monotonic() < deadline:  # noqa: ASYNC110 - sockets have no event here
        await asyncio.sleep(0.01)


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    with bench_valkey() as valkey, ExitStack() as stack:
        chosen = cases(valkey)
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="regie-bench-")))
        servers = [
            stack.enter_context(served(case, ROOT, folder / f"{case.name}.log")) for case in chosen
        ]
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        turns = [(size, *turn) for size in READERS for turn in interleaved(servers, mode.rounds)]
        runs = [
            runner.run(measure(server, number, size, valkey, mode))
            for size, number, server in track(turns, "measuring", console=console)
        ]
    aims = (Aim("each", of="regie", at_least=2.0), Aim("shared", of="regie", at_least=1.3))
    yield Taken("events", "regie", "reader", _facts(chosen), aims, runs)


def _facts(chosen: Sequence[Case]) -> list[CaseFacts]:
    theirs = locked_versions(LOCK, _THEIRS)
    ours = {name: version(name) for name in _OURS}
    return [
        CaseFacts(case.name, case.title, ours if case.name == "regie" else theirs)
        for case in chosen
    ]


if __name__ == "__main__":
    sys.exit(run_bench("events", __doc__, (_SHORT, _LONG), take))
