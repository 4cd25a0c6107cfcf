"""What chance decides, so that it can be decided again; and a server that a test may harm."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from regie.core.db import DatabaseUrl, migrate
from regie.core.embedded import EmbeddedPostgres, open_home
from regie.migrations import SCRIPTS

OWNER, PASSWORD, NAME = "owner", "only-in-tests", "chaos"


@pytest.fixture(scope="module")
def seed() -> int:
    seed = int(os.environ.get("REGIE_CHAOS_SEED") or random.SystemRandom().randrange(2**32))
    print(f"REGIE_CHAOS_SEED={seed}")  # noqa: T201 - shown when a test fails
    return seed


@pytest.fixture(scope="module")
def rng(seed: int) -> random.Random:
    return random.Random(seed)


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedPostgres]:
    """A server of these tests alone, which they may restart; its database has the newest schema."""
    folder = Path(tempfile.mkdtemp(prefix="regie-chaos-"))
    postgres = open_home(folder / "home").postgres
    postgres.start()
    postgres.ensure_role(OWNER, PASSWORD)
    postgres.ensure_database(NAME, OWNER)
    migrate(url_of(postgres), SCRIPTS)
    yield postgres
    postgres.stop(quick=True)
    shutil.rmtree(folder)


def url_of(server: EmbeddedPostgres) -> DatabaseUrl:
    return DatabaseUrl(server.url(NAME, OWNER, PASSWORD))
