"""Copies that really follow their primary: a PostgreSQL and a MariaDB of each."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from installedpostgres import installed, private_pair
from mariadb import binaries, private_mariadb
from postgresqlserver import PostgreSQL
from regie.core.embedded import open_home
from regie.core.sqlguard import Limits, ReadOnlySource, open_source, read_address
from regie.core.sqlguard.opening import driver_of
from regie.core.sqlguard.reader import GuardedReader
from regie.core.sqlguard.replicas import ReplicatedSource

READER, PASSWORD = "copy_reader", "only-in-tests"
QUICK = Limits(connect_s=1, farewell_s=0.2, failures_to_open=99)


@dataclass(frozen=True)
class Pair:
    """A primary and its copy, as a reader's addresses."""

    primary: str
    copy: str
    who: str
    """A SELECT that tells the two apart, as `server`."""
    halt: Callable[[], object]
    """Makes the copy fall behind."""
    resume: Callable[[], object]
    leave: Callable[[], object]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="regie-copies-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def postgres_pair(folder: Path) -> Iterator[Pair]:
    """The copy begins as the files of a primary that was stopped."""
    first = open_home(folder / "one").postgres
    first.start()
    first.ensure_role(READER, PASSWORD)
    first.stop()
    (rules,) = (folder / "one").rglob("pg_hba.conf")
    with rules.open("a") as text:
        text.write("local replication all scram-sha-256\n")
    shutil.copytree(folder / "one", folder / "two", ignore=shutil.ignore_patterns(".s.*"))
    second = open_home(folder / "two").postgres
    (data,) = (path.parent for path in (folder / "two").rglob("pg_hba.conf"))
    (data / "standby.signal").touch()
    with (data / "postgresql.auto.conf").open("a") as text:
        text.write(f"primary_conninfo = '{first.superuser_url()}'\n")
    first.start()
    second.start()

    servers = [PostgreSQL(read_address(each.superuser_url())) for each in (first, second)]
    yield pair_of(servers[0], servers[1], second.stop)
    second.stop(quick=True)
    first.stop(quick=True)


@pytest.fixture(scope="module")
def installed_pair(
    require_component: Callable[[str, object], None], folder: Path
) -> Iterator[Pair]:
    require_component("PostgreSQL of the distribution", installed())
    place = folder / "installed"
    place.mkdir()
    with private_pair(place) as (first, second, leave):
        first.make_role(READER, PASSWORD)
        yield pair_of(first, second, leave)


def pair_of(first: PostgreSQL, second: PostgreSQL, leave: Callable[[], object]) -> Pair:
    def halt() -> None:
        second.admin("SELECT pg_wal_replay_pause()")
        first.admin("CREATE TABLE IF NOT EXISTS late ()")
        first.admin("DROP TABLE late")

    return Pair(
        first.url("postgres", READER, PASSWORD),
        second.url("postgres", READER, PASSWORD),
        "SELECT pg_is_in_recovery() AS copy",
        halt,
        lambda: second.admin("SELECT pg_wal_replay_resume()"),
        leave,
    )


@pytest.fixture(scope="module")
def mariadb_pair(require_component: Callable[[str, object], None], folder: Path) -> Iterator[Pair]:
    require_component("MariaDB", binaries())
    places = [folder / name for name in ("three", "four")]
    for place in places:
        place.mkdir()
    folder.chmod(0o755)
    with (
        private_mariadb(places[0], "--server-id=1", "--log-bin=log") as first,
        private_mariadb(places[1], "--server-id=2") as second,
    ):
        first.admin(f"CREATE USER follower IDENTIFIED BY '{PASSWORD}'")
        first.admin("GRANT REPLICATION SLAVE ON *.* TO follower")
        first.admin(f"CREATE USER {READER} IDENTIFIED BY '{PASSWORD}'")
        first.admin(f"GRANT REPLICA MONITOR ON *.* TO {READER}")
        second.admin(
            f"CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = {first.port},"
            f" MASTER_USER = 'follower', MASTER_PASSWORD = '{PASSWORD}',"
            " MASTER_USE_GTID = slave_pos"
        )
        second.admin("START REPLICA")
        yield Pair(
            first.dsn(READER, PASSWORD, ""),
            second.dsn(READER, PASSWORD, ""),
            "SELECT @@server_id = 2 AS copy",
            lambda: second.admin("STOP REPLICA SQL_THREAD"),
            lambda: second.admin("START REPLICA SQL_THREAD"),
            second.kill,
        )


@pytest.fixture(scope="module", params=["postgres_pair", "installed_pair", "mariadb_pair"])
def pair(request: pytest.FixtureRequest) -> Pair:
    return request.getfixturevalue(request.param)


class Hands:
    """A clock whose every look is three seconds later, so that each read looks at the lag anew."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 3
        return self.now


def reader(name: str, dsn: str) -> GuardedReader:
    address = read_address(dsn)
    return GuardedReader(name, address, driver_of(address.engine), QUICK)


@pytest.fixture
async def source(pair: Pair) -> AsyncIterator[ReplicatedSource]:
    opened = ReplicatedSource(
        reader("shop", pair.primary),
        [reader("shop-replica-1", pair.copy)],
        max_lag_s=0.5,
        now=Hands(),
    )
    yield opened
    await opened.close()


async def reads_from_copy(source: ReadOnlySource, pair: Pair) -> bool:
    return bool((await source.fetch(pair.who))[0]["copy"])


async def until_read_from(source: ReadOnlySource, pair: Pair, *, copy: bool) -> None:
    async with asyncio.timeout(30):
        while await reads_from_copy(source, pair) != copy:  # noqa: ASYNC110 - servers tell nobody
            await asyncio.sleep(0.02)


async def test_before_its_lag_is_known_a_copy_is_not_read(
    source: ReplicatedSource, pair: Pair
) -> None:
    assert not await reads_from_copy(source, pair)


async def test_a_copy_that_follows_is_read(source: ReplicatedSource, pair: Pair) -> None:
    await until_read_from(source, pair, copy=True)


async def test_a_copy_that_stops_following_is_left_until_it_follows_again(
    source: ReplicatedSource, pair: Pair
) -> None:
    await until_read_from(source, pair, copy=True)
    pair.halt()
    await until_read_from(source, pair, copy=False)
    pair.resume()
    await until_read_from(source, pair, copy=True)


async def test_a_server_that_copies_none_is_never_read_as_a_copy(pair: Pair) -> None:
    stranger = reader("shop-replica-1", pair.primary)
    assert await stranger.lag() is None
    await stranger.close()


async def test_the_proof_is_the_primarys(source: ReplicatedSource) -> None:
    assert (await source.prove([])).findings


async def test_a_copy_that_is_gone_is_left_in_the_same_read(
    source: ReplicatedSource, pair: Pair
) -> None:
    """The last of its module: the copy does not come back."""
    await until_read_from(source, pair, copy=True)
    await asyncio.to_thread(pair.leave)
    assert not await reads_from_copy(source, pair)


async def test_copies_stand_in_the_dsn() -> None:
    source = open_source("shop", "mysql://reader@127.0.0.1:1?replica=127.0.0.1:2&replica=copy")
    assert isinstance(source, ReplicatedSource)
    await source.close()
