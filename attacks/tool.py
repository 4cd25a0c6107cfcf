"""One run of sqlmap over one place, and what it says of it."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.harness import environment_python

from attacks.targets import Target

LOCK: Final = Path(__file__).with_name("sqlmap.lock")
TECHNIQUES: Final = "BEUSTQ"
"""Told apart by the answer, by its errors, by what is joined, by stacked statements, by time, and
by queries in the place of a value."""
_ALWAYS: Final = (
    "--batch",
    "-v3",  # which tells the payloads
    "--flush-session",
    "--disable-coloring",
    "--skip-waf",
    "--drop-set-cookie",
    "--retries=0",
    "--timeout=15",
    "--time-sec=5",  # on a busy machine two seconds look like a statement that sleeps
    "--ignore-code=400,401,403,404,409,422,429,503,504",
)
_FOUND: Final = "sqlmap identified the following injection point"
_CLEAN: Final = "all tested parameters do not appear to be injectable"
_DISMISSED: Final = "false positive or unexploitable injection point detected"
_PAYLOAD: Final = re.compile(r"\[PAYLOAD\] (.*)")
_GRACE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Told:
    found: tuple[str, ...]
    """The titles of what is open; none when nothing is."""
    complete: bool
    """False when the time was over before everything had been tried."""
    seconds: float
    dismissed: bool
    """Something looked open, and was then a false positive to sqlmap itself."""
    payloads: frozenset[str]
    """What it wrote into the place."""


def hardest(technique: str = TECHNIQUES) -> tuple[str, ...]:
    return ("--level", "5", "--risk", "3", "--technique", technique)


def run_sqlmap(
    origin: str,
    target: Target,
    dbms: str,
    *,
    seconds: float,
    how: tuple[str, ...],
    session: tuple[str, ...] = (),
) -> Told:
    """Raises RuntimeError, with the end of its words, when it ended with neither verdict nor
    time-out: it has then tried nothing."""
    with tempfile.TemporaryDirectory(prefix="regie-sqlmap-") as folder:
        report = Path(folder) / "report.json"
        command = [
            str(environment_python(LOCK).with_name("sqlmap")),
            *(f"--url={origin}{target.path}", f"--dbms={dbms}"),
            *(f"--output-dir={folder}", f"--report-json={report}", f"--time-limit={seconds:.0f}"),
            *_ALWAYS,
            *how,
            *(() if target.body is None else (f"--data={target.body}",)),
            *(f"--header={header}" for header in (*target.headers, *session)),
            *(() if target.tamper is None else (f"--tamper={target.tamper}",)),
        ]
        began = time.monotonic()
        ran = subprocess.run(
            ["nice", "-n", "19", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=seconds + _GRACE_S,
            check=False,
        )
        took = time.monotonic() - began
        said: Mapping[str, Any] = json.loads(report.read_text()) if report.exists() else {}
    found = tuple(_titles(said, ran.stdout))
    complete = _FOUND in ran.stdout or _CLEAN in ran.stdout
    if not complete and took < seconds - 1:
        raise RuntimeError(f"sqlmap gave up on {target.name}:\n{ran.stdout[-2000:]}")
    payloads = frozenset(_PAYLOAD.findall(ran.stdout))
    return Told(found, complete, took, _DISMISSED in ran.stdout, payloads)


def _titles(said: Mapping[str, Any], output: str) -> Iterator[str]:
    """What it is sure of; what it only suspected on its way stands in neither."""
    if _FOUND not in output:
        return
    for part in said["data"]:
        if part["type_name"] == "TECHNIQUES":
            for place in part["value"]:
                yield from (f"{place['place']}: {each['title']}" for each in place["data"])
