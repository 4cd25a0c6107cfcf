"""A supervisor that keeps one worker of `jobplay`: `jobs_supervised.py HOME DATABASE BROKER`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec

from regie.operations.supervisor import Crew, PlainReporter, Plan, WorkerCommand, supervise

PLAY = Path(__file__).parents[1] / "jobplay.py"


def main(home: str, database: str, broker: str) -> int:
    told = {"database": database, "broker": broker or None, "lease_s": 1.5, "name": "kept"}
    command = [sys.executable, str(PLAY), msgspec.json.encode(told).decode()]
    plan = Plan(
        home=Path(home),
        host="",
        port=0,
        worker=WorkerCommand([], {}),
        workers=0,
        reporter=PlainReporter(),
        on_ready=lambda _: None,
        beside=[
            Crew(
                "job-worker",
                WorkerCommand(command, dict(os.environ)),
                1,
                essential=False,
                silence_s=12,
            )
        ],
        drain_s=5,
    )
    return supervise(plan)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
