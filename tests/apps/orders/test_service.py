from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest

from regie.apps.orders.domain import Status, Step
from regie.apps.orders.errors import OrderNotFound
from regie.apps.orders.proven import ProvenSource
from regie.apps.orders.repository import OrderRepository, relations
from regie.apps.orders.service import OrderService
from regie.apps.orders.settings import OrdersSettings
from regie.core.cache import Cache
from regie.core.counters import Counters, MemoryLedger
from regie.core.errors import RegieError
from regie.core.observe import count_statements
from regie.core.sqlguard import MemorySource

from .conftest import PARIS, order_service

ROW = {
    "number": "CL-1    ",
    "customer": "Mina RAMI",
    "status": "En production",
    "ordered_on": date(2026, 3, 2),
    "expected_on": None,
    "designation": "Affiche",
    "copies": 1,
    "step": None,
    "step_on": None,
}


def over_rows(*rows: Mapping[str, Any], counters: Counters | None = None) -> OrderService:
    def answer(_sql: str, _parameters: tuple[object, ...]) -> Sequence[Mapping[str, Any]]:
        return [{**ROW, **row} for row in rows]

    settings = OrdersSettings()
    source = ProvenSource("memory", MemorySource(answer), relations(settings), strict=False)
    orders = OrderRepository(source, settings, PARIS)
    return order_service(orders, source, counters=counters)


async def test_an_order_is_found_under_the_family_name(service: OrderService) -> None:
    found = await service.track("CL-401372-487531", "RAMI")
    assert (found.order.designation, found.order.copies, found.order.dispatch_expected_on) == (
        "DCC avec couverture",
        5,
        date(2025, 10, 28),
    )


async def test_a_status_that_is_not_filled_in_is_shown_as_nothing() -> None:
    found = await over_rows({"status": None}).track("CL-1", "RAMI")
    assert (found.order.status, found.order.wording) == (Status.OTHER, "")


async def test_its_history_comes_in_order(service: OrderService) -> None:
    found = await service.track("CL-401118-220964", "Mina RAMI")
    assert [step.status for step in found.order.history] == [
        Status.IN_PRODUCTION,
        Status.PREPARING_DISPATCH,
        Status.DISPATCHED,
        Status.DELIVERED,
    ]


async def test_an_order_and_its_history_are_one_statement(service: OrderService) -> None:
    with count_statements() as counted:
        await service.track("CL-401118-220964", "Mina RAMI")
    assert counted.count == 1


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("CL-401372-487531", "Mina"),
        ("CL-401372-487531", "Dupont"),
        ("CL-000000-000000", "RAMI"),
        ("no number at all", "RAMI"),
        ("' OR 1=1 --", "RAMI"),
        ("CL-000000-000000", "Prénom NOM-COMPOSÉ"),
    ],
)
async def test_whatever_is_wrong_the_answer_and_the_number_of_statements_are_the_same(
    service: OrderService, number: str, name: str
) -> None:
    with count_statements() as counted, pytest.raises(OrderNotFound) as raised:
        await service.track(number, name)
    assert (counted.count, raised.value.detail, raised.value.params) == (1, "", {})


async def test_lateness_is_counted_in_the_organisations_day(service: OrderService) -> None:
    found = await service.track("CL-401372-487531", "RAMI")
    assert found.days_late == (date(2026, 11, 21) - date(2025, 10, 28)).days


async def test_a_padded_number_is_shown_without_padding() -> None:
    assert (await over_rows({}).track("CL-1", "rami")).order.number == "CL-1"


async def test_an_order_without_history_has_none() -> None:
    assert (await over_rows({}).track("CL-1", "rami")).order.history == ()


async def test_a_moment_belongs_to_the_day_of_the_organisation() -> None:
    late_in_the_evening = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    found = await over_rows({"ordered_on": late_in_the_evening}).track("CL-1", "rami")
    assert found.order.ordered_on == date(2026, 3, 3)


async def test_steps_of_one_day_stand_in_the_order_of_an_orders_life() -> None:
    day = date(2026, 3, 4)
    found = await over_rows(
        {"step": "Livrée", "step_on": day}, {"step": "Expédiée", "step_on": day}
    ).track("CL-1", "rami")
    assert found.order.history == (
        Step(Status.DISPATCHED, "Expédiée", day),
        Step(Status.DELIVERED, "Livrée", day),
    )


async def test_a_number_that_two_orders_share_opens_neither() -> None:
    with pytest.raises(OrderNotFound):
        await over_rows({}, {"customer": "Jean DUPONT"}).track("CL-1", "rami")


async def test_a_source_that_fails_is_not_an_order_that_does_not_exist() -> None:
    class Away(RegieError):
        pass

    memory = MemorySource(lambda *_: [])
    memory.failure = Away
    settings = OrdersSettings()
    source = ProvenSource("memory", memory, relations(settings), strict=False)
    service = order_service(OrderRepository(source, settings, PARIS), source)
    with pytest.raises(Away):
        await service.track("CL-1", "rami")


class Counted:
    """A source of one order that counts who asks it."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, *_: object) -> Sequence[Mapping[str, Any]]:
        self.asked += 1
        return [ROW]


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
async def remembering(counted: Counted) -> AsyncIterator[OrderService]:
    settings = OrdersSettings()
    source = ProvenSource("memory", MemorySource(counted), relations(settings), strict=False)
    cache = Cache()
    yield order_service(OrderRepository(source, settings, PARIS), source, cache=cache)
    await cache.close()


@pytest.mark.parametrize("name", ["Mina RAMI", "mina  rami", "Dupont"])
async def test_the_same_question_is_answered_once_by_the_source(
    remembering: OrderService, counted: Counted, name: str
) -> None:
    for _ in range(3):
        with suppress(OrderNotFound):
            await remembering.track("CL-1", name)
    assert counted.asked == 1


async def test_another_name_is_another_question(
    remembering: OrderService, counted: Counted
) -> None:
    await remembering.track("CL-1", "Mina RAMI")
    with pytest.raises(OrderNotFound):
        await remembering.track("CL-1", "Dupont")
    assert counted.asked == 2


@pytest.mark.parametrize(
    ("name", "counted"), [("Mina RAMI", "orders.tracked"), ("Dupont", "orders.not_found")]
)
async def test_each_question_is_counted_by_its_outcome(name: str, counted: str) -> None:
    counters = Counters(MemoryLedger(), PARIS)
    with suppress(OrderNotFound):
        await over_rows({}, counters=counters).track("CL-1", name)
    await counters.flush()
    totals = [await counters.total("main", each) for each in ("orders.tracked", "orders.not_found")]
    assert totals == [counted == "orders.tracked", counted == "orders.not_found"]
