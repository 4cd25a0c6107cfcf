"""Stores, categories and products over HTTP: who sees and edits them, and how two do at once."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from httpplay import SignIn
from peopleplay import Organisation
from regie.apps.retail.months import shifted
from regie.apps.retail.service import Retail
from retailplay import Network

BASE = "/api/v1/retail"


@pytest.fixture
async def elsewhere(house: Organisation) -> Network:
    """Another tenant's."""
    other = Network(Organisation.new(house.services))
    await other.add_place("West 1", None, store=True)
    other.leaves.append(await other.add_category("Leaf", None))
    await other.add_product(other.leaves[0])
    return other


def named(answer: httpx.Response, what: str) -> list[str]:
    return [each["name"] for each in answer.json()[what]]


async def test_stores_within_reach_are_listed(manager: httpx.AsyncClient) -> None:
    assert named(await manager.get(f"{BASE}/stores"), "stores") == ["West 1", "West 2"]


@pytest.mark.parametrize("sort", ["name", "-name", "code", "-code", "opened_on", "-opened_on"])
async def test_a_list_goes_on_behind_its_last_row(director: httpx.AsyncClient, sort: str) -> None:
    found: list[str] = []
    query: dict[str, Any] = {"sort": sort, "limit": 1}
    while True:
        answer = await director.get(f"{BASE}/stores", params=query)
        found += named(answer, "stores")
        if answer.json()["next"] is None:
            break
        query["after"] = answer.json()["next"]
    assert sorted(found) == ["East 1", "East 2", "West 1", "West 2"]


async def test_a_list_is_of_one_place_and_of_some_words(
    director: httpx.AsyncClient, regions: Network
) -> None:
    east = list(regions.places)[4]
    answer = await director.get(f"{BASE}/stores", params={"place": east, "q": "ÉAST 2"})
    assert named(answer, "stores") == ["East 2"]


@pytest.mark.parametrize("of_neighbour", [True, False])
async def test_a_store_out_of_reach_is_not_there(
    manager: httpx.AsyncClient, regions: Network, elsewhere: Network, of_neighbour: bool
) -> None:
    store = list((regions if of_neighbour else elsewhere).stores.values())[-1]
    answer = await manager.get(f"{BASE}/stores/{store}")
    assert (answer.status_code, answer.json()["code"]) == (404, "retail.store_not_found")


async def test_a_store_is_made_of_a_place(director: httpx.AsyncClient, regions: Network) -> None:
    west = list(regions.places)[1]
    place = await regions.house.place("West 3", west, kind="store")
    draft = {"place_id": place, "code": "W3", "opened_on": "2026-03-01"}
    made = await director.post(f"{BASE}/stores", json=draft)
    assert (made.status_code, made.json()["region"]["name"], made.headers["etag"]) == (
        201,
        "West",
        '"1"',
    )


async def test_a_store_brings_its_own_place(director: httpx.AsyncClient, regions: Network) -> None:
    west = list(regions.places)[1]
    draft = {"place_id": west, "name": "West 3", "code": "W3", "opened_on": "2026-03-01"}
    made = (await director.post(f"{BASE}/stores", json=draft)).json()
    assert (made["name"], made["region"]["id"], made["place_id"] != west) == ("West 3", west, True)


async def test_a_place_for_a_store_is_offered_in_the_order_of_the_tree(
    director: httpx.AsyncClient, regions: Network
) -> None:
    answer = await director.get(f"{BASE}/places")
    assert [
        (each["level"], each["name"], each["is_store"]) for each in answer.json()["places"][:4]
    ] == [
        (0, "Nation", False),
        (1, "East", False),
        (2, "East 1", True),
        (2, "East 2", True),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [(None, 409), ("West 3", 404)],
    ids=["of a place that is one", "below a place out of reach"],
)
async def test_a_store_that_cannot_be_is_not_made(
    sign_in: SignIn, regions: Network, name: str | None, expected: int
) -> None:
    _, west, place, _, east = list(regions.places)[:5]
    regional = await sign_in("director", name="Léo Roy", place=west)
    draft = {"place_id": place if name is None else east, "name": name}
    answer = await regional.post(
        f"{BASE}/stores", json={**draft, "code": "W3", "opened_on": "2026-03-01"}
    )
    assert answer.status_code == expected


