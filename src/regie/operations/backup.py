"""`regie backup`: one file from which `regie restore` makes the same installation again.

It holds every database of the embedded server with its roles, or the one database of an operator's
own server; then the home's files and secrets, and regie.toml. Valkey is left out, for all that must
last is in PostgreSQL. Each database is one snapshot; files are copied after it, so that every file
that its rows name is there as long as files are removed later than their rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict

from regie import __version__
from regie.core.clock import Clock, utc_now
from regie.core.db import schema_version
from regie.core.durable import sync_folder
from regie.core.errors import Conflict, Misconfigured
from regie.core.settings import Settings
from regie.migrations import SCRIPTS
from regie.operations.archive import (
    FORMAT,
    ArchiveWriter,
    DatabaseMember,
    Manifest,
    writing,
)
from regie.operations.archive.manifest import CONFIGURATION, GLOBALS
from regie.operations.connection import connected
from regie.operations.drafts import draft
from regie.operations.exit_codes import ExitCode
from regie.operations.installation import Installation, read_installation
from regie.operations.postgres_clients import PostgresClients, clients_for
from regie.operations.progress import Progress, silent
from regie.operations.servers import NoInstallation, Servers, reach
from regie.operations.signals import tidied_on_signals

LOCK_WAIT_MS: Final = 60_000
HOME_PARTS: Final = ("files/", "secrets/")


class TargetExists(Conflict):
    """A backup never replaces a file."""

    exit_code = ExitCode.REFUSED


@dataclass(frozen=True, slots=True)
class BackupReport:
    path: Path
    size: int
    manifest: Manifest
    notes: tuple[str, ...]
    """What the operator should know: whole sentences, none when all is well."""


@dataclass(frozen=True, slots=True)
class _Dumps:
    """What PostgreSQL gave, in files of the draft."""

    whole_server: bool
    postgres_version: int
    databases: tuple[DatabaseMember, ...]
    paths: dict[str, Path]


def backup(
    settings: Settings,
    target: Path,
    *,
    passphrase: str | None = None,
    configuration_file: Path | None = None,
    progress: Progress = silent,
    clock: Clock = utc_now,
) -> BackupReport:
    """Writes `target`, or in the folder `target` a file named after installation and moment.

    The file has mode 0600 and its name only when it is complete and durable. While it is made it
    takes about twice its size. Raises TargetExists, NoInstallation, NoRoom, HomeBusy or
    ClientFailed; nothing is left behind then.
    """
    _refuse_place(target.absolute(), settings.home)
    with tidied_on_signals(), reach(settings) as servers:
        installation = _require_started(servers)
        created_at = clock()
        path = _final_path(target.absolute(), installation, created_at, sealed=bool(passphrase))
        _refuse_place(path, settings.home)  # now with its whole name
        with draft(path.parent, path.name) as folder:
            dumps = _dump(servers, folder, progress)
            paths = dumps.paths | dict(_home_files(settings.home.resolve(), configuration_file))
            made = folder / "archive"
            follow = _Follow(paths.values(), progress)
            with writing(made, passphrase=passphrase, on_bytes=follow) as archive:
                _add_all(archive, paths)
                manifest = Manifest(
                    format=FORMAT,
                    regie_version=__version__,
                    schema_version=schema_version(servers.database_url, SCRIPTS).current or "",
                    postgres_version=dumps.postgres_version,
                    installation=installation,
                    created_at=created_at,
                    whole_server=dumps.whole_server,
                    databases=dumps.databases,
                    members=archive.members,
                )
                archive.finish(manifest)
            if path.exists():
                raise TargetExists(f"{path} appeared meanwhile: choose another name")
            made.rename(path)
            sync_folder(path.parent)
    return BackupReport(path, path.stat().st_size, manifest, tuple(_notes(settings, passphrase)))


def _require_started(servers: Servers) -> Installation:
    installation = read_installation(servers.database_url)
    if installation is None:
        raise NoInstallation("this installation was never started: there is nothing to back up")
    return installation


def _final_path(target: Path, installation: Installation, now: datetime, *, sealed: bool) -> Path:
    if not target.is_dir():
        return target
    short_id = str(installation.id)[:8]
    ending = "tar.zst.sealed" if sealed else "tar.zst"
    return target / f"regie-backup-{short_id}-{now:%Y%m%dT%H%M%SZ}.{ending}"


def _refuse_place(path: Path, home: Path) -> None:
    if path.exists() and not path.is_dir():
        raise TargetExists(f"{path} exists: choose another name")
    if path.resolve().is_relative_to(home.resolve()):
        raise Misconfigured(
            f"{path} is inside the home that is backed up: choose a place on another disk"
        )


def _dump(servers: Servers, folder: Path, progress: Progress) -> _Dumps:
    main_url = servers.database_url.for_libpq()
    with connected(main_url) as connection:
        major = connection.info.server_version // 10_000
    tls = conninfo_to_dict(main_url).get("sslmode") != "disable"
    clients = clients_for(major, tls=tls)
    databases: list[DatabaseMember] = []
    paths: dict[str, Path] = {}
    if servers.embedded is not None:
        progress("saving roles", 0, 0)
        url = servers.embedded.postgres.superuser_url()
        paths[GLOBALS] = folder / GLOBALS
        clients.run("pg_dumpall", "--globals-only", "-f", paths[GLOBALS], url=url)
    for number, (name, url) in enumerate(_databases(servers)):
        member = DatabaseMember(name, f"databases/{number}.dump")
        paths[member.member] = folder / f"{number}.dump"
        _dump_one(clients, name, url, paths[member.member], progress)
        databases.append(member)
    return _Dumps(servers.embedded is not None, major, tuple(databases), paths)


def _databases(servers: Servers) -> Iterator[tuple[str, str]]:
    """Name and address of each, the installation's own first."""
    own = servers.database_url
    if servers.embedded is None:
        yield own.name, own.for_libpq()
        return
    postgres = servers.embedded.postgres
    with connected(postgres.superuser_url()) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate "
            "AND datname <> 'postgres' ORDER BY datname <> %s, datname",
            [own.name],
        ).fetchall()
    for (name,) in rows:
        yield name, postgres.superuser_url(name)


