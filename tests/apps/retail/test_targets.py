"""Targets over HTTP."""

from __future__ import annotations

from datetime import date

import httpx
import pytest

from retailplay import Network

BASE = "/api/v1/retail"


@pytest.fixture
async def target(regions: Network) -> str:
    """Of the first store of the West."""
    place, store = next(iter(regions.stores.items()))
    await regions.set_target(place, date(2026, 3, 1), 5_000_00)
    return f"{BASE}/targets/{store}/2026-03"


async def test_a_target_is_set_once(director: httpx.AsyncClient, regions: Network) -> None:
    draft = {"store_id": next(iter(regions.stores.values())), "month": "2026-03", "revenue": 1}
    answers = [await director.post(f"{BASE}/targets", json=draft) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]


async def test_a_target_is_changed_and_removed(director: httpx.AsyncClient, target: str) -> None:
    changed = await director.patch(target, json={"revenue": 7}, headers={"If-Match": '"1"'})
    removed = await director.delete(target, headers={"If-Match": changed.headers["etag"]})
    gone = await director.get(target)
    assert (changed.json()["revenue"], removed.status_code, gone.status_code) == (7, 204, 404)


async def test_a_target_may_plan_margin_and_baskets_too(
    director: httpx.AsyncClient, regions: Network
) -> None:
    store = next(iter(regions.stores.values()))
    draft = {"store_id": store, "month": "2026-03", "revenue": 9, "margin": 4, "baskets": 2}
    answer = (await director.post(f"{BASE}/targets", json=draft)).json()
    assert (answer["revenue"], answer["margin"], answer["baskets"]) == (9, 4, 2)


@pytest.mark.parametrize(
    ("change", "planned"),
    [
        ({"margin": 7}, (5_000_00, 7, None)),
        ({"baskets": 3}, (5_000_00, None, 3)),
        ({"revenue": 8, "margin": 8}, (8, 8, None)),
        ({"margin": None, "baskets": None}, (5_000_00, None, None)),
    ],
    ids=str,
)
async def test_what_a_change_leaves_out_stays(
    director: httpx.AsyncClient, target: str, change: dict[str, object], planned: tuple[object]
) -> None:
    answer = await director.patch(target, json=change, headers={"If-Match": '"1"'})
    assert tuple(answer.json()[name] for name in ("revenue", "margin", "baskets")) == planned


async def test_what_is_planned_no_more_is_gone(director: httpx.AsyncClient, target: str) -> None:
    first = await director.patch(
        target, json={"margin": 7, "baskets": 3}, headers={"If-Match": '"1"'}
    )
    second = await director.patch(
        target, json={"margin": None}, headers={"If-Match": first.headers["etag"]}
    )
    assert (second.json()["margin"], second.json()["baskets"]) == (None, 3)


async def test_no_margin_is_planned_above_its_revenue(
    director: httpx.AsyncClient, target: str
) -> None:
    change = {"margin": 5_000_01}
    answer = await director.patch(target, json=change, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json()["code"]) == (409, "retail.target_margin_too_high")


async def test_a_target_says_what_came_of_all_three(
    director: httpx.AsyncClient, regions: Network, target: str
) -> None:
    place = next(iter(regions.stores))
    lines = [regions.line(sale, place, date(2026, 3, 9)) for sale in (1, 2)]
    await regions.sell(lines[:1])
    await regions.compact()
    await regions.sell(lines[1:])
    found = (await director.get(target)).json()
    assert (found["achieved"], found["achieved_margin"], found["achieved_baskets"]) == (
        sum(line.excl for line in lines),
        sum(line.excl - line.cost for line in lines),
        2,
    )


async def test_a_target_of_a_state_before_is_not_changed(
    director: httpx.AsyncClient, target: str
) -> None:
    answer = await director.patch(target, json={"revenue": 7}, headers={"If-Match": '"2"'})
    assert answer.status_code == 412


async def test_targets_within_reach_are_listed(
    manager: httpx.AsyncClient, regions: Network, target: str
) -> None:
    await regions.set_target(list(regions.stores)[-1], date(2026, 3, 1), 1)
    found = (await manager.get(f"{BASE}/targets?from=2026-01&to=2026-12")).json()["targets"]
    assert [(each["store"]["name"], each["month"]) for each in found] == [("West 1", "2026-03")]


async def test_a_manager_sets_no_target(manager: httpx.AsyncClient, target: str) -> None:
    answer = await manager.patch(target, json={"revenue": 7}, headers={"If-Match": '"1"'})
    assert answer.status_code == 403


async def test_a_neighbours_target_is_not_there(
    manager: httpx.AsyncClient, regions: Network, target: str
) -> None:
    store = list(regions.stores.values())[-1]
    assert (await manager.get(f"{BASE}/targets/{store}/2026-03")).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": 0},
        {"month": "0000-01"},
        {"revenue": "7"},
        {"revenue": True},
        {"revenue": 7.5},
        {"margin": 0},
        {"baskets": 1.5},
    ],
    ids=str,
)
async def test_a_target_is_of_the_types_that_are_documented(
    director: httpx.AsyncClient, regions: Network, wrong: dict[str, object]
) -> None:
    draft = {"store_id": next(iter(regions.stores.values())), "month": "2026-03", "revenue": 1}
    answer = await director.post(f"{BASE}/targets", json={**draft, **wrong})
    assert answer.status_code == 422


async def test_a_whole_number_may_be_written_with_a_point(
    director: httpx.AsyncClient, target: str
) -> None:
    headers = {"If-Match": '"1"', "Content-Type": "application/json"}
    answer = await director.patch(target, content=b'{"revenue": 160.0}', headers=headers)
    assert answer.json()["revenue"] == 160
