"""Providers, models, keys and usage over HTTP: who may, of which tenant, and what is told of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from gatewayplay import Tenant
from regie.core.db import DatabaseUrl
from tokenplay import House, opened_house

BASE = "/api/v1/gateway"
GROQ = {
    "name": "Groq",
    "kind": "groq",
    "base_url": "https://1.1.1.1/openai/v1",
    "secret": "gsk-hidden",
}
FAST = {
    "name": "rapide",
    "upstream": "llama-3.3-70b",
    "price_in_micros": 590_000,
    "price_out_micros": 790_000,
    "context_tokens": 131_072,
    "max_output_tokens": 8_192,
}
SHOP = {"name": "Boutique", "period": "month", "budget_micros": 5_000_000}
Headers = dict[str, str]


@pytest.fixture
async def house(gateway_url: DatabaseUrl) -> AsyncIterator[House]:
    async with opened_house(gateway_url, REGIE_APPS="gateway") as house:
        yield house.beside()


@pytest.fixture
async def administrator(house: House) -> Headers:
    return (await house.administrator())[1]


async def made(house: House, headers: Headers, subject: str, draft: dict[str, Any]) -> Any:
    answer = await house.client.post(f"{BASE}/{subject}", json=draft, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def provider_of(house: House, headers: Headers) -> Any:
    return await made(house, headers, "providers", GROQ)


async def session_of(house: House, role: str) -> Headers:
    person = await house.organisation.person(role, (role, None))  # type: ignore[arg-type]
    return await house.session(person)


async def test_a_providers_secret_is_sealed_and_not_shown(
    house: House, administrator: Headers
) -> None:
    shown = await provider_of(house, administrator)
    sealed = await house.organisation.value(
        "SELECT secret FROM gateway.provider WHERE id = :id", id=shown["id"]
    )
    assert (shown["has_secret"], "hidden" in str(shown), "hidden" in sealed) == (True, False, False)


@pytest.mark.parametrize("url", ["http://127.0.0.1:11434/v1", "http://10.0.0.5:11434/v1"])
async def test_an_address_inside_wants_the_operators_leave(
    gateway_url: DatabaseUrl, url: str
) -> None:
    more = {"REGIE_APPS": "gateway", "REGIE_GATEWAY_ALLOW": "192.168.7.0/24"}
    async with opened_house(gateway_url, **more) as house:
        _, headers = await house.administrator()
        draft = GROQ | {"base_url": url, "name": url}
        answer = await house.client.post(f"{BASE}/providers", json=draft, headers=headers)
    loopback = "127." in url  # open where it is only for trying out
    assert answer.status_code == (201 if loopback else 422)


async def test_a_key_is_shown_once(house: House, administrator: Headers) -> None:
    made_key = await made(house, administrator, "keys", SHOP)
    seen = await house.client.get(f"{BASE}/keys/{made_key['id']}", headers=administrator)
    assert made_key["secret"].startswith(made_key["prefix"])
    assert (made_key["secret"] in seen.text, seen.json()["remaining_micros"]) == (False, 5_000_000)


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize(("if_match", "status"), [(None, 428), ('"99"', 412)])
async def test_a_change_says_of_what(
    house: House, administrator: Headers, method: str, if_match: str | None, status: int
) -> None:
    key = await made(house, administrator, "keys", SHOP)
    headers = administrator | ({} if if_match is None else {"if-match": if_match})
    body = {"json": {"name": "Autre"}} if method == "PATCH" else {}
    answer = await house.client.request(method, f"{BASE}/keys/{key['id']}", headers=headers, **body)
    assert answer.status_code == status


async def test_a_revoked_key_opens_nothing(house: House, administrator: Headers) -> None:
    key = await made(house, administrator, "keys", SHOP)
    address = f"{BASE}/keys/{key['id']}"
    revoked = await house.client.delete(address, headers=administrator | {"if-match": '"1"'})
    asked = {"authorization": f"Bearer {key['secret']}"}
    refused = await house.client.get("/v1/models", headers=asked)
    assert (revoked.status_code, refused.status_code) == (204, 401)


@pytest.mark.parametrize(
    ("role", "readable", "usable", "manageable"),
    [
        ("administrator", 200, 200, 201),
        ("analyst", 200, 200, 403),
        ("director", 200, 403, 403),
        ("manager", 403, 403, 403),
        ("employee", 403, 403, 403),
    ],
)
async def test_who_may_what(
    house: House, role: str, readable: int, usable: int, manageable: int
) -> None:
    headers = await session_of(house, role)
    read = [
        (await house.client.get(f"{BASE}/{subject}", headers=headers)).status_code
        for subject in ("providers", "models", "keys", "usage", "calls")
    ]
    use = (await house.client.get(f"{BASE}/playground", headers=headers)).status_code
    made_key = await house.client.post(f"{BASE}/keys", json=SHOP, headers=headers)
    assert (set(read), use, made_key.status_code) == ({readable}, usable, manageable)


async def test_keys_want_a_step_up(house: House) -> None:
    person = await house.organisation.person("Ada", ("administrator", None))
    headers = await house.session(person, stepped_up=False)
    answer = await house.client.post(f"{BASE}/keys", json=SHOP, headers=headers)
    assert answer.json()["code"] == "step_up_required"


async def test_another_tenant_sees_and_changes_nothing(
    house: House, administrator: Headers
) -> None:
    provider = await provider_of(house, administrator)
    model = await made(house, administrator, "models", FAST | {"provider_id": provider["id"]})
    key = await made(house, administrator, "keys", SHOP)
    beside = house.beside()
    _, stranger = await beside.administrator("Eva")
    listed = [
        (await beside.client.get(f"{BASE}/{subject}", headers=stranger)).json()[subject]
        for subject in ("providers", "models", "keys", "calls")
    ]
    found = [
        (await beside.client.get(f"{BASE}/{path}", headers=stranger)).status_code
        for path in (
            f"providers/{provider['id']}",
            f"models/{model['id']}",
            f"keys/{key['id']}",
        )
    ]
    changed = [
        (
            await beside.client.request(
                method,
                f"{BASE}/{path}",
                headers=stranger | {"if-match": '"1"'},
                json={"name": "mien"} if method == "PATCH" else None,
            )
        ).status_code
        for path in (
            f"providers/{provider['id']}",
            f"models/{model['id']}",
            f"keys/{key['id']}",
        )
        for method in ("PATCH", "DELETE")
    ]
    tried = await beside.client.post(
        f"{BASE}/playground",
        headers=stranger,
        json={"key_id": key["id"], "model": "rapide", "messages": [MESSAGE]},
    )
    other_models = await beside.client.post(
        f"{BASE}/keys", headers=stranger, json=SHOP | {"models": [model["id"]]}
    )
    assert (listed, set(found), set(changed)) == ([[], [], [], []], {404}, {404})
    assert (tried.status_code, other_models.status_code) == (404, 404)


MESSAGE = {"role": "user", "content": "Bonjour"}


async def test_what_is_done_with_keys_and_providers_is_on_record(
    house: House, administrator: Headers
) -> None:
    provider = await provider_of(house, administrator)
    key = await made(house, administrator, "keys", SHOP)
    first = administrator | {"if-match": '"1"'}
    await house.client.patch(
        f"{BASE}/providers/{provider['id']}", json={"secret": "gsk-other"}, headers=first
    )
    await house.client.delete(f"{BASE}/keys/{key['id']}", headers=first)
    assert [
        each for each in await house.organisation.actions() if each[:4] in ("prov", "key.")
    ] == [
        "provider.add",
        "key.make",
        "provider.change",
        "key.revoke",
    ]


async def test_a_fallback_has_no_fallback(house: House, administrator: Headers) -> None:
    provider = await provider_of(house, administrator)
    draft = FAST | {"provider_id": provider["id"]}
    last = await made(house, administrator, "models", draft | {"name": "c"})
    middle = await made(
        house, administrator, "models", draft | {"name": "b", "fallback_id": last["id"]}
    )
    refused = await house.client.post(
        f"{BASE}/models", json=draft | {"fallback_id": middle["id"]}, headers=administrator
    )
    assert refused.json()["code"] == "gateway.fallback_refused"


async def test_lists_go_on_page_by_page(house: House, administrator: Headers) -> None:
    for name in ("Zoé", "Élodie", "Abel"):
        await made(house, administrator, "keys", SHOP | {"name": name})
    names, after = [], None
    for _ in range(4):
        query = {"limit": 2} | ({} if after is None else {"after": after})
        page = await house.client.get(f"{BASE}/keys", params=query, headers=administrator)
        names += [key["name"] for key in page.json()["keys"]]
        if (after := page.json()["next"]) is None:
            break
    assert names == ["Abel", "Élodie", "Zoé"]


@pytest.fixture
async def used(house: House, administrator: Headers) -> Tenant:
    """A tenant with a day of usage that only rounding and a lost request keep from adding up."""
    key = await made(house, administrator, "keys", SHOP)
    tenant = Tenant("", house.organisation.tenant)
    for model, price, figures in (
        ("rapide", 590_000, (10, 1, 2, 1, 1, 1234, 567, 1900, 700, 0, 55)),
        ("rapide", 600_000, (5, 0, 0, 0, 0, 100, 50, 95, 0, 5, 0)),
    ):
        listed = ", ".join(str(figure) for figure in (price, 790_000, *figures))
        await house.organisation.run(
            lambda connection, listed=listed, model=model: connection.exec_driver_sql(
                f"INSERT INTO gateway.usage_day VALUES ('{tenant.name}', '2026-11-20', {key['id']},"
                f" '{model}', {listed})"
            )
        )
    return tenant


async def test_a_days_cost_explains_itself_to_the_last_millionth(
    house: House, administrator: Headers, used: Tenant
) -> None:
    del used
    answer = await house.client.get(
        f"{BASE}/usage/why", params={"day": "2026-11-20"}, headers=administrator
    )
    cost = answer.json()
    assert cost["value"] == 1995 == sum(term["value"] for term in cost["terms"])
    for model in cost["terms"]:
        assert sum(term["value"] for term in model["terms"]) == pytest.approx(model["value"])


async def test_usage_adds_up_by_day_by_key_and_by_model(
    house: House, administrator: Headers, used: Tenant
) -> None:
    del used
    answer = await house.client.get(
        f"{BASE}/usage",
        params={"first": "2026-11-01", "last": "2026-11-30"},
        headers=administrator,
    )
    usage = answer.json()
    sums = [
        sum(each["cost_micros"] for each in usage[part]) for part in ("days", "by_key", "by_model")
    ]
    assert (sums, usage["totals"]["cost_micros"], len(usage["days"])) == ([1995] * 3, 1995, 30)
    assert int(answer.headers["x-sql-statements"]) <= 3


async def test_another_tenants_usage_is_not_counted(house: House, used: Tenant) -> None:
    del used
    beside = house.beside()
    _, stranger = await beside.administrator("Eva")
    params = {"first": "2026-11-01", "last": "2026-11-30"}
    usage = await beside.client.get(f"{BASE}/usage", params=params, headers=stranger)
    why = await beside.client.get(
        f"{BASE}/usage/why", params={"day": "2026-11-20"}, headers=stranger
    )
    assert (usage.json()["totals"]["requests"], why.json()["terms"]) == (0, [])
