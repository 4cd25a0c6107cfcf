"""A process that does on order what is measured, see `bench/peers/player.py`."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil

from .processes import cpu_seconds, resident_mb, tree
from .results import Run
from .servers import Case

_STOP_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Player:
    case: Case
    process: subprocess.Popen[bytes]

    def order(self, **order: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """Raises RuntimeError when the process ended; what it wrote to stderr was seen."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.case.title} ended with {self.process.wait()}")
        return json.loads(line)

    def processes(self) -> list[psutil.Process]:
        return tree(self.process.pid)


def measure(
    player: Player,
    number: int,
    readers: int,
    *,
    seconds: float,
    warm_up_s: float,
    server: Sequence[psutil.Process] = (),
) -> Run:
    """One run of the case; `server` is what it asks. CPU of its own as the process counts it."""
    player.order(do="run", readers=readers, seconds=warm_up_s)
    player.answer()
    before = cpu_seconds(server)
    player.order(do="run", readers=readers, seconds=seconds)
    played = player.answer()
    return Run(
        case=player.case.name,
        round=number,
        connections=readers,
        failures=0,
        postgres_cpu_s=0.0,
        valkey_cpu_s=cpu_seconds(server) - before,
        resident_mb=resident_mb(player.processes()),
        **played,
    )


@contextmanager
def playing(case: Case, root: Path) -> Iterator[Player]:
    """From when it is ready; it ends with the block. What it has to say goes to our stderr."""
    process = subprocess.Popen(
        case.argv,
        cwd=root,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", **case.env},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    player = Player(case, process)
    try:
        player.answer()
        yield player
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
