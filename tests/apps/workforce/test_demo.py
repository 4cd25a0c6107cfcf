"""The demo's figures: written once, believable, of places that identity's demo has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import pytest

from regie.apps.workforce.demo import prepare_demo
from regie.core.app import DemoSite
from regie.core.db import DatabaseUrl, migrate
from regie.core.files import MemoryStore
from regie.identity.demo import prepare_demo as prepare_people
from regie.migrations import SCRIPTS


@pytest.fixture(scope="module")
def filled(new_database: Callable[[], DatabaseUrl]) -> DatabaseUrl:
    """Twice: what runs again changes nothing."""
    url = new_database()
    migrate(url, SCRIPTS)
    site = DemoSite(
        url.for_libpq(),
        url.for_libpq(),
        lambda name: f"of this installation, for {name}",
        lambda: datetime(2026, 11, 21, 9, tzinfo=UTC),
        lambda *_: None,
        MemoryStore(),
    )
    for prepare in (prepare_people, prepare_demo, prepare_demo):
        prepare(site)
    return url


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("SELECT count(*) FROM workforce.post", 8),
        ("SELECT count(DISTINCT place_id) FROM workforce.volume", 6),
        ("SELECT count(*) FROM workforce.headcount", 48),
        (
            "SELECT count(DISTINCT period) FROM workforce.volume JOIN workforce.task"
            " ON task.id = task_id WHERE rhythm = 'month'",
            24,
        ),
        ("SELECT to_char(max(period), 'YYYY-MM') FROM workforce.volume", "2026-11"),
        ("SELECT count(*) > 0 FROM workforce.unit_time WHERE number = 2", True),
        ("SELECT count(*) FROM workforce.unit_time WHERE valid_from > '2026-11-21'", 0),
    ],
)
def test_it_has_what_its_pages_show(filled: DatabaseUrl, asked: str, expected: object) -> None:
    with psycopg.connect(filled.for_libpq()) as connection:
        assert connection.execute(asked).fetchone() == (expected,)
