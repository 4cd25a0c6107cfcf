"""An installation with two databases, its backup, and what must be the same after a restore."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
import pytest

from regie.apps.orders.demo import ensure_demo
from regie.core.db import migrate
from regie.core.settings import Settings
from regie.migrations import SCRIPTS
from regie.operations.backup import BackupReport, backup
from regie.operations.installation import ensure_installation
from regie.operations.progress import silent
from regie.operations.servers import Servers, reach

PASSPHRASE = "agrafe cheval pile correcte"
TABLES = {
    "regie": ("core.installation", "core.alembic_version"),
    "production": ('"Commandes"', '"HistoriqueStatuts"'),
}
FILES = {"a/facture n° 1.pdf": b"%PDF-" + bytes(range(256)) * 40, "b/vide": b""}

Checksums = dict[str, str]


@dataclass(frozen=True)
class Original:
    """The installation, at rest, and what it held."""

    settings: Settings
    checksums: Checksums
    reader_password: str


def checksums(servers: Servers) -> Checksums:
    """Of the rows of each table, whatever their order."""
    assert servers.embedded is not None
    found: Checksums = {}
    for database, tables in TABLES.items():
        with psycopg.connect(servers.embedded.postgres.superuser_url(database)) as connection:
            for table in tables:
                row = connection.execute(
                    f"SELECT count(*) || ' ' || md5(string_agg(t::text, '|' ORDER BY t::text))"
                    f" FROM {table} t"
                ).fetchone()
                found[table] = row[0] if row else ""
    return found


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """A short path, for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="regie-ops-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def original(place: Path) -> Original:
    settings = Settings(env="demo", home=place / "original")
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
        return Original(settings, checksums(servers), password)


@pytest.fixture(scope="session")
def backed_up(original: Original, place: Path) -> BackupReport:
    return backup(original.settings, place)


@pytest.fixture(scope="session")
def sealed(original: Original, place: Path) -> BackupReport:
    return backup(original.settings, place, passphrase=PASSPHRASE)


@pytest.fixture
def empty(place: Path) -> Iterator[Settings]:
    """Settings with a home that does not exist; all that is made for it is removed."""
    folder = Path(tempfile.mkdtemp(dir=place))
    yield Settings(env="demo", home=folder / "home")
    shutil.rmtree(folder)
