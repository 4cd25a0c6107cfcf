"""`regie backup` and `regie restore` with a PostgreSQL server of the operator's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from operations.original import Original
from regie.core.db import DatabaseUrl, migrate
from regie.core.settings import Settings
from regie.identity.people.changes import EVERYBODY
from regie.migrations import SCRIPTS
from regie.operations.archive import TooNew
from regie.operations.backup import BackupReport, backup
from regie.operations.installation import ensure_installation, read_installation
from regie.operations.postgres_clients import ClientFailed
from regie.operations.restore import restore
from regie.operations.restored_databases import DatabaseNotEmpty
from regie.operations.servers import reach

NewDatabase = Callable[[], DatabaseUrl]


def with_database(settings: Settings, url: DatabaseUrl) -> Settings:
    return settings.model_copy(update={"database_url": SecretStr(url.for_libpq())})


@pytest.fixture(scope="module")
def external(new_database: NewDatabase, place: Path) -> Settings:
    url = new_database()
    migrate(url, SCRIPTS)
    ensure_installation(url, "real")
    return with_database(Settings(env="demo", home=place / "external"), url)


@pytest.fixture(scope="module")
def external_backup(external: Settings, place: Path) -> BackupReport:
    return backup(external, place / "external-backup")


def test_only_the_installations_own_database_is_saved(external_backup: BackupReport) -> None:
    assert external_backup.manifest.members.keys() == {"databases/0.dump"}


def test_it_comes_back_in_another_database(
    external_backup: BackupReport, empty: Settings, new_database: NewDatabase
) -> None:
    url = new_database()
    restore(with_database(empty, url), external_backup.path)
    assert read_installation(url) == external_backup.manifest.installation


def test_what_was_remembered_of_people_before_is_void(
    external_backup: BackupReport, empty: Settings, new_database: NewDatabase
) -> None:
    url = new_database()
    restore(with_database(empty, url), external_backup.path)
    with psycopg.connect(url.for_libpq()) as connection:
        told = connection.execute(
            "SELECT person_id, version - extract(epoch FROM now()) < 1 FROM identity.change"
        ).fetchall()
    assert told == [(EVERYBODY, True)]


def test_it_comes_back_in_an_embedded_server(
    external_backup: BackupReport, empty: Settings
) -> None:
    restore(empty, external_backup.path)
    with reach(empty) as servers:
        found = read_installation(servers.database_url)
    assert found == external_backup.manifest.installation


def test_an_embedded_one_comes_back_on_a_server_of_ones_own(
    backed_up: BackupReport, original: Original, empty: Settings, new_database: NewDatabase
) -> None:
    url = new_database()
    report = restore(with_database(empty, url), backed_up.path)
    assert read_installation(url) == backed_up.manifest.installation
    assert "production" in report.notes[0]


def test_a_database_that_is_not_empty_is_left_alone(
    external_backup: BackupReport, external: Settings
) -> None:
    with pytest.raises(DatabaseNotEmpty, match="restore into a new one"):
        restore(external, external_backup.path)


def test_a_failed_restore_leaves_the_database_empty(
    external_backup: BackupReport, empty: Settings, new_database: NewDatabase
) -> None:
    url = new_database()
    with psycopg.connect(url.for_libpq()) as connection:
        connection.execute("CREATE SCHEMA core")  # what the dump will stumble over
    with pytest.raises(ClientFailed, match="core"):
        restore(with_database(empty, url), external_backup.path)
    with psycopg.connect(url.for_libpq()) as connection:
        assert connection.execute("SELECT to_regclass('core.installation')").fetchone() == (None,)
    assert not empty.home.exists()


def test_a_newer_schema_is_refused(
    new_database: NewDatabase, empty: Settings, tmp_path: Path
) -> None:
    url = new_database()
    migrate(url, SCRIPTS)
    ensure_installation(url, "real")
    with psycopg.connect(url.for_libpq()) as connection:
        connection.execute("UPDATE core.alembic_version SET version_num = '9999'")
    made = backup(with_database(empty, url), tmp_path)
    with pytest.raises(TooNew, match="is newer than this Régie"):
        restore(empty, made.path)
