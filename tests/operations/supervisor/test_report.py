"""What the supervisor says, and that saying it cannot end it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from regie.operations.supervisor import PlainReporter

SPEAKER = """
import os, sys
from regie.operations.supervisor import PlainReporter
reporter = PlainReporter()
reporter.output(b"lost")
reporter.output(b"lost too")
os.dup2(1, 2)
reporter.output(b"heard")
"""


@pytest.mark.parametrize("log", ["full disk", "reader that has gone"])
def test_a_log_that_takes_nothing_costs_its_lines_and_no_more(log: str) -> None:
    if log == "full disk":
        sink = os.open("/dev/full", os.O_WRONLY)
    else:
        heard, sink = os.pipe()
        os.close(heard)
    try:
        said = subprocess.run(
            [sys.executable, "-c", SPEAKER], stdout=subprocess.PIPE, stderr=sink, check=True
        ).stdout
    finally:
        os.close(sink)
    assert said == b"warning: 2 lines were lost\nheard\n"


def test_a_line_passes_unchanged(capfd: pytest.CaptureFixture[str]) -> None:
    PlainReporter().output("déjà { \\x00".encode())
    assert capfd.readouterr().err == "déjà { \\x00\n"