def _dump_one(
    clients: PostgresClients, name: str, url: str, path: Path, progress: Progress
) -> None:
    def tell() -> None:
        progress(f"saving database {name}", path.stat().st_size if path.exists() else 0, 0)

    clients.run(
        "pg_dump",
        "--format=custom",
        "--compress=gzip:1",
        f"--lock-wait-timeout={LOCK_WAIT_MS}",
        f"--file={path}",
        url=url,
        meanwhile=tell,
    )


def _home_files(home: Path, configuration_file: Path | None) -> Iterator[tuple[str, Path]]:
    for part in HOME_PARTS:
        for path in sorted((home / part).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(home).as_posix(), path
    if configuration_file is not None and configuration_file.is_file():
        yield CONFIGURATION, configuration_file


def _add_all(archive: ArchiveWriter, paths: dict[str, Path]) -> None:
    """What was removed from the home since the walk is left out: its rows went before it."""
    for name, path in paths.items():
        try:
            archive.add(name, path)
        except FileNotFoundError:
            if not name.startswith(HOME_PARTS):
                raise


class _Follow:
    def __init__(self, paths: Iterable[Path], progress: Progress):
        self._total = sum(path.stat().st_size for path in paths if path.exists())
        self._done = 0
        self._progress = progress

    def __call__(self, count: int) -> None:
        self._done += count
        self._progress("packing", min(self._done, self._total), self._total)


def _notes(settings: Settings, passphrase: str | None) -> Iterator[str]:
    if passphrase is None:
        yield (
            "The backup holds secrets and personal data in the clear (mode 0600): "
            "seal it with --passphrase-file before it leaves this machine."
        )
    if settings.secret_key is not None:
        yield (
            "REGIE_SECRET_KEY is not in the backup: keep it elsewhere, "
            "for what it locks stays locked without it."
        )
