"""The runs of a saved query: who, when, and what came of it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from tokenplay import House

from .asking import BASE, MINA, Headers, made, run


async def runs(house: House, headers: Headers, id_: int, **asked: object) -> Any:
    address = f"{BASE}/{id_}/runs"
    return (await house.client.get(address, params=asked, headers=headers)).json()  # type: ignore[arg-type]


async def test_who_ran_it_and_what_came_is_told(
    house: House, manager: Headers, agent: Headers
) -> None:
    id_ = await made(house, manager)
    await run(house, agent, id_)
    (told,) = (await runs(house, manager, id_))["runs"]
    shown = {name: told[name] for name in ("outcome", "format", "source", "rows", "capped", "why")}
    assert (told["by"]["name"], shown) == (
        "Camille",
        {
            "outcome": "done",
            "format": None,
            "source": "atelier",
            "rows": 4,
            "capped": False,
            "why": None,
        },
    )


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("fr", "Le paramètre client manque, est inconnu ou n’est pas du bon type."),
        ("en", "The parameter client is missing, unknown or not of its type."),
    ],
)
async def test_why_a_run_failed_is_told_in_the_readers_language(
    house: House, manager: Headers, language: str, why: str
) -> None:
    id_ = await made(house, manager)
    await run(house, manager, id_, {"parameters": []})
    (told,) = (await runs(house, manager | {"accept-language": language}, id_))["runs"]
    assert (told["outcome"], told["rows"], told["why"]) == ("failed", None, why)


async def test_a_query_that_the_mapping_does_not_allow_any_more_tells_what_is_closed(
    house: House, manager: Headers
) -> None:
    id_ = await made(house, manager)
    await house.organisation.value(
        "UPDATE orders.saved_query SET sql = 'SELECT secret FROM commandes' WHERE id = :id"
        " RETURNING id",
        id=id_,
    )
    await run(house, manager, id_)
    (told,) = (await runs(house, manager | {"accept-language": "fr"}, id_))["runs"]
    assert told["why"].startswith("Cette colonne n’est pas ouverte")


async def test_a_run_for_a_file_says_so(house: House, manager: Headers) -> None:
    id_ = await made(house, manager)
    await house.client.post(f"{BASE}/{id_}/export?format=xlsx", json=MINA, headers=manager)
    (told,) = (await runs(house, manager, id_))["runs"]
    assert (told["format"], told["rows"]) == ("xlsx", 4)


async def test_the_pages_of_runs_lead_to_the_first_one(house: House, manager: Headers) -> None:
    id_ = await made(house, manager)
    for _ in range(3):
        await run(house, manager, id_)
    newest = await runs(house, manager, id_, limit=2)
    rest = await runs(house, manager, id_, limit=2, before=newest["next"])
    numbers = [each["number"] for page in (newest, rest) for each in page["runs"]]
    assert (len(numbers), numbers, rest["next"]) == (3, sorted(numbers, reverse=True), None)


async def test_changes_of_a_query_are_no_runs(house: House, manager: Headers) -> None:
    assert (await runs(house, manager, await made(house, manager)))["runs"] == []


async def forget_details(connection: AsyncConnection, id_: int) -> None:
    """As the record's retention does, without waiting for its age."""
    table = "identity.audit_payload"
    for statement in (
        f"ALTER TABLE {table} DISABLE TRIGGER USER",
        f"DELETE FROM {table} AS p USING identity.audit_entry AS e WHERE e.tenant = p.tenant"
        f" AND e.number = p.number AND e.subject = 'query:{id_}'",
        f"ALTER TABLE {table} ENABLE TRIGGER USER",
    ):
        await connection.execute(text(statement))


async def forget_reasons(connection: AsyncConnection, id_: int) -> None:
    """As they were recorded at first."""
    table = "identity.audit_payload"
    for statement in (
        f"ALTER TABLE {table} DISABLE TRIGGER USER",
        f"UPDATE {table} AS p SET payload = CAST(CAST(payload AS jsonb) - 'params' AS json)"
        " FROM identity.audit_entry AS e"
        f" WHERE e.tenant = p.tenant AND e.number = p.number AND e.subject = 'query:{id_}'",
        f"ALTER TABLE {table} ENABLE TRIGGER USER",
    ):
        await connection.execute(text(statement))


async def test_a_run_whose_details_are_gone_is_still_there(house: House, manager: Headers) -> None:
    id_ = await made(house, manager)
    await run(house, manager, id_)
    await house.organisation.run(lambda connection: forget_details(connection, id_))
    (told,) = (await runs(house, manager, id_))["runs"]
    assert (told["by"]["name"], told["source"], told["rows"]) == ("Ada", None, None)


async def test_why_a_run_failed_before_its_reasons_were_kept_is_told_by_its_code(
    house: House, manager: Headers
) -> None:
    id_ = await made(house, manager)
    await run(house, manager, id_, {"parameters": []})
    await house.organisation.run(lambda connection: forget_reasons(connection, id_))
    (told,) = (await runs(house, manager, id_))["runs"]
    assert told["why"] == "orders.query_parameter"
