"""Whoever reads people sees what is within reach, compared with what is in the table."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx
import pytest

from httpplay import SignIn
from payplay import Sites
from peopleplay import Organisation
from regie.apps.staff.people.domain import Asked
from regie.bootstrap import Runtime
from regie.core.observe import count_statements
from staffplay import STAFF, Staff, answered, everything


@pytest.fixture
async def staff(runtime: Runtime, house: Organisation, sites: Sites) -> Staff:
    """Four at Rennes, one above them, two at Nancy, and another tenant's."""
    mine = Staff.of(runtime, house)
    await mine.hire("W1", sites.west, family_name="Çelik", hired_on=date(2019, 1, 1))
    await mine.hire("R1", sites.rennes, family_name="Éluard", contract="fixed_term")
    await mine.hire("R2", sites.rennes, family_name="Eluard", post="Caisse")
    await mine.hire("R3", sites.rennes, family_name="ZOLA", left_on=date(2021, 1, 1))
    await mine.hire("R4", sites.rennes, family_name="Proust", hired_on=date(2090, 1, 1))
    await mine.hire("N1", sites.nancy, family_name="Élie", contract="fixed_term", post="Nancéien")
    await mine.hire("N2", sites.nancy, family_name="Zola")
    other = Organisation.new(house.services)
    await Staff.of(runtime, other).hire("R1", await other.place("Rennes"), family_name="Étranger")
    return mine


def numbers(rows: list[Any]) -> list[str]:
    return [row["number"] for row in rows]


RENNES = {"R1", "R2", "R3", "R4"}
WEST = {"W1", *RENNES}
SORTS = ("name", "-name", "number", "-number", "hired_on", "-hired_on", "post", "-post")


@pytest.mark.parametrize("sort", SORTS)
async def test_a_list_in_any_order_has_all_within_reach_once(
    staff: Staff, sign_in: SignIn, sites: Sites, sort: str
) -> None:
    reader = await sign_in("manager", place=sites.west)
    rows = await everything(reader, "/people", "people", sort=sort)
    assert sorted(numbers(rows)) == sorted(WEST)


async def test_names_sort_as_french_does(staff: Staff, sign_in: SignIn) -> None:
    rows = await everything(await sign_in("director"), "/people", "people")
    assert numbers(rows) == ["W1", "N1", "R2", "R1", "R4", "R3", "N2"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("eluard", ["R2", "R1"]),
        ("ÉLUARD jeanne", ["R2", "R1"]),
        ("celik", ["W1"]),
        ("nanceien", []),
        ("lilas", []),
        ("fixed_term", []),
        ("%", []),
        ("étranger", []),
    ],
)
async def test_search_forgets_accents_and_finds_nothing_out_of_reach_or_private(
    staff: Staff, sign_in: SignIn, sites: Sites, search: str, found: list[str]
) -> None:
    page = await answered(await sign_in("manager", place=sites.west), "/people", search=search)
    assert (numbers(page["people"]), page["total"]) == (found, len(found))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "present"}, {"W1", "R1", "R2"}),
        ({"status": "left"}, {"R3"}),
        ({"status": "coming"}, {"R4"}),
        ({"post": "Nancéien"}, set()),
        ({"contract": "fixed_term"}, {"R1"}),
    ],
)
async def test_a_filter_is_of_what_is_within_reach(
    staff: Staff, sign_in: SignIn, sites: Sites, query: dict[str, str], found: set[str]
) -> None:
    page = await answered(await sign_in("manager", place=sites.west), "/people", **query)
    assert (set(numbers(page["people"])), page["total"]) == (found, len(found))


async def test_a_place_out_of_reach_has_nobody(staff: Staff, sign_in: SignIn, sites: Sites) -> None:
    page = await answered(await sign_in("manager", place=sites.west), "/people", place=sites.nancy)
    assert (page["people"], page["total"]) == ([], 0)


