"""An embedded Valkey starts again from whatever a kill left behind."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import redis

from regie.core.embedded import (
    EmbeddedHome,
    EmbeddedValkey,
    ServerFailed,
    StartAbandoned,
    is_alive,
    open_home,
)


def write(server: EmbeddedValkey, *values: str) -> None:
    """Write and wait until it is on disk: while an fsync is under way, the log may lag by 2 s."""
    with redis.Redis.from_url(server.url) as client:
        client.delete("values")
        client.rpush("values", *values)
        assert client.waitaof(1, 0, 30_000)[0] == 1


def values(server: EmbeddedValkey) -> list[str]:
    with redis.Redis.from_url(server.url, decode_responses=True) as client:
        return client.lrange("values", 0, -1)


def kill(server: EmbeddedValkey) -> None:
    found = server.processes()
    for process in found:
        process.kill()
    while any(map(is_alive, found)):
        time.sleep(0.01)
    server.alive()  # reaps


def last_log(lab: EmbeddedHome) -> Path:
    """The append-only file that grows."""
    folder = lab.home / "data" / "valkey-state" / "appendonlydir"
    return max(folder.glob("*.incr.aof"), key=lambda path: path.stat().st_mtime_ns)


def test_the_state_survives_a_kill(lab_state: EmbeddedValkey) -> None:
    lab_state.start()
    write(lab_state, "a", "b")
    kill(lab_state)
    lab_state.start()
    assert values(lab_state) == ["a", "b"]


def test_the_state_survives_a_stop(lab_state: EmbeddedValkey) -> None:
    lab_state.start()
    write(lab_state, "c")
    lab_state.stop()
    lab_state.start()
    assert values(lab_state) == ["c"]


def test_a_cut_tail_costs_only_the_cut_command(
    lab: EmbeddedHome, lab_state: EmbeddedValkey
) -> None:
    lab_state.start()
    write(lab_state, "kept")
    with redis.Redis.from_url(lab_state.url) as client:
        client.rpush("values", "cut")
        assert client.waitaof(1, 0, 30_000)[0] == 1
    kill(lab_state)
    log = last_log(lab)
    os.truncate(log, log.stat().st_size - 3)
    lab_state.start()
    assert values(lab_state) == ["kept"]


@pytest.mark.parametrize("rubbish", [b"\0" * 4096, b"*3\r\n$-9\r\nrubbish\r\n"])
def test_rubbish_at_the_end_is_cut_off_after_a_copy(
    lab: EmbeddedHome, lab_state: EmbeddedValkey, rubbish: bytes
) -> None:
    lab_state.start()
    write(lab_state, "kept")
    kill(lab_state)
    with last_log(lab).open("ab") as log:
        log.write(rubbish)
    damaged = last_log(lab).read_bytes()
    lab_state.start()
    copy = lab.home / "data" / "valkey-state" / "appendonlydir.before-repair"
    assert (values(lab_state), (copy / last_log(lab).name).read_bytes()) == (["kept"], damaged)


def test_damage_that_cannot_be_cut_is_named_and_nothing_is_lost(short_folder: Path) -> None:
    state = open_home(short_folder).state
    state.start()
    write(state, "kept")
    state.stop()
    folder = short_folder / "data" / "valkey-state" / "appendonlydir"
    (folder / "appendonly.aof.manifest").write_text("rubbish\n")
    with pytest.raises(ServerFailed):
        state.start()
    assert any(b"kept" in path.read_bytes() for path in folder.glob("*.incr.aof"))


def test_an_orphan_is_ended_and_replaced(lab: EmbeddedHome, lab_state: EmbeddedValkey) -> None:
    lab_state.start()
    write(lab_state, "old")
    successor = open_home(lab.home).state
    successor.start()
    assert (lab_state.alive(), values(successor)) == (False, ["old"])
    successor.stop()


def test_a_stale_socket_is_no_obstacle(lab_state: EmbeddedValkey) -> None:
    lab_state.start()
    kill(lab_state)
    assert lab_state.socket.exists()
    lab_state.start()
    assert lab_state.alive()


def test_the_two_servers_do_not_end_each_other(
    lab: EmbeddedHome, lab_state: EmbeddedValkey
) -> None:
    lab_state.start()
    lab.cache.start()
    lab.cache.stop()
    assert lab_state.alive()


def test_an_abandoned_start_leaves_no_process(lab: EmbeddedHome) -> None:
    server = open_home(lab.home).state
    server.abandon()
    with pytest.raises(StartAbandoned):
        server.start()
    assert server.processes() == []


def test_a_large_log_is_set_aside(lab: EmbeddedHome, lab_state: EmbeddedValkey) -> None:
    log = lab.home / "logs" / "valkey" / "valkey-state.log"
    log.touch()
    os.truncate(log, 11 * 1024 * 1024)
    lab_state.tidy()
    assert (log.exists(), log.with_suffix(".log.1").exists()) == (False, True)
