"""A service for whoever may know of some sources alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from regie.apps.orders.errors import OrderNotFound
from regie.apps.orders.service import OrderService
from regie.core.cache import Cache

from ..conftest import in_memory, order_service
from .test_several import ROW, House, mapping


@pytest.fixture
def alike() -> House:
    return House(new="CL-0000", old="CL-0000")


@pytest.fixture
async def remembering() -> AsyncIterator[OrderService]:
    """« old » alone has the order."""
    cache = Cache()
    new, _ = in_memory(lambda *_: [], mapping("new", "CL-0000"))
    old, _ = in_memory(lambda *_: [ROW], mapping("old", "CL-0000"))
    yield order_service(new, old, cache=cache)
    await cache.close()


@pytest.mark.parametrize("there", [True, False])
async def test_where_else_it_is_makes_no_other_work(alike: House, *, there: bool) -> None:
    alike.rows["old"] = [ROW] if there else []
    with pytest.raises(OrderNotFound):
        await alike.service.within(["new"]).track("CL-0001", "rami")
    assert alike.asked == ["new"]


async def test_a_number_in_the_form_of_another_source_is_asked_for_like_any_other() -> None:
    apart = House(production="CL-0000", atelier="PH-0000")
    apart.rows["atelier"] = [ROW]
    assert await apart.service.within(["production"]).look_up("PH-0001") is None
    assert apart.asked == ["production"]


async def test_none_are_all_of_them(alike: House) -> None:
    assert alike.service.within(None) is alike.service


async def test_a_source_that_is_there_no_more_has_nothing(alike: House) -> None:
    alike.rows["new"] = [ROW]
    assert await alike.service.within(["gone"]).look_up("CL-0001") is None


async def test_what_is_remembered_of_all_of_them_is_not_told(remembering: OrderService) -> None:
    narrowed = remembering.within(["new"])
    found = [await each.look_up("CL-0001") for each in (remembering, narrowed)]
    assert [each is not None for each in found] == [True, False]


async def test_who_asks_at_the_same_time_is_told_of_their_own_sources(
    remembering: OrderService,
) -> None:
    narrowed = remembering.within(["new"])
    found = await asyncio.gather(*(each.look_up("CL-0001") for each in (remembering, narrowed)))
    assert [each is not None for each in found] == [True, False]