async def test_a_store_is_called_otherwise_in_figures_at_once(
    director: httpx.AsyncClient, regions: Network
) -> None:
    address = f"{BASE}/stores/{next(iter(regions.stores.values()))}"
    await director.get(f"{BASE}/filters")
    await director.patch(address, json={"name": "Far West"}, headers={"If-Match": '"1"'})
    assert "Far West" in named(await director.get(f"{BASE}/filters"), "places")


@pytest.mark.parametrize(("role", "expected"), [("director", 403), ("administrator", 200)])
async def test_who_moves_a_store_may_move_places(
    sign_in: SignIn, regions: Network, role: str, expected: int
) -> None:
    mover = await sign_in(role, name="Maud Petit")
    address = f"{BASE}/stores/{next(iter(regions.stores.values()))}"
    east = list(regions.places)[4]
    answer = await mover.patch(address, json={"parent_id": east}, headers={"If-Match": '"1"'})
    assert answer.status_code == expected


async def test_a_store_closes_and_opens_again(
    director: httpx.AsyncClient, regions: Network
) -> None:
    address = f"{BASE}/stores/{next(iter(regions.stores.values()))}"
    closed = await director.patch(
        address, json={"closed_on": "2026-05-01"}, headers={"If-Match": '"1"'}
    )
    again = await director.patch(
        address, json={"closed_on": None}, headers={"If-Match": closed.headers["etag"]}
    )
    assert (closed.json()["closed_on"], again.json()["closed_on"]) == ("2026-05-01", None)


@pytest.mark.parametrize(("headers", "status"), [({}, 428), ({"If-Match": '"7"'}, 412)])
async def test_an_edit_says_which_state_it_is_of(
    director: httpx.AsyncClient, regions: Network, headers: dict[str, str], status: int
) -> None:
    addresses = {
        f"stores/{next(iter(regions.stores.values()))}": {"code": "X"},
        f"categories/{regions.leaves[0]}": {"name": "X"},
        f"products/{regions.products[regions.leaves[0]]}": {"name": "X"},
    }
    for address, body in addresses.items():
        answer = await director.patch(f"{BASE}/{address}", json=body, headers=headers)
        assert answer.status_code == status


async def test_a_manager_reads_and_edits_nothing(
    manager: httpx.AsyncClient, regions: Network
) -> None:
    product = f"{BASE}/products/{regions.products[regions.leaves[0]]}"
    seen = await manager.get(product)
    refused = await manager.patch(product, json={"name": "X"}, headers={"If-Match": '"1"'})
    assert (seen.status_code, refused.status_code) == (200, 403)


async def test_a_director_of_a_region_edits_no_product(sign_in: SignIn, regions: Network) -> None:
    west = list(regions.places)[1]
    regional = await sign_in("director", name="Léo Roy", place=west)
    product = f"{BASE}/products/{regions.products[regions.leaves[0]]}"
    answer = await regional.patch(product, json={"name": "X"}, headers={"If-Match": '"1"'})
    assert answer.status_code == 403


async def test_another_tenants_catalogue_is_not_there(
    director: httpx.AsyncClient, elsewhere: Network
) -> None:
    product = elsewhere.products[elsewhere.leaves[0]]
    statuses = [
        (await director.get(f"{BASE}/{address}")).status_code
        for address in (f"products/{product}", f"categories/{elsewhere.leaves[0]}")
    ]
    assert statuses == [404, 404]


async def test_a_category_stands_below_another(
    director: httpx.AsyncClient, regions: Network
) -> None:
    draft = {"parent_id": regions.leaves[0], "code": "DEEP", "name": "Deeper"}
    made = await director.post(f"{BASE}/categories", json=draft)
    assert (made.json()["level"], made.json()["parent_id"]) == (2, regions.leaves[0])


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["Aube", "Brume", "Cuisine", "Top", "Leaf"]),
        ("en", ["Brume", "Kitchen", "Top", "Leaf", "Zest"]),
    ],
)
async def test_a_category_is_read_by_its_name_in_the_readers_language(
    director: httpx.AsyncClient, house: Organisation, language: str, expected: list[str]
) -> None:
    for name, name_en in (("Cuisine", "Kitchen"), ("Brume", None), ("Aube", "Zest")):
        draft = {"code": name, "name": name, "name_en": name_en}
        await director.post(f"{BASE}/categories", json=draft)
    answer = await director.get(f"{BASE}/categories", headers={"Accept-Language": language})
    key = "name_en" if language == "en" else "name"
    assert [each[key] or each["name"] for each in answer.json()["categories"]] == expected


