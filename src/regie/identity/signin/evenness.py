"""Refusals take the same time, also while some hashes take longer to compare with than others.

An argon2id hash of ours takes 25 ms, bcrypt of cost 12 takes 250: who is refused later would learn
that there is such an account. So while hashes of other kinds are kept, every refusal leaves at a
multiple of four times what the slowest of them takes of a core: on a machine so busy that it takes
longer than that, traces remain. With hashes of ours alone nothing waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from math import ceil
from time import monotonic, perf_counter
from typing import Final

from regie.core.db import Database

from .errors import HashingFull
from .hashes import OURS, time_of_s
from .pool import HashingPool
from .repository import kinds_of_hashes

_LOOK_EVERY_S: Final = 60.0
"""A bcrypt hash that was brought in shows by its time for so long."""
_ROOM: Final = 4
"""How many times slower than alone a check may be, for waiting and for others on the machine."""
MOST_WAITING: Final = 32
"""Sign-ins of a process under way while refusals wait: they hold places of the edge, which others
want too."""


class Evenness:
    def __init__(self, database: Database, pool: HashingPool):
        self._database = database
        self._pool = pool
        self._looking = asyncio.Lock()
        self._looked_at = float("-inf")
        self._times_s: dict[str, float] = {}
        self._step_s = 0.0
        self._waiting = 0

    async def step_s(self) -> float:
        """What a refusal's time is a multiple of; 0 when it may take what it takes."""
        async with self._looking:
            if monotonic() - self._looked_at > _LOOK_EVERY_S:
                await self._look()
                self._looked_at = monotonic()
        return self._step_s

    def look_again(self) -> None:
        """Before the next try: hashes were brought in."""
        self._looked_at = float("-inf")

    @contextmanager
    def room(self, step_s: float) -> Iterator[None]:
        """To wait in, taken before anything is compared: whoever were turned away afterwards would
        learn by the moment what it was compared with. Raises HashingFull."""
        if step_s == 0:
            yield
            return
        if self._waiting >= MOST_WAITING:
            raise HashingFull
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    async def until_next(self, step_s: float, begun: float) -> None:
        """`begun` by perf_counter."""
        if step_s > 0:
            elapsed_s = perf_counter() - begun
            await asyncio.sleep(ceil(elapsed_s / step_s) * step_s - elapsed_s)

    async def _look(self) -> None:
        async with self._database.single() as connection:
            kept = await kinds_of_hashes(connection, besides=OURS)
        for begin in kept - self._times_s.keys():
            self._times_s[begin] = await self._pool.run(partial(time_of_s, begin))
        self._step_s = _ROOM * max((self._times_s[begin] for begin in kept), default=0.0)
