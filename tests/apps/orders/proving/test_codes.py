"""Who has shown that an order is theirs, and what that shows them."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from orderplay import (
    LATE,
    MINE,
    NAME,
    NAMESAKES,
    OLD,
    UNKNOWN,
    WITHOUT_EMAIL,
    Customer,
    Shop,
    opened_shop,
    write_source,
)
from regie.apps.orders.proving.codes import ASKED, CodeAsked
from regie.core.db import DatabaseUrl
from regie.core.outbox import put

OpenShop = Callable[[str], AbstractAsyncContextManager[Shop]]

STATUS_ONLY = 'without_code = ["status"]'
NOTHING = "without_code = []"
CODE = "Recevoir un code par courriel"
TRACK = "/api/v1/orders/track"


class Now:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def open_shop(migrated: DatabaseUrl, tmp_path: Path, now: Now) -> OpenShop:
    def open_with(answers: str) -> AbstractAsyncContextManager[Shop]:
        return opened_shop(migrated, write_source(tmp_path, answers), clock=now)

    return open_with


def two_sources(folder: Path, **answers: str) -> str:
    """By name; the same orders in each."""
    written: list[str] = []
    for name, policy in answers.items():
        (folder / name).mkdir()
        mapping = write_source(folder / name, policy)
        mapping.write_text(mapping.read_text().replace('"atelier"', f'"{name}"'))
        written.append(str(mapping))
    return ",".join(written)


@pytest.fixture
async def twins(migrated: DatabaseUrl, tmp_path: Path) -> AsyncIterator[Shop]:
    """Of two sources the first one has an order of somebody else under a number of Mina's."""
    both = two_sources(tmp_path, new=STATUS_ONLY, old=STATUS_ONLY)
    with closing(sqlite3.connect(tmp_path / "new" / "orders.db")) as database, database:
        database.execute("DELETE FROM commandes WHERE numero != ?", (MINE,))
        database.execute(
            "UPDATE commandes SET client = 'Jean DUPONT', courriel = 'jean@example.org',"
            " designation = 'Faire-part'"
        )
    async with opened_shop(migrated, tmp_path, REGIE_ORDERS_SOURCES=both) as shop:
        yield shop


@pytest.fixture
async def shop(open_shop: OpenShop) -> AsyncIterator[Shop]:
    async with open_shop(STATUS_ONLY) as shop:
        yield shop


@pytest.fixture
async def customer(shop: Shop) -> Customer:
    customer = await shop.customer()
    await customer.say(f"{MINE} {NAME}")
    return customer


async def sent(shop: Shop, before: int = 0) -> str:
    codes = await shop.codes()
    assert len(codes) > before
    return codes[-1]


async def test_number_and_name_show_no_more_than_the_policy_says(customer: Customer) -> None:
    seen = (await customer.read())["messages"][-1]["card"]
    assert (seen["status"], seen["designation"], seen["history"]) == ("in_production", None, None)


async def test_nor_does_the_look_up_without_a_conversation(shop: Shop) -> None:
    seen = (await shop.client.post(TRACK, json={"number": MINE, "name": NAME})).json()
    assert (seen["status"], seen["designation"], seen["copies"], seen["history"]) == (
        "in_production",
        "",
        None,
        [],
    )


async def test_where_nothing_is_shown_without_a_code_the_look_up_finds_nothing(
    open_shop: OpenShop,
) -> None:
    async with open_shop(NOTHING) as shop:
        answer = await shop.client.post(TRACK, json={"number": MINE, "name": NAME})
    assert answer.json()["code"] == "orders.not_found"


async def test_more_is_shown_to_whoever_types_the_code(shop: Shop, customer: Customer) -> None:
    before = len(await shop.codes())
    await customer.say("Le contenu de ma commande")
    answer = await customer.say(await sent(shop, before))
    assert "Affiche « Été »" in answer.text
    assert answer.card["copies"] == 250


async def test_a_code_opens_once(shop: Shop, customer: Customer) -> None:
    before = len(await shop.codes())
    await customer.say("Le contenu de ma commande")
    code = await sent(shop, before)
    await customer.say(code)
    assert (await customer.say(code)).text.startswith("Ce n’est pas le bon code.")


async def test_a_code_of_another_conversation_opens_nothing(shop: Shop, customer: Customer) -> None:
    before = len(await shop.codes())
    await customer.say("Le contenu de ma commande")
    code = await sent(shop, before)
    other = await shop.customer()
    await other.say(f"{MINE} {NAME}")
    await other.say("Le contenu de ma commande")
    assert (await other.say(code)).text.startswith("Ce n’est pas le bon code.")


async def test_after_five_tries_the_right_code_is_over(shop: Shop, customer: Customer) -> None:
    before = len(await shop.codes())
    await customer.say("Le contenu de ma commande")
    code = await sent(shop, before)
    wrong = "000 000" if code != "000 000" else "111 111"
    for _ in range(5):
        await customer.say(wrong)
    assert (await customer.say(code)).text.startswith("Ce code n’est plus valable")


