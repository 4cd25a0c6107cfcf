"""What every test may ask for: real servers, started once; clean databases, made per use."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from regie.core.db import DatabaseUrl, migrate
from regie.core.embedded import EmbeddedHome, EmbeddedPostgres, EmbeddedValkey, open_home
from regie.migrations import SCRIPTS
from served import Served, own_demo, serving

OWNER = "regie"
OWNER_PASSWORD = "owner-of-the-tests"

Require = Callable[[str, object], None]


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
def new_database(postgres: EmbeddedPostgres) -> Callable[[], DatabaseUrl]:
    """Makes an empty database at each call."""
    numbers = count(1)

    def make() -> DatabaseUrl:
        name = f"test_{next(numbers)}"
        postgres.ensure_database(name, OWNER)
        return DatabaseUrl(postgres.url(name, OWNER, OWNER_PASSWORD))

    return make


@pytest.fixture(scope="module")
def migrated(new_database: Callable[[], DatabaseUrl]) -> DatabaseUrl:
    """A database of this test module with the newest schema."""
    url = new_database()
    migrate(url, SCRIPTS)
    return url


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
