"""What else could tell whether an order exists: what was asked before, or is asked just now; the
way in; what is said afterwards; how much may still be asked; what is written on the envelope."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest

from orderplay import (
    CONVERSATIONS,
    LATE,
    MINE,
    NAME,
    UNKNOWN,
    WITHOUT_EMAIL,
    Shop,
    opened_shop,
    write_source,
)
from regie.core.db import DatabaseUrl

from .attacker import NAMES, Attacker, Talk, Told, told
from .conftest import USUAL

MISSING = "CL-401373-000004"
"""Next to one that exists."""
CODE = "Recevoir un code par courriel"
BOTS = 200
AT_ONCE = 20
PER_NUMBER = 10
TRIES_OF_A_CODE = 5
_PLACE = re.compile(r'"(?:seq|queue_position)":\d+|\d+ conversations')
"""In the conversation, and in the queue: of how much was said, here and elsewhere."""
_LEFT = re.compile(r'"([\w-]+)";r=(\d+)')

SCRIPTS = {
    "goes on": ["{number}, {name}", "Et la date d’expédition ?", "Et l’historique ?"],
    "number first": ["Où en est ma commande {number} ?", "{name}", "Que contient-elle ?"],
    "name first": ["Je suis {name}", "{number}", "Est-elle en retard ?"],
    "two numbers": ["{number} et CL-888888-888888, {name}", "la première", "Merci"],
    "in English": ["Where is my order {number}? {name}", "When will it be sent?", "Thank you"],
    "asks for a code": ["{number}, {name}", CODE, "123456", "123 457", "Et ma commande ?"],
    "asks for a change": ["Annulez ma commande {number}, {name}"],
    "asks for a person": ["{number}, {name}", "Je veux parler à quelqu’un"],
    "repeats itself": ["{number}, {name}", "{number}, {name}", "{number}, {name}"],
    "looks for others": ["{number}, {name}", "Retrouvez mes commandes du mois dernier"],
}


def told_in_full(answer: httpx.Response, *asked: str) -> tuple[Told, object]:
    """With what is left of the limits, but for the seconds until there is more."""
    return told(answer, *asked), tuple(_LEFT.findall(answer.headers.get("ratelimit", "")))


async def test_a_botnet_learns_nothing_from_numbers_in_sequence(shop: Shop) -> None:
    """Two hundred addresses, five numbers each, around two that exist."""
    first = int(MINE.replace("-", "").removeprefix("CL")) - 500
    written = iter(f"CL-{number:012d}" for number in range(first, first + 5 * BOTS))

    async def bot() -> list[object]:
        attacker = Attacker(shop.client)
        asked = [f"{number[:9]}-{number[9:]}" for number, _ in zip(written, range(5), strict=False)]
        return [told(await attacker.track(number, "Martin")) for number in asked]

    seen: Counter[object] = Counter()
    for _ in range(BOTS // AT_ONCE):
        for each in await asyncio.gather(*(bot() for _ in range(AT_ONCE))):
            seen.update(each)
    assert len(seen) == 1


async def test_what_was_asked_before_does_not_show(shop: Shop) -> None:
    """Its owner has just been answered, and the stranger's own question is remembered as well."""
    for _ in range(2):
        await Attacker(shop.client).track(MINE, NAME)
    seen = [
        [
            told_in_full(await Attacker(shop.client).track(number, name))
            for name in ("Martin", "Martin", "MARTIN", NAME.upper()[:-1])
        ]
        for number in (MINE, UNKNOWN)
    ]
    assert seen[0] == seen[1]


async def test_what_is_asked_just_now_does_not_show(shop: Shop) -> None:
    """Strangers ask while the owner's question is read."""

    async def beside_its_owner(number: str) -> list[object]:
        owner = Attacker(shop.client).track(number, NAME)
        strangers = [Attacker(shop.client).track(number, name) for name in NAMES[:8]]
        _, *answers = await asyncio.gather(owner, *strangers)
        return [told_in_full(answer) for answer in answers]

    assert await beside_its_owner(MINE) == await beside_its_owner(UNKNOWN)


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "gzip, br, zstd"])
async def test_the_envelope_tells_nothing(shop: Shop, encoding: str) -> None:
    """Its size on the wire is that of the bytes that are sent."""
    seen = []
    for number in (MINE, UNKNOWN):
        asked = {"number": number, "name": "Martin"}
        headers = {"Accept-Encoding": encoding, "X-Forwarded-For": Attacker(shop.client).address}
        answer = await shop.client.post("/api/v1/orders/track", json=asked, headers=headers)
        seen.append((told_in_full(answer), answer.headers.get("content-length")))
    assert seen[0] == seen[1]


