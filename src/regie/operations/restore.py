"""`regie restore`: a backup becomes an installation again, whole or not at all.

The archive is checked to its last byte first. Then the home is built beside its place (its own
PostgreSQL started there, filled and stopped) and renamed: whatever is killed meanwhile, the place
is as empty as before. An operator's own server is filled in one transaction instead, right before
the rename; its database must be empty.

A dump is SQL that runs with all rights: restore only what you backed up yourself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from alembic.script import ScriptDirectory

from regie.core.clock import Clock, utc_now
from regie.core.db import DatabaseUrl
from regie.core.settings import Settings
from regie.migrations import SCRIPTS
from regie.operations.archive import Manifest, TooNew, extract, verify
from regie.operations.archive.manifest import CONFIGURATION
from regie.operations.drafts import NoRoom, draft
from regie.operations.home_place import draft_place, put_in_place, require_free
from regie.operations.progress import Progress, silent
from regie.operations.restored_databases import (
    fill_embedded,
    fill_external,
    require_empty,
    require_server_for,
    stop_embedded,
)
from regie.operations.servers import external_database
from regie.operations.signals import tidied_on_signals
from regie.operations.supervisor.lock import home_lock

RESERVE_BYTES: Final = 256 * 1024 * 1024
"""A new PostgreSQL's own files and log."""


@dataclass(frozen=True, slots=True)
class RestoreReport:
    home: Path
    moved_aside: Path | None
    """Where the home is that was there before."""
    manifest: Manifest
    notes: tuple[str, ...]
    """What the operator should know: whole sentences."""


def restore(
    settings: Settings,
    source: Path,
    *,
    replace: bool = False,
    passphrase: str | None = None,
    progress: Progress = silent,
    clock: Clock = utc_now,
) -> RestoreReport:
    """Makes `settings.home` (and fills the database of `settings.database_url`) from a backup.

    Refuses a damaged, sealed or newer backup, a home in use, a home that is not empty unless
    `replace`, which moves it aside, and a database that is not empty.
    """
    home = settings.home.resolve()
    url = external_database(settings)
    with tidied_on_signals(), _held(home):
        require_free(home, replace=replace)
        if url:
            require_empty(url)
        manifest = verify(source, passphrase=passphrase, progress=progress)
        _refuse_newer_schema(manifest)
        require_server_for(manifest, url)
        parent, name = draft_place(home)
        with draft(parent, name, mode=0o711, discard=_discard) as folder:
            _require_disk(folder, manifest)
            unpacked = folder / "archive"
            unpacked.mkdir(mode=0o700)
            extract(source, manifest, unpacked, passphrase=passphrase, progress=progress)
            built = _build_home(folder / "home", unpacked)
            if url:
                fill_external(url, unpacked, manifest, progress)
            else:
                fill_embedded(built, unpacked, manifest, progress)
            os.sync()  # one call instead of one for every file
            aside = put_in_place(built, home, clock())
    return RestoreReport(home, aside, manifest, tuple(_notes(manifest, url, home)))


@contextmanager
def _held(home: Path) -> Generator[None]:
    """Keeps `up` out of a home that is to be replaced; one that is empty has no lock to hold."""
    if not (home / "run").is_dir():
        yield
        return
    with home_lock(home):
        yield


def _refuse_newer_schema(manifest: Manifest) -> None:
    known = {script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()}
    if manifest.schema_version not in known:
        raise TooNew(
            f"the backup's schema ({manifest.schema_version}) is newer than this Régie: "
            f"install Régie {manifest.regie_version} or newer, then restore"
        )


def _require_disk(folder: Path, manifest: Manifest) -> None:
    needed = RESERVE_BYTES + sum(member.size for member in manifest.members.values())
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoom(
            f"{folder.parent} has {free >> 20} MB left and the backup needs {needed >> 20} MB "
            "and more: free some or choose another REGIE_HOME"
        )


def _build_home(built: Path, unpacked: Path) -> Path:
    built.mkdir(mode=0o700)
    for name in ("files", "secrets", CONFIGURATION):
        if (unpacked / name).exists():
            (unpacked / name).rename(built / name)
    return built


def _discard(folder: Path) -> None:
    stop_embedded(folder / "home")
    shutil.rmtree(folder)


def _notes(manifest: Manifest, url: DatabaseUrl | None, home: Path) -> Iterator[str]:
    if CONFIGURATION in manifest.members:
        yield (
            f"The settings of the backup are in {home / CONFIGURATION}: "
            "they are not read there, compare them with yours."
        )
    if url and manifest.whole_server:
        others = ", ".join(database.name for database in manifest.databases[1:]) or "none"
        yield f"Only the installation's own database was restored; left out: roles, {others}."
    yield "Start with the same REGIE_SECRET_KEY as before, if you had set one."
