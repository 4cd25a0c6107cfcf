"""What waits is counted by kind, and what waits too long is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import text

from regie.core.db import Database
from regie.core.errors import Unavailable
from regie.core.outbox import Backlog, BacklogCheck, Kind, backlog, put
from regie.core.outbox.metrics import OutboxMetrics

from .conftest import Order


@pytest.fixture
async def overdue(database: Database, kind: Kind[Order]) -> None:
    """One row that has been ready for an hour, one for a moment, one that is not."""
    async with database.begin() as connection:
        await put(connection, kind, Order(), not_before=timedelta(hours=-1))
        await put(connection, kind, Order())
        await put(connection, kind, Order(), not_before=timedelta(hours=1))


@pytest.fixture(autouse=True)
async def nothing_else_waits(database: Database) -> None:
    async with database.begin() as connection:
        await connection.execute(text("DELETE FROM core.outbox"))


@pytest.mark.usefixtures("overdue")
async def test_the_age_is_that_of_the_first_that_is_ready(
    database: Database, kind: Kind[Order]
) -> None:
    async with database.begin() as connection:
        (found,) = await backlog(connection)
    assert found == Backlog(kind.name, 3, 0, 0, pytest.approx(3600, abs=60))


@pytest.mark.usefixtures("overdue")
async def test_a_row_that_waits_too_long_degrades_the_installation(database: Database) -> None:
    with pytest.raises(Unavailable):
        await BacklogCheck(database, overdue_s=600).ping()


@pytest.mark.usefixtures("overdue")
async def test_a_row_that_waits_within_the_limit_is_well(database: Database) -> None:
    await BacklogCheck(database, overdue_s=7200).ping()


async def test_an_empty_outbox_is_well(database: Database) -> None:
    await BacklogCheck(database).ping()


def test_a_kind_that_has_left_wholly_is_zero() -> None:
    registry = CollectorRegistry()
    metrics = OutboxMetrics(registry, ["mail"])
    metrics.sample([Backlog("mail", 5, 1, 0, 9.0)])
    metrics.sample([])
    labels = {"kind": "mail", "state": "queued"}
    assert registry.get_sample_value("regie_outbox_rows", labels) == 0
