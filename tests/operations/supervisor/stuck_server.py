"""A supervisor with two servers, of which the first cannot be stopped, and a failing preparation.

Prints the names of the servers that it was asked to stop.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from regie.core.errors import Misconfigured, Unavailable
from regie.operations.supervisor import PlainReporter, Plan, WorkerCommand, supervise


class Server:
    def __init__(self, name: str, *, stuck: bool):
        self.name = name
        self._stuck = stuck

    def start(self) -> None:
        pass

    def stop(self, *, quick: bool = False) -> None:
        os.write(1, f"{self.name}{' quickly' if quick else ''}\n".encode())
        if self._stuck:
            raise Unavailable(f"{self.name} does not end")

    def abandon(self) -> None:
        pass

    def alive(self) -> bool:
        return True

    def tidy(self) -> None:
        pass


def prepare() -> None:
    raise Misconfigured("no")


plan = Plan(
    home=Path(sys.argv[1]),
    host="127.0.0.1",
    port=0,
    worker=WorkerCommand([], {}),
    workers=0,
    reporter=PlainReporter(),
    on_ready=lambda _: None,
    servers=[Server("first", stuck=True), Server("second", stuck=False)],
    prepare=prepare,
)
sys.exit(supervise(plan))
