"""How many conversations one address may begin, and how many may be under way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from orderplay import CONVERSATIONS, Shop, opened_shop, write_source
from regie.apps.orders.conversations.ceilings import network_of
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
    assert (refused.headers["Retry-After"], refused.json()["detail"]) == (
        "3600",
        "Trop de conversations ont été commencées depuis votre réseau. Réessayez dans 60\u00a0min, "
        "ou écrivez-nous.",
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
        "Beaucoup de monde nous écrit en ce moment. Réessayez dans 30\u00a0s.",
    )


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("state = 'closed'", 201),
        ("questions = 1, last_at = now() - interval '4 minutes'", 201),
        ("questions = 1, last_at = now() - interval '2 minutes'", 429),
        ("created_at = now() - interval '2 minutes'", 201),
        ("questions = 9, created_at = now() - interval '16 minutes'", 201),
        ("questions = 9, created_at = now() - interval '14 minutes'", 429),
    ],
    ids=["closed", "silent", "talking", "nothing was asked", "long", "not so long"],
)
async def test_what_is_over_makes_room(opened: Opened, since: str, said: int) -> None:
    async with opened(AT_ONCE="1") as shop:
        await forget(shop)
        await begin(shop)
        async with shop.house.services.core.database.begin() as connection:
            await connection.execute(text(f"UPDATE orders.conversation SET {since}"))
        assert (await begin(shop)).status_code == said


@pytest.mark.parametrize("ceiling", ["AT_ONCE", "AT_ONCE_PER_WIDGET"])
async def test_one_address_leaves_the_last_third_to_others(opened: Opened, ceiling: str) -> None:
    """But for one conversation."""
    async with opened(**{ceiling: "6"}) as shop:
        await forget(shop)
        said = [(await begin(shop)).json().get("code") for _ in range(6)]
    assert said == [*5 * [None], "orders.conversations_crowded"]


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("198.51.100.1", "198.51.100.1", 429),
        ("198.51.100.1", "198.51.100.2", 429),
        ("198.51.100.1", "203.0.113.1", 201),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", 429),
        ("2001:db8:1:2::1", "2001:db8:2:2::1", 201),
    ],
)
async def test_of_the_last_third_a_network_has_its_share(
    opened: Opened, first: str, then: str, said: int
) -> None:
    """Here one: a tenth of two."""
    async with opened(AT_ONCE="6") as shop:
        await forget(shop)
        for _ in range(4):
            await begin(shop, "192.0.2.1")
        answers = [(await begin(shop, address)).status_code for address in (first, then)]
    assert answers == [201, said]


async def test_whoever_is_refused_there_has_begun_nothing(opened: Opened) -> None:
    """Of the fifty in a quarter of an hour."""
    async with opened(AT_ONCE="6", IN_15_MINUTES="6") as shop:
        await forget(shop)
        for _ in range(8):
            await begin(shop)
        await forget(shop)
        assert (await begin(shop)).status_code == 201


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.77", "198.51.100.0/24"),
        ("2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("unix", "unix"),
    ],
)
def test_what_counts_as_one_network(address: str, network: str) -> None:
    assert network_of(address) == network
