"""Workers are started, drained, replaced and ended; the servers have a file of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from operations.supervisor.stage import Stage, until
from regie.core.embedded import is_alive

STUBBORN = ("--worker", "stubborn")


def test_ready_means_that_every_worker_serves(stage: Stage) -> None:
    up = stage.up("--workers", "3")
    assert up.ready()
    assert (len(up.workers()), stage.ask()[0]) == (3, 200)


def test_a_mute_worker_holds_readiness_back(stage: Stage) -> None:
    up = stage.up("--worker", "mute")
    until(lambda: stage.ask()[0] == 200)
    up.process.terminate()
    assert not up.ready()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_everything_in_peace(stage: Stage, number: signal.Signals) -> None:
    up = stage.up()
    assert up.ready()
    assert (up.end(number), stage.processes()) == (0, [])


def test_nothing_but_the_lock_is_left_in_the_run_folder(stage: Stage) -> None:
    up = stage.up()
    assert up.ready()
    up.end()
    assert [path.name for path in (stage.home / "run").iterdir()] == ["lock"]


def test_a_stop_during_the_start_ends_everything(stage: Stage) -> None:
    up = stage.up("--worker", "mute")
    until(lambda: stage.ask()[0] == 200)
    assert (up.end(), stage.processes()) == (0, [])


def test_requests_under_way_are_finished(stage: Stage) -> None:
    up = stage.up("--workers", "1")
    assert up.ready()
    with ThreadPoolExecutor() as threads:
        slow = threads.submit(stage.ask, "/slow?1")
        until(lambda: psutil.Process(up.workers()[0].pid).net_connections("tcp")[1:])
        up.end()
        assert slow.result()[0] == 200


def test_a_second_signal_does_not_wait_for_requests(stage: Stage) -> None:
    up = stage.up("--workers", "1", "--drain", "600", *STUBBORN)
    assert up.ready()
    up.process.send_signal(signal.SIGINT)
    until(lambda: "stopping" in up.said())
    assert (up.end(signal.SIGINT), stage.processes()) == (0, [])


def test_a_worker_that_does_not_drain_in_time_is_killed(stage: Stage) -> None:
    up = stage.up("--drain", "0.3", *STUBBORN)
    assert up.ready()
    assert (up.end(), stage.processes()) == (0, [])


def test_a_workers_children_end_with_it(stage: Stage) -> None:
    up = stage.up("--worker", "parent")
    assert up.ready()
    children = psutil.Process(up.process.pid).children(recursive=True)
    up.end()
    assert len(children) == 4
    assert not any(map(is_alive, children))


def test_a_second_start_is_refused_in_one_line(stage: Stage) -> None:
    first = stage.up()
    assert first.ready()
    second = stage.up()
    assert second.exit_code() == 3
    assert second.said().splitlines() == [
        f"regie: Régie already runs in {stage.home} (process {first.process.pid}): "
        "stop it first, or set another REGIE_HOME"
    ]


def test_a_port_held_by_a_stranger_is_refused_naming_it(stage: Stage) -> None:
    with socket.create_server(("127.0.0.1", stage.port)):
        up = stage.up()
        assert up.exit_code() == 4
    assert f"port {stage.port} is taken by" in up.said()
    assert f"(process {os.getpid()})" in up.said()


def test_a_killed_worker_is_replaced(stage: Stage) -> None:
    up = stage.up()
    assert up.ready()
    victim, other = up.workers()
    victim.kill()
    until(lambda: len(up.workers()) == 2 and victim not in up.workers())
    assert other in up.workers()


def test_workers_that_crash_at_the_start_end_it_with_their_last_words(stage: Stage) -> None:
    up = stage.up("--workers", "1", "--worker-code", "raise SystemExit('no database here')")
    assert up.exit_code() == 1
    last = up.said().splitlines()[-2:]
    assert last == [
        "regie: worker 1 ended 5 times before serving (exit code 1), its last lines:",
        "no database here",
    ]


def test_what_a_worker_writes_is_passed_on(stage: Stage) -> None:
    up = stage.up("--workers", "1")
    assert up.ready()
    assert "Started server process" in up.said()


def test_sighup_replaces_every_worker_and_refuses_no_connection(stage: Stage) -> None:
    up = stage.up()
    assert up.ready()
    old = up.workers()
    up.process.send_signal(signal.SIGHUP)
    answers: set[int] = set()

    def all_new() -> bool:
        answers.add(stage.ask()[0])
        return len(up.workers()) == 2 and not set(old) & set(up.workers())

    until(all_new)
    assert answers == {200}


@pytest.mark.parametrize(("failure", "code"), [("misconfigured", 5), ("bug", 1)])
def test_a_failed_preparation_starts_no_worker(stage: Stage, failure: str, code: int) -> None:
    up = stage.up("--prepare", failure)
    assert (up.exit_code(), "Started server process" in up.said()) == (code, False)


def test_workers_end_when_the_supervisor_is_killed(stage: Stage) -> None:
    up = stage.up()
    assert up.ready()
    workers = up.workers()
    up.end(signal.SIGKILL)
    until(lambda: not any(map(is_alive, workers)))


def test_a_worker_that_outlives_a_killed_supervisor_is_ended_by_the_next(stage: Stage) -> None:
    up = stage.up(*STUBBORN)
    assert up.ready()
    orphans = up.workers()
    up.end(signal.SIGKILL)
    successor = stage.up()
    assert successor.ready()
    assert not any(map(is_alive, orphans))


def test_a_server_that_does_not_end_keeps_no_other_from_being_stopped(tmp_path: Path) -> None:
    script = str(Path(__file__).with_name("stuck_server.py"))
    done = subprocess.run([sys.executable, script, str(tmp_path)], check=False, capture_output=True)
    assert (done.stdout, done.returncode) == (b"first\nsecond\n", 4)