async def test_after_ten_minutes_the_code_is_over(shop: Shop, customer: Customer, now: Now) -> None:
    before = len(await shop.codes())
    await customer.say("Le contenu de ma commande")
    code = await sent(shop, before)
    now.ahead = timedelta(minutes=11)
    assert (await customer.say(code)).text.startswith("Ce code n’est plus valable")


async def test_a_second_code_ends_the_first(shop: Shop, customer: Customer) -> None:
    before = len(await shop.codes())
    await customer.say("Le contenu de ma commande")
    first = await sent(shop, before)
    await customer.say(CODE)
    second = await sent(shop, before + 1)
    assert first == second or "bon code" in (await customer.say(first)).text


async def test_a_code_is_over_once_another_is_asked_for_though_none_is_sent(
    shop: Shop, customer: Customer
) -> None:
    """Whoever asks begins their tries anew: not those of a code that was sent before."""
    before = len(await shop.codes())
    await customer.say("Le contenu de ma commande")
    code = await sent(shop, before)
    await customer.say(f"{UNKNOWN} {NAME}")
    await customer.say(CODE)
    await shop.codes()
    assert (await customer.say(code)).text.startswith("Ce n’est pas le bon code.")


async def test_a_code_that_nobody_waits_for_any_more_is_not_counted(
    shop: Shop, customer: Customer
) -> None:
    """Its owner may have four an hour."""
    over = datetime.now(UTC) + timedelta(minutes=5)
    async with shop.house.services.core.database.begin() as connection:
        for _ in range(4):
            asked = CodeAsked(UUID(customer.id), "fr", over, number=MINE, name=NAME)
            await put(connection, ASKED, asked)
    before = len(await shop.codes())
    await customer.say("Le contenu de ma commande")
    assert len(await shop.codes()) == before + 1


async def test_a_fourth_code_is_not_sent(shop: Shop, customer: Customer) -> None:
    for _ in range(3):
        await customer.say(CODE)
    before = len(await shop.codes())
    answer = await customer.say(CODE)
    assert answer.text.startswith("Plusieurs codes ont déjà été demandés.")
    assert len(await shop.codes()) == before


async def test_an_order_without_an_address_leads_to_a_person(shop: Shop) -> None:
    customer = await shop.customer()
    await customer.say(f"{WITHOUT_EMAIL} Paul Noir")
    answer = await customer.say("Le contenu de ma commande")
    assert answer.text.startswith("Cette commande n’a pas d’adresse électronique")


@pytest.mark.parametrize("written", [f"{UNKNOWN} {NAME}", f"{MINE} Dupont", f"{MINE} {NAME}"])
async def test_where_nothing_is_shown_without_a_code_every_answer_is_the_same(
    open_shop: OpenShop, written: str
) -> None:
    async with open_shop(NOTHING) as shop:
        answer = await (await shop.customer()).say(written)
    assert answer.text.startswith("Si une commande correspond, un code à six chiffres part")


async def test_where_nothing_is_shown_without_a_code_it_goes_to_the_owner_alone(
    open_shop: OpenShop,
) -> None:
    async with open_shop(NOTHING) as shop:
        before = len(await shop.codes())
        await (await shop.customer()).say(f"{MINE} Dupont")
        customer = await shop.customer()
        await customer.say(f"{MINE} {NAME}")
        codes = await shop.codes()
        assert len(codes) == before + 1
        assert (await customer.say(codes[-1])).card["number"] == MINE


@pytest.mark.parametrize("name", ["Mina RAMI", "Personne Inconnue"])
async def test_a_stranger_learns_nothing_by_a_search(shop: Shop, name: str) -> None:
    customer = await shop.customer()
    answer = await customer.say(f"Je cherche mes commandes de ce mois, {name}")
    assert answer.text.startswith("Pour chercher vos commandes, je dois savoir que c’est bien vous")


async def test_whoever_opened_an_order_finds_their_others_and_no_namesakes(shop: Shop) -> None:
    customer = await shop.customer()
    await customer.say(f"{MINE} {NAME}")
    answer = await customer.say("Je cherche mes autres commandes")
    assert sorted(answer.done["message"]["suggestions"]) == [MINE, LATE, OLD]
    assert NAMESAKES not in answer.text


async def test_what_was_found_is_opened_by_its_place(shop: Shop) -> None:
    customer = await shop.customer()
    await customer.say(f"{MINE} {NAME}")
    found = await customer.say("Je cherche mes autres commandes")
    second = found.done["message"]["suggestions"][1]
    assert (await customer.say("la deuxième")).card["number"] == second


async def test_a_code_opens_the_order_of_its_source(twins: Shop) -> None:
    before = len(await twins.codes())
    customer = await twins.customer()
    await customer.say(f"{MINE} {NAME}")
    await customer.say("Le contenu de ma commande")
    answer = await customer.say(await sent(twins, before))
    assert (answer.card["source"], answer.card["designation"]) == ("old", "Affiche « Été »")


