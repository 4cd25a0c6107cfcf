"""A number is one number however it is spelled: its tries are counted together, and it is one
answer; and no other number is taken for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest

from regie.apps.orders.errors import OrderNotFound
from regie.apps.orders.mapping import SourceMapping
from regie.apps.orders.service import OrderService
from regie.apps.orders.sources import OrderSource
from regie.core.cache import Cache
from regie.core.errors import RegieError
from regie.core.limits import RateLimited
from regie.core.sqlguard import SourceUnavailable

from ..conftest import in_memory, order_service
from .test_several import ROW

DIGITS: dict[str, object] = {"stored_as": "digits"}
COMPACT: dict[str, object] = {"stored_as": "compact"}
PADDED: dict[str, object] = {"digits": 10}
PLAIN: dict[str, object] = {}
FORMAT = "PH-0000-00000"


class Table:
    """One order whose number its column holds so, and that is given whatever is asked for: a
    collation may take anything for it."""

    def __init__(
        self, held: object, numbers: Mapping[str, object], type_: str = "text", name: str = "one"
    ) -> None:
        self.asked: list[object] = []
        self.rows = [{**ROW, "number": held}]
        mapping = SourceMapping.model_validate(
            {
                "name": name,
                "orders": {
                    "table": "T_CMD",
                    "number": {"column": "N", "type": type_},
                    "customer": "Nom",
                    "status": "Etat",
                    "ordered_on": "Le",
                },
                "numbers": numbers,
                "statuses": {"in_production": ["10"]},
            }
        )
        self.source: OrderSource
        self.source, self.memory = in_memory(self._answer, mapping)

    def _answer(self, _sql: str, parameters: tuple[object, ...]) -> Sequence[Mapping[str, Any]]:
        self.asked.append(parameters[0])
        return self.rows


@pytest.fixture
async def cache() -> AsyncIterator[Cache]:
    cache = Cache()
    yield cache
    await cache.close()


async def outcome(service: OrderService, number: str, name: str, address: str = "") -> str:
    try:
        return (await service.track(number, name, address=address)).source
    except RegieError as refusal:
        return refusal.code


ALIASES = pytest.mark.parametrize(
    ("table", "number", "alias"),
    [
        (lambda: Table("202520964", DIGITS, "text"), "PH-2025-20964", "X2025.20964"),
        (lambda: Table("202520964", DIGITS, "text"), "PH-2025-20964", "2025/20964"),
        (lambda: Table("PH202520964", COMPACT, "text"), "PH-2025-20964", "P.H/2025-20964"),
        (lambda: Table("0000401372", PADDED, "text"), "401372", "00401372"),
        (lambda: Table(202520964, DIGITS, "integer"), "PH-2025-20964", "000202520964"),
        (lambda: Table(202520964, PLAIN, "integer"), "202520964", "Z202520964"),
        (lambda: Table("CL-1", PLAIN, "text"), "CL-1", "cl – 1"),
    ],
)


@ALIASES
async def test_a_spelling_has_no_tries_of_its_own(
    table: Callable[[], Table], number: str, alias: str
) -> None:
    service = order_service(table().source, tries=1)
    told = [await outcome(service, each, "dupont") for each in (number, alias)]
    assert told == ["orders.not_found", "limits.exceeded"]


@ALIASES
async def test_every_spelling_is_one_answer_and_forgotten_with_it(
    table: Callable[[], Table], number: str, alias: str, cache: Cache
) -> None:
    there = table()
    service = order_service(there.source, cache=cache)
    for each in (number, alias):
        await service.track(each, "rami")
    once = len(there.asked)
    await service.forget("one", [number])
    await service.track(alias, "rami")
    assert (once, len(there.asked)) == (1, 2)


async def test_nor_has_one_that_another_source_is_asked_for_too() -> None:
    """« X2025.20964 » is written in no format, so all of them are asked."""
    plants = Table("202520964", {**DIGITS, "formats": [FORMAT]}, name="plants")
    shop = Table("CL-1", {"formats": ["CL-0000-00000"]}, name="shop")
    service = order_service(plants.source, shop.source, tries=1)
    spelled = ("PH-2025-20964", "X2025.20964", "Y2025.20964")
    told = [await outcome(service, each, "dupont") for each in spelled]
    assert told == ["orders.not_found", "limits.exceeded", "limits.exceeded"]


@pytest.mark.parametrize(
    ("numbers", "type_"), [(DIGITS, "text"), (PLAIN, "integer")], ids=["digits", "integer"]
)
async def test_what_can_be_no_number_is_shut_by_itself_alone(
    numbers: dict[str, object], type_: str
) -> None:
    service = order_service(Table("", numbers, type_).source, tries=1)
    told = [await outcome(service, each, "rami") for each in ("abc", "abc", "xyz")]
    assert told == ["orders.not_found", "limits.exceeded", "orders.not_found"]


@pytest.mark.parametrize(
    "number", ["ÇL-401372-487531", "C\u034fL-401372-487531", "CL-401372-487531\u0301", "CL-1"]
)
async def test_what_the_source_takes_for_another_number_is_not_found(number: str) -> None:
    table = Table("CL-401372-487531", PLAIN)
    told = await outcome(order_service(table.source), number, "rami")
    assert (told, len(table.asked)) == ("orders.not_found", 1)


async def test_of_those_that_it_takes_for_one_the_right_one_is_found() -> None:
    table = Table("CL-1", PLAIN)
    table.rows.append({**ROW, "number": "ÇL-1", "customer": "Jean DUPONT"})
    assert (await order_service(table.source).track("CL-1", "rami")).order.number == "CL-1"


@pytest.mark.parametrize(
    ("held", "type_"),
    [
        ("cl-401372  ", "text"),
        ("CL 401372".replace(" ", "\u2011"), "text"),
        (401372, "integer"),
        (401372.0, "integer"),
        (Decimal("401372.00"), "integer"),
    ],
)
async def test_its_own_number_is_known_as_the_column_holds_it(held: object, type_: str) -> None:
    found = await order_service(Table(held, PLAIN, type_).source).look_up("CL-401372")
    assert found is not None


@pytest.mark.parametrize("there", [True, False])
async def test_names_are_counted_while_another_source_is_away(*, there: bool) -> None:
    up, away = (Table("CL-1", PLAIN, name=name) for name in ("up", "away"))
    up.rows = up.rows if there else []
    away.memory.failure = SourceUnavailable
    service = order_service(up.source, away.source, tries=2)
    told = [await outcome(service, "CL-1", name) for name in ("a", "b", "rami")]
    assert told == ["source.unavailable", "source.unavailable", "limits.exceeded"]


async def all_at_once(service: OrderService, table: Table, names: Sequence[str]) -> list[str]:
    """Each from an address of its own, all of them looking before the source answers any."""
    fetch, begun, answers = table.memory.fetch, asyncio.Event(), asyncio.Event()

    async def slowly(sql: str, *parameters: object, **more: Any) -> Any:
        begun.set()
        await answers.wait()
        return await fetch(sql, *parameters, **more)

    table.memory.fetch = slowly  # type: ignore[method-assign]
    asking = [
        asyncio.ensure_future(outcome(service, "CL-1", name, f"address {place}"))
        for place, name in enumerate(names)
    ]
    await begun.wait()
    answers.set()
    return await asyncio.gather(*asking)


async def test_of_names_that_come_at_once_no_more_are_told_than_there_are_tries() -> None:
    table = Table("CL-1", PLAIN)
    service = order_service(table.source, tries=1)
    told = await all_at_once(service, table, [*"abcdefghijklm", "rami"])
    assert told == ["orders.not_found"] * 10 + ["limits.exceeded"] * 4


async def test_right_names_that_come_at_once_all_open_it() -> None:
    table = Table("CL-1", PLAIN)
    service = order_service(table.source, tries=1)
    assert await all_at_once(service, table, ["rami"] * 50) == ["one"] * 50


async def test_a_name_that_was_refused_opens_it_when_there_is_a_try_again(cache: Cache) -> None:
    """The refusal is not remembered; from elsewhere there is one still."""
    service = order_service(Table("CL-1", PLAIN).source, cache=cache, tries=1)
    with suppress(OrderNotFound):
        await service.track("CL-1", "dupont")
    with pytest.raises(RateLimited):
        await service.track("CL-1", "rami")
    assert await outcome(service, "CL-1", "rami", "elsewhere") == "one"
