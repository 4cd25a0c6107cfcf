"""A MariaDB of the tests' own: real, on a socket and a port of the loopback, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from mysqlserver import MySQL

START_S = 60
QUICK = (  # nothing here must survive a crash
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-buffer-pool-size=32M",
    "--innodb-log-file-size=8M",
    "--skip-log-bin",
    "--performance-schema=OFF",
    "--skip-name-resolve",
)


@dataclass(frozen=True, kw_only=True)
class MariaDB(MySQL):
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def socket(self) -> Path:
        return self.folder / "s.sock"

    def _place(self) -> dict[str, Any]:
        return {"unix_socket": str(self.socket)}

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(START_S)


def binaries() -> tuple[str, str] | None:
    """The server and what makes its first tables; None where they are not installed."""
    place = f"{os.environ.get('PATH', '')}:/usr/sbin"
    server, install = (
        shutil.which(name, path=place) for name in ("mariadbd", "mariadb-install-db")
    )
    return (server, install) if server and install else None


@contextmanager
def private_mariadb(folder: Path, *options: str) -> Iterator[MariaDB]:
    """In an empty folder; root runs it as the account `mysql`, which the package makes."""
    found = binaries()
    assert found is not None
    server, install = found
    folder.chmod(0o755)
    data, temporary = folder / "data", folder / "tmp"
    data.mkdir()
    temporary.mkdir()
    user: tuple[str, ...] = ()
    if os.geteuid() == 0:
        account = pwd.getpwnam("mysql")
        for place in (folder, data, temporary):
            os.chown(place, account.pw_uid, account.pw_gid)
        user = ("--user=mysql",)
    # At its start a server removes the temporary tables in that folder: another one's as well.
    common = ("--no-defaults", f"--datadir={data}", f"--tmpdir={temporary}", *user)
    made = (install, *common, "--auth-root-authentication-method=normal", "--skip-test-db")
    subprocess.run(made, check=True, capture_output=True, timeout=START_S)
    port = free_port()
    listening = (f"--socket={folder / 's.sock'}", f"--port={port}", "--bind-address=127.0.0.1")
    files = (f"--pid-file={folder / 'pid'}", f"--log-error={folder / 'log.err'}")
    process = subprocess.Popen((server, *common, *listening, *files, *QUICK, *options))
    running = MariaDB(port=port, folder=folder, process=process)
    try:
        wait_for(running)
        yield running
    finally:
        running.kill()


def wait_for(running: MariaDB) -> None:
    """Until it listens: its socket is there before."""
    deadline = monotonic() + START_S
    while not answers(running.port):
        if running.process.poll() is not None or monotonic() > deadline:
            raise RuntimeError((running.folder / "log.err").read_text())
        sleep(0.05)


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as probe:
            return bool(probe.recv(1))
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
