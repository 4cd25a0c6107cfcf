"""A migrated database with the ledger of the jobs that are played with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text

from jobplay import JOBS, LEDGER, Player
from jobplay import Place as PlayPlace
from regie.core.db import Database, DatabaseUrl, ensure_days
from regie.core.tasks import (
    Call,
    DeclaredJob,
    JobWorker,
    NotifyWakes,
    Tells,
    WhenFailed,
    WorkerOptions,
    enqueue,
)
from regie.core.tasks.tables import jobs_ended

Begin = Callable[..., Awaitable[int]]
Execute = Callable[..., Awaitable[list[tuple[Any, ...]]]]


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=20, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await ensure_days(connection, jobs_ended)
        await connection.execute(text(LEDGER))
    yield database
    await database.close()


@pytest.fixture
async def clean(database: Database) -> None:
    async with database.begin() as connection:
        await connection.execute(
            text(
                "TRUNCATE core.jobs, core.jobs_ended, core.job_groups, core.job_schedules,"
                " core.job_workers, core.outbox"
            )
        )


@pytest.fixture
def player(database: Database, migrated: DatabaseUrl, clean: None) -> Player:
    return Player(database, PlayPlace(migrated.for_libpq(), None))


@pytest.fixture
def begin(database: Database, clean: None) -> Begin:
    async def run(call: Call, **options: Any) -> int:
        async with database.begin() as connection:
            return await enqueue(connection, call, **options)

    return run


@pytest.fixture
def execute(database: Database, clean: None) -> Execute:
    async def run(statement: str, **values: Any) -> list[tuple[Any, ...]]:
        async with database.begin() as connection:
            result = await connection.execute(text(statement), values)
            return [tuple(row) for row in result] if result.returns_rows else []

    return run


@pytest.fixture
def make_worker(database: Database, migrated: DatabaseUrl, clean: None) -> Callable[..., JobWorker]:
    def make(
        name: str = "worker",
        *,
        when_failed: WhenFailed | None = None,
        tells: Tells | None = None,
        **options: Any,
    ) -> JobWorker:
        return JobWorker(
            database,
            migrated,
            [DeclaredJob(each, "the service") for each in JOBS],
            NotifyWakes(database),
            worker=name,
            tells=tells,
            **({} if when_failed is None else {"when_failed": when_failed}),
            options=WorkerOptions(**{"lease_s": 0.6, "sweep_s": 0.1, "poll_s": 0.05, **options}),
        )

    return make
