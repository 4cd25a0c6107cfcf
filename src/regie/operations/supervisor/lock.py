"""One supervisor per home."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regie.core.embedded import ProcessRecord
from regie.core.errors import Conflict
from regie.operations.exit_codes import ExitCode


class AlreadyRunning(Conflict):
    """Another supervisor holds this home."""

    exit_code = ExitCode.ALREADY_RUNNING


@contextmanager
def home_lock(home: Path) -> Iterator[None]:
    """Hold the home, or raise AlreadyRunning at once, naming the holder.

    The kernel drops the lock when its holder dies, however it dies, and children do not inherit
    it. The file stays: removing it would let two processes lock two files of the same name.
    """
    folder = home / "run"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = ProcessRecord.parse(os.pread(descriptor, 4096, 0).decode(errors="replace"))
            who = f"process {holder.pid}" if holder else "another process"
            raise AlreadyRunning(
                f"Régie already runs in {home} ({who}): stop it first, or set another REGIE_HOME"
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, ProcessRecord.of(os.getpid()).text().encode(), 0)
        yield
    finally:
        os.close(descriptor)
