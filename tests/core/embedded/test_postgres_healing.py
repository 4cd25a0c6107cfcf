"""An embedded PostgreSQL starts again from whatever a kill left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from regie.core.embedded import (
    EmbeddedHome,
    EmbeddedPostgres,
    FolderRefused,
    StartAbandoned,
    is_alive,
    open_home,
)


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """A process of ours that no server has to do with."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield process
    process.kill()
    process.wait()


def answers(postgres: EmbeddedPostgres) -> bool:
    with psycopg.connect(postgres.superuser_url()) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def kill_all(postgres: EmbeddedPostgres) -> None:
    found = postgres.processes()
    for process in found:
        process.kill()
    while any(map(is_alive, found)):
        time.sleep(0.01)
    postgres.alive()  # reaps


def count_for_long(postgres: EmbeddedPostgres) -> None:
    with psycopg.connect(postgres.superuser_url()) as connection:
        connection.execute("SELECT count(*) FROM generate_series(1, 1e12::bigint)")


def busy_backends(postgres: EmbeddedPostgres) -> bool:
    return any("[local] SELECT" in " ".join(p.cmdline()) for p in postgres.processes())


def pid_file(lab: EmbeddedHome) -> Path:
    return lab.home / "data" / "postgres" / "postmaster.pid"


def same_server(lab: EmbeddedHome) -> EmbeddedPostgres:
    """As the next supervisor sees it, without any memory of the former one."""
    return open_home(lab.home).postgres


def test_stop_leaves_no_process(lab_postgres: EmbeddedPostgres) -> None:
    lab_postgres.start()
    lab_postgres.stop()
    assert lab_postgres.processes() == []


def test_a_second_stop_does_nothing(lab_postgres: EmbeddedPostgres) -> None:
    lab_postgres.start()
    lab_postgres.stop()
    lab_postgres.stop()
    assert not lab_postgres.alive()


def test_a_committed_row_survives_the_kill_of_everything(lab_postgres: EmbeddedPostgres) -> None:
    lab_postgres.start()
    with psycopg.connect(lab_postgres.superuser_url()) as connection:
        connection.execute("CREATE TABLE kept(value int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    kill_all(lab_postgres)
    lab_postgres.start()
    with psycopg.connect(lab_postgres.superuser_url()) as connection:
        assert connection.execute("SELECT value FROM kept").fetchall() == [(1,)]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda _: "", id="empty"),
        pytest.param(lambda text: text[:3], id="torn"),
        pytest.param(lambda _: "\0" * 40, id="zeros"),
        pytest.param(lambda text: text, id="stale"),
        pytest.param(lambda _: "999999999\n", id="impossible pid"),
    ],
)
def test_a_pid_file_is_no_obstacle(
    lab: EmbeddedHome, lab_postgres: EmbeddedPostgres, content: Callable[[str], str]
) -> None:
    lab_postgres.start()
    left = pid_file(lab).read_text()
    kill_all(lab_postgres)
    pid_file(lab).write_text(content(left))
    lab_postgres.start()
    assert answers(lab_postgres)


def test_a_stranger_with_the_recorded_pid_is_no_obstacle_and_left_alone(
    lab: EmbeddedHome, lab_postgres: EmbeddedPostgres, stranger: subprocess.Popen[bytes]
) -> None:
    lab_postgres.start()
    left = pid_file(lab).read_text().splitlines(keepends=True)
    kill_all(lab_postgres)
    pid_file(lab).write_text("".join([f"{stranger.pid}\n", *left[1:]]))
    lock = lab_postgres.sockets / ".s.PGSQL.5432.lock"
    lock.write_text(f"{stranger.pid}\n")
    lab_postgres.start()
    assert (answers(lab_postgres), stranger.poll()) == (True, None)


def test_an_orphan_is_ended_and_replaced(lab: EmbeddedHome, lab_postgres: EmbeddedPostgres) -> None:
    lab_postgres.start()
    successor = same_server(lab)
    successor.start()
    assert (lab_postgres.alive(), answers(successor)) == (False, True)
    successor.stop()


