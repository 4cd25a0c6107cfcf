"""Where log lines go: a descriptor that is never waited for.

The reader of a worker's standard error is the supervisor, and its reader a terminal that somebody
may have stopped, or a log collector that hangs. Whoever serves requests does not wait for them: a
line for which there is no room is dropped and counted, and told as soon as there is room again.
"""

from __future__ import annotations

import os
import select
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import Final

import msgspec

PIECE: Final = select.PIPE_BUF
"""Room that is announced is at least so large, so that a write of that size does not block."""
LONG_LINE_MS: Final = 50
"""For which the rest of a line is waited for that is longer, such as a traceback."""


class Output:
    """Safe to use from several threads. An error of the descriptor drops lines like lack of room:
    there is nobody left to tell."""

    def __init__(self, descriptor: int):
        self.dropped = 0
        """Lines, since the last time it was told."""
        self._descriptor = descriptor
        self._room = select.poll()
        self._room.register(descriptor, select.POLLOUT)
        self._lock = Lock()
        self._held: list[bytes] = []
        self._cut = False
        os.register_at_fork(after_in_child=self._begin_anew)

    def write(self, line: bytes) -> None:
        """With its line feed, after what is held."""
        self.hold(line)
        self.release()

    def hold(self, line: bytes) -> bool:
        """To be written with others at the next `release`; whether it is the first of them."""
        with self._lock:
            self._held.append(line)
            return len(self._held) == 1

    def release(self) -> None:
        with self._lock:
            lines, self._held = self._held, []
            together: list[bytes] = []
            size = 0
            for line in lines:
                if together and size + len(line) > PIECE:
                    self._write(together)
                    together, size = [], 0
                together.append(line)
                size += len(line)
            if together:
                self._write(together)

    def _begin_anew(self) -> None:
        """What is held is the parent's to write, and so may be who holds the lock."""
        self._lock, self._held = Lock(), []

    def _write(self, lines: Sequence[bytes]) -> None:
        if not self._has_room(0):
            self.dropped += len(lines)
            return
        text = b"".join(lines)
        if self.dropped or self._cut:
            text = self._news() + text
        try:
            os.write(self._descriptor, text[:PIECE])
            for begin in range(PIECE, len(text), PIECE):
                if not self._has_room(LONG_LINE_MS):
                    self._cut = True
                    self.dropped += 1
                    return
                os.write(self._descriptor, text[begin : begin + PIECE])
        except OSError:
            self.dropped += len(lines)

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
