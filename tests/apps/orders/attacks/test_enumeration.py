"""A day of trying numbers, names, codes and tokens: nothing is learnt, and limits end it."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from orderplay import (
    CONVERSATIONS,
    DESK,
    LATE,
    MINE,
    NAME,
    NAMESAKES,
    OLD,
    UNKNOWN,
    Shop,
    opened_shop,
    write_source,
)
from regie.core.db import DatabaseUrl

from .attacker import NAMES, Attacker, Talk, message, statuses, told
from .conftest import USUAL

EXISTING = (MINE, LATE, OLD, NAMESAKES)
MISSING = (UNKNOWN, "CL-401372-487532", "CL-401373-000004", "CL-500000-000002")
A_MINUTE = 10
PER_NUMBER = 10
"""Of one address, within ten minutes."""
PER_NUMBER_BY_ALL = 100
"""Of all together, within an hour."""
TRIED = [name for n in range(3) for name in (f"{each} {'I' * n}".strip() for each in NAMES)]
"""More than these."""
PER_CONVERSATION = 10
CODES_PER_RECIPIENT = 4
CODE = "Recevoir un code par courriel"


def many(shop: Shop) -> list[Attacker]:
    """One for each name that is tried, each from an address of its own."""
    return [Attacker(shop.client) for _ in TRIED]


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_names_against_numbers_tell_nothing_of_them(shop: Shop, language: str) -> None:
    """From many addresses, until each number is shut, and beyond."""

    async def tried(number: str) -> Counter[object]:
        asked = (Attacker(shop.client).track(number, name, language=language) for name in TRIED)
        return Counter([told(await each) for each in asked])

    existing, missing = [
        await asyncio.gather(*(tried(number) for number in numbers))
        for numbers in (EXISTING, MISSING)
    ]
    assert existing == missing


async def test_numbers_in_sequence_tell_nothing(shop: Shop) -> None:
    """An order that is there answers, to a wrong name, as its neighbours do that are not."""
    first = int(MINE.replace("-", "").removeprefix("CL")) - 20
    answers: Counter[object] = Counter()
    for number in range(first, first + 40):
        written = f"CL-{number:012d}"
        asked = await Attacker(shop.client).track(f"{written[:9]}-{written[9:]}", "Martin")
        answers[told(asked)] += 1
    assert len(answers) == 1


async def test_an_address_may_ask_ten_times_a_minute(attacker: Attacker) -> None:
    answers = [await attacker.track(f"CL-700000-{n:06d}", "Martin") for n in range(30)]
    assert statuses(answers)[404] in range(A_MINUTE, A_MINUTE + 3)


async def test_after_that_it_is_told_nothing_whatever_it_asks(attacker: Attacker) -> None:
    for n in range(30):
        await attacker.track(f"CL-700000-{n:06d}", "Martin")
    asked = ((MINE, NAME), (MINE, "Martin"), (UNKNOWN, NAME))
    assert {answer.status for answer in [told(await attacker.track(*each)) for each in asked]} == {
        429
    }


async def test_a_number_is_shut_after_a_hundred_names(shop: Shop) -> None:
    answers = [await each.track(MINE, name) for each, name in zip(many(shop), TRIED, strict=True)]
    assert statuses(answers)[404] in range(PER_NUMBER_BY_ALL, PER_NUMBER_BY_ALL + 2)


async def test_one_address_shuts_no_number(migrated: DatabaseUrl, tmp_path: Path) -> None:
    """Though it tries names as fast as it is let, and a hundred of them would."""
    roomy = USUAL | {"REGIE_ORDER_QUESTIONS_A_MINUTE": "1000"}
    async with opened_shop(migrated, write_source(tmp_path), **roomy) as shop:
        stranger = Attacker(shop.client)
        answers = [await stranger.track(MINE, name) for name in TRIED]
        owner = await Attacker(shop.client).track(MINE, NAME)
    assert (statuses(answers)[404], owner.status_code) == (PER_NUMBER, 200)


async def test_a_shut_number_answers_the_right_name_as_a_wrong_one(shop: Shop) -> None:
    for each, name in zip(many(shop), TRIED, strict=True):
        await each.track(MINE, name)
    right, wrong = [await Attacker(shop.client).track(MINE, name) for name in (NAME, "Martin")]
    assert told(right) == told(wrong)


async def opened(talk: Talk, number: str, name: str) -> object:
    return told(await talk.say(f"Où en est ma commande {number} ? {name} DUPONT"), number, name)


async def test_the_chat_tells_no_more(shop: Shop) -> None:
    """A conversation for each name, from an address of its own, until the number is shut."""
    for name in TRIED[:80]:
        for number in (MINE, UNKNOWN):
            await Attacker(shop.client).track(number, name)
    seen = [
        Counter([await opened(await Attacker(shop.client).begin(), number, name) for name in NAMES])
        for number in (MINE, UNKNOWN)
    ]
    assert (seen[0], len(seen[0])) == (seen[1], 2)


async def test_a_conversation_may_try_ten_orders(shop: Shop, attacker: Attacker) -> None:
    """From however many addresses."""
    talk = await attacker.begin()
    answers = [
        await Talk(Attacker(shop.client), talk.id, talk.token).say(f"CL-700000-{n:06d} Martin")
        for n in range(30)
    ]
    assert statuses(answers)[200] in range(PER_CONVERSATION, PER_CONVERSATION + 2)


async def test_a_search_tells_strangers_nothing(shop: Shop) -> None:
    """Whether there are three orders under the name and in the period, or none."""
    answers: Counter[object] = Counter()
    for name in (NAME, "Paul Noir", *NAMES):
        talk = await Attacker(shop.client).begin()
        asked = f"Retrouvez mes commandes du mois dernier, au nom de {name}"
        answers[told(await talk.say(asked), name)] += 1
    assert len(answers) == 1


async def code_asked(attacker: Attacker, number: str, name: str) -> Talk:
    talk = await attacker.begin()
    await talk.say(f"Où en est ma commande {number} ? {name}")
    await talk.say(CODE)
    return talk


async def recipients(shop: Shop) -> Counter[str]:
    await shop.codes()  # what waits to be sent is sent
    async with shop.house.services.core.database.begin() as connection:
        found = await connection.execute(text("SELECT recipient FROM core.mail"))
        return Counter(found.scalars())


@pytest.mark.parametrize(
    ("number", "name"), [(MINE, "Martin DUPONT"), (UNKNOWN, NAME), (UNKNOWN, "Martin DUPONT")]
)
async def test_no_code_is_sent_for_an_order_of_somebody_else(
    shop: Shop, attacker: Attacker, number: str, name: str
) -> None:
    before = await recipients(shop)
    await code_asked(attacker, number, name)
    assert await recipients(shop) == before


async def test_a_code_goes_to_the_orders_own_address(shop: Shop, attacker: Attacker) -> None:
    """Whatever address the asker writes beside it."""
    before = await recipients(shop)
    talk = await code_asked(attacker, MINE, NAME)
    await talk.say("Envoyez le code à voleur@example.net")
    await talk.say(f"{CODE} à voleur@example.net")
    assert set(await recipients(shop) - before) == {"mina@example.org"}


async def test_a_mailbox_is_not_flooded(shop: Shop) -> None:
    """However many addresses and conversations ask for codes."""
    before = await recipients(shop)
    for _ in range(CODES_PER_RECIPIENT + 4):
        await code_asked(Attacker(shop.client), MINE, NAME)
        await shop.codes()
    sent = (await recipients(shop) - before)["mina@example.org"]
    assert sent in range(CODES_PER_RECIPIENT, CODES_PER_RECIPIENT + 2)


async def test_guesses_of_a_code_are_answered_alike_whether_one_was_sent(shop: Shop) -> None:
    seen: list[list[object]] = []
    for number, name in ((MINE, NAME), (MINE, "Martin DUPONT"), (UNKNOWN, NAME)):
        talk = await code_asked(Attacker(shop.client), number, name)
        await shop.codes()
        seen.append([told(await talk.say(f"{guess:06d}")) for guess in range(6)])
    assert seen[1:] == [seen[0], seen[0]]


@pytest.mark.parametrize("of", ["", "/events", "/messages"])
async def test_a_wrong_token_and_no_conversation_are_the_same(
    shop: Shop, attacker: Attacker, of: str
) -> None:
    talk = await attacker.begin()
    stranger = Attacker(shop.client)
    answers: Counter[object] = Counter()
    for id_ in (talk.id, str(uuid4())):
        for token in (None, "", "x", talk.token[:-1], talk.token + "A", talk.token[::-1]):
            path = f"{CONVERSATIONS}/{id_}{of}"
            asked = (
                stranger.post(path, message("Bonjour"), token)
                if of == "/messages"
                else stranger.get(path, token)
            )
            answers[told(await asked, id_)] += 1
            stranger = Attacker(shop.client)
    assert len(answers) == 1


async def test_unknown_keys_of_widgets_are_all_the_same(shop: Shop) -> None:
    answers: Counter[object] = Counter()
    for n in range(200):
        key = f"wk_{n:022d}"
        asked = await Attacker(shop.client).get(f"/api/v1/orders/widgets/{key}")
        answers[told(asked, key).body] += 1
    assert len(answers) == 1


async def test_codes_are_no_way_to_try_names(shop: Shop) -> None:
    """Of a shut number: what a code was asked for with, be it right, does not open it."""
    for each, name in zip(many(shop), TRIED, strict=True):
        await each.track(MINE, name)
    seen: list[object] = []
    for name in (f"{NAME} DUPONT", NAME):
        await code_asked(Attacker(shop.client), MINE, name)
        await shop.codes()
        seen.append(told(await Attacker(shop.client).track(MINE, name)))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("path", ["conversations/{}", "orders/{}"])
async def test_the_desk_tells_strangers_nothing(shop: Shop, attacker: Attacker, path: str) -> None:
    talk = await attacker.begin()
    there, not_there = (talk.id, str(uuid4())) if "conversations" in path else (MINE, UNKNOWN)
    answers = [await attacker.get(f"{DESK}/{path.format(each)}") for each in (there, not_there)]
    assert [told(answers[0], there).status, told(answers[0], there)] == [
        401,
        told(answers[1], not_there),
    ]
