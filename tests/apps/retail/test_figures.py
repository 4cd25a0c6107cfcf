"""Pages of figures: what changes them, what they cost, and what they are compared with."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Awaitable
from datetime import date
from typing import Any

import httpx
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from httpplay import SignIn
from peopleplay import Organisation
from regie.apps.retail.figures.asked import Asked
from regie.apps.retail.figures.compaction import refresh_view
from regie.apps.retail.months import Period, first_of, shifted
from regie.apps.retail.service import Retail
from regie.core.access import Actor
from regie.core.observe import count_statements
from regie.identity.places.domain import PlaceChanges
from retailplay import Network, made_up

BASE = "/api/v1/retail"


@pytest.fixture
async def network(house: Organisation, retail: Retail) -> Network:
    return await made_up(house, 7, retail.figures.today())


def last_month(retail: Retail) -> date:
    return shifted(first_of(retail.figures.today()), -1)


async def revenue(retail: Retail, actor: Actor) -> int:
    page = json.loads(await retail.figures.dashboard(actor, "fr", Asked()))
    return page["total"]["figures"]["revenue"]


async def test_an_import_shows_at_its_commit(network: Network, retail: Retail) -> None:
    reader = network.actor()
    before = await revenue(retail, reader)
    store, day = next(iter(network.stores)), last_month(retail)
    sale = [network.line(10_000, store, day) for _ in range(3)]
    await network.sell(sale)
    assert await revenue(retail, reader) == before + sum(line.excl for line in sale)


async def test_a_store_that_moves_takes_its_past_along(
    network: Network, retail: Retail, house: Organisation
) -> None:
    month, store = last_month(retail), next(iter(network.stores))
    await network.sell([network.line(10_000, store, month)])
    await network.compact()
    left = network.actor(int(network.places[store].split(".")[-3]))
    gone = await network.add_place("Elsewhere", None)
    before = await revenue(retail, left)
    moved = sum(line.excl for line in network.sold([store], Period(month, month)))
    admin = await house.actor(("administrator", None))
    await house.run(
        lambda c: house.services.places.change(
            c, admin, store, PlaceChanges(moves=True, parent_id=gone)
        )
    )
    assert (await revenue(retail, left), await revenue(retail, network.actor(gone))) == (
        before - moved,
        moved,
    )


async def test_a_target_shows_at_once(network: Network, retail: Retail) -> None:
    month, store = last_month(retail), await network.add_place("New", None, store=True)
    await network.sell([network.line(10_000, store, month)])
    await revenue(retail, network.actor(store))
    await network.set_target(store, month, 123_400)
    page = json.loads(await retail.figures.dashboard(network.actor(store), "fr", Asked()))
    assert page["total"]["figures"]["target"] == 123_400


async def test_the_view_says_what_was_rolled_up(network: Network, house: Organisation) -> None:
    await network.compact()
    await house.run(lambda c: refresh_view(c, limit_s=60))
    differing = await house.value(
        """
        SELECT count(*) FROM retail.mv_ca_magasin_mensuel AS v
        FULL JOIN (SELECT * FROM retail.store_month WHERE tenant = :tenant AND lines > 0) AS m
            ON m.store_id = v.store_id AND m.month = make_date(v.year, v.month, 1)
        WHERE coalesce(v.tenant, m.tenant) = :tenant
            AND (v.excl_cents, v.incl_cents, v.cost_cents, v.quantity_e3, v.lines, v.baskets)
            IS DISTINCT FROM
            (m.excl_cents, m.incl_cents, m.cost_cents, m.quantity_e3, m.lines, m.baskets)
        """,
        tenant=network.tenant,
    )
    assert differing == 0


async def test_compacting_twice_at_once_counts_once(network: Network, retail: Retail) -> None:
    before = await revenue(retail, network.actor())
    await asyncio.gather(network.compact(), network.compact())
    await network.add_place("Another version", None, store=True)
    await network.sell([network.line(10_000, next(iter(network.stores)), date(2020, 1, 1))])
    assert await revenue(retail, network.actor()) == before


def pages(retail: Retail, actor: Actor) -> dict[str, Awaitable[Any]]:
    consolidation = retail.figures.consolidation
    return {
        "dashboard": retail.figures.dashboard(actor, "fr", Asked()),
        "consolidation": consolidation(actor, "fr", Asked(), by="place", depth="store"),
        "categories": consolidation(actor, "fr", Asked(), by="category", depth="region"),
        "filters": retail.figures.filters(actor, "fr"),
        "explanation": retail.explaining.explain(actor, "fr", "margin_gap", Asked()),
        "cube": retail.scenarios.cube(actor, "fr", Asked()),
    }


async def test_a_page_is_three_statements_at_most(network: Network, retail: Retail) -> None:
    costs: dict[str, int] = {}
    for name, page in pages(retail, network.actor()).items():
        with count_statements() as counted:
            await page
        costs[name] = counted.count
    assert max(costs.values()) <= 3, costs


async def test_a_page_from_memory_is_one_statement(network: Network, retail: Retail) -> None:
    for _ in range(2):
        with count_statements() as counted:
            await retail.figures.dashboard(network.actor(), "fr", Asked())
    assert counted.count == 1


async def test_last_year_is_the_same_months(network: Network, retail: Retail) -> None:
    month = last_month(retail)
    asked = Asked(first=shifted(month, -4), last=month)
    page = json.loads(await retail.figures.dashboard(network.actor(), "fr", asked))
    then = Period(shifted(month, -16), shifted(month, -12))
    expected = sum(line.excl for line in network.sold(network.stores, then))
    assert page["total"]["last_year"]["revenue"] == expected


@pytest.fixture
async def manager(sign_in: SignIn, network: Network) -> httpx.AsyncClient:
    return await sign_in("manager", place=next(iter(network.stores)))


@pytest.mark.parametrize("path", ["dashboard", "consolidation", "explain?figure=revenue&x=1"])
async def test_a_place_out_of_reach_is_not_there(
    manager: httpx.AsyncClient, network: Network, path: str
) -> None:
    sign = "&" if "?" in path else "?"
    other = list(network.stores)[-1]
    answer = await manager.get(f"{BASE}/{path}{sign}place={other}")
    assert (answer.status_code, answer.json()["code"]) == (404, "retail.place_not_found")


@pytest.mark.parametrize("query", ["from=2026-05&to=2026-04", "from=2020-01&to=2026-01"])
async def test_a_period_has_one_to_24_months(manager: httpx.AsyncClient, query: str) -> None:
    answer = await manager.get(f"{BASE}/dashboard?{query}")
    assert (answer.status_code, answer.json()["code"]) == (409, "retail.period_invalid")


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "2026-01-01", "x", "1989-12", "2200-01"])
async def test_a_month_is_a_year_and_a_month_of_our_times(
    manager: httpx.AsyncClient, month: str
) -> None:
    answer = await manager.get(f"{BASE}/dashboard", params={"month": month})
    assert answer.status_code == 422


async def test_who_does_not_read_results_sees_none(sign_in: SignIn) -> None:
    agent = await sign_in("agent")
    assert (await agent.get(f"{BASE}/dashboard")).status_code == 403


async def test_an_export_says_what_was_chosen_and_when_the_data_are_from(
    sign_in: SignIn, network: Network, house: Organisation
) -> None:
    director = await sign_in("director")
    store = next(iter(network.stores))
    answer = await director.get(
        f"{BASE}/consolidation/export",
        params={"format": "xlsx", "place": store},
        headers={"Accept-Language": "en"},
    )
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    heads = [row[0] for row in rows.to_python()[:5]]
    name = await house.value("SELECT name FROM identity.place WHERE id = :id", id=store)
    assert (heads, rows.to_python()[1][1]) == (
        ["Period", "Place", "Category", "Data as of", "Level"],
        name,
    )


async def test_an_export_is_on_record(sign_in: SignIn, house: Organisation) -> None:
    director = await sign_in("director")
    await director.get(f"{BASE}/consolidation/export")
    assert (await house.actions())[-1] == "figures.export"


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO retail.basket VALUES (:tenant, '2026-01-02', :store, 1)",
        "UPDATE retail.store SET closed_on = opened_on WHERE id = :store",
        "INSERT INTO retail.target VALUES (:store, '2026-01-01', :tenant, 0, 1)",
        "INSERT INTO retail.target VALUES (:store, '2026-01-01', :tenant, 5, 1, 6)",
    ],
)
async def test_the_database_refuses_what_cannot_be(network: Network, statement: str) -> None:
    store = next(iter(network.stores.values()))
    with pytest.raises(IntegrityError):
        await network.house.run(
            lambda c: c.execute(text(statement), {"tenant": network.tenant, "store": store})
        )
