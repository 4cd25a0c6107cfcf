"""What every test may ask for: real servers, started once; clean databases, made per use."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import psutil
import psycopg
import pytest

import postgresqlserver
from core.http.certificates import contexts
from installedpostgres import installed, private_postgresql
from mariadb import binaries, private_mariadb
from mysqlserver import VARIABLE, MySQL, given_mysql
from postgresqlserver import PostgreSQL, given_postgresql
from regie.core.db import DatabaseUrl, migrate
from regie.core.embedded import EmbeddedHome, EmbeddedPostgres, EmbeddedValkey, open_home
from regie.core.sqlguard import read_address
from regie.migrations import SCRIPTS
from served import Served, own_demo, serving

OWNER = "regie"
OWNER_PASSWORD = "owner-of-the-tests"

MEMORY = Path("/dev/shm")  # noqa: S108 - `mkdtemp` makes the folders in it
ROOM_BYTES = 6 * 2**30

Require = Callable[[str, object], None]
NewDatabase = Callable[[], DatabaseUrl]


def pytest_configure() -> None:
    """What is temporary is in memory where there is room: thousands of commits wait for no disk."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return
    if min(shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available) > ROOM_BYTES:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are called by their argument: some hold the time at which they were made, and the
    processes among which tests are shared out must agree on every name."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def require_component() -> Require:
    """Skips when a component is missing; fails instead where every component is required."""

    def require(name: str, found: object) -> None:
        if found:
            return
        if os.environ.get("REGIE_TEST_REQUIRE_ALL"):
            pytest.fail(f"{name} is required here and was not found")
        pytest.skip(f"{name} is not on this machine")

    return require


@pytest.fixture(scope="session")
def embedded_home() -> Iterator[EmbeddedHome]:
    """Servers named, not started; the folder is short, for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="regie-tests-"))
    yield open_home(folder / "home")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(embedded_home: EmbeddedHome) -> Iterator[EmbeddedPostgres]:
    embedded_home.postgres.start()
    embedded_home.postgres.ensure_role(OWNER, OWNER_PASSWORD)
    yield embedded_home.postgres
    embedded_home.postgres.stop(quick=True)


@pytest.fixture(scope="session")
def valkey(embedded_home: EmbeddedHome) -> Iterator[EmbeddedValkey]:
    embedded_home.cache.start()
    yield embedded_home.cache
    embedded_home.cache.stop()


@pytest.fixture(scope="session")
def postgresql_server(request: pytest.FixtureRequest) -> Iterator[PostgreSQL]:
    """That sources are read from: the embedded one, or the server that was given to the tests."""
    if given := os.environ.get(postgresqlserver.VARIABLE):
        with given_postgresql(given) as server:
            yield server
        return
    embedded: EmbeddedPostgres = request.getfixturevalue("postgres")
    yield PostgreSQL(read_address(embedded.superuser_url()))


@pytest.fixture(scope="session")
def installed_postgresql(require_component: Require) -> Iterator[PostgreSQL]:
    """One of another version than the embedded one."""
    require_component("PostgreSQL of the distribution", installed())
    folder = Path(tempfile.mkdtemp(prefix="regie-postgresql-"))
    with private_postgresql(folder) as running:
        yield running
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def mysql_server(require_component: Require) -> Iterator[MySQL]:
    """A MariaDB with a certificate of its own for `localhost`, which is its authority as well; or
    the server that was given to the tests."""
    if given := os.environ.get(VARIABLE):
        with given_mysql(given) as server:
            yield server
        return
    require_component("MariaDB", binaries())
    folder = Path(tempfile.mkdtemp(prefix="regie-mariadb-"))
    contexts("localhost", folder)
    (folder / "server.pem").chmod(0o644)
    files = (f"--ssl-cert={folder}/server.pem", f"--ssl-key={folder}/server.pem")
    with private_mariadb(folder, *files) as running:
        yield replace(running, ca=folder / "server.pem")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def doomed_home() -> Iterator[EmbeddedHome]:
    """A home of its own for a test module that kills, hangs or cuts off its server."""
    folder = Path(tempfile.mkdtemp(prefix="regie-doomed-"))
    home = open_home(folder / "home")
    yield home
    home.cache.stop(quick=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def doomed(doomed_home: EmbeddedHome) -> EmbeddedValkey:
    """A Valkey that runs at the beginning of each test."""
    if not doomed_home.cache.alive():
        await asyncio.to_thread(doomed_home.cache.start)
    return doomed_home.cache


@pytest.fixture(scope="session")
def new_database(postgres: EmbeddedPostgres) -> NewDatabase:
    """Makes an empty database at each call."""
    numbers = count(1)

    def make() -> DatabaseUrl:
        name = f"test_{next(numbers)}"
        postgres.ensure_database(name, OWNER)
        return DatabaseUrl(postgres.url(name, OWNER, OWNER_PASSWORD))

    return make


@pytest.fixture(scope="session")
def make_migrated(postgres: EmbeddedPostgres) -> NewDatabase:
    """Makes a database with the newest schema at each call: a copy, in a tenth of the time."""
    postgres.ensure_database("pattern", OWNER)
    migrate(DatabaseUrl(postgres.url("pattern", OWNER, OWNER_PASSWORD)), SCRIPTS)
    numbers = count(1)

    def make() -> DatabaseUrl:
        name = f"migrated_{next(numbers)}"
        with psycopg.connect(postgres.superuser_url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE pattern")
        postgres.ensure_database(name, OWNER)
        return DatabaseUrl(postgres.url(name, OWNER, OWNER_PASSWORD))

    return make


@pytest.fixture(scope="module")
def migrated(make_migrated: NewDatabase) -> DatabaseUrl:
    """A database of this test module with the newest schema."""
    return make_migrated()


@pytest.fixture(scope="session")
def demo() -> Iterator[dict[str, str]]:
    """A worker's environment, on a demo that all tests share."""
    with own_demo() as environ:
        yield environ


@pytest.fixture(scope="session")
def served(demo: dict[str, str]) -> Iterator[Served]:
    """The demo as it is served, by one worker."""
    with serving(demo) as served:
        yield served
