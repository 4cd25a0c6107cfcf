"""Plain lines, for logs and for terminals that want nothing else."""

from __future__ import annotations

import os
import sys


class PlainReporter:
    """Lines on standard error; a worker's own lines pass unchanged.

    What cannot be written is lost and counted: a log on a full disk, or one whose reader has gone,
    ends nothing.
    """

    def __init__(self) -> None:
        self._lost = 0

    def progress(self, text: str) -> None:
        self.output(text.encode())

    def failure(self, text: str) -> None:
        self.output(f"regie: {text}".encode())

    def warning(self, text: str) -> None:
        self.output(f"warning: {text}".encode())

    def output(self, line: bytes) -> None:
        note = f"warning: {self._lost} lines were lost\n".encode() if self._lost else b""
        try:
            _write(note + line + b"\n")
        except OSError:
            self._lost += 1
        else:
            self._lost = 0


def _write(data: bytes) -> None:
    """Past Python's buffer, which would keep what could not be written and fail again with it."""
    descriptor = sys.stderr.fileno()
    while data:
        data = data[os.write(descriptor, data) :]
