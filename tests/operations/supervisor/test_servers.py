"""The supervisor with the real servers."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from operations.supervisor.stage import Stage, Up, free_port, until


@pytest.fixture(scope="module")
def shared() -> Iterator[tuple[Stage, Up]]:
    folder = Path(tempfile.mkdtemp(prefix="regie-"))
    stage = Stage(folder / "home", free_port())
    up = stage.up("--servers")
    assert up.ready(), up.said()
    yield stage, up
    stage.clear()
    shutil.rmtree(folder)


def server(stage: Stage, ending: str) -> psutil.Process:
    """The head process whose command line ends so."""
    path = f"{stage.home}/data/{ending}"
    return next(p for p in stage.processes() if p.cmdline()[-1:] == [path])


def test_a_worker_reaches_the_database(shared: tuple[Stage, Up]) -> None:
    assert shared[0].ask("/", "hello")[0] == 200


@pytest.mark.parametrize(
    "ending", ["postgres", "valkey-cache/valkey.conf", "valkey-state/valkey.conf"]
)
def test_a_server_that_dies_is_replaced_while_the_workers_go_on(
    shared: tuple[Stage, Up], ending: str
) -> None:
    stage, up = shared
    workers, said = up.workers(), up.said().count(" ready in ")
    server(stage, ending).kill()
    until(lambda: up.said().count(" ready in ") > said)
    assert up.workers() == workers


def test_the_database_is_reached_again_after_its_restart(shared: tuple[Stage, Up]) -> None:
    stage, _ = shared
    server(stage, "postgres").kill()
    until(lambda: stage.ask("/", "again")[0] == 200)


def test_no_process_but_the_workers_listens_on_tcp(shared: tuple[Stage, Up]) -> None:
    stage, _ = shared
    listening = {
        connection.laddr.port
        for process in stage.processes()
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {stage.port}


def test_a_stop_leaves_no_process_and_keeps_the_rows(stage: Stage) -> None:
    first = stage.up("--servers")
    assert first.ready()
    stage.ask("/", "kept")
    assert (first.end(), stage.processes()) == (0, [])
    second = stage.up("--servers")
    assert second.ready()
    assert stage.ask("/", "kept") == (503, "UniqueViolation")


def test_a_stop_while_the_servers_start_leaves_no_process(stage: Stage) -> None:
    up = stage.up("--servers")
    until(lambda: any("initdb" in " ".join(p.cmdline()) for p in stage.processes()))
    assert (up.end(), stage.processes()) == (0, [])


def test_a_hurried_stop_leaves_no_process(stage: Stage) -> None:
    up = stage.up("--servers")
    assert up.ready()
    up.process.send_signal(signal.SIGINT)
    until(lambda: "stopping" in up.said())
    assert (up.end(signal.SIGINT), stage.processes()) == (0, [])


def test_a_folder_of_another_major_version_is_refused(stage: Stage) -> None:
    data = stage.home / "data" / "postgres"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("17\n")
    up = stage.up("--servers")
    assert (up.exit_code(), stage.processes()) == (5, [])
