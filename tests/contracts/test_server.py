"""What the supervisor may expect of every server beside the workers."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from regie.core.embedded import EmbeddedHome, open_home
from regie.core.embedded.errors import StartAbandoned
from regie.operations.supervisor import Server as Supervised

from .conftest import Server, kill

SERVERS = ["postgres", "cache", "state"]


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, lab: EmbeddedHome) -> Server:
    return getattr(lab, request.param)


@pytest.fixture
def started(server: Server) -> Server:
    if not server.alive():
        server.start()
    return server


@pytest.fixture(params=SERVERS)
def unborn(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Its folder is empty: to start it takes longest."""
    folder = Path(tempfile.mkdtemp(prefix="regie-"))
    server: Server = getattr(open_home(folder / "home"), request.param)
    yield server
    shutil.rmtree(folder)


def test_it_has_a_name_of_its_own(lab: EmbeddedHome) -> None:
    servers: list[Supervised] = [lab.postgres, lab.cache, lab.state]
    assert len({server.name for server in servers}) == 3


def test_it_lives_once_it_was_started(started: Server) -> None:
    assert started.alive()


def test_a_second_start_replaces_the_first(started: Server) -> None:
    before = {process.pid for process in started.processes()}
    started.start()
    assert started.alive()
    assert before.isdisjoint(process.pid for process in started.processes())


@pytest.mark.parametrize("quick", [False, True])
def test_after_a_stop_nothing_of_it_is_left(started: Server, quick: bool) -> None:
    started.stop(quick=quick)
    assert (started.alive(), started.processes()) == (False, [])


def test_a_second_stop_changes_nothing(started: Server) -> None:
    started.stop()
    started.stop()
    assert not started.alive()


def test_it_does_not_live_after_it_was_killed(started: Server) -> None:
    kill(started)
    assert not started.alive()


def test_it_starts_again_after_it_was_killed(started: Server) -> None:
    kill(started)
    started.start()
    assert started.alive()


def test_it_may_be_tidied_while_it_runs(started: Server) -> None:
    started.tidy()
    assert started.alive()


def test_before_its_first_start_it_can_be_stopped(unborn: Server) -> None:
    unborn.stop()
    assert not unborn.alive()


def test_a_start_that_is_abandoned_from_another_thread_gives_up(unborn: Server) -> None:
    abandoning = threading.Timer(0.02, unborn.abandon)
    abandoning.start()
    with pytest.raises(StartAbandoned):
        while True:  # a fast server may be up before it is abandoned, never afterwards
            unborn.start()
    abandoning.join()
    assert unborn.processes() == []
