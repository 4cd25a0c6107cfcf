"""A limit holds over all processes: exactly so many are admitted, however many ask at once."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from regie.core.embedded import EmbeddedValkey
from regie.core.valkey import ValkeyLink

PROGRAM = Path(__file__).with_name("tries.py")


class Trial(NamedTuple):
    processes: int
    rounds: int
    tries: int
    limit: int


async def admitted_by_all(url: str, trial: Trial) -> list[int]:
    """In each round, by all processes together; none of them may have decided alone."""
    processes = trial.processes
    command = [sys.executable, str(PROGRAM), url, *map(str, trial)]
    running = [
        await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        for _ in range(processes)
    ]
    printed = [(await process.communicate())[0] for process in running]
    outcomes = [json.loads(line) for line in printed]
    assert [outcome["local"] for outcome in outcomes] == [0] * processes
    admitted = [outcome["admitted"] for outcome in outcomes]
    return [sum(round_) for round_ in zip(*admitted, strict=True)]


@pytest.mark.parametrize(
    "trial", [Trial(4, 1, 500, 200), pytest.param(Trial(16, 20, 1000, 500), marks=pytest.mark.long)]
)
async def test_exactly_the_limit_is_admitted(
    valkey: EmbeddedValkey,
    link: ValkeyLink,  # its fixture empties the server
    trial: Trial,
) -> None:
    assert await admitted_by_all(valkey.url, trial) == [trial.limit] * trial.rounds
