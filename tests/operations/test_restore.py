"""`regie restore` into a home: the same answers, or nothing touched."""

from __future__ import annotations

import signal
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from operations.original import FILES, PASSPHRASE, Original, checksums, run_until, run_until_killed
from regie.core.settings import Settings
from regie.operations.archive import DamagedArchive, SealedArchive
from regie.operations.backup import BackupReport
from regie.operations.drafts import NoRoom
from regie.operations.home_place import HomeNotEmpty
from regie.operations.installation import read_installation
from regie.operations.restore import restore
from regie.operations.servers import Servers, reach
from regie.operations.supervisor.lock import AlreadyRunning, home_lock


@pytest.fixture(scope="module")
def restored_home(backed_up: BackupReport, place: Path) -> Path:
    return restore(Settings(env="demo", home=place / "restored"), backed_up.path).home


@pytest.fixture(scope="module")
def restored(restored_home: Path) -> Iterator[Servers]:
    with reach(Settings(env="demo", home=restored_home)) as servers:
        yield servers


def as_reader(servers: Servers) -> psycopg.Connection:
    assert servers.embedded is not None
    password = servers.embedded.secret("production-reader")
    return psycopg.connect(servers.embedded.postgres.url("production", "regie_reader", password))


def test_every_row_is_the_same(restored: Servers, original: Original) -> None:
    assert checksums(restored) == original.checksums


def test_it_is_the_same_installation(restored: Servers, backed_up: BackupReport) -> None:
    assert read_installation(restored.database_url) == backed_up.manifest.installation


def test_the_reader_signs_in_with_the_same_password_and_reads(restored: Servers) -> None:
    with as_reader(restored) as connection:
        row = connection.execute('SELECT count("NumeroCommande") FROM "Commandes"').fetchone()
    assert row == (8252,)


def test_the_reader_still_sees_no_other_column(restored: Servers) -> None:
    with as_reader(restored) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute('SELECT "MontantHT" FROM "Commandes"')


@pytest.mark.parametrize("mode", ["READ ONLY", "READ WRITE"])
def test_the_reader_still_cannot_write(restored: Servers, mode: str) -> None:
    with as_reader(restored) as connection:
        connection.execute(f"SET TRANSACTION {mode}")
        with pytest.raises(
            (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)
        ):
            connection.execute('DELETE FROM "Commandes"')


def test_the_reader_still_cannot_enter_the_other_database(restored: Servers) -> None:
    assert restored.embedded is not None
    password = restored.embedded.secret("production-reader")
    url = restored.embedded.postgres.url("regie", "regie_reader", password)
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(url)


@pytest.mark.parametrize("name", FILES)
def test_files_are_the_same(restored_home: Path, name: str) -> None:
    assert (restored_home / "files" / name).read_bytes() == FILES[name]


def test_secrets_are_private(restored_home: Path) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (restored_home / "secrets").iterdir()}
    assert modes == {0o600}


def test_a_sealed_backup_is_opened_by_its_passphrase(sealed: BackupReport, empty: Settings) -> None:
    assert restore(empty, sealed.path, passphrase=PASSPHRASE).manifest == sealed.manifest


@pytest.mark.parametrize("passphrase", [None, "une autre que la sienne"])
def test_another_passphrase_opens_nothing(
    sealed: BackupReport, empty: Settings, passphrase: str | None
) -> None:
    with pytest.raises(SealedArchive):
        restore(empty, sealed.path, passphrase=passphrase)
    assert not empty.home.exists()


@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
def test_a_truncated_backup_touches_nothing(
    backed_up: BackupReport, empty: Settings, tmp_path: Path, part: float
) -> None:
    whole = backed_up.path.read_bytes()
    (tmp_path / "cut").write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(DamagedArchive):
        restore(empty, tmp_path / "cut")
    assert not empty.home.exists()


def test_a_home_that_is_not_empty_is_left_alone(
    backed_up: BackupReport, original: Original
) -> None:
    with pytest.raises(HomeNotEmpty, match="--replace"):
        restore(original.settings, backed_up.path)


def test_a_home_in_use_is_left_alone(backed_up: BackupReport, empty: Settings) -> None:
    with home_lock(empty.home), pytest.raises(AlreadyRunning):
        restore(empty, backed_up.path, replace=True)


def test_replace_moves_the_old_home_aside(backed_up: BackupReport, empty: Settings) -> None:
    (empty.home / "files").mkdir(parents=True)
    (empty.home / "files" / "old").write_text("kept")
    aside = restore(empty, backed_up.path, replace=True).moved_aside
    assert aside is not None
    assert (aside / "files" / "old").read_text() == "kept"
    assert not (empty.home / "files" / "old").exists()


def test_a_mounted_home_is_filled_in_place(
    backed_up: BackupReport, original: Original, mounted: Callable[[str], Path]
) -> None:
    settings = Settings(env="demo", home=mounted("1g"))
    restore(settings, backed_up.path)
    restore(settings, backed_up.path, replace=True)
    with reach(settings) as servers:
        assert checksums(servers) == original.checksums


def test_too_small_a_disk_is_one_line_and_touches_nothing(
    backed_up: BackupReport, mounted: Callable[[str], Path]
) -> None:
    disk = mounted("100m")
    with pytest.raises(NoRoom, match="free some"):
        restore(Settings(env="demo", home=disk), backed_up.path)
    assert list(disk.iterdir()) == []


@pytest.mark.parametrize(
    "activity",
    ["checking", "unpacking", "starting PostgreSQL", "restoring database production"],
)
def test_a_killed_one_leaves_the_place_empty(
    backed_up: BackupReport, empty: Settings, activity: str
) -> None:
    run_until_killed("restore", empty.home, backed_up.path, activity)
    assert not empty.home.exists()


def test_one_that_is_told_to_end_tidies_up(backed_up: BackupReport, empty: Settings) -> None:
    run_until("restoring database", signal.SIGTERM, "restore", empty.home, backed_up.path)
    assert list(empty.home.parent.iterdir()) == []


def test_after_a_killed_one_the_next_is_whole(
    backed_up: BackupReport, original: Original, empty: Settings
) -> None:
    run_until_killed("restore", empty.home, backed_up.path, "restoring database production")
    restore(empty, backed_up.path)
    with reach(empty) as servers:
        assert checksums(servers) == original.checksums
    assert list(empty.home.parent.iterdir()) == [empty.home]