async def test_what_can_be_chosen_is_within_reach(
    staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    found = await answered(await sign_in("manager", place=sites.west), "/people/filters")
    assert [(each["name"], each["depth"], each["people"]) for each in found["places"]] == [
        ("Ouest", 0, 3),
        ("Rennes", 1, 2),
    ]
    assert [(each["post"], each["people"]) for each in found["posts"]] == [
        ("Caisse", 1),
        ("Vente", 2),
    ]


async def test_an_agent_reads_nothing_private_and_does_not_find_by_it(
    staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    agent = await sign_in("agent", place=sites.rennes)
    page = await answered(agent, "/people")
    file = await answered(agent, f"/people/{page['people'][0]['id']}")
    choices = await answered(agent, "/people/filters")
    assert not any("private" in each for each in (file, *page["people"]))
    assert "contracts" not in choices
    refused = await agent.get(f"{STAFF}/people", params={"contract": "fixed_term"})
    assert refused.status_code == 403


async def test_who_is_agent_here_and_manager_there_finds_by_contract_only_there(
    staff: Staff, house: Organisation, sign_in: SignIn, sites: Sites
) -> None:
    person = await house.person("Deux Rôles", ("agent", sites.nancy), ("manager", sites.rennes))
    reader = await sign_in(person=person)
    by_contract = await answered(reader, "/people", contract="fixed_term")
    everybody = await everything(reader, "/people", "people")
    assert (numbers(by_contract["people"]), by_contract["total"]) == (["R1"], 1)
    assert {row["number"] for row in everybody if "private" in row} == RENNES


async def test_one_s_own_file_is_whole(
    staff: Staff, house: Organisation, sign_in: SignIn, sites: Sites
) -> None:
    person = await house.person("Moi Même", ("employee", sites.rennes))
    await staff.hire("R9", sites.rennes, person_id=person)
    own = await answered(await sign_in(person=person), "/me")
    assert own["private"]["address"] == "R9 rue des Lilas"


@pytest.mark.parametrize("role", ["employee", "analyst"])
async def test_who_reads_no_people_reads_none(staff: Staff, sign_in: SignIn, role: str) -> None:
    reader = await sign_in(role)
    statuses = [
        (await reader.get(f"{STAFF}{path}")).status_code for path in ("/people", "/people/1")
    ]
    assert statuses == [403, 403]


async def test_a_file_out_of_reach_is_as_one_that_never_was(
    staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    hidden = await staff.hire("N9", sites.nancy)
    reader = await sign_in("manager", place=sites.west)
    answers = [
        (await reader.get(f"{STAFF}/people/{number}")).json() for number in (hidden, 9_999_999)
    ]
    assert answers[0]["code"] == answers[1]["code"] == "staff.employee_not_found"


async def test_a_page_is_two_statements_behind_how_they_are_planned(
    staff: Staff, house: Organisation, sites: Sites
) -> None:
    acting = await house.actor(("manager", sites.west))
    async with house.services.core.database.begin() as connection:
        with count_statements() as counter:
            await staff.services.people.list(connection, acting, Asked(search="e"))
    assert counter.count == 3


async def changed(client: httpx.AsyncClient, number: int, version: int, **fields: object) -> Any:
    return await client.patch(
        f"{STAFF}/people/{number}", json=fields, headers={"if-match": f'"{version}"'}
    )


async def test_two_who_change_a_file_at_once_lose_nothing(
    staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    number = await staff.hire("R8", sites.rennes)
    keeper = await sign_in("administrator")
    first = await changed(keeper, number, 1, post="Caisse")
    second = await changed(keeper, number, 1, post="Vente")
    assert (first.status_code, first.json()["version"], second.status_code) == (200, 2, 412)


async def test_what_is_changed_is_on_record_without_its_content(
    staff: Staff, house: Organisation, sign_in: SignIn, sites: Sites
) -> None:
    number = await staff.hire("R8", sites.rennes)
    await changed(await sign_in("administrator"), number, 1, address="12 rue du Port")
    payload = await house.value(
        "SELECT CAST(payload AS text) FROM identity.audit_payload WHERE tenant = :tenant"
        " ORDER BY number DESC LIMIT 1",
        tenant=house.tenant,
    )
    assert '"address"' in payload
    assert "Port" not in payload
