"""The record over HTTP, for people who signed in."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import httpx
import pytest

from httpplay import SignIn
from peopleplay import Organisation
from regie.core.access import Actor, AuditEvent
from regie.core.tasks import find_job
from regie.identity.roles import Role

BASE = "/api/v1/console/audit"


async def record(house: Organisation, *events: AuditEvent, by: Actor | None = None) -> None:
    async with house.services.core.database.begin() as connection:
        for event in events:
            await house.services.core.audit.record(connection, event, actor=by, tenant=house.tenant)


EVENTS = (
    AuditEvent("person.add", "person:1", payload={"email": "mina@example.fr", "name": "Mina"}),
    AuditEvent("session.refuse", outcome="refused", payload={"address": "203.0.113.7"}),
    AuditEvent("person.disable", "person:1"),
    AuditEvent("token.make", "token:3", outcome="failed"),
)


async def listed(client: httpx.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get(BASE, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["entries"]


async def test_the_newest_entry_is_first(house: Organisation, sign_in: SignIn) -> None:
    await record(house, *EVENTS)
    found = await listed(await sign_in())
    assert [each["number"] for each in found] == [4, 3, 2, 1]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"action": "person.disable"}, [3]),
        ({"action": "person"}, [3, 1]),
        ({"action": "pers"}, []),
        ({"subject": "person:1"}, [3, 1]),
        ({"actor": "nobody"}, [4, 3, 2, 1]),
        ({"outcome": "refused"}, [2]),
        ({"from": "2020-01-01T00:00:00Z"}, [4, 3, 2, 1]),
        ({"to": "2020-01-01T00:00:00Z"}, []),
        ({"before": 3}, [2, 1]),
        ({"limit": 2}, [4, 3]),
    ],
)
async def test_what_is_asked_for_is_shown(
    house: Organisation, sign_in: SignIn, query: dict[str, Any], numbers: list[int]
) -> None:
    await record(house, *EVENTS)
    assert [each["number"] for each in await listed(await sign_in(), **query)] == numbers


@pytest.mark.parametrize(
    "query", [{"actor": "Mina Rami"}, {"action": "a b"}, {"outcome": "x"}, {"from": "1"}]
)
async def test_a_filter_that_makes_no_sense_is_refused(
    sign_in: SignIn, query: dict[str, str]
) -> None:
    assert (await (await sign_in()).get(BASE, params=query)).status_code == 422


async def test_a_page_tells_where_the_next_begins(house: Organisation, sign_in: SignIn) -> None:
    await record(house, *EVENTS)
    client = await sign_in()
    first = (await client.get(BASE, params={"limit": 3})).json()
    second = (await client.get(BASE, params={"limit": 3, "before": first["next"]})).json()
    assert [each["number"] for each in second["entries"]] == [1]
    assert second["next"] is None


async def test_whoever_acted_is_named(house: Organisation, sign_in: SignIn) -> None:
    person = await house.person("Élodie Blanc")
    await record(house, AuditEvent("place.change"), by=Actor(house.tenant, "person", person))
    (entry,) = await listed(await sign_in(), action="place")
    assert entry["actor"] == {"key": f"person:{person}", "name": "Élodie Blanc", "erased": False}


async def test_somebody_who_was_erased_has_no_name(house: Organisation, sign_in: SignIn) -> None:
    person = await house.person("", status="erased", email=f"erased@{house.tenant}")
    await record(house, AuditEvent("place.change"), by=Actor(house.tenant, "person", person))
    (entry,) = await listed(await sign_in(), action="place")
    assert entry["actor"] == {"key": f"person:{person}", "name": None, "erased": True}


async def test_a_number_of_another_tenant_has_no_name(house: Organisation, sign_in: SignIn) -> None:
    stranger = await Organisation.new(house.services).person("Étranger")
    await record(house, AuditEvent("place.change"), by=Actor(house.tenant, "person", stranger))
    (entry,) = await listed(await sign_in(), action="place")
    assert entry["actor"]["name"] is None


async def test_names_cost_no_statement_of_their_own(house: Organisation, sign_in: SignIn) -> None:
    client = await sign_in()
    await record(house, *EVENTS)
    few = await client.get(BASE)
    for _ in range(5):
        await record(house, *EVENTS)
    many = await client.get(BASE)
    assert many.headers["x-sql-statements"] == few.headers["x-sql-statements"]


async def test_another_tenants_record_is_not_shown(house: Organisation, sign_in: SignIn) -> None:
    other = Organisation.new(house.services)
    await record(other, *EVENTS)
    assert await listed(await sign_in()) == []


async def test_an_administrator_reads_personal_data(house: Organisation, sign_in: SignIn) -> None:
    await record(house, *EVENTS)
    (entry,) = await listed(await sign_in(), action="person.add")
    assert entry["payload"] == {"email": "mina@example.fr", "name": "Mina"}


async def test_an_administrator_of_a_place_alone_reads_them_masked(
    house: Organisation, sign_in: SignIn
) -> None:
    await record(house, *EVENTS)
    west = await house.place("Ouest")
    person = await house.person("Zoé", ("director", None), ("administrator", west))
    (entry,) = await listed(await sign_in(person=person), action="person.add")
    assert entry["payload"] == {"email": "m…@example.fr", "name": "M…"}


async def test_a_director_reads_them_masked(house: Organisation, sign_in: SignIn) -> None:
    await record(house, *EVENTS)
    client = await sign_in("director")
    payloads = [each["payload"] for each in await listed(client)]
    assert payloads == [
        {},
        {},
        {"address": "203.0.113.…"},
        {"email": "m…@example.fr", "name": "M…"},
    ]


@pytest.mark.parametrize("role", ["manager", "analyst", "agent", "employee"])
async def test_others_do_not_read_the_record(sign_in: SignIn, role: Role) -> None:
    assert (await (await sign_in(role)).get(BASE)).status_code == 403


async def test_a_director_of_one_place_does_not_read_the_record(
    house: Organisation, sign_in: SignIn
) -> None:
    place = await house.place("Nord")
    assert (await (await sign_in("director", place=place)).get(BASE)).status_code == 403


async def test_the_record_is_verified(house: Organisation, sign_in: SignIn) -> None:
    await record(house, *EVENTS)
    told = (await (await sign_in("director")).get(f"{BASE}/verify")).json()
    assert (told["intact"], told["entries"], told["head"]["number"]) == (True, 4, 4)


async def test_a_job_verifies_a_record_of_any_length(house: Organisation, sign_in: SignIn) -> None:
    client = await sign_in()
    answer = await client.post(
        f"{BASE}/verify",
        headers={"Idempotency-Key": "8e03978e-40d5-43dd-bc93"},
    )
    async with house.services.core.database.begin() as connection:
        job = await find_job(connection, answer.json()["job"])
    assert job is not None
    assert job.name == "identity.verify-audit"


async def test_an_export_is_whole_and_ends_with_itself(
    house: Organisation, sign_in: SignIn
) -> None:
    await record(house, *EVENTS)
    answer = await (await sign_in()).get(f"{BASE}/export")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["action"] for line in lines] == [
        *(event.action for event in EVENTS),
        "export.make",
    ]


async def test_an_export_is_an_attachment(sign_in: SignIn) -> None:
    answer = await (await sign_in()).get(f"{BASE}/export")
    assert answer.headers["content-disposition"].startswith("attachment;")


async def test_a_spreadsheet_gets_its_mark_and_no_formula(
    house: Organisation, sign_in: SignIn
) -> None:
    person = await house.person("=cmd|' /C calc'!A0")
    await record(house, AuditEvent("place.change"), by=Actor(house.tenant, "person", person))
    answer = await (await sign_in()).get(f"{BASE}/export", params={"format": "csv"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert rows[0]["name"] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize("role", ["director", "manager"])
async def test_who_only_reads_exports_nothing(sign_in: SignIn, role: Role) -> None:
    assert (await (await sign_in(role)).get(f"{BASE}/export")).status_code == 403


async def test_more_than_a_page_is_exported(house: Organisation, sign_in: SignIn) -> None:
    await record(house, *EVENTS * 300)
    answer = await (await sign_in()).get(f"{BASE}/export", params={"format": "csv"})
    assert len(answer.text.splitlines()) == 1 + 1200 + 1
