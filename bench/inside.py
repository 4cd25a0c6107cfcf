"""The order look-up asked inside the process: what it takes without a socket or a server."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any, Final

import psutil

from bench.command import Mode
from bench.harness import Question, Run, resident_mb
from bench.order_ground import is_right
from regie.bootstrap import build_asgi, build_runtime, configure

CALLERS: Final = (100, 1)
_ASKED: Final = 5_000
_SAMPLE_EVERY: Final = 50


async def asked_inside(
    environ: Mapping[str, str], questions: Sequence[Question], mode: Mode
) -> list[Run]:
    """Each question was asked before any is measured."""
    runtime = build_runtime(configure({**environ, "REGIE_CONFIG": str(Path("/dev/null"))}))
    app = build_asgi(runtime)
    async with runtime.opened():
        for question in questions:
            await _answer(app, question)
        return [
            await _run(app, questions, number, callers)
            for callers in CALLERS
            for number in range(mode.rounds)
        ]


async def _run(app: Any, questions: Sequence[Question], number: int, callers: int) -> Run:
    turns = cycle(questions)
    latencies: list[float] = []
    sample: list[tuple[Question, int, bytes]] = []

    async def ask() -> None:
        while len(latencies) < _ASKED:
            question = next(turns)
            started = perf_counter()
            status, body = await _answer(app, question)
            latencies.append(perf_counter() - started)
            if status != 200 or len(latencies) % _SAMPLE_EVERY == 1:
                sample.append((question, status, body))

    began, cpu_began = perf_counter(), process_time()
    await asyncio.gather(*(ask() for _ in range(callers)))
    wall_s, cpu_s = perf_counter() - began, process_time() - cpu_began
    cuts = quantiles(latencies, n=100)
    answered = [(question, body) for question, status, body in sample if status == 200]
    return Run(
        case="regie",
        round=number,
        connections=callers,
        requests=len(latencies),
        failures=len(sample) - len(answered),
        sampled=len(answered),
        wrong=sum(not is_right(question, body) for question, body in answered),
        wall_s=wall_s,
        cpu_s=cpu_s,
        postgres_cpu_s=0.0,
        valkey_cpu_s=0.0,
        p50_ms=cuts[49] * 1000,
        p99_ms=cuts[98] * 1000,
        resident_mb=resident_mb([psutil.Process()]),
    )


async def _answer(app: Any, question: Question) -> tuple[int, bytes]:
    head, _, body = question.request.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    method, path, _ = first.decode().split(" ")
    pairs = (line.partition(b": ") for line in lines)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower(), value) for name, _, value in pairs],
        "client": ("127.0.0.1", 40000),
        "server": ("127.0.0.1", 80),
    }
    status, parts = 0, list[bytes]()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)
        parts.append(message.get("body", b""))

    await app(scope, receive, send)
    return status, b"".join(parts)
