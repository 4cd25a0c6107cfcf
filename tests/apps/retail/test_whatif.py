"""Scenarios, against a calculation by hand."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import httpx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from httpplay import SignIn
from peopleplay import Organisation
from regie.apps.retail.errors import LeverInvalid
from regie.apps.retail.service import Retail
from regie.apps.retail.whatif.domain import LARGEST, Effects, Move, effects_of, factor_of
from retailplay import Network, made_up

BASE = "/api/v1/retail/whatif"
SHAPE = (2, 3)
CELLS = [(region, category) for region in range(2) for category in range(3)]

cents = st.lists(st.integers(-(10**9), 10**9), min_size=6, max_size=6)
levers = st.lists(
    st.tuples(
        st.sampled_from(["price", "volume", "cost"]),
        st.floats(-99, 200),
        st.floats(-3, 3),
        st.sets(st.sampled_from(CELLS)),
    ),
    max_size=4,
)


def half_up(amount: float) -> int:
    return math.floor(amount + 0.5)


def by_hand(revenue: int, cost: int, moves: list[tuple[str, float, float]]) -> tuple[int, int]:
    price = volume = unit_cost = 1.0
    for kind, change, elasticity in moves:
        factor = 1 + change / 100
        if kind == "price":
            price *= factor
            volume *= factor**elasticity
        elif kind == "volume":
            volume *= factor
        else:
            unit_cost *= factor
    return half_up(revenue * price * volume), half_up(cost * volume * unit_cost)


def moved(cells: set[tuple[int, int]]) -> Any:
    chosen = np.zeros(SHAPE, np.bool_)
    for cell in cells:
        chosen[cell] = True
    return chosen


def played(revenue: list[int], cost: list[int], pulled: list[Any]) -> tuple[Any, Any, Effects]:
    before = np.array(revenue).reshape(SHAPE), np.array(cost).reshape(SHAPE)
    moves = [
        Move(kind, factor_of(change), elasticity, moved(cells))
        for kind, change, elasticity, cells in pulled
    ]
    return *before, effects_of(*before, moves)


@given(cents, cents, levers)
def test_every_cell_is_what_it_is_by_hand(
    revenue: list[int], cost: list[int], pulled: list[Any]
) -> None:
    _, _, effects = played(revenue, cost, pulled)
    for number, cell in enumerate(CELLS):
        own = [(kind, change, by) for kind, change, by, cells in pulled if cell in cells]
        expected = by_hand(revenue[number], cost[number], own)
        assert (effects.revenue[cell], effects.cost[cell]) == expected


@given(cents, cents, levers)
def test_the_effects_close_to_a_cent(
    revenue: list[int], cost: list[int], pulled: list[Any]
) -> None:
    before, paid, effects = played(revenue, cost, pulled)
    steps = effects.price_effect + effects.volume_effect + effects.cost_effect
    assert ((before - paid) + steps == effects.revenue - effects.cost).all()


@pytest.mark.parametrize("change", [-100, -100.5, -1000])
def test_there_is_no_market_at_a_price_of_nothing(change: float) -> None:
    with pytest.raises(LeverInvalid):
        factor_of(change)


def test_what_cannot_be_counted_in_cents_is_refused() -> None:
    everything = moved(set(CELLS))
    with pytest.raises(LeverInvalid):
        effects_of(
            np.full(SHAPE, 10**12), np.zeros(SHAPE, np.int64), [Move("volume", 1e6, 0, everything)]
        )
    assert LARGEST == 2**53


@pytest.fixture
async def network(house: Organisation, retail: Retail) -> Network:
    return await made_up(house, 5, retail.figures.today())


@pytest.fixture
async def director(sign_in: SignIn, network: Network) -> httpx.AsyncClient:
    return await sign_in("director")


async def test_the_browsers_statistics_give_what_we_answer(director: httpx.AsyncClient) -> None:
    cube = (await director.get(f"{BASE}/cube")).json()
    category = cube["categories"][0]
    lever = {
        "kind": "price",
        "change_percent": 7.5,
        "elasticity": -1.3,
        "category_id": category["above"][0] if category["above"] else category["id"],
    }
    answer = (await director.post(BASE, json={"levers": [lever]})).json()
    width = len(cube["categories"])
    pulled = [lever["category_id"] in (each["id"], *each["above"]) for each in cube["categories"]]
    after = [
        by_hand(revenue, cost, [("price", 7.5, -1.3)] if pulled[number % width] else [])
        for number, (revenue, cost) in enumerate(zip(cube["revenue"], cube["cost"], strict=True))
    ]
    assert answer["total"]["after"]["margin"] == sum(earned - paid for earned, paid in after)


async def test_a_waterfall_adds_up_from_margin_to_margin(director: httpx.AsyncClient) -> None:
    levers = [
        {"kind": "price", "change_percent": 5, "elasticity": -2},
        {"kind": "volume", "change_percent": -3},
        {"kind": "cost", "change_percent": -4.2},
    ]
    answer = (await director.post(BASE, json={"levers": levers})).json()
    *made_of, after = [step["cents"] for step in answer["waterfall"]]
    assert (sum(made_of), after) == (after, answer["total"]["after"]["margin"])


async def test_regions_and_categories_add_up_to_the_total(director: httpx.AsyncClient) -> None:
    levers = [{"kind": "cost", "change_percent": 12.34}]
    answer = (await director.post(BASE, json={"levers": levers})).json()
    sums = [
        sum(row["after"]["margin"] for row in answer[name]) for name in ("regions", "categories")
    ]
    assert sums == [answer["total"]["after"]["margin"]] * 2


async def test_a_lever_on_a_region_out_of_reach_moves_nothing(
    sign_in: SignIn, network: Network, director: httpx.AsyncClient
) -> None:
    regions = [each["id"] for each in (await director.get(f"{BASE}/cube")).json()["regions"]]
    store = next(iter(network.stores))
    manager = await sign_in("manager", name="Zoé Petit", place=store)
    lever = {"kind": "cost", "change_percent": 1, "region_id": regions[-1]}
    answer = await manager.post(BASE, json={"levers": [lever]})
    assert (answer.status_code, answer.json()["code"]) == (404, "retail.place_not_found")


async def test_a_lever_on_one_region_moves_that_region_only(director: httpx.AsyncClient) -> None:
    cube = (await director.get(f"{BASE}/cube")).json()
    width = len(cube["categories"])
    lever = {"kind": "price", "change_percent": 7.5, "elasticity": -1.3}
    for number, region in enumerate(cube["regions"]):
        pulled = {"levers": [{**lever, "region_id": region["id"]}]}
        answer = (await director.post(BASE, json=pulled)).json()
        expected: dict[int, int] = {}
        for place, one in enumerate(cube["regions"]):
            cells = range(place * width, (place + 1) * width)
            after = [
                by_hand(
                    cube["revenue"][cell],
                    cube["cost"][cell],
                    [("price", 7.5, -1.3)] if place == number else [],
                )
                for cell in cells
            ]
            expected[one["id"]] = sum(earned - paid for earned, paid in after)
        assert {row["id"]: row["after"]["margin"] for row in answer["regions"]} == expected


async def test_a_lever_of_minus_a_hundred_is_refused(director: httpx.AsyncClient) -> None:
    lever = {"kind": "price", "change_percent": -100, "elasticity": 0.5}
    answer = await director.post(BASE, json={"levers": [lever]})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_a_cube_follows_its_figures(network: Network, director: httpx.AsyncClient) -> None:
    before = (await director.get(f"{BASE}/cube")).json()
    store = next(iter(network.stores))
    line = network.line(10_000, store, date.fromisoformat(f"{before['last']}-15"))
    await network.sell([line])
    after = (await director.get(f"{BASE}/cube")).json()
    assert sum(after["revenue"]) == sum(before["revenue"]) + line.excl
