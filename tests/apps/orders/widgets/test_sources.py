"""Whose orders a shop's key finds: those of its sources, and of no other."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from orderplay import (
    CONVERSATIONS,
    MINE,
    NAME,
    Customer,
    Shop,
    opened_shop,
    write_source,
)
from regie.core.cache import invalidating
from regie.core.db import DatabaseUrl
from regie.core.outbox import drain

WIDGETS = "/api/v1/orders/widgets"
THEIRS = "CL-700000-000001"
"""An order of the same customer, in the other source."""
UNKNOWN = "CL-799999-999999"
Headers = dict[str, str]


@pytest.fixture(scope="module")
async def shop(
    migrated: DatabaseUrl, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Shop]:
    """Two sources: « atelier », and « librairie » whose numbers are written alike."""
    folders = [tmp_path_factory.mktemp(name) for name in ("atelier", "librairie")]
    mappings = [write_source(folder, 'search = "open"') for folder in folders]
    _make_another(folders[1], mappings[1])
    both = ",".join(str(mapping) for mapping in mappings)
    async with opened_shop(migrated, Path(both)) as shop:
        yield shop


def _make_another(folder: Path, mapping: Path) -> None:
    mapping.write_text(mapping.read_text().replace('name = "atelier"', 'name = "librairie"'))
    with sqlite3.connect(folder / "orders.db") as database:
        database.execute("DELETE FROM commandes WHERE numero <> ?", (MINE,))
        database.execute("UPDATE commandes SET numero = ?", (THEIRS,))
    database.close()


@pytest.fixture(scope="module")
async def administrator(shop: Shop) -> Headers:
    return (await shop.house.administrator())[1]


_names = iter(range(1000))


def draft(sources: list[str] | None) -> dict[str, object]:
    name = f"Boutique {next(_names)}"
    return {"name": name, "origins": ["https://www.exemple.fr"], "sources": sources}


async def made(shop: Shop, headers: Headers, sources: list[str] | None) -> Any:
    answer = await shop.client.post(WIDGETS, json=draft(sources), headers=headers)
    assert answer.status_code == 201, answer.text
    core = shop.house.services.core
    await drain(core.database, [invalidating(core.cache)])
    return answer.json()


async def customer_of(shop: Shop, key: str) -> Customer:
    answer = await shop.client.post(CONVERSATIONS, json={"language": "fr", "widget": key})
    begun = answer.json()
    return Customer(shop.client, begun["id"], begun["token"], begun)


async def customer_with(shop: Shop, headers: Headers, sources: list[str] | None) -> Customer:
    return await customer_of(shop, (await made(shop, headers, sources))["key"])


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        (None, [MINE, THEIRS]),
        (["atelier", "librairie"], [MINE, THEIRS]),
        (["atelier"], [MINE]),
        (["librairie"], [THEIRS]),
    ],
    ids=str,
)
async def test_a_key_finds_the_orders_of_its_sources_alone(
    shop: Shop, administrator: Headers, sources: list[str] | None, found: list[str]
) -> None:
    shown: list[str] = []
    for number in (MINE, THEIRS):
        customer = await customer_with(shop, administrator, sources)
        card = (await customer.say(f"{number} {NAME}")).card
        shown += [card["number"]] if card else []
    assert shown == found


async def test_an_order_of_another_source_is_answered_as_one_that_does_not_exist(
    shop: Shop, administrator: Headers
) -> None:
    key = (await made(shop, administrator, ["atelier"]))["key"]

    async def told(number: str) -> object:
        done = (await (await customer_of(shop, key)).say(f"{number} {NAME}")).done
        return done | {"message": done["message"] | {"at": None}}

    assert await told(THEIRS) == await told(UNKNOWN)


async def test_what_others_were_just_shown_does_not_open_it(
    shop: Shop, administrator: Headers
) -> None:
    await (await shop.customer()).say(f"{THEIRS} {NAME}")
    customer = await customer_with(shop, administrator, ["atelier"])
    assert (await customer.say(f"{THEIRS} {NAME}")).card is None


async def test_a_search_lists_the_orders_of_its_sources_alone(
    shop: Shop, administrator: Headers
) -> None:
    customer = await customer_with(shop, administrator, ["librairie"])
    answer = await customer.say(f"Quelles sont mes commandes ? Au nom de {NAME}")
    assert answer.text.count("• ") == 1


@pytest.mark.parametrize(("sources", "letters"), [(["atelier"], 0), (["librairie"], 1)], ids=str)
async def test_no_code_is_sent_for_an_order_of_another_source(
    shop: Shop, administrator: Headers, sources: list[str], letters: int
) -> None:
    before = len(await shop.codes())
    customer = await customer_with(shop, administrator, sources)
    await customer.say(f"{THEIRS} {NAME}")
    await customer.say("Recevoir un code par courriel")
    assert len(await shop.codes()) - before == letters


async def test_what_is_taken_from_a_key_is_found_no_more_in_conversations_under_way(
    shop: Shop, administrator: Headers
) -> None:
    key = await made(shop, administrator, None)
    customer = await customer_of(shop, key["key"])
    opened = (await customer.say(f"{THEIRS} {NAME}")).card
    await shop.client.put(
        f"{WIDGETS}/{key['key']}",
        json=draft(["atelier"]),
        headers=administrator | {"If-Match": '"1"'},
    )
    again = (await customer.say(f"{THEIRS} {NAME}")).card
    assert (opened is None, again) == (False, None)


@pytest.mark.parametrize(
    ("sources", "greets"), [(["librairie"], "librairie"), (None, "atelier")], ids=str
)
async def test_a_conversation_is_spoken_in_the_words_of_the_first_source_of_its_key(
    shop: Shop, administrator: Headers, sources: list[str] | None, greets: str
) -> None:
    customer = await customer_with(shop, administrator, sources)
    assert (
        await shop.house.organisation.value(
            "SELECT source FROM orders.conversation WHERE id = :id", id=customer.id
        )
        == greets
    )


@pytest.mark.parametrize("sources", [["nowhere"], [], ["Atelier"], "atelier"], ids=str)
async def test_a_key_names_sources_that_there_are(
    shop: Shop, administrator: Headers, sources: object
) -> None:
    answer = await shop.client.post(
        WIDGETS, json=draft(None) | {"sources": sources}, headers=administrator
    )
    assert answer.status_code == 422


async def test_what_is_wrong_with_a_source_is_said_at_its_place(
    shop: Shop, administrator: Headers
) -> None:
    answer = await shop.client.post(
        WIDGETS, json=draft(["atelier", "nowhere"]), headers=administrator
    )
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [
        ("/sources/1", "widget_source")
    ]


async def test_the_sources_that_a_key_may_name_are_told(shop: Shop, administrator: Headers) -> None:
    answer = await shop.client.get(WIDGETS, headers=administrator)
    told: Sequence[str] = answer.json()["sources"]
    assert told == ["atelier", "librairie"]
