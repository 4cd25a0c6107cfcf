"""Hearing what PostgreSQL's NOTIFY tells, on a connection that comes back by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import asyncpg  # pyright: ignore[reportMissingTypeStubs] - it ships none

from regie.core.observe import get_logger

from .url import DatabaseUrl

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

Ask = Callable[[Any], Awaitable[None]]


async def listen(
    url: DatabaseUrl,
    channel: str,
    *,
    heard: Callable[[str], None],
    connected: Callable[[], None],
    lost: Callable[[], None] = lambda: None,
    ask: Ask | None = None,
    silence_s: float = SILENCE_S,
) -> None:
    """Runs until it is cancelled, and holds one connection of its own, outside the pool.

    `heard` gets each payload; `connected` is called at each new connection, before anything is
    heard on it: what was told since the one before is lost. None of the three may raise.

    Every `silence_s` the connection is asked whether it lives, for a dead network says nothing by
    itself: by `ask`, where something useful can be asked instead, at its beginning too. `ask` gets
    the driver's connection and bounds its own time; the driver's errors and OSError end the
    connection.
    """
    away = False
    while True:
        try:
            connection = await _driver.connect(
                dsn=url.for_asyncpg(),
                ssl=url.ssl_context() or False,
                timeout=CONNECT_TIMEOUT_S,
                server_settings={"application_name": channel},
            )
        except _ERRORS as error:
            if not away:
                _log.warning("listener_away", channel=channel, reason=type(error).__name__)
            away = True
        else:
            away = False
            try:
                await _listen(connection, channel, heard, connected, ask, silence_s)
            except _ERRORS as error:
                _log.warning("listener_lost", channel=channel, reason=type(error).__name__)
            finally:
                connection.terminate()
                lost()
        await asyncio.sleep(PAUSE_S)


async def _listen(  # noqa: PLR0917 - what listen was given
    connection: Any,
    channel: str,
    heard: Callable[[str], None],
    connected: Callable[[], None],
    ask: Ask | None,
    silence_s: float,
) -> None:
    ended = asyncio.Event()

    def end(_: object) -> None:
        ended.set()

    def hear(_connection: object, _pid: int, _channel: str, payload: str) -> None:
        heard(payload)

    connection.add_termination_listener(end)
    await connection.add_listener(channel, hear)
    connected()
    if ask is not None:
        await ask(connection)
    while not ended.is_set():
        try:
            async with asyncio.timeout(silence_s):
                await ended.wait()
        except TimeoutError:
            await (ask or _ask_for_a_sign)(connection)


async def _ask_for_a_sign(connection: Any) -> None:
    await connection.execute("SELECT 1", timeout=CONNECT_TIMEOUT_S)
