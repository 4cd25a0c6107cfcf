"""People, rights and settings over HTTP, as the edge lets them through."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from httpplay import SignIn, signing_in
from peopleplay import Organisation
from regie.bootstrap import Runtime
from regie.core.access import MAIN_TENANT
from regie.core.web import Edge
from regie.identity.roles import ROLES
from regie.identity.services import Services

BASE = "/api/v1/console"


@pytest.fixture
async def admin(sign_in: SignIn) -> httpx.AsyncClient:
    return await sign_in("administrator")


@pytest.fixture
async def of_west(sign_in: SignIn, house: Organisation) -> httpx.AsyncClient:
    """Administers one place of two."""
    return await sign_in("administrator", place=await house.place("Ouest"))


async def post(client: httpx.AsyncClient, path: str, body: Any = None, **headers: str):
    return await client.post(f"{BASE}{path}", json=body, headers=headers)


def draft(house: Organisation, **more: object) -> dict[str, object]:
    roles = [{"role": "agent", "place_id": None}]
    address = f"ana@{house.tenant}.example"
    return {"name": "Ana SILVA", "email": address, "roles": roles, **more}


async def test_somebody_is_added_and_waits_for_the_invitation(
    admin: httpx.AsyncClient, house: Organisation
) -> None:
    answer = await post(admin, "/people", draft(house))
    assert (answer.status_code, answer.json()["status"]) == (201, "invited")


async def test_roles_have_titles_in_the_readers_language(
    admin: httpx.AsyncClient, house: Organisation
) -> None:
    west = await house.place("Ouest")
    body = draft(house, roles=[{"role": "manager", "place_id": west}])
    answer = await post(admin, "/people", body, **{"Accept-Language": "en"})
    place = {"id": west, "name": "Ouest"}
    assert answer.json()["roles"] == [{"role": "manager", "title": "Manager", "place": place}]


async def test_an_addition_that_is_sent_twice_adds_one(
    admin: httpx.AsyncClient, house: Organisation
) -> None:
    once = {"Idempotency-Key": f"add-{house.tenant}-0001"}
    first, second = [await post(admin, "/people", draft(house), **once) for _ in range(2)]
    assert (second.status_code, second.json()["id"]) == (201, first.json()["id"])


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"name": "Autre"}),
        ("PUT", "/roles", {"roles": []}),
        ("POST", "/disable", None),
        ("POST", "/enable", None),
        ("POST", "/invite", None),
        ("POST", "/reset", None),
        ("POST", "/sign-out", None),
        ("POST", "/erase", None),
    ],
)
async def test_out_of_sight_is_out_of_the_world(
    of_west: httpx.AsyncClient, house: Organisation, method: str, path: str, body: object
) -> None:
    otto = await house.person("Otto", ("agent", await house.place("Est")))
    answer = await of_west.request(method, f"{BASE}/people/{otto}{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "identity.person_not_found")


async def test_rights_are_changed_only_by_who_has_just_shown_who_it_is(
    sign_in: SignIn, house: Organisation
) -> None:
    answer = await post(await sign_in(stepped_up=False), "/people", draft(house))
    assert (answer.status_code, answer.json()["code"]) == (403, "step_up_required")


@pytest.mark.parametrize("role", [each for each in ROLES if each != "administrator"])
async def test_no_other_role_changes_people(
    sign_in: SignIn, house: Organisation, role: str
) -> None:
    assert (await post(await sign_in(role), "/people", draft(house))).status_code == 403


async def test_a_language_is_taken_back_with_null(
    admin: httpx.AsyncClient, house: Organisation
) -> None:
    made = (await post(admin, "/people", draft(house, language="en"))).json()["id"]
    answer = await admin.patch(f"{BASE}/people/{made}", json={"language": None})
    assert (answer.json()["language"], answer.json()["name"]) == (None, "Ana SILVA")


async def test_whoever_is_disabled_is_signed_out_everywhere(
    admin: httpx.AsyncClient, sign_in: SignIn, house: Organisation
) -> None:
    mina = await house.person("Mina", ("agent", None))
    await sign_in(person=mina)
    answer = await post(admin, f"/people/{mina}/disable")
    assert (answer.json()["status"], answer.json()["sessions"]) == ("disabled", 0)


async def test_who_is_erased_is_found_by_status_alone(
    admin: httpx.AsyncClient, house: Organisation
) -> None:
    mina = await house.person("Mina", ("agent", None))
    await post(admin, f"/people/{mina}/erase")
    found = (await admin.get(f"{BASE}/people", params={"status": "erased"})).json()["people"]
    assert [(each["id"], each["name"], each["email"]) for each in found] == [(mina, "", "")]


async def test_the_matrix_has_every_role_and_permission(
    admin: httpx.AsyncClient, services: Services
) -> None:
    matrix = (await admin.get(f"{BASE}/roles")).json()
    found = [each["role"] for each in matrix["roles"]], {p["name"] for p in matrix["permissions"]}
    assert found == ([*ROLES], {each.name for each in services.core.permissions})


async def test_the_export_opens_in_a_french_spreadsheet(admin: httpx.AsyncClient) -> None:
    answer = await admin.get(f"{BASE}/roles/export", headers={"Accept-Language": "fr"})
    first = answer.content.decode("utf-8").splitlines()[0]
    assert first.startswith('\ufeff"Permission";"Droit";"Administrateur";')


async def test_the_export_is_on_record(admin: httpx.AsyncClient, house: Organisation) -> None:
    await admin.get(f"{BASE}/roles/export")
    assert await house.actions() == ["export.make"]


async def test_a_role_of_the_policy_is_marked_in_the_matrix(admin: httpx.AsyncClient) -> None:
    await admin.put(f"{BASE}/settings", json={"factor_required": ["agent"]})
    matrix = (await admin.get(f"{BASE}/roles")).json()
    assert [each["role"] for each in matrix["roles"] if each["factor_required"]] == ["agent"]


async def test_an_administrator_of_a_place_sets_no_policy(of_west: httpx.AsyncClient) -> None:
    answer = await of_west.put(f"{BASE}/settings", json={"factor_required": []})
    assert answer.status_code == 403


async def test_the_installation_is_not_told_to_other_tenants(admin: httpx.AsyncClient) -> None:
    assert (await admin.get(f"{BASE}/settings")).json()["settings"] == []


async def test_settings_are_told_without_secrets(app: tuple[Runtime, Edge]) -> None:
    services = app[0].parts["identity"].service
    async with signing_in(app[1], Organisation(services, MAIN_TENANT)) as sign_in:
        answer = await (await sign_in()).get(f"{BASE}/settings")
    told = {each["name"]: each for each in answer.json()["settings"]}
    secret = services.core.settings.secret_key.get_secret_value()
    assert (told["REGIE_SECRET_KEY"]["origin"], secret in answer.text) == ("environment", False)
