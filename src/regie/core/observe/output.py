"""Where log lines go: a descriptor that is never waited for.

The reader of a worker's standard error is the supervisor, and its reader a terminal that somebody
may have stopped, or a log collector that hangs. Whoever serves requests does not wait for them: a
line for which there is no room is dropped and counted, and told as soon as there is room again.
"""

from __future__ import annotations

import os
import select
from datetime import UTC, datetime
from threading import Lock
from typing import Final

import msgspec

PIECE: Final = select.PIPE_BUF
"""Room that is announced is at least so large, so that a write of that size does not block."""
LONG_LINE_MS: Final = 50
"""For which the rest of a line is waited for that is longer, such as a traceback."""


class Output:
    """Safe to use from several threads. An error of the descriptor drops the line like lack of
    room: there is nobody left to tell."""

    def __init__(self, descriptor: int):
        self.dropped = 0
        """Since the last time it was told."""
        self._descriptor = descriptor
        self._room = select.poll()
        self._room.register(descriptor, select.POLLOUT)
        self._lock = Lock()
        self._cut = False

    def write(self, line: bytes) -> None:
        """With its line feed."""
        with self._lock:
            if not self._has_room(0):
                self.dropped += 1
                return
            if self.dropped or self._cut:
                line = self._news() + line
            self._write(line)

    def _write(self, line: bytes) -> None:
        try:
            if len(line) <= PIECE:
                os.write(self._descriptor, line)
                return
            for begin in range(0, len(line), PIECE):
                if not self._has_room(LONG_LINE_MS):
                    self._cut = True
                    self.dropped += 1
                    return
                os.write(self._descriptor, line[begin : begin + PIECE])
        except OSError:
            self.dropped += 1

    def _has_room(self, wait_ms: int) -> bool:
        return any(event & select.POLLOUT for _, event in self._room.poll(wait_ms))

    def _news(self) -> bytes:
        begin = b"\n" if self._cut else b""
        news = {
            "event": "log_lines_dropped",
            "lines": self.dropped,
            "level": "warning",
            "logger": __name__,
            "timestamp": datetime.now(UTC),
        }
        self.dropped, self._cut = 0, False
        return begin + msgspec.json.encode(news) + b"\n"
