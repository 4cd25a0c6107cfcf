"""Nobody sees what is not theirs: random networks and reaches, against lines added up by hand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

import pytest

from peopleplay import Organisation
from regie.apps.retail.figures.asked import Asked
from regie.apps.retail.figures.cells import Level
from regie.apps.retail.figures.export import Wording, export_answer
from regie.apps.retail.figures.schemas import Consolidation
from regie.apps.retail.months import Period, shifted, written
from regie.apps.retail.service import Retail
from regie.apps.retail.whatif.schemas import SalesLever
from regie.bootstrap import Runtime
from regie.core.access import Actor
from regie.core.explain import Explained
from regie.identity.services import Services
from retailplay import Line, Network, made_up

SEEDS = range(3)
DEPTHS: tuple[Level, ...] = ("region", "store")


@pytest.fixture(scope="module", params=SEEDS)
async def network(runtime: Runtime, retail: Retail, request: pytest.FixtureRequest) -> Network:
    """Beside it another tenant sells the same."""
    services = runtime.parts["identity"].service
    assert isinstance(services, Services)
    await made_up(Organisation.new(services), request.param + 100, retail.figures.today())
    return await made_up(Organisation.new(services), request.param, retail.figures.today())


def readers(network: Network) -> list[Actor]:
    """Everybody, each single place, and two places at once."""
    places = list(network.places)
    pairs = [network.random.sample(places, 2) for _ in range(3)]
    return [network.actor(), *(network.actor(*some) for some in [*zip(places), *pairs])]


def period_of(retail: Retail) -> Period:
    today = retail.figures.today()
    return Asked(first=shifted(today.replace(day=1), -3)).period(today)


def asked(period: Period, **where: int | None) -> Asked:
    return Asked(first=period.first, last=period.last, **where)


def told(lines: Iterable[Line]) -> dict[str, int]:
    chosen = list(lines)
    return {
        "revenue": sum(line.excl for line in chosen),
        "revenue_incl": sum(line.incl for line in chosen),
        "cost": sum(line.cost for line in chosen),
        "margin": sum(line.excl - line.cost for line in chosen),
        "quantity": sum(line.quantity_e3 for line in chosen) / 1000,
    }


def whole(network: Network, stores: Iterable[int], period: Period) -> dict[str, Any]:
    """All measures of whole stores."""
    chosen = list(stores)
    lines = network.sold(chosen, period)
    sums = told(lines)
    baskets = len({line.sale for line in lines})
    return {
        **sums,
        "margin_rate": rate(sums["margin"], sums["revenue"]),
        "baskets": baskets,
        "average_basket": round(sums["revenue"] / baskets) if baskets else None,
        **against(network, "revenue", chosen, period, prefix=""),
        **against(network, "margin", chosen, period, prefix="margin_"),
        **against(network, "baskets", chosen, period, prefix="baskets_"),
    }


def against(
    network: Network, measure: str, stores: Iterable[int], period: Period, *, prefix: str
) -> dict[str, Any]:
    """A target is compared with the store-months that have it, and no other."""
    targets = network.targets_of(measure, stores, period)
    lines = [
        line
        for line in network.sold({store for store, _ in targets}, period)
        if (line.store, line.sold_on.replace(day=1)) in targets
    ]
    reached = {**told(lines), "baskets": len({line.sale for line in lines})}[measure]
    target = sum(targets.values())
    return {
        f"{prefix}target": target or None,
        f"{prefix}gap": reached - target if targets else None,
        f"{prefix}attainment": rate(reached, target),
    }


def rate(part: int, of: int) -> float | None:
    return round(100 * part / of, 2) if of > 0 else None


async def page(text: Any) -> dict[str, Any]:
    return json.loads(await text)


async def test_totals_are_of_the_lines_within_reach(network: Network, retail: Retail) -> None:
    period = period_of(retail)
    for actor in readers(network):
        dashboard = await page(retail.figures.dashboard(actor, "fr", asked(period)))
        seen = network.seen(actor)
        assert dashboard["total"]["figures"] == whole(network, seen, period)
        assert dashboard["total"]["last_year"] == whole(network, seen, period.last_year)


async def test_a_page_from_memory_is_the_readers_own(network: Network, retail: Retail) -> None:
    period = period_of(retail)
    for _ in range(2):
        for actor in readers(network):
            dashboard = await page(retail.figures.dashboard(actor, "fr", asked(period)))
            expected = whole(network, network.seen(actor), period)["revenue"]
            assert dashboard["total"]["figures"]["revenue"] == expected


async def test_series_are_of_the_lines_within_reach(network: Network, retail: Retail) -> None:
    period = period_of(retail)
    for actor in readers(network):
        dashboard = await page(retail.figures.dashboard(actor, "fr", asked(period)))
        months = [shifted(period.last, back) for back in range(-23, 1)]
        expected = [
            {
                "month": written(month),
                "figures": whole(network, network.seen(actor), Period(month, month)),
                "last_year": whole(network, network.seen(actor), Period(month, month).last_year),
            }
            for month in months
        ]
        assert dashboard["series"] == expected


@pytest.mark.parametrize("depth", DEPTHS)
async def test_each_place_has_the_lines_below_it_within_reach(
    network: Network, retail: Retail, depth: Level
) -> None:
    period = period_of(retail)
    for actor in readers(network):
        found = await page(
            retail.figures.consolidation(actor, "fr", asked(period), by="place", depth=depth)
        )
        reach = actor.reaches["retail.results.read"]
        allowed = {place for place, path in network.places.items() if reach.covers(path)}
        assert {row["id"] for row in found["rows"]} <= allowed
        assert found["total"]["figures"] == whole(network, network.seen(actor), period)
        for row in found["rows"]:
            seen = network.seen(actor, row["id"])
            assert row["figures"] == whole(network, seen, period)
            assert (
                row["spark"][-1]
                == whole(network, seen, Period(period.last, period.last))["revenue"]
            )


async def test_all_stores_within_reach_have_a_row_and_no_other(
    network: Network, retail: Retail
) -> None:
    period = period_of(retail)
    for actor in readers(network):
        found = await page(
            retail.figures.consolidation(actor, "fr", asked(period), by="place", depth="store")
        )
        assert {row["id"] for row in found["rows"] if row["kind"] == "store"} == network.seen(actor)


async def test_categories_have_the_lines_within_reach(network: Network, retail: Retail) -> None:
    period = period_of(retail)
    for actor in readers(network):
        for place in [None, *network.seen(actor)]:
            found = await page(
                retail.figures.consolidation(
                    actor, "fr", asked(period, place=place), by="category", depth="region"
                )
            )
            seen = network.seen(actor, place)
            for row in found["rows"]:
                lines = told(network.sold(seen, period, row["id"]))
                assert {name: row["figures"][name] for name in lines} == lines


async def test_a_chosen_category_keeps_to_the_reach(network: Network, retail: Retail) -> None:
    period = period_of(retail)
    for actor in readers(network):
        for category in network.categories:
            dashboard = await page(
                retail.figures.dashboard(actor, "fr", asked(period, category=category))
            )
            lines = told(network.sold(network.seen(actor), period, category))
            figures = dashboard["total"]["figures"]
            assert {name: figures[name] for name in lines} == lines
            assert {figures[name] for name in ("baskets", "margin_target", "baskets_gap")} == {None}


async def test_filters_name_what_was_sold_within_reach(network: Network, retail: Retail) -> None:
    for actor in readers(network):
        found = await page(retail.figures.filters(actor, "fr"))
        lines = [line for line in network.lines if line.store in network.seen(actor)]
        sold = {network.categories[line.category] for line in lines}
        assert {each["id"] for each in found["categories"]} == {
            category
            for category, path in network.categories.items()
            if any(each.startswith(path) for each in sold)
        }
        days = [line.sold_on for line in lines]
        months = (written(min(days)), written(max(days))) if days else (None, None)
        assert (found["first_month"], found["last_month"]) == months


async def test_filters_name_the_places_that_sell_within_reach(
    network: Network, retail: Retail
) -> None:
    for actor in readers(network):
        found = await page(retail.figures.filters(actor, "fr"))
        reach = actor.reaches["retail.results.read"]
        assert {each["id"] for each in found["places"]} == {
            place
            for place, path in network.places.items()
            if reach.covers(path) and network.seen(actor, place)
        }


async def test_an_export_has_the_rows_of_the_page(
    network: Network, retail: Retail, runtime: Runtime
) -> None:
    period = period_of(retail)
    core = runtime.core
    words = Wording(core.catalogue, "en", core.settings.zone)
    for actor in readers(network):
        body = await retail.figures.consolidation(
            actor, "en", asked(period), by="place", depth="store"
        )
        shown = Consolidation.model_validate_json(body)
        answer = await export_answer(shown, "csv", words)
        rows = list(csv.reader(io.StringIO(bytes(answer.body).decode("utf-8-sig")), delimiter=";"))
        told_rows = [(row[3], float(row[4])) for row in rows[6:]]
        assert told_rows == [(row.name, row.figures.revenue / 100) for row in shown.rows]


@pytest.mark.parametrize(
    "figure",
    [
        "revenue",
        "margin",
        "baskets",
        "average_basket",
        "attainment",
        "gap",
        "margin_target",
        "margin_attainment",
        "margin_gap",
        "baskets_target",
        "baskets_attainment",
        "baskets_gap",
    ],
)
async def test_an_explanation_ends_at_the_lines_within_reach(
    network: Network, retail: Retail, figure: Any
) -> None:
    period = period_of(retail)
    for actor in readers(network):
        seen = network.seen(actor)
        explained = await retail.explaining.explain(actor, "fr", figure, asked(period))
        found = whole(network, seen, period)[figure]
        assert (explained.value or None) == (found or None)
        assert places_in(explained) <= {
            place
            for place, path in network.places.items()
            if actor.reaches["retail.results.read"].covers(path)
        }


def places_in(explained: Explained) -> set[int]:
    own = {int(explained.name[6:])} if explained.name.startswith("place:") else set[int]()
    return own.union(*(places_in(term) for term in explained.terms))


async def test_a_cube_is_of_the_lines_within_reach(network: Network, retail: Retail) -> None:
    period = period_of(retail)
    for actor in readers(network):
        cube = await retail.scenarios.cube(actor, "fr", asked(period))
        reach = actor.reaches["retail.results.read"]
        assert all(reach.covers(network.places[region.id]) for region in cube.regions)
        for number, category in enumerate(cube.categories):
            column = slice(number, None, len(cube.categories))
            lines = [
                line
                for line in network.sold(network.seen(actor), period)
                if line.category == category.id
            ]
            sums = told(lines)
            assert sum(cube.revenue[column]) == sums["revenue"]
            assert sum(cube.cost[column]) == sums["cost"]


async def test_a_scenario_begins_with_the_lines_within_reach(
    network: Network, retail: Retail
) -> None:
    period = period_of(retail)
    levers = [SalesLever(kind="price", change_percent=10, elasticity=-1)]
    for actor in readers(network):
        outcome = await retail.scenarios.play(actor, "fr", asked(period), levers)
        expected = told(network.sold(network.seen(actor), period))
        assert outcome.total.before.margin == expected["margin"]


async def test_what_was_compacted_says_the_same(network: Network, retail: Retail) -> None:
    period = Period(shifted(period_of(retail).first, -1), period_of(retail).last)
    await network.compact()
    for actor in readers(network):
        for depth in DEPTHS:
            found = await page(
                retail.figures.consolidation(actor, "fr", asked(period), by="place", depth=depth)
            )
            assert found["total"]["figures"] == whole(network, network.seen(actor), period)