def test_backends_without_a_server_are_ended(
    lab: EmbeddedHome, lab_postgres: EmbeddedPostgres
) -> None:
    """A busy one holds the shared memory, which makes PostgreSQL refuse to start."""
    lab_postgres.start()
    with ThreadPoolExecutor() as threads:
        busy = threads.submit(count_for_long, lab_postgres)
        while not busy_backends(lab_postgres):
            time.sleep(0.01)
        next(p for p in lab_postgres.processes() if p.cmdline()[-2:-1] == ["-D"]).kill()
        lab_postgres.start()
        assert isinstance(busy.exception(), psycopg.OperationalError)
    assert answers(lab_postgres)


def test_two_homes_do_not_end_each_other(
    lab_postgres: EmbeddedPostgres, short_folder: Path
) -> None:
    lab_postgres.start()
    other = open_home(short_folder).postgres
    other.start()
    other.stop()
    assert answers(lab_postgres)


def test_an_interrupted_initdb_is_done_again(short_folder: Path) -> None:
    postgres = open_home(short_folder).postgres
    draft = short_folder / "data" / "postgres.draft" / "data"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")
    postgres.start()
    assert (answers(postgres), draft.exists()) == (True, False)
    postgres.stop(quick=True)


def test_an_initdb_that_outlived_its_supervisor_is_ended(short_folder: Path) -> None:
    programs = ["-c", INITDB_ONLY, str(short_folder)]
    supervisor = subprocess.Popen([sys.executable, *programs], stdout=subprocess.PIPE)
    assert supervisor.stdout is not None
    supervisor.stdout.readline()
    supervisor.kill()
    supervisor.communicate()
    postgres = open_home(short_folder).postgres
    orphans = [process.pid for process in postgres.processes()]
    postgres.start()
    assert (bool(orphans), answers(postgres)) == (True, True)
    postgres.stop(quick=True)


INITDB_ONLY = """
import sys, threading, time
from pathlib import Path
from regie.core.embedded import open_home
postgres = open_home(Path(sys.argv[1])).postgres
threading.Thread(target=postgres.start, daemon=True).start()
while not any("initdb" in " ".join(p.cmdline()) for p in postgres.processes()):
    time.sleep(0.005)
print("initdb runs", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("name", ["d" * 120, 'l\'été, \\ "à Paris"'])
def test_any_name_of_a_home_will_do(tmp_path: Path, name: str) -> None:
    postgres = open_home(tmp_path / name).postgres
    postgres.start()
    assert answers(postgres)
    postgres.stop(quick=True)
    postgres.sockets.rmdir()


def test_a_folder_of_another_major_version_is_refused(short_folder: Path) -> None:
    data = short_folder / "data" / "postgres"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("17\n")
    with pytest.raises(FolderRefused, match="made by PostgreSQL 17 and this is 18"):
        open_home(short_folder).postgres.start()


def test_a_folder_with_other_contents_is_refused(short_folder: Path) -> None:
    data = short_folder / "data" / "postgres"
    data.mkdir(parents=True)
    (data / "holiday.jpg").touch()
    with pytest.raises(FolderRefused, match="no PostgreSQL folder"):
        open_home(short_folder).postgres.start()


def test_a_lost_superuser_secret_is_named(
    lab: EmbeddedHome, lab_postgres: EmbeddedPostgres
) -> None:
    lab_postgres.start()
    lab_postgres.stop()
    secret = lab.home / "secrets" / "postgres-superuser"
    kept = secret.read_text()
    secret.write_text("another\n")
    try:
        with pytest.raises(FolderRefused, match="put back the secrets"):
            same_server(lab).start()
    finally:
        secret.write_text(kept)


def test_an_abandoned_start_leaves_no_process(lab: EmbeddedHome) -> None:
    postgres = same_server(lab)
    postgres.abandon()
    with pytest.raises(StartAbandoned):
        postgres.start()
    assert postgres.processes() == []


def test_old_logs_are_removed(lab: EmbeddedHome, lab_postgres: EmbeddedPostgres) -> None:
    logs = lab.home / "logs" / "postgres"
    for day in range(10, 20):
        (logs / f"postgres-202001{day}T000000.log").touch()
    lab_postgres.tidy()
    assert not list(logs.glob("postgres-2020011[0-4]*"))


def test_the_server_is_in_a_session_of_its_own(lab_postgres: EmbeddedPostgres) -> None:
    """Or Ctrl-C on the terminal would reach it before the workers have finished."""
    lab_postgres.start()
    assert os.getsid(0) not in {os.getsid(p.pid) for p in lab_postgres.processes()}
