"""Taking turns over all processes.

Inside one process those who want a lock stand in line, and only the first of them asks. Between
processes nobody stands in line: who asks first after a release has it. Who waits asks again after
20 ms, then less and less often, and at once when a bell is heard.
"""

from __future__ import annotations

import asyncio
import math
import os
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, nullcontext, suppress
from random import uniform
from time import monotonic
from typing import Final

from regie.core.observe import get_logger

from .bell import ValkeyBell
from .errors import LockBusy, LockLost
from .held import Held
from .keeping import DATABASE_ERRORS, keep
from .leases import Holder, Leases, Refused
from .turns import Turns

_log = get_logger(__name__)

LEASE_S: Final = 30.0
WAIT_S: Final = 10.0
FIRST_PAUSE_S: Final = 0.02
LONGEST_PAUSE_S: Final = 0.25
LONGEST_PAUSE_WITH_BELL_S: Final = 1.0
RELEASE_S: Final = 5.0
NAME_LENGTH: Final = 200


class Locks:
    """One per process. Holds nothing open by itself."""

    def __init__(self, leases: Leases, bell: ValkeyBell | None = None, *, owner: str | None = None):
        """`owner` is what an administrator reads; by default machine and process."""
        self._leases = leases
        self._bell = bell
        self._owner = owner or f"{socket.gethostname()}:{os.getpid()}"
        self._turns = Turns()
        self._giving_back: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def hold(
        self, name: str, *, lease_s: float = LEASE_S, wait_s: float = WAIT_S
    ) -> AsyncGenerator[Held]:
        """Raises LockBusy when it does not come free within `wait_s` (`math.inf` waits for ever).

        The lease is prolonged while the body runs. When that fails the body is cancelled, and this
        raises LockLost. Not reentrant: who holds it already waits for himself.
        """
        _require_sound(name, lease_s)
        deadline = monotonic() + wait_s
        async with self._turns.mine(name, wait_s):
            token, asked = await self._wait(name, lease_s, deadline)
            async with self._keeping(name, token, lease_s, asked + lease_s) as held:
                yield held

    @asynccontextmanager
    async def try_hold(self, name: str, *, lease_s: float = LEASE_S) -> AsyncGenerator[Held | None]:
        """As `hold`; None at once when somebody has it, or stands in line for it here."""
        _require_sound(name, lease_s)
        if self._turns.wanted(name):
            yield None
            return
        async with self._turns.mine(name, 0):
            asked = monotonic()
            token = await self._take(name, lease_s)
            if isinstance(token, Refused):
                yield None
                return
            async with self._keeping(name, token, lease_s, asked + lease_s) as held:
                yield held

    async def holders(self) -> list[Holder]:
        """Who holds what, in all processes, the longest holding first."""
        return await self._leases.holders()

    async def _wait(self, name: str, lease_s: float, deadline: float) -> tuple[int, float]:
        """The token, and when by our clock the lease began at the earliest."""
        pause_s = FIRST_PAUSE_S
        listening = self._bell.listening(name) if self._bell else nullcontext(asyncio.Event())
        with listening as rung:
            while True:
                rung.clear()
                asked = monotonic()
                found = await self._take(name, lease_s)
                if not isinstance(found, Refused):
                    return found, asked
                left_s = deadline - monotonic()
                if left_s <= 0:
                    raise LockBusy(f"{name} is held by somebody else")
                lapses_s = max(found.free_in_s, FIRST_PAUSE_S)
                with suppress(TimeoutError):
                    async with asyncio.timeout(min(uniform(0.5, 1) * pause_s, lapses_s, left_s)):  # noqa: S311
                        await rung.wait()
                hears = self._bell is not None and self._bell.hears
                longest_s = LONGEST_PAUSE_WITH_BELL_S if hears else LONGEST_PAUSE_S
                pause_s = min(pause_s * 2, longest_s)

    async def _take(self, name: str, lease_s: float) -> int | Refused:
        """A caller who is cancelled meanwhile leaves nothing taken behind."""
        taking = asyncio.create_task(self._leases.take(name, self._owner, lease_s))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            giving_back = asyncio.create_task(self._give_back(name, taking))
            self._giving_back.add(giving_back)
            giving_back.add_done_callback(self._giving_back.discard)
            raise

    async def _give_back(self, name: str, taking: asyncio.Task[int | Refused]) -> None:
        with suppress(*DATABASE_ERRORS):
            token = await taking
            if not isinstance(token, Refused):
                await self._release(name, token)

    @asynccontextmanager
    async def _keeping(
        self, name: str, token: int, lease_s: float, until: float
    ) -> AsyncGenerator[Held]:
        held = Held(name, token, self._owner, self._leases)
        scope = asyncio.timeout(None)  # what cancels a body and tells its own from others' cancels

        def lose() -> None:
            held.lost.set()
            scope.reschedule(-math.inf)

        keeper = asyncio.create_task(keep(held, lease_s, until, lose))
        try:
            async with scope:
                try:
                    yield held
                finally:
                    keeper.cancel()
        except TimeoutError as error:
            if not held.lost.is_set():
                raise
            raise LockLost(f"{name} was lost while it was held") from error
        finally:
            await asyncio.wait({keeper})
            if not held.lost.is_set():
                await self._release(name, token)
        if held.lost.is_set():
            raise LockLost(f"{name} was lost while it was held")

    async def _release(self, name: str, token: int) -> None:
        """What cannot be released now is free when its lease ends; what was done stays done."""
        try:
            async with asyncio.timeout(RELEASE_S):
                released = await self._leases.release(name, token)
        except (TimeoutError, *DATABASE_ERRORS) as error:
            _log.warning("lock_left_to_its_lease", lock=name, error=type(error).__name__)
            return
        if released and self._bell is not None:
            self._bell.ring(name)


def _require_sound(name: str, lease_s: float) -> None:
    if not 0 < len(name) <= NAME_LENGTH or not name.isprintable():
        raise ValueError(f"the name of a lock has 1 to {NAME_LENGTH} printable characters")
    if not 0 < lease_s < math.inf:
        raise ValueError("a lease has an end, and lies ahead")
