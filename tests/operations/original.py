"""An installation to back up, and what must be the same after a restore."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg

from regie.apps.orders.demo import ensure_demo
from regie.core.db import migrate
from regie.core.settings import Settings
from regie.migrations import SCRIPTS
from regie.operations.installation import ensure_installation
from regie.operations.progress import silent
from regie.operations.servers import Servers, reach

PASSPHRASE = "agrafe cheval pile correcte"
TABLES = {
    "regie": ("core.installation", "core.alembic_version"),
    "production": ('"Commandes"', '"HistoriqueStatuts"'),
}
FILES = {"a/facture n° 1.pdf": b"%PDF-" + bytes(range(256)) * 40, "b/c/vide": b""}

Checksums = dict[str, str]


@dataclass(frozen=True)
class Original:
    """The installation, at rest, and what it held."""

    settings: Settings
    checksums: Checksums


def make_original(home: Path) -> Original:
    settings = Settings(env="demo", home=home)
    with reach(settings, create=True) as servers:
        assert servers.embedded is not None
        migrate(servers.database_url, SCRIPTS)
        ensure_installation(servers.database_url, "demo")
        password = servers.embedded.secret("production-reader")
        superuser = servers.embedded.postgres.superuser_url()
        ensure_demo(superuser, password, date(2025, 10, 25), silent)
        for name, contents in FILES.items():
            path = settings.home / "files" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents)
        return Original(settings, checksums(servers))


def checksums(servers: Servers) -> Checksums:
    """Of the rows of each table, whatever their order."""
    assert servers.embedded is not None
    found: Checksums = {}
    for database, tables in TABLES.items():
        with psycopg.connect(servers.embedded.postgres.superuser_url(database)) as connection:
            for table in tables:
                row = connection.execute(
                    "SELECT count(*) || ' ' || md5(string_agg(t::text, '|' ORDER BY t::text))"
                    f" FROM {table} t"
                ).fetchone()
                found[table] = row[0] if row else ""
    return found


SIGNALLED_AT = """
import os, sys
from pathlib import Path
from regie.core.settings import Settings
from regie.operations.backup import backup
from regie.operations.restore import restore

command, home, path, activity, number = sys.argv[1:]

def progress(now, done, total):
    if now.startswith(activity):
        os.kill(os.getpid(), int(number))

{"backup": backup, "restore": restore}[command](
    Settings(env="demo", home=home), Path(path), progress=progress
)
"""


def run_until_killed(command: str, home: Path, path: Path, activity: str) -> None:
    """Runs it in a process that is killed by SIGKILL when the activity begins."""
    ended = run_until(activity, signal.SIGKILL, command, home, path)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


def run_until(
    activity: str, number: signal.Signals, command: str, home: Path, path: Path
) -> subprocess.CompletedProcess[bytes]:
    """Runs it in a process that gets the signal when the activity begins."""
    arguments = (command, str(home), str(path), activity, str(int(number)))
    return subprocess.run(
        [sys.executable, "-c", SIGNALLED_AT, *arguments], capture_output=True, check=False
    )
