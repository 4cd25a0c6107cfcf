"""Queries run on the demo's PostgreSQL: real parameters, real rows, one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from regie.apps.orders.proven import ProvenSource
from regie.apps.orders.saved_queries.domain import MOST_ROWS, Parameter
from regie.apps.orders.saved_queries.errors import QueryDenied
from regie.apps.orders.saved_queries.running import Running
from regie.apps.orders.sources import OrderSource, Sources
from regie.core.sqlguard import SourceBusy
from regie.core.sqlguard.guard import ParameterType

from ..conftest import PARIS, in_memory, mapped


@pytest.fixture
def running(source: ProvenSource) -> Running:
    return Running(Sources([OrderSource(source, mapped(), PARIS)]), {})


@pytest.mark.parametrize(
    ("condition", "type_", "value"),
    [
        ('"NumeroCommande" = {x}', "text", "CL-401372-487531"),
        ('"DateCommande" >= {x}', "date", "2000-01-01"),
        ('"NbExemplaires" > {x}', "number", "0"),
        ('"NbExemplaires" * 1.5 > {x}', "number", "0.5"),
        ('"NumeroCommande" || {x} IS NOT NULL', "text", "x"),
    ],
)
async def test_a_parameter_is_of_its_type(
    running: Running, condition: str, type_: ParameterType, value: str
) -> None:
    sql = f'SELECT "NumeroCommande" FROM "Commandes" WHERE {condition}'
    answer = await running.run("production", sql, [Parameter("x", type_)], {"x": value})
    assert answer.rows


async def test_no_more_rows_come_than_the_cap(running: Running) -> None:
    answer = await running.run("production", 'SELECT * FROM "Commandes" LIMIT 5000', [], {})
    assert (len(answer.rows), answer.capped) == (MOST_ROWS, True)


async def test_rows_come_in_the_order_that_was_asked_for(running: Running) -> None:
    sql = 'SELECT "NbExemplaires" FROM "Commandes" ORDER BY "NbExemplaires" DESC LIMIT 50'
    counts = [row[0] for row in (await running.run("production", sql, [], {})).rows]
    assert counts == sorted(counts, reverse=True)


async def test_a_column_that_is_not_mapped_is_denied(running: Running) -> None:
    with pytest.raises(QueryDenied):
        await running.run("production", 'SELECT "MontantHT" FROM "Commandes"', [], {})


async def test_one_query_runs_at_a_time() -> None:
    source, _ = in_memory(lambda *_: [{"column": 1}])
    slow = Slow()
    running = Running(Sources([source]), {source.name: slow})  # type: ignore[dict-item]
    first = asyncio.create_task(running.run(source.name, "SELECT 1", [], {}))
    await slow.asked.wait()
    with pytest.raises(SourceBusy):
        await running.run(source.name, "SELECT 1", [], {})
    slow.answer.set()
    assert (await first).rows == [[1]]


class Slow:
    """A reader that answers when it is told to."""

    def __init__(self) -> None:
        self.asked, self.answer = asyncio.Event(), asyncio.Event()

    async def fetch(self, _sql: str, *_: object, **__: object) -> Sequence[Mapping[str, Any]]:
        self.asked.set()
        await self.answer.wait()
        return [{"column": 1}]
