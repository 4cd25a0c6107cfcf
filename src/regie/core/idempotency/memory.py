"""The twin: answers of one process, lost with it; the effect's transaction is nobody's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from .answers import WAIT_S, Turn
from .errors import KeyReused
from .turns import Turns
from .use import Answer, Use


class MemoryAnswers:
    def __init__(self, *, wait_s: float = WAIT_S):
        self._wait_s = wait_s
        self._turns = Turns()
        self._kept: dict[tuple[str, bytes], tuple[Use, Answer]] = {}

    @asynccontextmanager
    async def begin(self, use: Use | None) -> AsyncGenerator[Turn[None]]:
        if use is None:
            yield Turn(None)
            return
        until = asyncio.get_running_loop().time() + self._wait_s
        async with self._turns.one(use, until=until):
            first, kept = self._kept.get(use.slot, (use, None))
            if first != use:
                raise KeyReused
            turn = Turn(None, kept)
            yield turn
            if turn.answer is not None:
                self._kept[use.slot] = use, turn.answer
