"""Hearing at once that something was put. A bell that is not heard costs a poll's time, no row."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

import asyncpg  # pyright: ignore[reportMissingTypeStubs] - it ships none

from regie.core.db import DatabaseUrl
from regie.core.observe import get_logger

from .put import CHANNEL

_log = get_logger(__name__)
_driver: Any = asyncpg
_ERRORS: Final[tuple[type[Exception], ...]] = (
    _driver.PostgresError,
    _driver.InterfaceError,
    OSError,
)

CONNECT_TIMEOUT_S: Final = 5.0
PAUSE_S: Final = 1.0
SILENCE_S: Final = 30.0
"""Then the connection is asked whether it lives: a dead network says nothing by itself."""


async def listen(url: DatabaseUrl, ring: Callable[[], None]) -> None:
    """Rings at each notification and at each new connection, for what went by before it.

    Holds one connection of its own, outside the pool. Runs until it is cancelled.
    """
    away = False
    while True:
        try:
            connection = await _driver.connect(
                dsn=url.for_sqlalchemy().set(drivername="postgresql").render_as_string(False),
                ssl=url.ssl_context() or False,
                timeout=CONNECT_TIMEOUT_S,
                server_settings={"application_name": "regie outbox"},
            )
        except _ERRORS as error:
            if not away:
                _log.warning("outbox_bell_away", reason=type(error).__name__)
            away = True
        else:
            away = False
            await _listen(connection, ring)
        await asyncio.sleep(PAUSE_S)


async def _listen(connection: Any, ring: Callable[[], None]) -> None:
    lost = asyncio.Event()

    def end(_: object) -> None:
        lost.set()

    def heard(*_: object) -> None:
        ring()

    connection.add_termination_listener(end)
    try:
        await connection.add_listener(CHANNEL, heard)
        while not lost.is_set():
            ring()
            try:
                async with asyncio.timeout(SILENCE_S):
                    await lost.wait()
            except TimeoutError:
                await connection.execute("SELECT 1", timeout=CONNECT_TIMEOUT_S)
    except _ERRORS as error:
        _log.warning("outbox_bell_lost", reason=type(error).__name__)
    finally:
        connection.terminate()
