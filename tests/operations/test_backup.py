"""`regie backup`: complete under its name or not there at all."""

from __future__ import annotations

import signal
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from operations.original import FILES, PASSPHRASE, Original, run_until, run_until_killed
from regie.core.embedded import open_home
from regie.core.errors import Misconfigured
from regie.core.settings import Settings
from regie.operations.archive import verify
from regie.operations.backup import BackupReport, TargetExists, backup
from regie.operations.drafts import NoRoom, is_draft
from regie.operations.progress import silent
from regie.operations.servers import NoInstallation
from regie.operations.supervisor.lock import home_lock


@pytest.fixture(scope="module")
def serving(
    original: Original, backed_up: BackupReport, sealed: BackupReport
) -> Iterator[Original]:
    """The installation as `up` has it; the two backups were made while it was at rest."""
    servers = open_home(original.settings.home)
    with home_lock(original.settings.home):
        servers.postgres.start()
        yield original
        servers.postgres.stop(quick=True)


def test_the_name_tells_installation_and_moment(serving: Original, tmp_path: Path) -> None:
    made = backup(
        serving.settings, tmp_path, clock=lambda: datetime(2026, 3, 1, 4, 5, 6, tzinfo=UTC)
    )
    short_id = str(made.manifest.installation.id)[:8]
    assert made.path.name == f"regie-backup-{short_id}-20260301T040506Z.tar.zst"


def test_nobody_else_can_read_it(backed_up: BackupReport) -> None:
    assert stat.S_IMODE(backed_up.path.stat().st_mode) == 0o600


def test_the_operator_is_told_that_it_holds_secrets(backed_up: BackupReport) -> None:
    assert "secrets" in backed_up.notes[0]


def test_a_sealed_one_needs_no_warning(sealed: BackupReport) -> None:
    assert sealed.notes == ()


def test_it_holds_both_databases_the_roles_the_files_and_the_secrets(
    backed_up: BackupReport, original: Original
) -> None:
    secrets = {f"secrets/{path.name}" for path in (original.settings.home / "secrets").iterdir()}
    dumps = {"databases/0.dump", "databases/1.dump", "globals.sql"}
    files = {f"files/{name}" for name in FILES}
    assert backed_up.manifest.members.keys() == secrets | dumps | files


def test_the_installations_own_database_comes_first(backed_up: BackupReport) -> None:
    assert [database.name for database in backed_up.manifest.databases] == ["regie", "production"]


def test_what_was_written_is_what_is_read(backed_up: BackupReport) -> None:
    read = verify(backed_up.path, passphrase=None, progress=silent)
    assert read == backed_up.manifest


def test_the_settings_file_is_in_it(serving: Original, tmp_path: Path) -> None:
    configuration = tmp_path / "elsewhere.toml"
    configuration.write_text('organisation = "Imprimerie"')
    made = backup(serving.settings, tmp_path, configuration_file=configuration)
    assert "regie.toml" in made.manifest.members


def test_one_taken_while_up_serves_is_whole(serving: Original, tmp_path: Path) -> None:
    made = backup(serving.settings, tmp_path)
    assert verify(made.path, passphrase=None, progress=silent) == made.manifest


def test_an_existing_file_is_never_replaced(original: Original, backed_up: BackupReport) -> None:
    with pytest.raises(TargetExists, match="choose another name"):
        backup(original.settings, backed_up.path)


def test_a_place_inside_the_home_is_refused(original: Original) -> None:
    with pytest.raises(Misconfigured, match="inside the home"):
        backup(original.settings, original.settings.home / "files" / "backup")


def test_a_missing_home_is_refused_and_not_made(empty: Settings, tmp_path: Path) -> None:
    with pytest.raises(NoInstallation):
        backup(empty, tmp_path)
    assert not empty.home.exists()


def test_a_full_disk_is_one_line_and_leaves_nothing(
    serving: Original, mounted: Callable[[str], Path]
) -> None:
    disk = mounted("300k")
    with pytest.raises(NoRoom, match="no space left"):
        backup(serving.settings, disk)
    assert list(disk.iterdir()) == []


@pytest.mark.parametrize("activity", ["saving database production", "packing"])
def test_a_killed_one_leaves_nothing_under_the_name(
    serving: Original, tmp_path: Path, activity: str
) -> None:
    run_until_killed("backup", serving.settings.home, tmp_path / "backup", activity)
    assert [path for path in tmp_path.iterdir() if not is_draft(path)] == []


def test_after_a_killed_one_the_next_tidies_up_and_is_whole(
    serving: Original, tmp_path: Path
) -> None:
    run_until_killed("backup", serving.settings.home, tmp_path / "backup", "packing")
    made = backup(serving.settings, tmp_path / "backup")
    verify(made.path, passphrase=None, progress=silent)
    assert list(tmp_path.iterdir()) == [made.path]


def test_one_that_is_told_to_end_tidies_up(serving: Original, tmp_path: Path) -> None:
    home = serving.settings.home
    ended = run_until("packing", signal.SIGTERM, "backup", home, tmp_path / "backup")
    assert ended.returncode == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


def test_a_sealed_one_shows_nothing_of_what_it_holds(
    sealed: BackupReport, original: Original
) -> None:
    assert b"manifest.json" not in sealed.path.read_bytes()
    assert verify(sealed.path, passphrase=PASSPHRASE, progress=silent) == sealed.manifest
