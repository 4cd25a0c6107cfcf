"""What the embedded servers have in common: one process, found again, started, ended."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

from regie.core.embedded.account import Account
from regie.core.embedded.errors import ServerFailed, StartAbandoned
from regie.core.embedded.files import tail
from regie.core.embedded.process import POLL_S, Ladder, find_processes, stop_processes


class Engine:
    """Runs one server for its owner, from one thread; `abandon` may come from another.

    Nothing is remembered between two lives of the supervisor: the servers of a folder are those
    processes of the account whose command line names the folder, whatever any pid file says.
    """

    def __init__(
        self,
        name: str,
        account: Account,
        is_ours: Callable[[str], bool],
        *,
        log: Path,
        later_logs: str,
    ):
        self.name = name
        self.account = account
        self.log = log
        self._later_logs = later_logs
        self._is_ours = is_ours
        self._child: subprocess.Popen[bytes] | None = None
        self._abandoned = threading.Event()

    def find(self) -> list[psutil.Process]:
        """The processes of this server that live, orphans of an earlier start included."""
        return find_processes(self.account.uid, self._is_ours)

    def alive(self) -> bool:
        """Whether the process started last still runs."""
        return self._child is not None and self._child.poll() is None

    def abandon(self) -> None:
        """Make the start under way in another thread raise StartAbandoned, and all later ones."""
        self._abandoned.set()

    def spawn(self, command: Sequence[str | Path], folder: Path) -> None:
        """Start the command; its output replaces the log."""
        self._check_abandoned()
        with self.log.open("wb") as log:
            self._child = self.account.start(command, folder, output=log)

    def wait_until(self, answers: Callable[[], bool], timeout_s: float) -> None:
        """Return when the server answers; raise ServerFailed when it ended or took too long."""
        deadline = time.monotonic() + timeout_s
        while not answers():
            self._check_abandoned()
            if not self.alive():
                raise ServerFailed(f"{self.name} ended while starting: {self.last_words()}")
            if time.monotonic() > deadline:
                raise ServerFailed(f"{self.name} was silent for {timeout_s:g} s (see {self.log})")
            time.sleep(POLL_S)

    def wait_done(self, timeout_s: float) -> int:
        """The exit code of the command spawned last."""
        deadline = time.monotonic() + timeout_s
        while self.alive():
            self._check_abandoned()
            if time.monotonic() > deadline:
                raise ServerFailed(f"{self.name} took more than {timeout_s:g} s (see {self.log})")
            time.sleep(POLL_S)
        return self._child.returncode if self._child else 0

    def stop(self, ladder: Ladder) -> None:
        """End this server wherever it came from; returns when nothing of it is left."""
        stop_processes(self.name, self.find, ladder)
        if self._child is not None:
            self._child.wait()

    def last_words(self) -> str:
        """The end of the log on one line; servers soon leave the first one for their own."""
        logs = (self.log, *self.log.parent.glob(self._later_logs))
        newest = max(logs, key=lambda log: log.stat().st_mtime_ns)
        return " | ".join(tail(newest, 4)) or f"nothing in {newest}"

    def _check_abandoned(self) -> None:
        if self._abandoned.is_set():
            raise StartAbandoned(f"the start of {self.name} was given up")
