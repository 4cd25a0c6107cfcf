"""What runs in a process under measurement, in the environment of whatever is measured.

A player reads orders, one JSON object a line, and answers each with one. It needs the standard
library and, where there is one, uvloop.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from itertools import cycle, islice
from time import perf_counter, process_time, time
from typing import Any, NamedTuple

Op = Callable[[int], Awaitable[object]]
Misses = Callable[[str, Callable[[], Awaitable[object]]], Awaitable[object]]

KEYS = 2000
TURN = 50
"""Operations between two looks at the clock; the first of them is timed and looked at."""
LOADER_S = 0.1
LATENESS_S = 0.3
"""Before all processes begin at once, so that each has got its order."""


class Piece(NamedTuple):
    """What a case can play."""

    op: Op
    """Of a key: a number below KEYS."""
    right: Callable[[object], bool]
    """Whether an answer of `op` is what it should be."""
    miss: Misses | None = None
    """Asks for a key that is nowhere, with the loader to call."""


async def run(piece: Piece, readers: int, seconds: float) -> dict[str, Any]:
    """`readers` tasks, each asking again when it has its answer."""
    op, right = piece.op, piece.right
    latencies: list[float] = []
    done = wrong = 0
    keys = cycle(range(KEYS))

    async def read() -> None:
        nonlocal done, wrong
        while (now := perf_counter()) < until:
            answer = await op(next(keys))
            latencies.append(perf_counter() - now)
            wrong += not right(answer)
            for key in islice(keys, TURN - 1):
                await op(key)
            done += TURN

    cpu, began = process_time(), perf_counter()
    until = began + seconds
    await asyncio.gather(*(read() for _ in range(readers)))
    wall_s, cpu_s = perf_counter() - began, process_time() - cpu
    latencies.sort()
    return {
        "requests": done,
        "sampled": len(latencies),
        "wrong": wrong,
        "wall_s": wall_s,
        "cpu_s": cpu_s,
        "p50_ms": latencies[len(latencies) // 2] * 1000,
        "p99_ms": latencies[len(latencies) * 99 // 100] * 1000,
    }


async def stampede(piece: Piece, key: str, callers: int, at: float) -> dict[str, Any]:
    """So many ask at once for one key that is nowhere; other processes do the same."""
    loads = 0

    async def load() -> object:
        nonlocal loads
        loads += 1
        await asyncio.sleep(LOADER_S)
        return "loaded"

    assert piece.miss is not None
    await asyncio.sleep(at - time())
    cpu, began = process_time(), time()
    asking = (piece.miss(key, load) for _ in range(callers))
    answers = await asyncio.gather(*asking, return_exceptions=True)
    return {
        "loads": loads,
        "failures": sum(answer != "loaded" for answer in answers),
        "began": began,
        "ended": time(),
        "cpu_s": process_time() - cpu,
    }


async def _play(opened: AbstractAsyncContextManager[Piece]) -> None:
    loop = asyncio.get_running_loop()
    async with opened as piece:
        print(json.dumps({"ready": True}), flush=True)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            order = json.loads(line)
            play = {"run": run, "stampede": stampede}[order.pop("do")]
            print(json.dumps(await play(piece, **order)), flush=True)


def play(opened: AbstractAsyncContextManager[Piece]) -> None:
    """Until there are no more orders."""
    try:
        import uvloop  # noqa: PLC0415 - a peer's environment may have none
    except ImportError:
        factory = None
    else:
        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(_play(opened))
