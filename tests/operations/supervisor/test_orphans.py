"""Records of workers end nobody but those workers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from regie.core.embedded import ProcessRecord
from regie.operations.supervisor.orphans import stop_orphan_workers
from regie.operations.supervisor.workers import record_path


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def record(tmp_path: Path) -> Path:
    (tmp_path / "run").mkdir()
    return record_path(tmp_path, 0)


def test_a_recorded_process_is_ended(
    tmp_path: Path, record: Path, stranger: subprocess.Popen[bytes]
) -> None:
    ProcessRecord.of(stranger.pid).write(record)
    assert (stop_orphan_workers(tmp_path), stranger.wait()) == (1, -15)


def test_a_stranger_with_a_recorded_pid_is_left_alone(
    tmp_path: Path, record: Path, stranger: subprocess.Popen[bytes]
) -> None:
    replace(ProcessRecord.of(stranger.pid), started_s=1.5).write(record)
    assert (stop_orphan_workers(tmp_path), stranger.poll()) == (0, None)


@pytest.mark.parametrize("text", ["", '{"pid": ', "\0\0\0\0", "{}"])
def test_a_torn_record_is_removed(tmp_path: Path, record: Path, text: str) -> None:
    record.write_text(text)
    assert (stop_orphan_workers(tmp_path), record.exists()) == (0, False)
