"""Results are what a brute force over the reader's own centres says, and nothing else is seen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from httpplay import SignIn
from peopleplay import Organisation
from regie.apps.workforce import domain
from regie.apps.workforce.changes import changed
from regie.apps.workforce.results.window import Asked
from regie.apps.workforce.services import Services
from regie.core.access import EVERYWHERE, Actor
from regie.core.cache import invalidating
from regie.core.observe import count_statements
from regie.core.outbox import drain
from regie.identity.services import Services as IdentityServices
from workforceplay import MONTHS, TASKS, Sized, sized

BASE = "/api/v1/workforce"
ASKED = Asked(None, MONTHS)
NET_HOURS = 7.0
WEST, EAST = ("CTR-ANGERS", "CTR-RENNES"), ("CTR-DIJON", "CTR-METZ")


@dataclass(frozen=True)
class Reader:
    role: str
    place: str | None
    centres: tuple[str, ...]


READERS = [
    Reader("director", None, (*EAST, *WEST)),
    Reader("manager", "DIR-OUEST", WEST),
    Reader("manager", "DIR-EST", EAST),
    Reader("manager", "CTR-RENNES", ("CTR-RENNES",)),
    Reader("analyst", "FRANCE", (*EAST, *WEST)),
]
readers = pytest.mark.parametrize("reader", READERS, ids=lambda each: f"{each.role}-{each.place}")


async def required(kept: Sized, centres: Iterable[str], post: str | None = None) -> float:
    """Row by row, in Python, from the tables."""
    found = await kept.run(
        "SELECT place.code, task.code, period, quantity FROM workforce.volume"
        " JOIN identity.place ON place.id = place_id JOIN workforce.task ON task.id = task_id"
        " WHERE volume.tenant = :tenant"
    )
    wanted, total = set(centres), 0.0
    for code, task, period, quantity in found:
        of, rhythm, minutes, complexity, productivity, *_ = TASKS[task]
        if code not in wanted or post not in (None, of):
            continue
        months = (
            1
            if rhythm == "month"
            else sum(each.startswith(str(period.year)) for each in ("2025-12", *["2026"] * 11))
        )
        per_day = domain.volume_per_day(quantity, rhythm, domain.WorkingDays())
        hours = domain.task_hours(per_day, minutes, complexity, productivity)
        total += months / MONTHS * hours / NET_HOURS
    return total


async def asking(reading: SignIn, kept: Sized, reader: Reader) -> httpx.AsyncClient:
    place = None if reader.place is None else kept.places[reader.place]
    return await reading(reader.role, place=place)


@pytest.fixture(scope="module")
async def stranger(kept: Sized, identity: IdentityServices) -> Sized:
    """Another tenant, with the same codes and other figures."""
    return await sized(Organisation.new(identity), factor=7.0)


@readers
async def test_the_tree_has_the_readers_centres_and_their_figures(
    reading: SignIn, kept: Sized, stranger: Sized, reader: Reader
) -> None:
    who = await asking(reading, kept, reader)
    tree = (await who.get(f"{BASE}/results")).json()
    centres = {node["code"]: node for node in tree["nodes"] if node["kind"] == "centre"}
    assert {code: node["required"] for code, node in centres.items()} == {
        code: pytest.approx(await required(kept, [code])) for code in reader.centres
    }
    assert tree["total"]["required"] == pytest.approx(await required(kept, reader.centres))
    assert tree["total"]["centres"] == len(reader.centres)


@readers
async def test_posts_are_counted_in_the_readers_centres(
    reading: SignIn, kept: Sized, reader: Reader
) -> None:
    who = await asking(reading, kept, reader)
    posts = (await who.get(f"{BASE}/results")).json()["posts"]
    assert {post["code"]: post["required"] for post in posts} == {
        code: pytest.approx(await required(kept, reader.centres, code)) for code in ("GUI", "TRI")
    }


@readers
async def test_an_export_has_exactly_what_is_seen(
    reading: SignIn, kept: Sized, reader: Reader
) -> None:
    who = await asking(reading, kept, reader)
    text = (await who.get(f"{BASE}/results/export")).content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert sorted({line["Code du centre"] for line in lines}) == sorted(reader.centres)
    assert sum(float(line["ETP requis"]) for line in lines) == pytest.approx(
        await required(kept, reader.centres), abs=1e-3
    )


def hours_of(term: dict[str, Any]) -> float:
    """From the leaves of an explanation alone."""
    terms = {each["name"]: each for each in term["terms"]}
    volume, days = [each["value"] for each in terms["volume_per_day"]["terms"]]
    minutes, complexity, pace = [
        terms[name]["value"] for name in ("unit_time", "complexity", "productivity")
    ]
    return volume / days * minutes * (1 + complexity / 100) / pace / 60


@readers
async def test_an_explanation_adds_up_from_its_leaves(
    reading: SignIn, kept: Sized, reader: Reader
) -> None:
    who = await asking(reading, kept, reader)
    why = (await who.get(f"{BASE}/results/explain")).json()
    places = [term for term in why["terms"] if term["name"].startswith("place:")]
    [hours] = [term for term in why["terms"] if term["name"] == "hours_aside"]
    tasks = [task for post in hours["terms"] for task in post["terms"]]
    assert why["value"] == pytest.approx(await required(kept, reader.centres))
    assert sum(place["value"] for place in places) == pytest.approx(why["value"])
    assert sum(map(hours_of, tasks)) / NET_HOURS == pytest.approx(why["value"])


async def test_a_centre_is_explained_down_to_where_a_time_comes_from(
    reading: SignIn, kept: Sized
) -> None:
    who = await reading("manager", place=kept.places["CTR-METZ"])
    asked = f"?place_id={kept.places['CTR-METZ']}&post_id={kept.posts['TRI']}"
    why = (
        await who.get(f"{BASE}/results/explain{asked}", headers={"Accept-Language": "fr"})
    ).json()
    [time] = [
        term
        for task in why["terms"][0]["terms"]
        if task["label"] == "Tâche TRI-MANU"
        for term in task["terms"]
        if term["name"] == "unit_time"
    ]
    assert time["source"].replace("\u202f", " ").replace("\xa0", " ") == (
        "Chronométrage de 400 exécutions le 14/03/2025 : Campagne 2025, M. LE GOFF (version 1)"
    )


@pytest.mark.parametrize("path", ["/results/places/{east}", "/results/explain?place_id={east}"])
async def test_a_neighbours_place_is_not_there(reading: SignIn, kept: Sized, path: str) -> None:
    who = await reading("manager", place=kept.places["DIR-OUEST"])
    answer = await who.get(BASE + path.format(east=kept.places["DIR-EST"]))
    assert (answer.status_code, answer.json()["code"]) == (404, "workforce.place_not_found")


async def test_another_tenants_place_and_post_are_not_there(
    reading: SignIn, kept: Sized, stranger: Sized
) -> None:
    who = await reading("director")
    place = await who.get(f"{BASE}/results/places/{stranger.places['DIR-EST']}")
    post = await who.get(f"{BASE}/results/posts/{stranger.posts['TRI']}")
    assert (place.status_code, post.status_code) == (404, 404)


async def test_a_lever_on_a_neighbours_place_is_refused(reading: SignIn, kept: Sized) -> None:
    who = await reading("manager", place=kept.places["DIR-OUEST"])
    lever = {"kind": "volume", "factor": 2, "place_id": kept.places["CTR-METZ"]}
    answer = await who.post(f"{BASE}/scenario", json={"levers": [lever]})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("lever", "factor"),
    [
        ({"kind": "volume", "factor": 1.5}, 1.5),
        ({"kind": "time", "factor": 0.5}, 0.5),
        ({"kind": "productivity", "factor": 2}, 0.5),
    ],
)
async def test_a_lever_moves_all_that_it_names(
    reading: SignIn, kept: Sized, lever: dict[str, object], factor: float
) -> None:
    who = await reading("manager", place=kept.places["DIR-OUEST"])
    answer = (await who.post(f"{BASE}/scenario", json={"levers": [lever]})).json()
    before, after = (answer[side]["total"]["required"] for side in ("before", "after"))
    assert after == pytest.approx(before * factor)


async def test_other_rules_are_tried_without_being_changed(reading: SignIn, kept: Sized) -> None:
    who = await reading("director")
    rules = {"standard_hours": 7.6, "idle_hours": 4.1, "rounding": "up", "days_per_month": 22}
    answer = (await who.post(f"{BASE}/scenario", json={"rules": rules})).json()
    before, after = (answer[side]["total"]["required"] for side in ("before", "after"))
    assert after == pytest.approx(before * 2)


async def test_rules_that_a_centres_own_day_cannot_keep_are_refused(
    own: Sized, sign_in: SignIn
) -> None:
    who = await sign_in("director")
    centre = f"{BASE}/centres/{own.places['CTR-METZ']}"
    await who.put(centre, json={"standard_hours": 2.0}, headers={"If-Match": '"0"'})
    answer = await who.post(f"{BASE}/scenario", json={"rules": {"idle_hours": 3.0}})
    assert (answer.status_code, answer.json()["code"]) == (409, "workforce.leaves_no_time")


async def test_a_centre_above_another_counts_once(own: Sized, sign_in: SignIn) -> None:
    who = await sign_in("director")
    before = (await who.get(f"{BASE}/results")).json()["total"]["required"]
    metz, dijon = own.places["CTR-METZ"], own.places["CTR-DIJON"]
    await own.run(
        "UPDATE identity.place SET parent_id = :dijon, path = :path || id || '.' WHERE id = :metz",
        dijon=dijon,
        path=await own.house.path(dijon),
        metz=metz,
    )
    why = (await who.get(f"{BASE}/results/explain?place_id={dijon}")).json()
    text = (await who.get(f"{BASE}/results/export")).content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    places = [term["value"] for term in why["terms"] if term["name"] != "hours_aside"]
    assert (await who.get(f"{BASE}/results")).json()["total"]["required"] == pytest.approx(before)
    assert (len(places), sum(places)) == (2, pytest.approx(why["value"]))
    assert sum(float(line["ETP requis"]) for line in lines) == pytest.approx(before, abs=1e-3)


async def test_rounded_lines_and_the_rounded_line_are_both_shown(
    reading: SignIn, kept: Sized
) -> None:
    who = await reading("director")
    tree = (await who.get(f"{BASE}/results")).json()
    centres = [node["code"] for node in tree["nodes"] if node["kind"] == "centre"]
    staffed = sum(
        [
            domain.rounded(await required(kept, [code], post), "half")
            for code in centres
            for post in ("TRI", "GUI")
        ]
    )
    exact = domain.rounded(await required(kept, centres), "half")
    assert (tree["total"]["rounded"], tree["total"]["staffed"]) == (exact, staffed)


def everywhere(kept: Sized, services: Services) -> Actor:
    reaches = {each.name: EVERYWHERE for each in services.core.permissions}
    return Actor(kept.house.tenant, "person", 1, reaches=reaches)


async def test_a_page_runs_three_statements_and_then_one(own: Sized, services: Services) -> None:
    acting, counts = everywhere(own, services), []
    for _ in range(2):
        with count_statements() as counter:
            async with services.core.database.begin() as connection:
                await services.results.tree(connection, acting, ASKED)
        counts.append(counter.count)
    assert counts == [3, 1]


async def test_a_change_elsewhere_is_seen_when_it_has_been_told(
    own: Sized, services: Services
) -> None:
    """As by an import, whose job runs in another process: what it told is delivered by a relay."""
    acting = everywhere(own, services)

    async def total() -> float:
        async with services.core.database.begin() as connection:
            return (await services.results.tree(connection, acting, ASKED)).total.required

    before = await total()
    await own.run("UPDATE workforce.volume SET quantity = quantity * 3 WHERE tenant = :tenant")
    await own.house.run(lambda connection: changed(connection, own.house.tenant))
    unseen = await total()
    await drain(services.core.database, [invalidating(services.core.cache)])
    assert (unseen, await total()) == (before, pytest.approx(before * 3))


async def test_a_centre_that_moves_is_seen_where_it_stands_now(own: Sized, sign_in: SignIn) -> None:
    """Though all figures are remembered: what somebody sees is asked anew each time."""
    west = await sign_in("manager", place=own.places["DIR-OUEST"])
    before = [node["code"] for node in (await west.get(f"{BASE}/results")).json()["nodes"]]
    rennes, east = own.places["CTR-RENNES"], await own.house.path(own.places["DIR-EST"])
    await own.run(
        "UPDATE identity.place SET parent_id = :east, path = :path || id || '.' WHERE id = :rennes",
        east=own.places["DIR-EST"],
        path=east,
        rennes=rennes,
    )
    after = [node["code"] for node in (await west.get(f"{BASE}/results")).json()["nodes"]]
    assert (sorted(before), after) == (
        ["CTR-ANGERS", "CTR-RENNES", "DIR-OUEST"],
        ["DIR-OUEST", "CTR-ANGERS"],
    )


async def test_months_that_nobody_counted_are_said_and_counted_as_the_others(
    own: Sized, sign_in: SignIn
) -> None:
    who = await sign_in("director")
    await own.run(
        "DELETE FROM workforce.volume WHERE tenant = :tenant AND period >= '2026-06-01'"
        " AND place_id = :metz AND task_id = :task",
        metz=own.places["CTR-METZ"],
        task=own.tasks["TRI-MANU"],
    )
    place = f"{BASE}/results/places/{own.places['CTR-METZ']}?until=2026-11"
    node = (await who.get(place)).json()["place"]
    assert node["completeness"] == pytest.approx((4 * 12 - 6) / (4 * 12))


async def test_an_organisation_without_volumes_is_told_what_to_do(
    own: Sized, sign_in: SignIn
) -> None:
    await own.run("DELETE FROM workforce.volume WHERE tenant = :tenant")
    answer = await (await sign_in("director")).get(f"{BASE}/results")
    assert (answer.status_code, answer.json()["code"]) == (409, "workforce.nothing_counted")
