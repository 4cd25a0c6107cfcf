"""Plain lines, for logs and for terminals that want nothing else."""

from __future__ import annotations

import sys


class PlainReporter:
    """Lines on standard error; a worker's own lines pass unchanged."""

    def progress(self, text: str) -> None:
        self.output(text.encode())

    def failure(self, text: str) -> None:
        self.output(f"regie: {text}".encode())

    def warning(self, text: str) -> None:
        self.output(f"warning: {text}".encode())

    def output(self, line: bytes) -> None:
        sys.stderr.buffer.write(line + b"\n")
        sys.stderr.buffer.flush()