async def talked(talk: Talk, script: Sequence[str], number: str, name: str) -> list[object]:
    said = [each.format(number=number, name=name) for each in script]
    answers = [await talk.say(each) for each in said]
    read = await talk.attacker.get(talk.path, talk.token)
    return [_placeless(answer, number, name) for answer in (*answers, read)]


def _placeless(answer: httpx.Response, *asked: str) -> object:
    status, headers, body = told(answer, *asked)
    return status, headers, _PLACE.sub("·", body)


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
async def test_nothing_that_is_said_afterwards_tells(shop: Shop, script: list[str]) -> None:
    """Sentences, suggestions, states, languages."""
    for _ in range(2):  # somebody waits already, so that both hear of others
        await (await Attacker(shop.client).begin()).say("Je veux parler à quelqu’un")
    seen = [
        await talked(await Attacker(shop.client).begin(), script, number, "Martin DUPONT")
        for number in (MINE, UNKNOWN)
    ]
    assert seen[0] == seen[1]


async def test_a_shops_key_opens_no_other_way(shop: Shop) -> None:
    _, administrator = await shop.house.administrator()
    draft = {"name": "Boutique", "origins": ["https://www.exemple.fr"]}
    made = await shop.client.post("/api/v1/orders/widgets", json=draft, headers=administrator)
    seen = []
    for number in (MINE, LATE, UNKNOWN, MISSING):
        stranger = Attacker(shop.client)
        begun = await stranger.post(CONVERSATIONS, {"widget": made.json()["key"]})
        talk = Talk(stranger, begun.json()["id"], begun.json()["token"])
        seen.append(await talked(talk, ["{number}, {name}", CODE], number, "Martin DUPONT"))
    assert seen == [seen[0]] * 4


async def test_a_customer_finds_nobody_elses_orders(shop: Shop) -> None:
    """Who has opened an order of their own, and looks for others by name and period."""
    seen: Counter[object] = Counter()
    for name in (NAME, "Zoé ABSENTE", "Martin DUPONT"):
        talk = await Attacker(shop.client).begin()
        await talk.say(f"{WITHOUT_EMAIL}, Paul Noir")
        searched = await talk.say(f"Retrouvez les commandes du mois dernier, au nom de {name}")
        seen[told_in_full(searched, name)] += 1
    assert len(seen) == 1


async def code_sent(shop: Shop) -> tuple[Talk, str]:
    talk = await Attacker(shop.client).begin()
    await talk.say(f"Où en est ma commande {MINE} ? {NAME}")
    await talk.say(CODE)
    return talk, (await shop.codes())[-1]


async def test_the_right_code_after_five_wrong_ones_is_as_wrong(shop: Shop) -> None:
    talk, code = await code_sent(shop)
    for guess in range(TRIES_OF_A_CODE):
        await talk.say(f"{guess:06d}")
    right, wrong = await talk.say(code), await talk.say("999 998")
    assert _placeless(right, code) == _placeless(wrong, "999 998")


async def test_a_code_is_good_in_its_own_conversation_alone(shop: Shop) -> None:
    _, code = await code_sent(shop)
    other, _ = await code_sent(shop)
    right, wrong = await other.say(code), await other.say("999 998")
    assert _placeless(right, code) == _placeless(wrong, "999 998")


@pytest.mark.parametrize("path", ["/metrics", "/api/v1/orders/sources", "/api/v1/orders/queries"])
async def test_what_is_counted_is_not_for_strangers(attacker: Attacker, path: str) -> None:
    assert (await attacker.get(path)).status_code in {401, 403, 404}


async def test_who_has_no_try_left_is_not_told_the_right_name(
    migrated: DatabaseUrl, tmp_path: Path
) -> None:
    """Though its owner has just been answered, and that is remembered."""
    roomy = USUAL | {"REGIE_ORDER_QUESTIONS_A_MINUTE": "1000"}
    async with opened_shop(migrated, write_source(tmp_path), **roomy) as shop:
        await Attacker(shop.client).track(MINE, NAME)
        stranger = Attacker(shop.client)
        for name in NAMES[:PER_NUMBER]:
            await stranger.track(MINE, name)
        wrong, right = [await stranger.track(MINE, name) for name in ("Martin", NAME)]
    assert told(right) == told(wrong)
