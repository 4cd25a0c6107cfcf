"""Somebody else's PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic, perf_counter
from typing import Final

from regie.core.errors import RegieError
from regie.core.observe import count_statement, get_logger, log_if_slow

from .asyncpg_connection import AsyncpgConnection, connect
from .breaker import Breaker
from .errors import ResultTooLarge, SourceRefused, SourceTimeout
from .limits import Limits
from .pool import Pool
from .postgres_proof import prove
from .proof import Proof
from .source import Relation, Row

_log = get_logger(__name__)

_APPLICATION: Final = "regie"


class ReadOnlyPostgres:
    """Reads over few connections of its own, each of them read-only from its first byte.

    Five guards stand behind each other: the account's rights (see `prove`); a session that is
    read-only by its start-up parameters; the extended protocol, one statement each; every statement
    run as a sub-query with a row limit, where the grammar has only SELECT; and the session reset
    after each use. Answers, well or badly, within `limits.answer_s`.
    """

    def __init__(
        self,
        name: str,
        dsn: str,
        limits: Limits | None = None,
        now: Callable[[], float] = monotonic,
    ):
        """`name` is the operator's word for the source, for logs; `dsn` is a postgresql:// URL."""
        self.name = name
        self._dsn = dsn
        self._limits = limits or Limits()
        self._pool = Pool(self._connect, self._limits, now)
        self._breaker = Breaker(
            name,
            failures_to_open=self._limits.failures_to_open,
            open_s=self._limits.open_s,
            now=now,
        )

    async def open(self) -> None:
        """Connects to nothing: a source that is away must not keep the installation down."""

    async def close(self) -> None:
        await self._pool.close()

    async def ping(self) -> None:
        await self.fetch("SELECT 1 AS answer")

    async def prove(self, relations: Sequence[Relation]) -> Proof:
        return await prove(self.fetch, relations)

    async def fetch(self, sql: str, *parameters: object) -> Sequence[Row]:
        bounded = self._bounded(sql)
        count_statement()
        rows: Sequence[Row] | None = None
        started = perf_counter()
        try:
            with self._breaker.attempt():
                rows = await self._in_time(bounded, parameters)
                return rows
        except SourceRefused as refused:
            _log.error("source_refused", source=self.name, reason=refused.detail)
            raise
        finally:
            elapsed_ms = (perf_counter() - started) * 1000
            count = None if rows is None else len(rows)
            log_if_slow(bounded, elapsed_ms, database=self.name, rows=count)

    def _bounded(self, sql: str) -> str:
        """The line break ends a comment that would otherwise swallow the bracket."""
        limit = self._limits.rows + 1
        return f"SELECT * FROM (\n{sql}\n) AS bounded LIMIT {limit}"  # noqa: S608 - `sql` is ours

    async def _in_time(self, sql: str, parameters: tuple[object, ...]) -> Sequence[Row]:
        try:
            async with asyncio.timeout(self._limits.answer_s):
                rows = await self._read(sql, parameters)
        except TimeoutError:
            raise SourceTimeout(
                f"no answer within {self._limits.answer_s:g} s", retry_after_s=2
            ) from None
        if len(rows) > self._limits.rows:
            raise ResultTooLarge(f"more than {self._limits.rows} rows")
        return rows

    async def _read(self, sql: str, parameters: tuple[object, ...]) -> Sequence[Row]:
        """A connection that died while it was idle is replaced once: a read may be repeated."""
        while True:
            lease = await self._pool.borrow()
            try:
                rows = await lease.connection.fetch(sql, *parameters)
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

    async def _connect(self) -> AsyncpgConnection:
        return await connect(self._dsn, self._limits, _APPLICATION)
