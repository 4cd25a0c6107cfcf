"""Logs have one shape, and an exception's values stay out of them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PROGRAM = """
import logging, sys
from regie.core.observe import configure_logging, get_logger
configure_logging(sys.argv[1], "info")
def fail():
    customer = "Mina RAMI"
    raise ValueError("no")
try:
    fail()
except ValueError as error:
    get_logger("ours").error("request_failed", route="/x", exc_info=error)
logging.getLogger("theirs").warning("from %s", "elsewhere")
get_logger("ours").debug("too_quiet")
"""


@pytest.fixture(params=["json", "text"])
def lines(request: pytest.FixtureRequest) -> list[str]:
    outcome = subprocess.run(
        [sys.executable, "-c", PROGRAM, request.param], capture_output=True, text=True, check=True
    )
    return outcome.stderr.splitlines()


def test_local_variables_of_a_traceback_are_not_logged(lines: list[str]) -> None:
    assert "RAMI" not in "\n".join(line for line in lines if "customer =" not in line)


def test_what_is_below_the_level_is_not_logged(lines: list[str]) -> None:
    assert "too_quiet" not in "\n".join(lines)


def test_json_is_one_object_a_line_for_our_loggers_and_others() -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", PROGRAM, "json"], capture_output=True, text=True, check=True
    )
    events = [json.loads(line) for line in outcome.stderr.splitlines()]
    assert [(event["logger"], event["event"]) for event in events] == [
        ("ours", "request_failed"),
        ("theirs", "from elsewhere"),
    ]
