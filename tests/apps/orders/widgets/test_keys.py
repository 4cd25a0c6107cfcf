"""Keys of the widget over HTTP: who manages them, and which page may use which."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text

from regie.core.access import MAIN_TENANT
from regie.core.db import DatabaseUrl, migrate
from regie.migrations import SCRIPTS
from tokenplay import House, opened_house

BASE = "/api/v1/orders/widgets"
CONVERSATIONS = "/api/v1/orders/conversations"
SHOP = "https://www.exemple.fr"
DRAFT = {"name": "Boutique", "origins": [SHOP], "colour": "#0f766e"}
Headers = dict[str, str]

_NONE = text("DELETE FROM orders.widget")
_names = count(1)


@pytest.fixture(scope="session")
def orders_url(new_database: Callable[[], DatabaseUrl]) -> DatabaseUrl:
    url = new_database()
    migrate(url, SCRIPTS)
    return url


@pytest.fixture
async def house(orders_url: DatabaseUrl) -> AsyncIterator[House]:
    async with opened_house(orders_url, REGIE_APPS="orders") as house:
        ours = replace(house.organisation, tenant=MAIN_TENANT)
        await ours.run(lambda connection: connection.execute(_NONE))
        yield replace(house, organisation=ours)


@pytest.fixture
async def administrator(house: House) -> Headers:
    return (await house.administrator(f"Ada {next(_names)}"))[1]


async def made(house: House, headers: Headers, **more: object) -> Any:
    answer = await house.client.post(BASE, json=DRAFT | more, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def put(house: House, headers: Headers, key: str, version: int | None, **more: object) -> Any:
    tagged = headers if version is None else headers | {"If-Match": f'"{version}"'}
    return await house.client.put(f"{BASE}/{key}", json=DRAFT | more, headers=tagged)


async def test_a_new_key_is_listed(house: House, administrator: Headers) -> None:
    key = await made(house, administrator)
    answer = await house.client.get(BASE, headers=administrator)
    assert answer.json()["widgets"] == [key]


async def test_a_change_of_a_state_that_is_gone_is_refused(
    house: House, administrator: Headers
) -> None:
    key = (await made(house, administrator))["key"]
    said = [
        (await put(house, administrator, key, version, title="Suivi")).status_code
        for version in (None, 1, 1, 2)
    ]
    assert said == [428, 200, 412, 200]


async def test_two_keys_have_two_names(house: House, administrator: Headers) -> None:
    await made(house, administrator)
    answer = await house.client.post(BASE, json=DRAFT, headers=administrator)
    assert answer.json()["code"] == "orders.widget_name_taken"


async def test_a_change_is_on_record(house: House, administrator: Headers) -> None:
    key = (await made(house, administrator))["key"]
    await put(house, administrator, key, 1, active=False)
    actions = await house.organisation.value(
        "SELECT array_agg(action ORDER BY number) FROM identity.audit_entry"
        " WHERE subject = :subject",
        subject=f"widget:{key}",
    )
    assert actions == ["widget.add", "widget.change"]


async def test_another_tenants_key_cannot_be_changed(house: House, administrator: Headers) -> None:
    key = (await made(house, administrator))["key"]
    _, stranger = await house.beside().administrator()
    answer = await put(house, stranger, key, 1, name="Prise")
    assert answer.json()["code"] == "forbidden"


@pytest.mark.parametrize(
    "wrong",
    [
        {"origins": []},
        {"origins": ["http://www.exemple.fr"]},
        {"origins": ["https://www.exemple.fr/panier"]},
        {"colour": "red"},
        {"colour": "#FFFFFF; }"},
        {"language": "de"},
    ],
    ids=str,
)
async def test_a_draft_that_cannot_be_used_is_refused(
    house: House, administrator: Headers, wrong: dict[str, object]
) -> None:
    answer = await house.client.post(BASE, json=DRAFT | wrong, headers=administrator)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("origin", "status"),
    [(SHOP, 200), ("https://stranger.example", 403), ("null", 403), (None, 200)],
)
async def test_a_key_is_for_the_pages_of_its_origins(
    house: House, administrator: Headers, origin: str | None, status: int
) -> None:
    key = (await made(house, administrator))["key"]
    headers = {} if origin is None else {"Origin": origin}
    assert (await house.client.get(f"{BASE}/{key}", headers=headers)).status_code == status


async def test_what_a_page_is_told_of_its_widget(house: House, administrator: Headers) -> None:
    key = (await made(house, administrator, title="Ma commande", colour="#f2c14e"))["key"]
    assert (await house.client.get(f"{BASE}/{key}")).json() == {
        "title": "Ma commande",
        "language": None,
        "languages": ["fr", "en"],
        "theme": {
            "colour": "#f2c14e",
            "links": {"light": "#856a2b", "dark": "#f2c14e"},
            "position": "right",
            "scheme": "auto",
        },
    }


async def test_a_key_that_was_deactivated_opens_nothing(
    house: House, administrator: Headers
) -> None:
    key = (await made(house, administrator))["key"]
    await put(house, administrator, key, 1, active=False)
    answer = await house.client.get(f"{BASE}/{key}", headers={"Origin": SHOP})
    assert answer.json()["code"] == "orders.widget_not_found"


async def test_a_key_that_another_tenant_has_from_before_opens_nothing(
    house: House, administrator: Headers
) -> None:
    key = (await made(house, administrator))["key"]
    await house.organisation.value(
        "UPDATE orders.widget SET tenant = 'another' WHERE key = :key RETURNING id", key=key
    )
    answer = await house.client.get(f"{BASE}/{key}", headers={"Origin": SHOP})
    assert answer.json()["code"] == "orders.widget_not_found"


@pytest.mark.parametrize(
    ("origin", "code"),
    [
        ("https://stranger.example", "orders.widget_origin_refused"),
        ("null", "orders.widget_origin_refused"),
    ],
)
async def test_no_conversation_begins_with_a_key_of_another_shop(
    house: House, administrator: Headers, origin: str, code: str
) -> None:
    key = (await made(house, administrator))["key"]
    answer = await house.client.post(
        CONVERSATIONS, json={"widget": key}, headers={"Origin": origin}
    )
    assert answer.json()["code"] == code


@pytest.mark.parametrize(
    ("path", "method"), [("", "POST"), ("/5a0f6c1e-9c41-4d8e-9a54-0f8a3d2b7c11/messages", "POST")]
)
async def test_conversations_are_open_to_the_pages_of_a_key(
    house: House, administrator: Headers, path: str, method: str
) -> None:
    await made(house, administrator, origins=["https://eins.example"])
    asked = {
        "Origin": "https://eins.example",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "content-type, conversation-token",
    }
    answer = await house.client.options(f"{CONVERSATIONS}{path}", headers=asked)
    assert (
        answer.headers["access-control-allow-origin"],
        answer.headers["access-control-allow-headers"],
    ) == ("https://eins.example", "Content-Type, Conversation-Token")
