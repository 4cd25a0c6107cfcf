"""The PostgreSQL that the distribution installs, of another version than the embedded one: servers
of the tests' own, on a socket, gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import psycopg

from postgresqlserver import PostgreSQL
from regie.core.embedded import choose_account
from regie.core.sqlguard import Address

START_S = 60
ADMINISTRATOR, PASSWORD = "their_administrator", "only-in-tests"
QUICK = {"fsync": "off", "shared_buffers": "16MB"}  # nothing here must survive a crash


def installed() -> Path | None:
    """The folder of the server's programs: on PATH, else where Debian has them, of the oldest
    version that is there; None where there is none."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda it: float(it.parent.name))
    path = os.pathsep.join((os.environ.get("PATH", ""), *map(str, places)))
    server = shutil.which("postgres", path=path)
    return Path(server).parent if server else None


def own_address() -> str | None:
    """By which others reach this machine; None where it has no network. To connect a datagram
    socket sends nothing: it only chooses a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        found = probe.getsockname()[0]
    return None if found.startswith("127.") else found


@contextmanager
def private_postgresql(folder: Path, **settings: str) -> Iterator[PostgreSQL]:
    """In an empty folder."""
    _make_files(folder)
    with _running(folder, **settings) as (server, _):
        yield server


@contextmanager
def private_pair(folder: Path) -> Iterator[tuple[PostgreSQL, PostgreSQL, Callable[[], None]]]:
    """In an empty folder, a server, its copy and what ends the copy."""
    folder.chmod(0o755)
    one, other = folder / "one", folder / "other"
    one.mkdir()
    _make_files(one)
    shutil.copytree(one, other)
    (other / "data" / "standby.signal").touch()
    with (
        _running(one) as (first, _),
        _running(other, primary_conninfo=first.superuser_url()) as (second, leave),
    ):
        yield first, second, leave


def _make_files(folder: Path) -> None:
    programs, account = _programs(), choose_account()
    secret = folder / "secret"
    secret.write_text(PASSWORD)
    folder.chmod(0o755)
    account.own(folder)
    command = (
        programs / "initdb",
        *("-D", folder / "data", "--no-sync"),
        *(f"--username={ADMINISTRATOR}", f"--pwfile={secret}", "--auth=scram-sha-256"),
        *("--encoding=UTF8", "--locale=C.UTF-8"),
    )
    with (folder / "log").open("wb") as log:
        if account.start(command, folder, output=log).wait(START_S) != 0:
            raise RuntimeError((folder / "log").read_text())


@contextmanager
def _running(folder: Path, **settings: str) -> Iterator[tuple[PostgreSQL, Callable[[], None]]]:
    """A server and what ends it before its time."""
    account = choose_account()
    account.own(folder)
    told = {**QUICK, "listen_addresses": "", "unix_socket_directories": str(folder), **settings}
    options = [f"--{name}={value}" for name, value in told.items()]
    with (folder / "log").open("wb") as log:
        command = (_programs() / "postgres", "-D", folder / "data", *options)
        process = account.start(command, folder, output=log)

    def end() -> None:
        process.send_signal(signal.SIGQUIT)
        process.wait(START_S)

    port = int(settings["port"]) if "port" in settings else None
    at = Address("postgresql", str(folder), port, ADMINISTRATOR, PASSWORD, "postgres")
    server = PostgreSQL(at)
    deadline = monotonic() + START_S
    try:
        while not _answers(server):
            if process.poll() is not None or monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text())
            sleep(0.05)
        yield server, end
    finally:
        end()


def _answers(server: PostgreSQL) -> bool:
    try:
        return server.admin("SELECT 1") == [(1,)]
    except psycopg.OperationalError:
        return False


def _programs() -> Path:
    found = installed()
    assert found is not None
    return found
