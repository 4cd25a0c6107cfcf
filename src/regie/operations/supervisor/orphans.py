"""Workers that outlived a killed supervisor."""

from __future__ import annotations

import signal
from pathlib import Path

import psutil

from regie.core.embedded import Ladder, ProcessRecord, is_alive, stop_processes

LADDER: Ladder = ((signal.SIGTERM, 3), (signal.SIGKILL, 5))


def stop_orphan_workers(home: Path) -> int:
    """End the recorded workers that still live and forget the records; returns how many lived.

    They were told to end by the kernel when their supervisor died; one may be stuck all the same.
    A torn record, or one whose pid now is somebody else's, ends nobody.
    """
    stopped = 0
    for path in sorted((home / "run").glob("*worker-*.json")):
        record = ProcessRecord.read(path)
        orphan = record.find() if record else None
        if orphan is not None:
            stopped += 1
            family = [orphan, *_children(orphan)]

            def living(family: list[psutil.Process] = family) -> list[psutil.Process]:
                return [member for member in family if is_alive(member)]

            stop_processes(f"worker {orphan.pid}", living, LADDER)
        path.unlink()
    return stopped


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