async def test_a_number_of_two_sources_opens_no_search_for_the_others_orders(twins: Shop) -> None:
    customer = await twins.customer()
    await customer.say(f"{MINE} {NAME}")
    answer = await customer.say("Je cherche mes commandes, au nom de Jean Dupont")
    assert answer.done["message"]["suggestions"] == ["Parler à une personne"]


async def test_a_code_by_name_goes_to_each_address_and_opens_its_own_orders(shop: Shop) -> None:
    customer = await shop.customer()
    await customer.say("Je cherche mes commandes de ce mois, Mina RAMI")
    await customer.say(CODE)
    answer = await customer.say((await shop.codes("une.autre@example.org"))[-1])
    assert NAMESAKES in answer.text
    assert MINE not in answer.text


async def test_a_namesake_without_an_address_that_works_keeps_no_code_back(
    open_shop: OpenShop, tmp_path: Path
) -> None:
    async with open_shop(STATUS_ONLY) as shop:
        with closing(sqlite3.connect(tmp_path / "orders.db")) as database, database:
            changed = "UPDATE commandes SET courriel = 'au 01 23 45 67 89' WHERE numero = ?"
            database.execute(changed, (NAMESAKES,))
        before = len(await shop.codes("mina@example.org"))
        customer = await shop.customer()
        await customer.say("Je cherche mes commandes de ce mois, Mina RAMI")
        await customer.say(CODE)
        assert len(await shop.codes("mina@example.org")) == before + 1


async def test_an_open_source_shows_masked_numbers_to_anybody(open_shop: OpenShop) -> None:
    async with open_shop('search = "open"') as shop:
        answer = await (await shop.customer()).say("Je cherche mes commandes, Mina RAMI")
    assert "CL-••••••-•••531" in answer.text
    assert MINE not in answer.text


@pytest.mark.parametrize("strict", ["", NOTHING])
async def test_a_source_is_not_open_because_another_is(
    migrated: DatabaseUrl, tmp_path: Path, strict: str
) -> None:
    """Whoever begins at the one that anybody may search sees nothing of the other's."""
    both = two_sources(tmp_path, open='search = "open"', closed=strict)
    with closing(sqlite3.connect(tmp_path / "open" / "orders.db")) as database, database:
        database.execute("DELETE FROM commandes")
    async with opened_shop(migrated, tmp_path, REGIE_ORDERS_SOURCES=both) as shop:
        answer = await (await shop.customer()).say("Je cherche mes commandes, Mina RAMI")
    assert "•" not in answer.text


async def test_too_many_names_for_one_conversation_are_refused_for_a_while(shop: Shop) -> None:
    customer = await shop.customer()
    answers = [await customer.say(f"{MINE} Dupont{'x' * number}") for number in range(11)]
    assert [each.status for each in answers] == [200] * 10 + [429]


@pytest.fixture
async def shut(migrated: DatabaseUrl, tmp_path: Path) -> AsyncIterator[Shop]:
    """Where somebody has just tried a wrong name against an order, from everybody's address."""
    mapping = write_source(tmp_path)
    async with opened_shop(migrated, mapping, REGIE_ORDERS_TRIES_PER_NUMBER="1") as shop:
        await shop.client.post(TRACK, json={"number": MINE, "name": "Dupont"})
        yield shop


async def test_while_names_are_refused_a_code_is_offered(shut: Shop) -> None:
    answer = await (await shut.customer()).say(f"{MINE} {NAME}")
    assert answer.done["message"]["suggestions"] == [CODE, "Parler à une personne"]


async def test_and_opens_the_order(shut: Shop) -> None:
    customer = await shut.customer()
    before = len(await shut.codes())
    await customer.say(f"{MINE} {NAME}")
    await customer.say(CODE)
    answer = await customer.say(await sent(shut, before))
    assert answer.card["number"] == MINE


@pytest.mark.parametrize("name", [NAME, "Martin DUPONT"])
async def test_and_nothing_of_it_is_tried_again_by_the_outbox(shut: Shop, name: str) -> None:
    customer = await shut.customer()
    await customer.say(f"{MINE} {name}")
    await customer.say(CODE)
    await shut.codes()
    async with shut.house.services.core.database.begin() as connection:
        left = await connection.execute(
            text("SELECT count(*) FROM core.outbox WHERE kind = 'orders.code_asked'")
        )
    assert left.scalar_one() == 0


async def test_searches_of_a_conversation_come_to_an_end(open_shop: OpenShop) -> None:
    async with open_shop('search = "open"') as shop:
        customer = await shop.customer()
        told = [
            (await customer.say(f"Mes commandes d'octobre {year}, au nom de {NAME}")).text
            for year in range(2001, 2012)
        ]
    assert ["recherches" in text for text in told] == [*[False] * 10, True]


async def test_searches_of_an_address_come_to_an_end(open_shop: OpenShop) -> None:
    """However many conversations it begins."""
    async with open_shop('search = "open"') as shop:
        told = [
            (await (await shop.customer()).say(f"Mes commandes d'octobre, au nom de {NAME}")).text
            for _ in range(31)
        ]
    assert ["recherches" in text for text in told] == [*[False] * 30, True]
