"""`regie up --port 0`: the system chooses the port, and links name the one that it chose."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import time
from pathlib import Path

import pytest

from peopleplay import environ
from regie.core.db import DatabaseUrl

START_S = 180


@pytest.fixture
def said(migrated: DatabaseUrl, tmp_path: Path) -> str:
    """What a start prints until it is ready."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("REGIE_")}
    ours = {"REGIE_HOME": str(tmp_path / "home"), "REGIE_CONFIG": os.devnull, "REGIE_PORT": "0"}
    alone = {"REGIE_WORKERS": "1", "REGIE_JOB_WORKERS": "0", "REGIE_LANGUAGE": "en"}
    empty = {
        "REGIE_ENV": "production",
        "REGIE_ALLOWED_HOSTS": "localhost",
        "REGIE_SECRET_KEY": secrets.token_hex(32),
    }
    log = tmp_path / "up.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "regie.entrypoints.cli", "up"],
            env={**outside, **environ(migrated), **ours, **alone, **empty},
            stdout=written,
            stderr=written,
        )
    try:
        deadline = time.monotonic() + START_S
        while "Ctrl-C" not in log.read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"did not start:\n{log.read_text()}")
            time.sleep(0.05)
    finally:
        process.terminate()
        process.wait(START_S)
    return log.read_text()


def test_links_name_the_port_that_was_bound(said: str) -> None:
    ready = re.search(r"Régie is ready:\s(http://localhost:[1-9]\d*)/", said)
    link = re.search(r"(http://localhost:\d+)/first-run#code=", said)
    assert ready is not None
    assert link is not None
    assert link[1] == ready[1]
