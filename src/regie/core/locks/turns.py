"""Who in this process is next: first come, first served, and only the first asks the database."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from .errors import LockBusy


@dataclass
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    wanted_by: int = 0


class Turns:
    """Remembers the names that somebody wants, and no others."""

    def __init__(self) -> None:
        self._turns: dict[str, _Turn] = {}

    def wanted(self, name: str) -> bool:
        return name in self._turns

    @asynccontextmanager
    async def mine(self, name: str, wait_s: float) -> AsyncGenerator[None]:
        """Raises LockBusy when those before take longer."""
        turn = self._turns.setdefault(name, _Turn())
        turn.wanted_by += 1
        try:
            try:
                async with asyncio.timeout(None if math.isinf(wait_s) else wait_s):
                    await turn.lock.acquire()
            except TimeoutError:
                raise LockBusy(f"{name} is held by somebody else in this process") from None
            try:
                yield
            finally:
                turn.lock.release()
        finally:
            turn.wanted_by -= 1
            if not turn.wanted_by:
                del self._turns[name]
