"""The connections of one process to the installation's own database.

When the server is away, statements fail with `Unavailable` at once (or after the connection
time-out), and the next one tries anew: nothing has to be restarted after an outage.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from time import perf_counter
from typing import Any, Final

from sqlalchemy import event, text
from sqlalchemy.engine import Connection, ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from regie.core.errors import RegieError, Unavailable
from regie.core.observe import count_statement, log_if_slow

from .failures import failure_of
from .session import CONNECT_TIMEOUT_S, session_settings
from .url import DatabaseUrl

POOL_TIMEOUT_S: Final = 3


class Database:
    name = "database"
    required = True

    def __init__(self, url: DatabaseUrl, *, pool_size: int, pool_overflow: int):
        self.url = url
        """For connections outside the pool."""
        self._pool_size = pool_size
        self._pool_overflow = pool_overflow
        self._engine: AsyncEngine | None = None

    async def open(self) -> None:
        """Connects at first use only: an installation starts while its database is away."""
        await self.close()
        self._engine = create_async_engine(
            self.url.for_sqlalchemy(),
            pool_size=self._pool_size,
            max_overflow=self._pool_overflow,
            pool_timeout=POOL_TIMEOUT_S,
            hide_parameters=True,
            connect_args={
                "ssl": self.url.ssl_context() or False,
                "timeout": CONNECT_TIMEOUT_S,
                "server_settings": session_settings("regie"),
            },
        )
        _watch_statements(self._engine)

    async def close(self) -> None:
        if self._engine is not None:
            await self._engine.dispose()
            self._engine = None

    async def ping(self) -> None:
        async with self.begin() as connection:
            await connection.execute(text("SELECT 1"))

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[AsyncConnection]:
        """One transaction: committed when the block ends well, rolled back when it raises.

        A COMMIT that fails raises too, so whoever answers after the block never lies. After a
        lost connection the outcome of that COMMIT is unknown.
        """
        with self._failures_mapped():
            async with self._opened().begin() as connection:
                yield connection

    @asynccontextmanager
    async def single(self) -> AsyncGenerator[AsyncConnection]:
        """For one statement, which is a transaction by itself: in one round trip instead of
        three. Raises as `begin` does; after a lost connection its outcome is unknown."""
        with self._failures_mapped():
            async with self._opened().connect() as connection:
                yield await connection.execution_options(isolation_level="AUTOCOMMIT")

    def _opened(self) -> AsyncEngine:
        if self._engine is None:
            raise Unavailable("the database is not open")
        return self._engine

    @contextmanager
    def _failures_mapped(self) -> Generator[None]:
        try:
            yield
        except DBAPIError as error:
            mapped = _mapped(error)
            if mapped is None:
                raise
            raise mapped from error
        except (PoolTimeoutError, OSError) as error:
            raise Unavailable("no connection to the database", retry_after_s=2) from error


def _mapped(error: DBAPIError) -> RegieError | None:
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", None)
    return failure_of(None if state is None else str(state), lost=error.connection_invalidated)


def _watch_statements(engine: AsyncEngine) -> None:
    def before(connection: Connection, *_: Any) -> None:
        connection.info["statement_started"] = perf_counter()

    def after(connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
        account(connection, statement, cursor.rowcount)

    def failed(context: ExceptionContext) -> None:
        """A statement that ran into its time limit is the slowest of all."""
        if context.statement is not None and context.connection is not None:
            account(context.connection, context.statement, -1)

    def account(connection: Connection, statement: str, rows: int) -> None:
        count_statement()
        started: float = connection.info.pop("statement_started", perf_counter())
        elapsed_ms = (perf_counter() - started) * 1000
        log_if_slow(statement, elapsed_ms, database="regie", rows=rows if rows >= 0 else None)

    event.listen(engine.sync_engine, "before_cursor_execute", before)
    event.listen(engine.sync_engine, "after_cursor_execute", after)
    event.listen(engine.sync_engine, "handle_error", failed)
