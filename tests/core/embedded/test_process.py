"""A process is recognised by more than its pid."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.embedded import ProcessRecord, ServerFailed, is_alive
from regie.core.embedded.process import find_processes, stop_processes

STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); "


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    """A process that ignores SIGTERM."""
    command = [sys.executable, "-c", STUBBORN + "time.sleep(600)", "marked-for-the-test"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    yield process
    process.kill()
    process.communicate()


def test_a_living_process_is_found_by_its_record(tmp_path: Path) -> None:
    ProcessRecord.of(os.getpid()).write(tmp_path / "record")
    record = ProcessRecord.read(tmp_path / "record")
    assert record is not None
    assert record.find() == psutil.Process()


@pytest.mark.parametrize(
    "changes", [{"started_s": 1.0}, {"boot": "another"}, {"pid": 2**22 + 1}, {"pid": -1}]
)
def test_another_process_is_not_taken_for_it(changes: dict[str, object]) -> None:
    assert replace(ProcessRecord.of(os.getpid()), **changes).find() is None


def test_a_zombie_counts_as_ended(sleeper: subprocess.Popen[bytes]) -> None:
    record = ProcessRecord.of(sleeper.pid)
    sleeper.kill()
    while is_alive(psutil.Process(sleeper.pid)):
        time.sleep(0.01)
    assert record.find() is None


def test_a_missing_record_is_none(tmp_path: Path) -> None:
    assert ProcessRecord.read(tmp_path / "record") is None


@given(st.integers(min_value=0))
def test_a_torn_record_is_none(length: int) -> None:
    text = ProcessRecord(1, "boot", 2.0).text().rstrip()
    assert ProcessRecord.parse(text[: length % len(text)]) is None


@given(st.text() | st.sampled_from(["[]", "1", "null", '{"pid": "1"}', '{"pid": 1}']))
def test_anything_else_is_none(text: str) -> None:
    assert ProcessRecord.parse(text) is None


def test_processes_are_found_by_command_line(sleeper: subprocess.Popen[bytes]) -> None:
    found = find_processes(os.geteuid(), lambda line: line.endswith("marked-for-the-test"))
    assert [process.pid for process in found] == [sleeper.pid]


def test_processes_of_another_user_are_not_found(sleeper: subprocess.Popen[bytes]) -> None:
    assert find_processes(12_345, lambda line: line.endswith("marked-for-the-test")) == []


def test_the_ladder_is_climbed_to_its_end(sleeper: subprocess.Popen[bytes]) -> None:
    def living() -> list[psutil.Process]:
        return [p for p in (psutil.Process(sleeper.pid),) if is_alive(p)]

    stop_processes("sleeper", living, [(signal.SIGTERM, 0.1), (signal.SIGKILL, 5)])
    assert sleeper.wait() == -signal.SIGKILL


def test_what_outlives_the_ladder_is_named(sleeper: subprocess.Popen[bytes]) -> None:
    with pytest.raises(ServerFailed, match=f"kill process {sleeper.pid} by hand"):
        stop_processes("it", lambda: [psutil.Process(sleeper.pid)], [(signal.SIGTERM, 0.05)])
