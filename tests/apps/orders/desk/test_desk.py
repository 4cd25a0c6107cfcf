"""Agents and customers in one conversation."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from orderplay import DESK, MINE, NAME, UNKNOWN, Customer, Shop
from regie.apps.orders.conversations.errors import ConversationNotFound
from regie.apps.orders.desk.repository import find

Headers = dict[str, str]


@pytest.fixture
async def agent(shop: Shop) -> Headers:
    return await shop.agent()


@pytest.fixture
async def waiting(customer: Customer) -> Customer:
    await customer.say("Je veux parler à quelqu'un")
    return customer


async def act(shop: Shop, agent: Headers, customer: Customer, deed: str) -> httpx.Response:
    url = f"{DESK}/conversations/{customer.id}/{deed}"
    return await shop.client.post(url, headers=agent)


async def answer(
    shop: Shop, agent: Headers, customer: Customer, text: str, client_id: str | None = None
) -> httpx.Response:
    body = {"text": text, "client_id": client_id or str(uuid4())}
    url = f"{DESK}/conversations/{customer.id}/messages"
    return await shop.client.post(url, json=body, headers=agent)


async def test_whoever_asks_for_a_person_waits_with_a_place_in_the_queue(
    waiting: Customer,
) -> None:
    seen = await waiting.read()
    assert seen["state"] == "waiting"
    assert seen["queue_position"] >= 1


async def test_a_change_is_refused_and_handed_over(customer: Customer) -> None:
    said = await customer.say("Je veux annuler ma commande")
    assert said.text.startswith("Je ne peux que lire les commandes")
    assert said.done["state"] == "waiting"


async def test_of_two_agents_who_take_it_at_once_one_has_it(shop: Shop, waiting: Customer) -> None:
    agents = [await shop.agent(), await shop.agent()]
    answers = await asyncio.gather(*(act(shop, each, waiting, "take") for each in agents))
    assert sorted(each.status_code for each in answers) == [200, 409]


async def test_taken_twice_by_one_agent_is_taken_once(
    shop: Shop, agent: Headers, waiting: Customer
) -> None:
    taken = [(await act(shop, agent, waiting, "take")).json() for _ in range(2)]
    assert taken[0]["messages"] == taken[1]["messages"]


async def test_a_customer_reads_the_given_name_of_who_answers(
    shop: Shop, agent: Headers, waiting: Customer
) -> None:
    await act(shop, agent, waiting, "take")
    await answer(shop, agent, waiting, "Bonjour, je regarde.")
    assert (await waiting.read())["messages"][-1]["agent"] == "Camille"


async def test_while_a_person_answers_the_assistant_is_silent(
    shop: Shop, agent: Headers, waiting: Customer
) -> None:
    await act(shop, agent, waiting, "take")
    done = (await waiting.say(f"{MINE} {NAME}")).done
    assert (done["message"], done["state"]) == (None, "with_agent")


async def test_what_an_agent_sends_again_is_said_once(
    shop: Shop, agent: Headers, waiting: Customer
) -> None:
    await act(shop, agent, waiting, "take")
    client_id = str(uuid4())
    said = [(await answer(shop, agent, waiting, "Voilà.", client_id)).json() for _ in range(2)]
    assert said[0] == said[1]


async def test_only_who_took_it_answers(shop: Shop, agent: Headers, waiting: Customer) -> None:
    refused = await answer(shop, agent, waiting, "Bonjour")
    assert (refused.status_code, refused.json()["code"]) == (409, "orders.not_yours")


async def test_a_conversation_that_is_given_back_is_the_assistants(
    shop: Shop, agent: Headers, waiting: Customer
) -> None:
    await act(shop, agent, waiting, "take")
    await act(shop, agent, waiting, "release")
    assert MINE in (await waiting.say(f"{MINE} {NAME}")).text


async def test_a_closed_conversation_takes_no_message(
    shop: Shop, agent: Headers, waiting: Customer
) -> None:
    await act(shop, agent, waiting, "take")
    await act(shop, agent, waiting, "close")
    refused = await waiting.say("Encore une question")
    assert (refused.status, refused.body["code"]) == (409, "orders.conversation_closed")


async def test_whoever_waits_may_go_on_with_the_assistant(waiting: Customer) -> None:
    assert (await waiting.say("Continuer avec l’assistant")).done["state"] == "automatic"


async def test_the_trace_says_how_an_answer_came_about(
    shop: Shop, agent: Headers, customer: Customer
) -> None:
    await customer.say(f"Où en est {MINE} ? {NAME}")
    seen = (await shop.client.get(f"{DESK}/conversations/{customer.id}", headers=agent)).json()
    trace = seen["messages"][-1]["trace"]
    assert [trace[name] for name in ("intent", "numbers", "plan", "outcome")] == [
        "order_status",
        [MINE],
        "track",
        "answered",
    ]


async def test_customers_read_no_trace(customer: Customer) -> None:
    await customer.say(f"{MINE} {NAME}")
    assert "trace" not in (await customer.read())["messages"][-1]


async def test_conversations_are_found_by_what_was_said(
    shop: Shop, agent: Headers, customer: Customer
) -> None:
    await customer.say("une phrase zébrée")
    found = await shop.client.get(
        f"{DESK}/conversations", params={"search": "Zébrée"}, headers=agent
    )
    assert [each["id"] for each in found.json()["conversations"]] == [customer.id]


async def listed(shop: Shop, agent: Headers, customer: Customer) -> dict[str, Any]:
    page = await shop.client.get(f"{DESK}/conversations", params={"limit": 200}, headers=agent)
    (found,) = [each for each in page.json()["conversations"] if each["id"] == customer.id]
    return found


async def test_the_list_says_what_the_customer_wrote_last(
    shop: Shop, agent: Headers, waiting: Customer
) -> None:
    await act(shop, agent, waiting, "take")
    await answer(shop, agent, waiting, "Bonjour, je regarde.")
    seen = await listed(shop, agent, waiting)
    assert (seen["asked_text"], seen["last_text"], seen["asked_at"] < seen["last_at"]) == (
        "Je veux parler à quelqu'un",
        "Bonjour, je regarde.",
        True,
    )


async def test_the_list_says_nothing_of_a_customer_who_has_written_nothing(
    shop: Shop, agent: Headers, customer: Customer
) -> None:
    seen = await listed(shop, agent, customer)
    assert (seen["asked_text"], seen["asked_at"]) == (None, None)


async def test_the_list_has_the_beginning_of_a_long_message(
    shop: Shop, agent: Headers, customer: Customer
) -> None:
    await customer.say("é" * 1_000)
    assert (await listed(shop, agent, customer))["asked_text"] == "é" * 200


@pytest.mark.parametrize(("name", "proven"), [(NAME, [MINE]), ("Paul Durand", [])])
async def test_an_order_is_proven_once_it_was_opened(
    shop: Shop, agent: Headers, customer: Customer, name: str, proven: list[str]
) -> None:
    await customer.say(f"{MINE} {name}")
    assert (await listed(shop, agent, customer))["proven"] == proven


async def test_pages_lead_through_all_conversations(shop: Shop, agent: Headers) -> None:
    for _ in range(3):
        await shop.customer()
    seen: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = await shop.client.get(
            f"{DESK}/conversations", params={"limit": 2, **after}, headers=agent
        )
        seen += [each["id"] for each in page.json()["conversations"]]
        if page.json()["next"] is None:
            break
        after = {"after": page.json()["next"]}
    assert len(seen) == len(set(seen)) == await shop.count("conversation")


async def test_an_order_is_looked_up_without_its_name(shop: Shop, agent: Headers) -> None:
    found = await shop.client.get(f"{DESK}/orders/{MINE}", headers=agent)
    assert found.json()["designation"] == "Affiche « Été »"


async def test_an_order_that_is_not_there_is_not_found(shop: Shop, agent: Headers) -> None:
    found = await shop.client.get(f"{DESK}/orders/{UNKNOWN}", headers=agent)
    assert found.json()["code"] == "orders.not_found"


@pytest.mark.parametrize("role", ["administrator", "manager", "agent"])
@pytest.mark.parametrize("path", [f"orders/{MINE}", "conversations", "figures", "templates"])
async def test_another_tenants_staff_have_no_desk(shop: Shop, role: str, path: str) -> None:
    """The databases are the installation's, and so is what was said about their orders."""
    others = shop.house.beside()
    headers = await others.session(await others.organisation.person("Ada", (role, None)))
    refused = await shop.client.get(f"{DESK}/{path}", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


async def test_a_conversation_is_found_in_its_own_tenant_only(
    shop: Shop, customer: Customer
) -> None:
    async with shop.house.services.core.database.begin() as connection:
        with pytest.raises(ConversationNotFound):
            await find(connection, shop.house.beside().organisation.tenant, UUID(customer.id))


async def test_questions_are_counted_by_day(shop: Shop, agent: Headers) -> None:
    async def answered() -> int:
        figures = await shop.client.get(f"{DESK}/figures", headers=agent)
        return sum(day["answered"] for day in figures.json()["days"])

    before = await answered()
    await (await shop.customer()).say(f"{MINE} {NAME}")
    assert await answered() == before + 1


async def test_look_ups_are_counted_by_where_they_were_answered_from(
    shop: Shop, agent: Headers
) -> None:
    async def looked_up() -> int:
        await shop.house.runtime.core.counters.flush()
        figures = (await shop.client.get(f"{DESK}/figures", headers=agent)).json()
        return figures["from_cache"] + figures["from_database"]

    before = await looked_up()
    await (await shop.customer()).say(f"{MINE} {NAME}")
    assert await looked_up() == before + 1
