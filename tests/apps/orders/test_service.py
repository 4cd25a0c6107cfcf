from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest

from regie.apps.orders.domain import Status, Step
from regie.apps.orders.errors import OrderNotFound
from regie.apps.orders.service import OrderService
from regie.core.cache import Cache
from regie.core.counters import Counters, MemoryLedger
from regie.core.errors import RegieError
from regie.core.limits import RateLimited
from regie.core.observe import count_statements

from .conftest import PARIS, in_memory, order_service

ROW = {
    "number": "CL-1    ",
    "customer": "Mina RAMI",
    "customer_1": None,
    "customer_2": None,
    "customer_3": None,
    "email": None,
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

    source, _ = in_memory(answer)
    return order_service(source, counters=counters)


async def test_an_order_is_found_under_the_family_name(service: OrderService) -> None:
    found = await service.track("CL-401372-487531", "RAMI")
    assert (found.order.designation, found.order.copies, found.order.dispatch_expected_on) == (
        "DCC avec couverture",
        5,
        date(2026, 11, 13),
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
    assert found.days_late == (date(2026, 11, 21) - date(2026, 11, 13)).days


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

    source, memory = in_memory(lambda *_: [])
    memory.failure = Away
    with pytest.raises(Away):
        await order_service(source).track("CL-1", "rami")


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
    source, _ = in_memory(counted)
    cache = Cache()
    yield order_service(source, cache=cache)
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


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_rush_for_one_order_is_one_question_to_the_source_however_names_are_spelled(
    counted: Counted, at_once: bool
) -> None:
    slow, memory = in_memory(counted)
    fetch = memory.fetch

    begun, all_asked = asyncio.Event(), asyncio.Event()

    async def slowly(sql: str, *parameters: object, **more: Any) -> Any:
        begun.set()
        await all_asked.wait()
        return await fetch(sql, *parameters, **more)

    memory.fetch = slowly  # type: ignore[method-assign]
    cache = Cache()
    service = order_service(slow, cache=cache)
    names = ["RAMI", "Mina RAMI", "rami mina", "M. Rami"]

    async def ask(place: int) -> str:
        if place and not at_once:
            await begun.wait()
            await asyncio.sleep(place % 10 / 1000)
        if place == 199:
            asyncio.get_running_loop().call_later(0.02, all_asked.set)
        return (await service.track("CL-1", names[place % 4])).order.number

    assert set(await asyncio.gather(*(ask(place) for place in range(200)))) == {"CL-1"}
    assert counted.asked == 1
    await cache.close()


async def test_where_an_answer_came_from_is_told(remembering: OrderService) -> None:
    origins = [(await remembering.track("CL-1", "rami")).origin for _ in range(2)]
    assert origins == ["database", "cache"]


async def test_what_the_source_says_has_changed_is_asked_again(
    remembering: OrderService, counted: Counted
) -> None:
    await remembering.track("CL-1", "rami")
    assert await remembering.look_up("CL-1")
    assert await remembering.forget("production", ["cl-1"])
    await remembering.track("CL-1", "rami")
    assert await remembering.look_up("CL-1")
    assert counted.asked == 4


async def test_a_number_against_which_too_many_names_were_tried_is_left_alone() -> None:
    source, _ = in_memory(lambda *_: [])
    service = order_service(source, tries=3)
    outcomes: list[str] = []
    for name in ("a", "b", "c", "d"):
        try:
            await service.track("CL-1", name)
        except RegieError as refusal:
            outcomes.append(refusal.code)
    assert outcomes == [*["orders.not_found"] * 3, "limits.exceeded"]


@pytest.mark.parametrize("rows", [[], [ROW]])
async def test_whether_it_exists_or_not_it_is_left_alone_alike(
    rows: list[Mapping[str, Any]],
) -> None:
    source, _ = in_memory(lambda *_: rows)
    service = order_service(source, tries=1)
    with pytest.raises(OrderNotFound):
        await service.track("CL-1", "Dupont")
    with pytest.raises(RateLimited) as refused:
        await service.track("CL-1", "rami")
    assert (refused.value.retry_after_s, refused.value.params) == (600, {"seconds": 600})


@pytest.mark.parametrize(("address", "opens"), [("", False), ("203.0.113.9", True)])
async def test_what_opened_it_before_does_then_for_others_alone(
    counted: Counted, address: str, opens: bool
) -> None:
    """Whoever has no try left would else be told a right guess from a wrong one."""
    source, _ = in_memory(counted)
    cache = Cache()
    service = order_service(source, cache=cache, tries=1)
    await service.track("CL-1", "rami")
    with pytest.raises(OrderNotFound):
        await service.track("CL-1", "Dupont")
    with nullcontext() if opens else pytest.raises(RateLimited):
        await service.track("CL-1", "rami", address=address)
    await cache.close()


async def test_a_stranger_shuts_no_number_for_who_asks_from_elsewhere() -> None:
    source, _ = in_memory(lambda *_: [ROW])
    service = order_service(source, tries=1)
    with pytest.raises(OrderNotFound):
        await service.track("CL-1", "Dupont", address="198.51.100.1")
    found = await service.track("CL-1", "rami", address="203.0.113.9")
    assert found.order.number == "CL-1"


@pytest.fixture
async def shut() -> AsyncIterator[OrderService]:
    """One whose only order is left alone, from that address."""
    source, _ = in_memory(lambda *_: [ROW])
    cache = Cache()
    service = order_service(source, cache=cache, tries=1)
    with pytest.raises(OrderNotFound):
        await service.track("CL-1", "Dupont")
    yield service
    await cache.close()


@pytest.mark.parametrize(("name", "finds"), [("rami", True), ("Dupont", False)])
async def test_a_letter_to_its_owner_is_written_while_a_number_is_shut(
    shut: OrderService, name: str, *, finds: bool
) -> None:
    assert (await shut.claimed("CL-1", name) is not None) == finds


async def test_what_a_letter_was_asked_for_with_is_not_opened_by_it(shut: OrderService) -> None:
    """Or codes would be tries that nothing limits."""
    await shut.claimed("CL-1", "rami")
    with pytest.raises(RateLimited):
        await shut.track("CL-1", "rami")


async def test_letters_are_no_tries() -> None:
    source, _ = in_memory(lambda *_: [ROW])
    service = order_service(source, tries=1)
    for _ in range(3):
        await service.claimed("CL-1", "Dupont")
    assert await service.track("CL-1", "rami")
