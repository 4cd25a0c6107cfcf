"""Keeps one embedded server up."""

from __future__ import annotations

import asyncio
import time
from functools import partial

from regie.core.errors import Misconfigured, RegieError
from regie.core.threads import in_thread
from regie.operations.supervisor.plan import Reporter, Server

LOOK_S = 0.2
FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0
TIDY_S = 3600.0


class Guard:
    """A server that dies is healed and started again for as long as the supervisor runs.

    The workers go on meanwhile, with that resource down.
    """

    def __init__(self, server: Server, reporter: Reporter):
        self.server = server
        self._reporter = reporter
        self._starting: asyncio.Future[None] | None = None

    async def start(self) -> None:
        begun = time.monotonic()
        self._starting = in_thread(self.server.start)
        await asyncio.shield(self._starting)
        self._reporter.progress(f"{self.server.name} ready in {time.monotonic() - begun:.1f} s")

    async def keep(self) -> None:
        """Runs until it is cancelled; raises Misconfigured when no restart can help."""
        tidied = time.monotonic()
        while True:
            await asyncio.sleep(LOOK_S)
            if not self.server.alive():
                await self._restart()
            elif time.monotonic() - tidied > TIDY_S:
                tidied = time.monotonic()
                await in_thread(self.server.tidy)

    async def stop(self, quick: asyncio.Event) -> None:
        """End the server, at once when `quick` is set before or meanwhile."""
        self.server.abandon()
        if self._starting is not None:
            await asyncio.wait([self._starting])
            self._starting.exception()  # whatever it was, the start is over
        orderly = in_thread(partial(self.server.stop, quick=quick.is_set()))
        hurry = asyncio.ensure_future(quick.wait())
        await asyncio.wait([orderly, hurry], return_when=asyncio.FIRST_COMPLETED)
        hurry.cancel()
        if not orderly.done():
            await in_thread(partial(self.server.stop, quick=True))
        await orderly

    async def _restart(self) -> None:
        self._reporter.warning(f"{self.server.name} died, it is started again")
        delay_s = FIRST_DELAY_S
        while True:
            try:
                await self.start()
            except Misconfigured:
                raise
            except RegieError as failure:
                self._reporter.warning(f"{failure.detail}; next try in {delay_s:g} s")
            else:
                return
            await asyncio.sleep(delay_s)
            delay_s = min(2 * delay_s, LONGEST_DELAY_S)
