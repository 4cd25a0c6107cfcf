"""A process ends though a thread hangs in the driver.

ODBC Driver 18 waits long (a poll of 120 s was seen) for a server that does not acknowledge an
attention, in a place where nothing reaches it but the end of its socket; and the driver's library
waits for that thread when the process ends, as does mssql-python for every connection that it knows
(both measured).
Daemon threads are of no help against code that runs after Python. So before, as Python ends, the
sockets to the servers of such connections are shut, and their threads have a moment to come back.
"""

from __future__ import annotations

import atexit
import os
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import mssql_python as driver

_driver: Any = driver
_COMES_BACK_S: Final = 1.0

_hanging: Final[dict[threading.Event, int]] = {}


def may_hang(raw: object, port: int, closed: threading.Event) -> None:
    """The connection was interrupted; `closed` will be set when its thread has let go of it."""
    _driver._active_connections.discard(raw)
    for returned in [event for event in _hanging if event.is_set()]:
        del _hanging[returned]
    _hanging[closed] = port
    atexit.unregister(_shut)
    atexit.register(_shut)


def _shut() -> None:
    hanging = {closed: port for closed, port in _hanging.items() if not closed.is_set()}
    for entry in Path("/dev/fd").iterdir() if hanging else ():
        _shut_socket(int(entry.name), set(hanging.values()))
    for closed in hanging:
        closed.wait(_COMES_BACK_S)


def _shut_socket(descriptor: int, ports: set[int]) -> None:
    with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as connected:
        address = connected.getpeername()
        if isinstance(address, tuple) and address[1] in ports:
            connected.shutdown(socket.SHUT_RDWR)
