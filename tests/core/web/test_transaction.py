"""A request is one transaction, and its answer never says more than was committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database, DatabaseUrl
from regie.core.errors import Conflict
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.observe import Health
from regie.core.web import (
    PUBLIC,
    WEB_MESSAGES,
    EdgeOptions,
    Routes,
    api_router,
    build_app,
    transaction,
)

from .conftest import Served, running
from .sample import about


@pytest.fixture(scope="module")
def url(new_database: Callable[[], DatabaseUrl]) -> DatabaseUrl:
    url = new_database()
    with psycopg.connect(url.for_libpq(), autocommit=True) as connection:
        connection.execute("CREATE TABLE parent (id int PRIMARY KEY)")
        connection.execute(
            "CREATE TABLE child (id int PRIMARY KEY, parent int "
            "REFERENCES parent DEFERRABLE INITIALLY DEFERRED)"
        )
    return url


@pytest.fixture(scope="module")
def served(url: DatabaseUrl) -> Iterator[Served]:
    database = Database(url, pool_size=2, pool_overflow=0)
    begun = transaction(database)
    router = api_router("/api/v1", "tests", guard=PUBLIC)

    @router.post("/parents/{number}")
    async def insert(number: int, connection: AsyncConnection = begun) -> dict[str, int]:
        await connection.execute(text("INSERT INTO parent VALUES (:id)"), {"id": number})
        if number < 0:
            raise Conflict
        return {"number": number}

    @router.post("/orphans/{number}")
    async def orphan(number: int, connection: AsyncConnection = begun) -> dict[str, int]:
        await connection.execute(text("INSERT INTO child VALUES (:id, 999)"), {"id": number})
        return {"number": number}

    @asynccontextmanager
    async def lifespan(_: Any) -> Any:
        await database.open()
        yield
        await database.close()

    app = build_app(
        [Routes(api=(router,))],
        EdgeOptions(environment="development"),
        health=Health("0", [database]),
        about=about,
        catalogue=Catalogue.merged([CORE_MESSAGES, WEB_MESSAGES]),
        version="0",
        webapp=None,
        lifespan=lifespan,
    )
    with running(app) as served:
        yield served


def count(url: DatabaseUrl, table: str) -> int:
    with psycopg.connect(url.for_libpq()) as connection:
        row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return row[0] if row else -1


def test_an_answer_that_says_done_was_committed(served: Served, url: DatabaseUrl) -> None:
    before = count(url, "parent")
    with served.client() as client:
        answer = client.post("/api/v1/parents/1")
    assert (answer.status_code, count(url, "parent")) == (200, before + 1)


def test_a_refusal_leaves_nothing(served: Served, url: DatabaseUrl) -> None:
    before = count(url, "parent")
    with served.client() as client:
        answer = client.post("/api/v1/parents/-1")
    assert (answer.status_code, count(url, "parent")) == (409, before)


def test_a_commit_that_fails_is_a_5xx(served: Served, url: DatabaseUrl) -> None:
    with served.client() as client:
        answer = client.post("/api/v1/orphans/1")
    assert (answer.status_code, count(url, "child")) == (500, 0)


def test_statements_are_told_in_development(served: Served) -> None:
    with served.client() as client:
        assert client.post("/api/v1/parents/2").headers["x-sql-statements"] == "1"
