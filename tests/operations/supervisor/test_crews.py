"""Workers that do not serve the port are kept too, and those that live but do not work replaced."""

from __future__ import annotations

import signal
import time
from contextlib import suppress

import psutil

from operations.supervisor.stage import Stage, Up, until
from regie.core.embedded import is_alive


def beside(up: Up) -> list[psutil.Process]:
    found: list[psutil.Process] = []
    for worker in up.workers():
        with suppress(psutil.NoSuchProcess):
            if "lifeline" in " ".join(worker.cmdline()):
                found.append(worker)
    return found


def is_replaced(up: Up, first: psutil.Process) -> bool:
    now = beside(up)
    return bool(now) and now[0] != first


def started(stage: Stage, *options: str) -> tuple[Up, psutil.Process]:
    up = stage.up("--beside", "beats", *options)
    assert up.ready(), up.said()
    until(lambda: "beats" in up.said())
    return up, beside(up)[0]


def test_a_worker_that_dies_is_replaced(stage: Stage) -> None:
    up, first = started(stage)
    first.kill()
    until(lambda: is_replaced(up, first))


def test_a_worker_that_falls_silent_is_replaced(stage: Stage) -> None:
    up, first = started(stage, "--silence", "3")
    first.suspend()
    until(lambda: "beside worker 1 was silent for 3 s" in up.said())
    until(lambda: is_replaced(up, first))


def test_a_worker_that_gives_signs_of_life_is_left_alone(stage: Stage) -> None:
    up, first = started(stage, "--silence", "2")
    until(lambda: first.create_time() + 6 < time.time())
    assert beside(up) == [first]


def test_one_that_cannot_start_ends_nothing(stage: Stage) -> None:
    up = stage.up("--beside", "broken")
    assert up.ready()
    until(lambda: "beside worker 1 ended 5 times before serving" in up.said())
    assert stage.ask()[0] == 200


def test_a_stop_ends_them_too(stage: Stage) -> None:
    up, _ = started(stage)
    assert (up.end(), stage.processes()) == (0, [])


def test_a_killed_supervisor_takes_them_along(stage: Stage) -> None:
    up, worker = started(stage)
    up.end(signal.SIGKILL)
    until(lambda: not is_alive(worker))


def test_without_workers_that_serve_nothing_is_bound(stage: Stage) -> None:
    up, _ = started(stage, "--workers", "0")
    assert (stage.ask()[0], up.end()) == (0, 0)


def test_a_hang_up_replaces_them_too(stage: Stage) -> None:
    up, first = started(stage)
    up.process.send_signal(signal.SIGHUP)
    until(lambda: is_replaced(up, first))
