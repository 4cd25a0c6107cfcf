"""A conversation is had with the one connection that a process of a small installation may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from orderplay import CONVERSATIONS, DESK, MINE, NAME, opened_shop, write_source
from regie.apps.orders.conversations.voices import templates_tag
from regie.core.access import MAIN_TENANT
from regie.core.db import DatabaseUrl

ONE = {"REGIE_DATABASE_POOL_SIZE": "1", "REGIE_DATABASE_POOL_OVERFLOW": "0"}


async def test_its_first_sentence_waits_for_no_second_connection(
    migrated: DatabaseUrl, tmp_path: Path
) -> None:
    """Where all connections are held by those who begin, nobody would ever give one back."""
    async with opened_shop(migrated, write_source(tmp_path), **ONE) as shop:
        assert (await shop.customer()).begun["messages"]


async def test_nor_does_the_key_of_a_shop(migrated: DatabaseUrl, tmp_path: Path) -> None:
    unknown = {"widget": "wk_AKeyThatNobodyMade0001"}
    async with opened_shop(migrated, write_source(tmp_path), **ONE) as shop:
        answer = await shop.client.post(CONVERSATIONS, json=unknown)
    assert answer.json()["code"] == "orders.widget_not_found"


@pytest.mark.parametrize("asked", [f"{MINE} {NAME}", "Je veux parler à quelqu'un"])
async def test_nor_does_an_answer(migrated: DatabaseUrl, tmp_path: Path, asked: str) -> None:
    async with opened_shop(migrated, write_source(tmp_path), **ONE) as shop:
        assert (await (await shop.customer()).say(asked)).text


async def test_nor_does_an_agent_who_takes_it(migrated: DatabaseUrl, tmp_path: Path) -> None:
    async with opened_shop(migrated, write_source(tmp_path), **ONE) as shop:
        customer = await shop.customer()
        await customer.say("Je veux parler à quelqu'un")
        agent = await shop.agent()
        await shop.house.services.core.cache.invalidate(templates_tag(MAIN_TENANT))
        url = f"{DESK}/conversations/{customer.id}/take"
        assert (await shop.client.post(url, headers=agent)).status_code == 200
