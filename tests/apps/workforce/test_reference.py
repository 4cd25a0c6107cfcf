"""Posts, tasks, times and rules: versions are added, edits meet no other edit unseen."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from httpplay import SignIn
from peopleplay import Organisation
from regie.identity.services import Services as IdentityServices
from workforceplay import Sized, sized

BASE = "/api/v1/workforce"
TIME = {
    "minutes": 0.06,
    "method": "chronometry",
    "source": "Campagne 2026",
    "author": "S. Vasseur",
    "sample": 800,
    "measured_on": "2026-10-05",
    "valid_from": "2026-11-01",
}


def task_of(own: Sized, code: str = "TRI-MANU") -> str:
    return f"{BASE}/tasks/{own.tasks[code]}"


@pytest.fixture
async def director(sign_in: SignIn) -> httpx.AsyncClient:
    return await sign_in("director")


async def test_a_new_time_is_a_version_and_the_old_one_stays(
    own: Sized, director: httpx.AsyncClient
) -> None:
    answer = await director.patch(task_of(own), json={"time": TIME}, headers={"If-Match": '"1"'})
    task = answer.json()
    assert task["version"] == 2
    assert [(each["number"], each["minutes"]) for each in task["history"]] == [(2, 0.06), (1, 0.05)]


async def test_who_edits_reads_the_new_figures_at_once(
    own: Sized, director: httpx.AsyncClient
) -> None:
    before = (await director.get(f"{BASE}/results")).json()["total"]["hours_per_day"]
    change = {"time": TIME | {"minutes": 5.0}}
    await director.patch(task_of(own), json=change, headers={"If-Match": '"1"'})
    after = (await director.get(f"{BASE}/results")).json()["total"]["hours_per_day"]
    assert after > 2 * before


async def test_a_time_that_begins_later_changes_nothing_yet(
    own: Sized, director: httpx.AsyncClient
) -> None:
    change = {"time": TIME | {"minutes": 5.0, "valid_from": "2099-01-01"}}
    await director.patch(task_of(own), json=change, headers={"If-Match": '"1"'})
    assert (await director.get(task_of(own))).json()["time"]["number"] == 1


async def test_the_second_of_two_edits_is_told(own: Sized, director: httpx.AsyncClient) -> None:
    answers = [
        await director.patch(task_of(own), json={"name": name}, headers={"If-Match": '"1"'})
        for name in ("Tri fin", "Tri général")
    ]
    assert [each.status_code for each in answers] == [200, 412]


async def test_an_edit_says_which_state_it_is_of(own: Sized, director: httpx.AsyncClient) -> None:
    answer = await director.patch(task_of(own), json={"name": "Tri fin"})
    assert answer.status_code == 428


@pytest.mark.parametrize(
    "wrong",
    [{"sample": None}, {"valid_to": "2026-10-31"}, {"minutes": 0}, {"source": ""}],
    ids=["no-sample", "backwards", "no-time", "no-source"],
)
async def test_no_time_is_taken_without_what_vouches_for_it(
    own: Sized, director: httpx.AsyncClient, wrong: dict[str, Any]
) -> None:
    answer = await director.patch(
        task_of(own), json={"time": TIME | wrong}, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("role", "place"), [("manager", None), ("analyst", None), ("director", "DIR-OUEST")]
)
async def test_only_who_manages_them_everywhere_changes_times(
    own: Sized, sign_in: SignIn, role: str, place: str | None
) -> None:
    who = await sign_in(role, place=None if place is None else own.places[place])
    answer = await who.patch(task_of(own), json={"name": "X"}, headers={"If-Match": '"1"'})
    assert answer.status_code == 403


async def test_another_tenants_task_is_not_there(
    own: Sized, director: httpx.AsyncClient, identity: IdentityServices
) -> None:
    other = await sized(Organisation.new(identity))
    answer = await director.patch(task_of(other), json={"name": "X"}, headers={"If-Match": '"1"'})
    listed = (await director.get(f"{BASE}/tasks")).json()["tasks"]
    assert answer.status_code == 404
    assert {task["id"] for task in listed} == set(own.tasks.values())


@pytest.mark.parametrize("sort", ["name", "-code", "minutes", "-minutes", "post"])
async def test_pages_of_tasks_are_the_list(kept: Sized, reading: SignIn, sort: str) -> None:
    who = await reading("analyst")
    whole = (await who.get(f"{BASE}/tasks?sort={sort}")).json()["tasks"]
    paged: list[int] = []
    after = ""
    while True:
        page = (await who.get(f"{BASE}/tasks?sort={sort}&limit=3{after}")).json()
        paged += [task["id"] for task in page["tasks"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert paged == [task["id"] for task in whole]
    assert len(paged) == len(kept.tasks)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("q=tache tri", ["TRI-COLIS", "TRI-MANU"]),
        ("q=100%25", []),
        ("method=agreement", ["GUI-RETRAIT"]),
        ("doubtful=true", ["GUI-INVENT", "TRI-COLIS"]),
    ],
)
async def test_tasks_are_found_by(
    kept: Sized, reading: SignIn, asked: str, codes: list[str]
) -> None:
    who = await reading("analyst")
    found = (await who.get(f"{BASE}/tasks?sort=code&{asked}")).json()["tasks"]
    assert [task["code"] for task in found] == codes


async def test_rules_begin_as_defaults_and_are_changed_once(
    own: Sized, director: httpx.AsyncClient
) -> None:
    rules = (await director.get(f"{BASE}/settings")).json()
    wanted = {name: value for name, value in rules.items() if name != "version"} | {
        "rounding": "up"
    }
    answers = [
        await director.put(f"{BASE}/settings", json=wanted, headers={"If-Match": f'"{version}"'})
        for version in (0, 0, 1)
    ]
    assert [each.status_code for each in answers] == [200, 412, 200]
    assert (await director.get(f"{BASE}/settings")).json()["version"] == 2


async def test_a_centres_own_day_counts_in_its_figures(
    own: Sized, director: httpx.AsyncClient
) -> None:
    metz = own.places["CTR-METZ"]
    path = f"{BASE}/results/places/{metz}"
    before = (await director.get(path)).json()["place"]["required"]
    await director.put(
        f"{BASE}/centres/{metz}", json={"standard_hours": 4.1}, headers={"If-Match": '"0"'}
    )
    assert (await director.get(path)).json()["place"]["required"] == pytest.approx(before * 2)


@pytest.mark.parametrize("path", ["centres/{metz}", "settings"])
async def test_no_rule_leaves_a_centre_without_time(
    own: Sized, director: httpx.AsyncClient, path: str
) -> None:
    metz = own.places["CTR-METZ"]
    own_day = {"standard_hours": 2.0}
    if path == "settings":
        await director.put(f"{BASE}/centres/{metz}", json=own_day, headers={"If-Match": '"0"'})
        wanted: dict[str, Any] = {"idle_hours": 3.0}
    else:
        wanted = {"standard_hours": 0.5}
    answer = await director.put(
        f"{BASE}/{path.format(metz=metz)}", json=wanted, headers={"If-Match": '"0"'}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "workforce.leaves_no_time")


async def test_a_neighbours_centre_is_not_there(own: Sized, sign_in: SignIn) -> None:
    who = await sign_in("director", place=own.places["DIR-OUEST"])
    listed = (await who.get(f"{BASE}/centres")).json()["centres"]
    answer = await who.put(
        f"{BASE}/centres/{own.places['CTR-METZ']}", json={}, headers={"If-Match": '"0"'}
    )
    assert ([each["code"] for each in listed], answer.status_code) == (
        ["CTR-ANGERS", "CTR-RENNES"],
        404,
    )


async def test_what_was_changed_is_on_record(own: Sized, director: httpx.AsyncClient) -> None:
    await director.post(f"{BASE}/posts", json={"code": "LOG", "name": "Agent logistique"})
    await director.patch(task_of(own), json={"name": "Tri fin"}, headers={"If-Match": '"1"'})
    assert (await own.house.actions())[-2:] == ["post.add", "task.change"]


async def test_a_code_is_of_one_post(own: Sized, director: httpx.AsyncClient) -> None:
    answer = await director.post(f"{BASE}/posts", json={"code": "TRI", "name": "Encore"})
    assert (answer.status_code, answer.json()["code"]) == (409, "workforce.code_taken")
