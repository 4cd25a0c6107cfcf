"""Opening hours, agents who leave without a word, and the end of conversations."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from orderplay import DESK, SOURCE, Customer, Shop, opened_shop, write_source
from regie.apps.orders.answering.policy import AnswerPolicy
from regie.apps.orders.conversations.retention import purge_conversations
from regie.apps.orders.conversations.voices import Policies
from regie.apps.orders.desk.away import PATIENCE, release
from regie.core.db import DatabaseUrl

SUNDAY = datetime(2026, 11, 22, 10, tzinfo=UTC)
HOURS = """
contact = "au 01 23 45 67 89"
hours = [{ days = ["monday"], from = 09:00:00, until = 18:00:00 }]
"""


@pytest.fixture
async def taken(shop: Shop, customer: Customer) -> Customer:
    await customer.say("Je veux parler à quelqu'un")
    agent = await shop.agent()
    await shop.client.post(f"{DESK}/conversations/{customer.id}/take", headers=agent)
    return customer


@pytest.fixture
async def closed_shop(
    migrated: DatabaseUrl, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Shop]:
    mapping = write_source(tmp_path_factory.mktemp("closed"), HOURS)
    async with opened_shop(migrated, mapping, clock=lambda: SUNDAY) as shop:
        yield shop


async def let_go(shop: Shop, after: timedelta, policy: AnswerPolicy | None = None) -> int:
    policies = Policies({} if policy is None else {SOURCE: policy})
    async with shop.house.services.core.database.begin() as connection:
        return await release(connection, datetime.now(UTC) + after, policies)


async def test_out_of_hours_it_is_said_when_people_are_back(closed_shop: Shop) -> None:
    answer = await (await closed_shop.customer()).say("Je veux parler à quelqu'un")
    assert "nous répondons de nouveau demain, lundi 23 novembre 2026 à 9 h" in answer.text


async def test_whoever_left_without_a_word_gives_the_conversation_back(
    shop: Shop, taken: Customer
) -> None:
    await let_go(shop, PATIENCE + timedelta(seconds=5))
    assert (await taken.read())["state"] == "waiting"


async def test_whoever_was_there_a_moment_ago_keeps_it(shop: Shop, taken: Customer) -> None:
    await let_go(shop, PATIENCE - timedelta(minutes=1))
    assert (await taken.read())["state"] == "with_agent"


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        (AnswerPolicy.model_validate({"address": "tu"}), "une autre va te répondre."),
        (
            AnswerPolicy.model_validate({"texts": {"fr": {"agent_away": "Un instant."}}}),
            "Un instant.",
        ),
    ],
)
async def test_the_customer_is_told_in_the_words_of_the_source(
    shop: Shop, taken: Customer, policy: AnswerPolicy, told: str
) -> None:
    await let_go(shop, PATIENCE + timedelta(seconds=5), policy)
    assert (await taken.read())["messages"][-1]["text"].endswith(told)


async def test_an_old_conversation_goes_with_all_that_was_said(shop: Shop, taken: Customer) -> None:
    async with shop.house.services.core.database.begin() as connection:
        await connection.execute(
            text("UPDATE orders.conversation SET last_at = now() - interval '91 days'")
        )
        gone = {
            each.table: each.rows for each in await purge_conversations(connection, keep_days=90)
        }
    assert gone["conversation"] >= 1
    assert gone["message"] >= 4
    assert await shop.count("message") == 0