async def test_the_tree_of_categories_goes_on_behind_its_last_row(
    director: httpx.AsyncClient, regions: Network
) -> None:
    found: list[tuple[int, str]] = []
    query: dict[str, Any] = {"limit": 1}
    while True:
        answer = (await director.get(f"{BASE}/categories", params=query)).json()
        found += [(each["level"], each["name"]) for each in answer["categories"]]
        if answer["next"] is None:
            break
        query["after"] = answer["next"]
    assert found == sorted(found, key=lambda row: (row[0] > 0, row[1]))


async def test_figures_call_a_category_by_its_name_in_the_readers_language(
    director: httpx.AsyncClient, regions: Network
) -> None:
    leaf = regions.leaves[0]
    await director.patch(
        f"{BASE}/categories/{leaf}", json={"name_en": "Herbs"}, headers={"If-Match": '"1"'}
    )
    told = [
        (
            await director.get(
                f"{BASE}/dashboard", params={"category": leaf}, headers={"Accept-Language": each}
            )
        ).json()["category"]["name"]
        for each in ("fr", "en")
    ]
    assert told == ["Leaf", "Herbs"]


async def test_products_of_a_category_are_those_below_it_too(
    director: httpx.AsyncClient, regions: Network
) -> None:
    top = next(iter(regions.categories))
    answer = await director.get(f"{BASE}/products", params={"category": top})
    assert named(answer, "products") == [f"S-{regions.leaves[0]}"]


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("products", {"sku": "S-{leaf}", "name": "Twice", "category_id": 0}),
        ("categories", {"code": "Leaf", "name": "Twice"}),
    ],
)
async def test_a_code_is_taken_once(
    director: httpx.AsyncClient, regions: Network, what: str, body: dict[str, Any]
) -> None:
    leaf = regions.leaves[0]
    if what == "products":
        body = {**body, "sku": f"S-{leaf}", "category_id": leaf}
    assert (await director.post(f"{BASE}/{what}", json=body)).status_code == 409


@pytest.fixture
def product(regions: Network) -> str:
    return f"{BASE}/products/{regions.products[regions.leaves[0]]}"


async def priced(client: httpx.AsyncClient, product: str, since: str, sale_e4: int) -> Any:
    version = (await client.get(product)).headers["etag"]
    answer = await client.put(
        f"{product}/prices/{since}",
        json={"purchase_e4": sale_e4 // 2, "sale_e4": sale_e4},
        headers={"If-Match": version},
    )
    return answer.json()


async def test_a_product_comes_with_its_first_price(
    director: httpx.AsyncClient, regions: Network
) -> None:
    price = {"valid_from": "2026-01-01", "purchase_e4": 50_000, "sale_e4": 100_000}
    draft = {"sku": "NEW", "name": "New", "category_id": regions.leaves[0], "price": price}
    made = await director.post(f"{BASE}/products", json=draft)
    assert (made.json()["prices"], made.headers["etag"]) == ([{**price, "valid_to": None}], '"2"')


async def test_a_price_is_valid_until_the_next_begins(
    director: httpx.AsyncClient, product: str
) -> None:
    await priced(director, product, "2026-01-01", 100_000)
    prices = (await priced(director, product, "2026-03-01", 120_000))["prices"]
    assert [(each["valid_from"], each["valid_to"]) for each in prices] == [
        ("2026-03-01", None),
        ("2026-01-01", "2026-02-28"),
    ]


async def test_todays_price_is_none_that_begins_later(
    director: httpx.AsyncClient, product: str, retail: Retail
) -> None:
    later = shifted(retail.figures.today().replace(day=1), 2)
    await priced(director, product, "2026-01-01", 100_000)
    assert (await priced(director, product, later.isoformat(), 1))["price"]["sale_e4"] == 100_000


async def test_a_price_that_is_removed_lets_the_one_before_go_on(
    director: httpx.AsyncClient, product: str
) -> None:
    await priced(director, product, "2026-01-01", 100_000)
    version = (await priced(director, product, "2026-03-01", 1))["version"]
    answer = await director.delete(
        f"{product}/prices/2026-03-01", headers={"If-Match": f'"{version}"'}
    )
    assert [each["valid_to"] for each in answer.json()["prices"]] == [None]


async def test_what_is_edited_is_on_record(
    director: httpx.AsyncClient, product: str, house: Organisation
) -> None:
    await priced(director, product, "2026-01-01", 100_000)
    assert (await house.actions())[-1] == "product.price"
