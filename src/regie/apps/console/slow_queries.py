"""Slow statements over HTTP: by shape and day, and one by one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.app import Core
from regie.core.db import SlowFilter, SlowShape, slow_shapes, slow_statements
from regie.core.input import Instant
from regie.core.observe import SlowStatement
from regie.core.web import api_router, requires, transaction

MOST_DAYS: Final = 400
MOST_SHOWN: Final = 500


class SlowShapeSeen(BaseModel):
    """One shape of statement on one day (UTC); values are `?`."""

    day: date
    digest: str
    database: str
    statement: str
    count: int
    total_ms: int
    p95_ms: int
    max_ms: int
    max_rows: int | None
    causes: list[str]
    """Routes and jobs on whose behalf it ran."""
    last_at: datetime


class SlowShapesSeen(BaseModel):
    threshold_ms: int
    """What takes less is not slow, and not here."""
    shapes: list[SlowShapeSeen]


class SlowStatementSeen(BaseModel):
    at: datetime
    digest: str
    statement: str
    database: str
    elapsed_ms: int
    rows: int | None
    cause: str | None
    request_id: str | None


class SlowStatementsSeen(BaseModel):
    statements: list[SlowStatementSeen]
    next: datetime | None
    """`before` of the page that follows; null at the end."""


def routes(core: Core) -> APIRouter:
    api = api_router(
        "/api/v1/console/slow-queries", "console", guard=requires("console.slow_queries.read")
    )
    begun = transaction(core.database)
    wanted = _wanted(core)

    @api.get("")
    async def list_slow_shapes(
        limit: Annotated[int, Query(ge=1, le=MOST_SHOWN)] = 100,
        wanted: SlowFilter = wanted,
        connection: AsyncConnection = begun,
    ) -> SlowShapesSeen:
        """Slow statements by shape and day, those that took the most time first."""
        found = await slow_shapes(connection, wanted, limit=limit)
        return SlowShapesSeen(
            threshold_ms=core.settings.slow_sql_ms, shapes=[_seen_shape(each) for each in found]
        )

    @api.get("/statements")
    async def list_slow_statements(
        limit: Annotated[int, Query(ge=1, le=MOST_SHOWN)] = 100,
        wanted: SlowFilter = wanted,
        connection: AsyncConnection = begun,
    ) -> SlowStatementsSeen:
        """Slow statements one by one, the latest first."""
        found = await slow_statements(connection, wanted, limit=limit)
        return SlowStatementsSeen(
            statements=[_seen_statement(each) for each in found],
            next=found[-1].at if len(found) == limit else None,
        )

    return api


def _wanted(core: Core) -> Any:
    def wanted(
        *,
        days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 7,
        before: Instant | None = None,
        digest: Annotated[str | None, Query(pattern=r"^[0-9a-f]{16}$")] = None,
        database: Annotated[
            str | None, Query(max_length=64, pattern=r"^[^\x00-\x1F\x7F-\x9F]*$")
        ] = None,
        cause: Annotated[
            str | None, Query(max_length=200, pattern=r"^[^\x00-\x1F\x7F-\x9F]*$")
        ] = None,
        least_ms: Annotated[int, Query(ge=0, le=86_400_000)] = 0,
    ) -> SlowFilter:
        since = core.clock() - timedelta(days=days)
        return SlowFilter(since, before, digest, database, cause, least_ms)

    return Depends(wanted)


def _seen_shape(shape: SlowShape) -> SlowShapeSeen:
    return SlowShapeSeen.model_validate(shape, from_attributes=True)


def _seen_statement(statement: SlowStatement) -> SlowStatementSeen:
    return SlowStatementSeen.model_validate(statement, from_attributes=True)
