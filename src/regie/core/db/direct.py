"""One connection by the driver itself, outside the pool, for the statement of a hot path.

Of a statement that takes half a millisecond SQLAlchemy's part (checking out, switching to
autocommit and back, compiling, a greenlet for each step) would be another half.
"""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import Any, Final

import asyncpg  # pyright: ignore[reportMissingTypeStubs] - it ships none

from regie.core.errors import Unavailable
from regie.core.observe import count_statement, log_if_slow

from .failures import failure_of
from .session import CONNECT_TIMEOUT_S, session_settings
from .url import DatabaseUrl

_driver: Any = asyncpg
_LOST: Final[tuple[type[Exception], ...]] = (
    _driver.PostgresConnectionError,
    _driver.InterfaceError,
    _driver.InternalClientError,  # lost while it was being spoken to
    OSError,
)


class StatementRefusedError(Exception):
    """The server says that the statement, or a value of it, is wrong: a defect, or a constraint."""


class DirectConnection:
    """Connects at first use, and anew after it was lost. No check: where it is used, another part
    of the installation asks the same server."""

    def __init__(self, url: DatabaseUrl, name: str):
        """`name`: as PostgreSQL lists it."""
        self._url = url
        self._name = name
        self._connection: Any = None
        self._turn = asyncio.Lock()

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()

    async def fetch(self, statement: str, *values: object) -> list[Any]:
        """A transaction by itself, in one round trip; who comes meanwhile waits. `$1`, `$2`, …
        stand for values.

        Raises as `Database.single` does, but StatementRefusedError for what the server refuses.
        After a lost connection, and when it is cancelled, the outcome is unknown.
        """
        async with self._turn:
            started = perf_counter()
            try:
                return await (await self._connected()).fetch(statement, *values)
            except _LOST as error:
                self._give_up()
                raise Unavailable("the database is away", retry_after_s=2) from error
            except _driver.PostgresError as error:
                known = failure_of(error.sqlstate)
                if known is None:
                    raise StatementRefusedError(error.sqlstate) from error
                self._give_up()
                raise known from error
            except asyncio.CancelledError:
                self._give_up()
                raise
            finally:
                count_statement()
                log_if_slow(statement, (perf_counter() - started) * 1000, database="regie")

    async def _connected(self) -> Any:
        if self._connection is None or self._connection.is_closed():
            self._connection = await _driver.connect(
                dsn=self._url.for_asyncpg(),
                ssl=self._url.ssl_context() or False,
                timeout=CONNECT_TIMEOUT_S,
                server_settings=session_settings(self._name),
            )
        return self._connection

    def _give_up(self) -> None:
        """Nobody knows what is still under way on it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()
