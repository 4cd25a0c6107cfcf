"""Finding, naming and ending processes without ever touching a stranger's.

A pid alone names nobody: the kernel gives it to the next comer. A process is known here by its
pid together with the moment it was created, or by its account together with a command line that
holds the folder it works in.
"""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

import psutil

from regie.core.embedded.errors import ServerFailed
from regie.core.embedded.files import write_atomically

Ladder: TypeAlias = Sequence[tuple[signal.Signals, float]]
"""Signals to send, each with the seconds it is given to work."""

POLL_S = 0.02
TICK_S = 0.005  # the kernel counts starts in hundredths of a second


@dataclass(frozen=True)
class ProcessRecord:
    """A process that can be recognised later, also by a program that did not start it."""

    pid: int
    boot: str
    started_s: float
    """Seconds after the boot, which setting the clock does not change."""

    @classmethod
    def of(cls, pid: int) -> ProcessRecord:
        """Raises psutil.NoSuchProcess when there is none."""
        return cls(pid, _boot(), _started_s(psutil.Process(pid)))

    @classmethod
    def parse(cls, text: str) -> ProcessRecord | None:
        """The record in the text; None when it is torn or something else."""
        try:
            match json.loads(text):
                case {"pid": int(pid), "boot": str(boot), "started_s": float(started_s)}:
                    return cls(pid, boot, started_s)
                case _:
                    return None
        except ValueError:
            return None

    @classmethod
    def read(cls, path: Path) -> ProcessRecord | None:
        """The record in the file; None when it is missing, torn or something else."""
        try:
            return cls.parse(path.read_text(encoding="utf-8", errors="replace"))
        except FileNotFoundError:
            return None

    def text(self) -> str:
        return json.dumps(asdict(self)) + "\n"

    def write(self, path: Path) -> None:
        write_atomically(path, self.text(), mode=0o600)

    def find(self) -> psutil.Process | None:
        """The process while it lives; None when it ended, also when its pid was reused."""
        try:
            process = psutil.Process(self.pid)
        except (psutil.NoSuchProcess, ValueError, OverflowError):
            return None
        same_time = abs(_started_s(process) - self.started_s) < TICK_S
        return process if same_time and self.boot == _boot() and is_alive(process) else None


def is_alive(process: psutil.Process) -> bool:
    """Whether it still runs; a zombie, whose parent has yet to look, does not.

    A killed process of many threads looks like a zombie while the last of them still hold its
    sockets and locks.
    """
    try:
        zombie = process.status() == psutil.STATUS_ZOMBIE
        return process.is_running() and not (zombie and process.num_threads() <= 1)
    except psutil.NoSuchProcess:
        return False


def find_processes(uid: int, is_ours: Callable[[str], bool]) -> list[psutil.Process]:
    """Processes of the user whose command line is ours, and what they started.

    Works without the right to look into other accounts' processes (a container's root has lost
    it), because Linux shows owner and command line to everybody.
    """
    found: dict[int, psutil.Process] = {}
    for process in psutil.process_iter():
        try:
            if process.uids().real != uid or not is_ours(" ".join(process.cmdline()).strip()):
                continue
            family = [process, *process.children(recursive=True)]
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
        found |= {member.pid: member for member in family if is_alive(member)}
    return list(found.values())


def stop_processes(name: str, find: Callable[[], list[psutil.Process]], ladder: Ladder) -> None:
    """Climb the ladder until `find` finds nothing; SIGKILL goes to all, the rest to the heads.

    The heads are those whose parent is not among the found: a server looks after its children.
    Raises ServerFailed when something outlives the last step.
    """
    for step, seconds in ladder:
        found = find()
        pids = {process.pid for process in found}
        for process in found:
            try:
                if step == signal.SIGKILL or process.ppid() not in pids:
                    process.send_signal(step)
            except psutil.NoSuchProcess:
                continue
        deadline = time.monotonic() + seconds
        while any(map(is_alive, found)) and time.monotonic() < deadline:
            time.sleep(POLL_S)
        if not found:
            return
    if left := find():
        raise ServerFailed(f"{name} does not end: kill process {left[0].pid} by hand")


def _boot() -> str:
    """The name that Linux gives to this run of the machine; empty elsewhere."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except FileNotFoundError:
        return ""


def _started_s(process: psutil.Process) -> float:
    return round(process.create_time() - psutil.boot_time(), 2)
