"""The data folder of the embedded PostgreSQL: made whole or not at all, set up at each start."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from regie.core.durable import sync_folder
from regie.core.embedded.binaries import postgres_major
from regie.core.embedded.engine import Engine
from regie.core.embedded.errors import FolderRefused, ServerFailed
from regie.core.embedded.files import write_atomically

INITDB_TIMEOUT_S = 300

POSTGRESQL_CONF = """\
# Régie rewrites regie.conf at every start. Settings below the include are yours and win.
include = 'regie.conf'
"""

PG_HBA_CONF = """\
# Unix socket only, a password always.
local  all          all  scram-sha-256
local  replication  all  scram-sha-256
"""

# shared_buffers and the rest are modest: the same machine runs the workers and two Valkeys.
# Error reports are terse because their DETAIL quotes rows, and statements may hold literals.
REGIE_CONF = """\
cluster_name = '{cluster}'
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0600
max_connections = 100
password_encryption = 'scram-sha-256'
shared_preload_libraries = ''
shared_buffers = 128MB
effective_cache_size = 512MB
work_mem = 8MB
maintenance_work_mem = 64MB
max_wal_size = 1GB
random_page_cost = 1.1
jit = off
fsync = on
full_page_writes = on
synchronous_commit = on
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
logging_collector = on
log_directory = '{logs}'
log_filename = 'postgres-%Y%m%dT%H%M%S.log'
log_file_mode = 0600
log_rotation_age = 0
log_rotation_size = 10MB
log_line_prefix = '%m [%p] %q%u@%d '
log_error_verbosity = terse
log_min_error_statement = panic
"""
KEPT_LOGS = 5


def configure(data: Path, cluster: str, sockets: Path, logs: Path) -> None:
    """Write the settings of this start; folders may have moved since the last one."""
    text = REGIE_CONF.format(cluster=cluster, sockets=_quoted(sockets), logs=_quoted(logs))
    write_atomically(data / "regie.conf", text, mode=0o600)


def check_version(data: Path, programs: Path) -> None:
    """Refuse a folder that another major version made, or that is none of PostgreSQL's."""
    marker = data / "PG_VERSION"
    if not marker.exists():
        raise FolderRefused(f"{data} is not empty and no PostgreSQL folder: move it away")
    found, ours = marker.read_text().strip(), postgres_major(programs)
    if found != str(ours):
        raise FolderRefused(
            f"{data} was made by PostgreSQL {found} and this is {ours}: run the Régie that made "
            "it, `regie backup`, then `regie restore` with this one into an empty home"
        )


def is_missing(data: Path) -> bool:
    return not data.exists() or not any(data.iterdir())


def create(engine: Engine, programs: Path, data: Path, superuser: str, password: str) -> None:
    """Make the data folder beside its place and move it there when it is complete.

    What an interrupted run left is removed first. The password reaches initdb in a file, since a
    command line is public.
    """
    draft = draft_folder(data)
    discard_draft(data)
    draft.mkdir(mode=0o700)
    password_file = draft / "password"
    write_atomically(password_file, f"{password}\n", mode=0o600)
    engine.account.own(draft)
    engine.spawn(initdb_command(programs, draft, superuser, password_file), draft)
    if engine.wait_done(INITDB_TIMEOUT_S) != 0:
        raise ServerFailed(f"initdb failed: {engine.last_words()}")
    _write_settings(engine, draft / "data")
    (draft / "data").replace(data)
    sync_folder(data.parent)
    discard_draft(data)


def initdb_command(
    programs: Path, draft: Path, superuser: str, password_file: Path
) -> Sequence[str | Path]:
    return (
        programs / "initdb",
        *("-D", draft / "data"),
        f"--username={superuser}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
    )


def draft_folder(data: Path) -> Path:
    return data.with_name(f"{data.name}.draft")


def discard_draft(data: Path) -> None:
    if draft_folder(data).exists():
        shutil.rmtree(draft_folder(data))


def prune_logs(logs: Path) -> None:
    """Keep the newest logs; PostgreSQL itself starts a new one after 10 MB and removes none."""
    for old in sorted(logs.glob("postgres-2*.log"))[:-KEPT_LOGS]:
        old.unlink(missing_ok=True)


def _write_settings(engine: Engine, data: Path) -> None:
    for name, text in (("postgresql.conf", POSTGRESQL_CONF), ("pg_hba.conf", PG_HBA_CONF)):
        write_atomically(data / name, text, mode=0o600)
        engine.account.own(data / name)


def _quoted(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace("'", "''")
