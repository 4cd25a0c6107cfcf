"""Takes what is ready, hands it to its handlers and writes down what came of it.

Any number of relays may run, in any processes. One that is killed leaves its rows to the others
when their leases end; while the database is away a relay waits and tries on.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import uniform
from time import monotonic
from typing import Any, Final

from prometheus_client import CollectorRegistry

from regie.core.db import Database, DatabaseUrl, ensure_days
from regie.core.errors import Unavailable
from regie.core.observe import get_logger

from .attempt import again, attempt, given_back
from .backlog import backlog
from .bell import listen
from .delivery import AnySubscription
from .hold import OBEDIENCE_S, Hold, keep_leases
from .leases import Report, Taken, take
from .metrics import OutboxMetrics
from .reporter import DATABASE_ERRORS, Reporter
from .tables import outbox_ended

_log = get_logger(__name__)

SAMPLE_S: Final = 15.0


@dataclass(frozen=True, slots=True)
class RelayOptions:
    poll_s: float = 1.0
    """What a lost notification, or a retry whose time has come, waits at most."""
    drain_s: float = 20.0
    """How long `close` lets handlers finish before it gives their rows back."""


class Relay:
    """A resource; open it wherever work is to be done. Holds one connection for notifications and
    takes others from the pool for a statement at a time, three at once at most."""

    name = "relay"
    required = False

    def __init__(
        self,
        database: Database,
        url: DatabaseUrl,
        subscriptions: Sequence[AnySubscription],
        *,
        registry: CollectorRegistry | None = None,
        options: RelayOptions | None = None,
    ):
        """`url` leads to the same database: notifications need a connection outside the pool."""
        self._database = database
        self._url = url
        self._subscriptions = {each.kind.name: each for each in subscriptions}
        if len(self._subscriptions) < len(subscriptions):
            raise ValueError("a kind has one handler")
        self._options = options or RelayOptions()
        self._metrics = OutboxMetrics(registry or CollectorRegistry(), self._subscriptions)
        self._writing = asyncio.Lock()
        self._reporter = Reporter(database, self._writing)
        self._wake = asyncio.Event()
        self._stopping = False
        self._looked_at = 0.0
        self._holds: set[Hold] = set()
        self._deliveries: set[asyncio.Task[None]] = set()
        self._intake: list[asyncio.Task[None]] = []
        self._upkeep: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Starts working; waits for nothing."""
        if self._intake:
            return
        self._stopping = False
        self._looked_at = monotonic()
        leases_s = [each.lease_s for each in self._subscriptions.values()]
        self._upkeep = _tasks(
            self._reporter.run(),
            keep_leases(
                self._database,
                self._writing,
                lambda: self._holds,
                min(leases_s, default=SAMPLE_S) / 3,
            ),
            self._sample(),
        )
        self._intake = _tasks(self._take_forever(), listen(self._url, self._wake.set))

    async def close(self) -> None:
        """Takes nothing more, lets handlers finish for `drain_s`, then gives their rows back."""
        self._stopping = True
        self._wake.set()
        await _settle(self._intake[:1], OBEDIENCE_S)  # half a take would leave rows to their leases
        await _cancel(self._intake)
        await _settle(self._deliveries, self._options.drain_s)
        for hold in self._holds:
            hold.drop()
        await _settle(self._deliveries, OBEDIENCE_S)
        if self._deliveries:
            _log.warning("outbox_rows_left_to_their_leases", rows=len(self._deliveries))
        await _cancel([*self._deliveries, *self._upkeep])
        self._intake, self._upkeep = [], []

    async def ping(self) -> None:
        """Raises when it has not been able to look for work lately."""
        silent_s = monotonic() - self._looked_at
        ended = any(task.done() for task in [*self._intake, *self._upkeep])
        if not self._intake or ended or silent_s > 5 * self._options.poll_s + OBEDIENCE_S:
            raise Unavailable(f"the relay has not looked for work for {silent_s:.0f} s")

    async def _take_forever(self) -> None:
        away, ready = False, False
        while not self._stopping:
            self._wake.clear()
            try:
                if not ready:
                    await self._make_room()
                ready = True
                await self._take()
            except DATABASE_ERRORS as error:
                if not away:
                    _log.warning("outbox_database_away", error=type(error).__name__)
                away = True
            else:
                if away:
                    _log.info("outbox_database_back")
                away = False
                self._looked_at = monotonic()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._options.poll_s * uniform(0.8, 1)):  # noqa: S311
                    await self._wake.wait()

    async def _take(self) -> None:
        """No more than can begin at once: a lease that runs while its row waits here is wasted."""
        busy = Counter(hold.taken.kind for hold in self._holds)
        free = {kind: each.at_once - busy[kind] for kind, each in self._subscriptions.items()}
        if not any(free.values()):
            return
        asked = monotonic()
        async with self._database.begin() as connection:
            rows = await take(connection, [*self._subscriptions.values()], free)
        for taken in rows:
            self._begin(taken, asked)

    def _begin(self, taken: Taken, asked: float) -> None:
        subscription = self._subscriptions[taken.kind]
        self._metrics.begun(taken)
        handling = asyncio.create_task(attempt(subscription, taken))
        hold = Hold(taken, subscription, asked, asked + subscription.lease_s, handling)
        self._holds.add(hold)
        delivery = asyncio.create_task(self._deliver(hold))
        self._deliveries.add(delivery)
        delivery.add_done_callback(self._deliveries.discard)

    async def _deliver(self, hold: Hold) -> None:
        """Its place is free again when the report is written, so places come free in batches."""
        taken = hold.taken
        try:
            await asyncio.wait({hold.handling})
            report = _report(hold)
            accepted = await self._reporter.write(report)
        finally:
            self._holds.discard(hold)
            self._wake.set()
        self._metrics.ended(taken.kind, report, accepted=accepted)
        if not accepted:
            _log.warning("outbox_report_refused", kind=taken.kind, id=taken.id)

    async def _make_room(self) -> None:
        """Before the first report: one that finds no day to go to is late."""
        async with self._database.begin() as connection:
            await ensure_days(connection, outbox_ended)

    async def _sample(self) -> None:
        while True:
            with suppress(*DATABASE_ERRORS):
                await self._make_room()
                async with self._database.begin() as connection:
                    self._metrics.sample(await backlog(connection))
            await asyncio.sleep(SAMPLE_S)


def _report(hold: Hold) -> Report:
    if not hold.handling.cancelled():
        return hold.handling.result()
    if hold.dropped:
        return given_back(hold.taken)
    return again(hold.subscription, hold.taken, "cancelled")


def _tasks(*coroutines: Coroutine[Any, Any, None]) -> list[asyncio.Task[None]]:
    return [asyncio.create_task(coroutine) for coroutine in coroutines]


async def _settle(tasks: Collection[asyncio.Task[None]], timeout_s: float) -> None:
    if tasks:
        await asyncio.wait([*tasks], timeout=timeout_s)


async def _cancel(tasks: Collection[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await _settle(tasks, OBEDIENCE_S)
