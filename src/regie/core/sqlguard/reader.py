"""Reads somebody else's database, whichever its engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic, perf_counter
from typing import Final

from regie.core.errors import RegieError
from regie.core.observe import count_statement, get_logger, log_if_slow

from .address import Address
from .breaker import Breaker
from .driver import Driver, Examined
from .errors import ResultTooLarge, SourceRefused, SourceTimeout
from .limits import Limits
from .metrics import SourceMetrics
from .pool import Connection, Pool
from .proof import Proof
from .source import CatalogueTable, Engine, Relation, Row, SortKey
from .threads import Threads

_log = get_logger(__name__)

_CATALOGUE_ROWS: Final = 20_000
"""What a proof may be told at once: an account that can write to a thousand tables must be found
out, not be too much to say."""


class GuardedReader:
    """Reads over few connections of its own, each of them read-only from its first byte.

    Guards stand behind each other: the account's rights (see `prove`); a session that is read-only;
    a protocol that takes one statement; every statement run where the grammar has only SELECT, with
    a row limit; and the session reset after each use. Answers, well or badly, within
    `limits.answer_s`.
    """

    def __init__(
        self,
        name: str,
        address: Address,
        driver: Driver,
        limits: Limits | None = None,
        *,
        metrics: SourceMetrics | None = None,
        now: Callable[[], float] = monotonic,
    ):
        """`name` is the operator's word for the source, for logs and metrics."""
        self.name = name
        self._address = address
        self._driver = driver
        self.limits = limits or Limits()
        self._metrics = metrics
        self._threads = Threads(self.limits.threads, self._tell_lost)
        self._pool = Pool(self._connect, self.limits, now, self._tell_in_use)
        self._breaker = Breaker(
            name,
            failures_to_open=self.limits.failures_to_open,
            open_s=self.limits.open_s,
            now=now,
        )

    @property
    def engine(self) -> Engine:
        return self._driver.engine

    async def open(self) -> None:
        """Connects to nothing: a source that is away must not keep the installation down."""
        self._pool.open()

    async def close(self) -> None:
        await self._pool.close()

    async def ping(self) -> None:
        await self.fetch("SELECT 1 AS answer")

    async def prove(self, relations: Sequence[Relation]) -> Proof:
        return await self._driver.prove(self._examined(), relations)

    async def catalogue(self) -> Sequence[CatalogueTable]:
        return await self._driver.catalogue(self._examined())

    async def lag(self) -> float | None:
        """Seconds behind the server that this one copies; None when it copies none. Raises what
        `fetch` raises."""
        look = self._driver.lag
        return None if look is None else await look(self._ask_catalogue)

    def _examined(self) -> Examined:
        return Examined(self._ask_catalogue, self._address, self.limits)

    async def fetch(
        self, sql: str, *parameters: object, order: Sequence[SortKey] = ()
    ) -> Sequence[Row]:
        return await self._fetch(sql, parameters, self.limits.rows, order)

    async def _ask_catalogue(self, sql: str, *parameters: object) -> Sequence[Row]:
        return await self._fetch(sql, parameters, max(_CATALOGUE_ROWS, self.limits.rows), ())

    async def _fetch(
        self, sql: str, parameters: tuple[object, ...], most: int, order: Sequence[SortKey]
    ) -> Sequence[Row]:
        bounded = self._driver.bounded(sql, most + 1, order)
        count_statement()
        failure: BaseException | None = None
        try:
            with self._breaker.attempt():
                return await self._in_time(bounded, parameters, most)
        except BaseException as error:
            failure = error
            if isinstance(error, SourceRefused):
                _log.error("source_refused", source=self.name, reason=error.detail)
            raise
        finally:
            if self._metrics is not None:
                self._metrics.ended(self.name, self.engine, failure)

    async def _in_time(self, sql: str, parameters: tuple[object, ...], most: int) -> Sequence[Row]:
        try:
            async with asyncio.timeout(self.limits.answer_s):
                rows = await self._read(sql, parameters)
        except TimeoutError:
            raise SourceTimeout(
                f"no answer within {self.limits.answer_s:g} s", retry_after_s=2
            ) from None
        if len(rows) > most:
            raise ResultTooLarge(f"more than {most} rows")
        return rows

    async def _read(self, sql: str, parameters: tuple[object, ...]) -> Sequence[Row]:
        """A connection that died while it was idle is replaced once: a read may be repeated."""
        while True:
            lease = await self._pool.borrow()
            try:
                rows = await self._timed(lease.connection, sql, parameters)
            except RegieError:
                if not lease.connection.is_closed():
                    self._pool.give_back(lease)
                    raise
                self._pool.discard(lease)
                if lease.fresh:
                    raise
            except BaseException:  # a time-out, a caller who went away: what runs is cancelled
                self._pool.discard(lease)
                raise
            else:
                self._pool.give_back(lease)
                return rows

    async def _timed(
        self, connection: Connection, sql: str, parameters: tuple[object, ...]
    ) -> Sequence[Row]:
        """What the source took, and not what it took until we had a connection."""
        started = perf_counter()
        count: int | None = None
        try:
            rows = await connection.fetch(sql, *parameters)
            count = len(rows)
            return rows
        finally:
            elapsed_ms = (perf_counter() - started) * 1000
            log_if_slow(sql, elapsed_ms, database=self.name, rows=count)

    async def _connect(self) -> Connection:
        return await self._driver.connect(self._address, self.limits, self._threads)

    def _tell_in_use(self, count: int) -> None:
        if self._metrics is not None:
            self._metrics.in_use(self.name, count)

    def _tell_lost(self, count: int) -> None:
        _log.warning("source_connections_hang", source=self.name, lost=count)
        if self._metrics is not None:
            self._metrics.lost(self.name, count)
