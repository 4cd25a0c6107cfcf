"""What the machine took from those who ask and from the worker: time in which either of them would
have gone on, and was given no processor. A promise in seconds is kept or broken without it."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final

_EVERY_S: Final = 0.05


@dataclass
class Machine:
    """Looked at twenty times a second."""

    worker: Path
    """Where the kernel says how long its event loop waited for a processor (Linux)."""
    _moments: list[float] = field(default_factory=list[float])
    _taken_s: list[float] = field(default_factory=list[float])
    _late_s: float = 0.0

    def took_s(self, since: float, until: float) -> float:
        """Between these two moments, and never more than lies between them."""
        first = max(0, bisect_right(self._moments, since) - 1)
        last = min(len(self._moments) - 1, bisect_left(self._moments, until))
        return min(self._taken_s[last] - self._taken_s[first], until - since)

    async def look(self) -> None:
        while True:
            self._moments.append(monotonic())
            self._taken_s.append(self._late_s + self._waited_s())
            before = monotonic()
            await asyncio.sleep(_EVERY_S)
            self._late_s += monotonic() - before - _EVERY_S

    def _waited_s(self) -> float:
        try:
            return int(self.worker.read_text().split()[1]) / 1e9
        except FileNotFoundError:
            return 0.0


@asynccontextmanager
async def watched(pid: int) -> AsyncIterator[Machine]:
    """While the block lasts."""
    machine = Machine(Path(f"/proc/{pid}/schedstat"))
    looking = asyncio.create_task(machine.look())
    await asyncio.sleep(0)
    try:
        yield machine
    finally:
        looking.cancel()
