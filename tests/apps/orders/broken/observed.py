"""One failure from before to after, as those see it who ask meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

import httpx
import psutil

from served import Served

from .failures import FAILURES
from .load import Answer, asking, crowd
from .machine import Machine, watched
from .proxy import Proxy
from .sources import Source

BROKEN_S: Final = 14.0
"""Longer than the slowest answer takes: whoever asked at its beginning was told while it lasted."""
NEVER_S: Final = 40.0
CLOCKED_S: Final = 5.0
"""A statement's limit."""
SETTLED_S: Final = 4.0
WELL: Final = 20
"""Questions in a row that are answered: then it is back."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the worker holds of the machine."""

    threads: int
    files: int
    memory_mb: float


@dataclass(frozen=True, slots=True)
class Observed:
    answers: list[Answer]
    """To what was asked while it was broken."""
    unanswered: list[str]
    before: Held
    after: Held
    most_connections: int
    connections_after: int
    well_again_s: float | None
    """None: not within 40 s."""
    health: dict[str, Any]
    """While it was broken."""
    machine: Machine

    def of(self, *kinds: str) -> list[Answer]:
        return [answer for answer in self.answers if answer.kind in kinds]

    def waited_s(self, answer: Answer) -> float:
        """For this installation, as who asked it saw it: what the machine took is none of it, but
        for the time in which a source is waited for, for that passes by the clock."""
        asked_at, answered_at = answer.asked_at, answer.asked_at + answer.took_s
        clocked_s = 0.0 if answer.kind == "known" else min(answer.took_s, CLOCKED_S)
        before_s = after_s = (answer.took_s - clocked_s) / 2
        return (
            answer.took_s
            - self.machine.took_s(asked_at, asked_at + before_s)
            - self.machine.took_s(answered_at - after_s, answered_at)
        )

    def longest_s(self, *kinds: str) -> float:
        return max(self.waited_s(answer) for answer in self.of(*kinds))

    @property
    def refused(self) -> list[Answer]:
        return [answer for answer in self.of("known", "new") if answer.status >= 500]


async def observe(
    served: Served, source: Source, proxy: Proxy, numbers: Iterator[str], way: str
) -> Observed:
    async with crowd(served, numbers) as people, watched(served.process.pid) as machine:
        async with asking(people):
            await asyncio.sleep(SETTLED_S)  # every connection that there may be is open
        before = held(served)
        proxy.most = 0
        async with asking(people):
            people.answers.clear()
            async with FAILURES[way](source, proxy):
                began = monotonic()
                await asyncio.sleep(BROKEN_S)
                health = await asyncio.to_thread(_health, served)
                ended = monotonic()
            mended = monotonic()
            while (well := _well_since(people.answers, mended)) is None:
                if monotonic() > mended + NEVER_S:
                    break
                await asyncio.sleep(0.05)
            most = proxy.most
        await asyncio.sleep(SETTLED_S)
        answers = [answer for answer in people.answers if began <= answer.asked_at < ended]
        return Observed(
            answers,
            people.unanswered,
            before,
            held(served),
            most,
            proxy.links,
            None if well is None else well - mended,
            health,
            machine,
        )


def held(served: Served) -> Held:
    process = psutil.Process(served.process.pid)
    with process.oneshot():
        memory_mb = process.memory_info().rss / 2**20
        return Held(process.num_threads(), process.num_fds(), memory_mb)


def _well_since(answers: list[Answer], mended: float) -> float | None:
    """When the first of so many was asked that were all answered, each of them after it came
    back."""
    asked = sorted(
        (answer for answer in answers if answer.kind == "new" and answer.asked_at > mended),
        key=lambda answer: answer.asked_at,
    )
    last = asked[-WELL:]
    if len(last) < WELL or any(answer.status != 404 for answer in last):
        return None
    return last[0].asked_at


def _health(served: Served) -> dict[str, Any]:
    with served.client() as client:
        alive = client.get("/healthz").status_code
        try:
            report = client.get("/readyz").json()
        except (httpx.HTTPError, ValueError):
            return {"alive": alive}
    resources = {each["name"]: each["status"] for each in report["resources"]}
    return {"alive": alive, "status": report["status"], "resources": resources}
