"""`regie worker` runs jobs on a machine that serves nothing; `regie jobs` acts on them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from regie.core.db import DatabaseUrl
from regie.core.embedded import is_alive
from regie.operations.exit_codes import ExitCode
from served import Served, outside

PATIENCE_S = 90.0
Regie = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environ(demo: dict[str, str]) -> Iterator[dict[str, str]]:
    """Of another machine: a home of its own."""
    home = tempfile.mkdtemp(prefix="regie-worker-")
    yield {**outside(), **demo, "REGIE_HOME": home, "REGIE_CONFIG": os.devnull}
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def worker(environ: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    log = tmp_path / "worker.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "regie.entrypoints.cli", "worker", "--processes", "1"],
            env=environ,
            stdout=output,
            stderr=output,
        )
    yield process
    process.terminate()
    assert process.wait(PATIENCE_S) in (0, -signal.SIGKILL), log.read_text()
    # One that was killed would be missed for ten minutes, by whoever else looks at this demo.
    with psycopg.connect(environ["REGIE_DATABASE_URL"]) as connection:
        connection.execute("DELETE FROM core.job_workers")


@pytest.fixture
def regie(demo: dict[str, str], environ: dict[str, str]) -> Regie:
    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "regie.entrypoints.cli", *arguments],
            env={**environ, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )

    return run


def self_test(served: Served, **asked: int) -> int:
    with served.signed_in() as client:
        return client.post("/api/v1/jobs/self-test", json=asked).json()["id"]


def shown(regie: Regie, id_: int) -> dict:
    return json.loads(regie("jobs", "show", str(id_), "--json").stdout)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def test_it_runs_the_jobs_of_an_installation_elsewhere(
    served: Served, worker: subprocess.Popen[bytes], regie: Regie
) -> None:
    id_ = self_test(served, steps=1, pause_ms=0)
    until(lambda: shown(regie, id_)["state"] == "done")


def test_its_processes_end_with_it_however_it_ends(worker: subprocess.Popen[bytes]) -> None:
    until(lambda: psutil.Process(worker.pid).children())
    children = psutil.Process(worker.pid).children(recursive=True)
    worker.kill()
    until(lambda: not any(map(is_alive, children)))


def test_a_schema_of_another_version_is_refused(
    regie: Regie, new_database: Callable[[], DatabaseUrl]
) -> None:
    refused = regie("worker", REGIE_DATABASE_URL=new_database().for_libpq())
    assert (refused.returncode, "run `regie migrate`" in refused.stderr) == (
        ExitCode.REFUSED,
        True,
    )


def test_a_job_is_cancelled_and_repeated_by_command(served: Served, regie: Regie) -> None:
    id_ = str(self_test(served, steps=1000, pause_ms=1000))
    answers = [regie("jobs", act, id_).stdout.strip() for act in ("cancel", "retry", "cancel")]
    assert answers == ["cancelled", "queued", "cancelled"]


def test_jobs_are_listed_by_state(served: Served, regie: Regie) -> None:
    id_ = self_test(served, steps=1000, pause_ms=1000)
    regie("jobs", "cancel", str(id_))
    listed = json.loads(regie("jobs", "list", "--state", "cancelled", "--json").stdout)
    assert listed[0]["id"] == id_
    assert {job["state"] for job in listed} == {"cancelled"}


def test_a_job_that_there_is_not_is_said_to_be(regie: Regie) -> None:
    refused = regie("jobs", "cancel", "999999999")
    assert (refused.returncode, refused.stderr) == (
        ExitCode.FAILED,
        "regie: there is no job 999999999, or it is not kept any more\n",
    )
