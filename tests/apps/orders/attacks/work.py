"""What a question costs the processes that answer it, by the kernel's own account (Linux)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil

from regie.core.embedded import open_home
from served import Served

SCHEDSTAT = Path("/proc/self/schedstat")


class Processes:
    """The main thread of each: one that ends counts as it last was."""

    def __init__(self, pids: Iterable[int]):
        self._seen = {Path(f"/proc/{pid}/schedstat"): 0 for pid in pids}

    def worked_ms(self) -> float:
        """On a processor, all of them together, since each began."""
        for path in self._seen:
            with suppress(FileNotFoundError, ProcessLookupError):
                self._seen[path] = int(path.read_text().split()[0])
        return sum(self._seen.values()) / 1e6


def those_that_answer(served: Served, home: Path) -> Processes:
    """The worker, its sessions on the embedded PostgreSQL, and the Valkeys."""
    embedded = open_home(home)
    sessions = (each for each in embedded.postgres.processes() if "[local]" in _title(each))
    others = (*embedded.cache.processes(), *embedded.state.processes())
    return Processes([served.process.pid, *(each.pid for each in (*sessions, *others))])


def _title(process: psutil.Process) -> str:
    return " ".join(process.cmdline())
