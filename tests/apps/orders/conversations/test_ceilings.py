"""How many conversations one address may begin, and how many may be under way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from orderplay import CONVERSATIONS, Shop, opened_shop, write_source
from regie.core.db import DatabaseUrl

Opened = Callable[..., AbstractAsyncContextManager[Shop]]


@pytest.fixture
def opened(migrated: DatabaseUrl, tmp_path: Path) -> Opened:
    def with_settings(**settings: str) -> AbstractAsyncContextManager[Shop]:
        named = {f"REGIE_ORDERS_CONVERSATIONS_{name}": value for name, value in settings.items()}
        more = {**named, "REGIE_TRUSTED_PROXIES": "127.0.0.0/8"}
        return opened_shop(migrated, write_source(tmp_path), **more)

    return with_settings


async def begin(shop: Shop, address: str = "198.51.100.1") -> httpx.Response:
    headers = {"X-Forwarded-For": address, "Accept-Language": "fr"}
    return await shop.client.post(CONVERSATIONS, json={}, headers=headers)


async def forget(shop: Shop) -> None:
    """What other tests have begun."""
    async with shop.house.services.core.database.begin() as connection:
        await connection.execute(text("DELETE FROM orders.conversation"))


async def test_an_address_begins_so_many_a_day(opened: Opened) -> None:
    async with opened(A_DAY="3") as shop:
        said = [(await begin(shop)).status_code for _ in range(4)]
    assert said == [201, 201, 201, 429]


async def test_and_so_many_in_a_quarter_of_an_hour(opened: Opened) -> None:
    async with opened(IN_15_MINUTES="3") as shop:
        said = [(await begin(shop)).status_code for _ in range(4)]
    assert said == [201, 201, 201, 429]


async def test_another_address_begins_its_own(opened: Opened) -> None:
    async with opened(A_DAY="1") as shop:
        said = [(await begin(shop, f"198.51.100.{n}")).status_code for n in (1, 2)]
    assert said == [201, 201]


async def test_whoever_has_begun_too_many_is_told_when_to_come_back(opened: Opened) -> None:
    async with opened(A_DAY="24") as shop:
        for _ in range(24):
            await begin(shop)
        refused = await begin(shop)
    problem = refused.json()
    assert (refused.headers["Retry-After"], problem["code"]) == (
        "3600",
        "orders.conversations_too_many",
    )


@pytest.mark.parametrize("ceiling", ["AT_ONCE", "AT_ONCE_PER_WIDGET"])
async def test_so_many_are_under_way_at_once(opened: Opened, ceiling: str) -> None:
    async with opened(**{ceiling: "2"}) as shop:
        await forget(shop)
        said = [(await begin(shop, f"198.51.100.{n}")).status_code for n in range(3)]
    assert said == [201, 201, 429]


async def test_a_crowd_is_told_in_a_sentence(opened: Opened) -> None:
    async with opened(AT_ONCE="1") as shop:
        await forget(shop)
        await begin(shop)
        refused = await begin(shop)
    assert (refused.headers["Retry-After"], refused.json()["detail"]) == (
        "30",
        "Beaucoup de monde nous écrit en ce moment. Réessayez dans 30 s.",
    )


@pytest.mark.parametrize("over", ["state = 'closed'", "last_at = now() - interval '4 minutes'"])
async def test_what_is_over_makes_room(opened: Opened, over: str) -> None:
    async with opened(AT_ONCE="1") as shop:
        await forget(shop)
        await begin(shop)
        async with shop.house.services.core.database.begin() as connection:
            await connection.execute(text(f"UPDATE orders.conversation SET {over}"))
        assert (await begin(shop)).status_code == 201
