"""Nobody who serves waits for whoever reads the log."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time

import pytest

PROGRAM = """
import sys
from regie.core.observe import ACCESS_LOG, configure_logging, get_logger
configure_logging("json", "info")
def ask(number):
    ACCESS_LOG.record(route="/x", method="GET", status=200, elapsed_s=0.0012345, sql=1,
        client=f"198.51.100.{number % 256}", request_id=str(number))
for number in range(5000):
    ask(number)
    get_logger("ours").info("told", number=number, text="x" * (number % 3 * 3000))
print("served", flush=True)
sys.stdin.readline()
ask(5000)
"""
WRITTEN = 10_001


@pytest.fixture
def told() -> list[dict[str, object]]:
    """What is read in the end of a program whose reader did nothing until it had served."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=pipe, stdout=pipe, stderr=pipe
    ) as program:
        assert program.stdin
        assert program.stdout
        assert program.stderr
        watchdog = threading.Timer(30, program.kill)
        watchdog.start()
        served = program.stdout.readline()
        lines: list[bytes] = []
        reading = threading.Thread(target=lambda: lines.extend(program.stderr or ()))
        reading.start()
        while len(lines) < 10:
            time.sleep(0.002)
        program.stdin.write(b"\n")
        program.stdin.close()
        reading.join()
        watchdog.cancel()
    assert served == b"served\n"
    return [json.loads(line) for line in lines if line.endswith(b"}\n")]


def test_a_reader_that_has_stopped_stops_nobody_and_is_told_what_it_missed(
    told: list[dict[str, object]],
) -> None:
    *kept, news, last = told
    assert (news["event"], last["request_id"]) == ("log_lines_dropped", "5000")
    assert news["level"] == "warning"
    assert len(kept) + int(str(news["lines"])) + 1 == WRITTEN
