"""Volumes and headcount: read and corrected where one may, and nowhere else."""

from __future__ import annotations

import pytest

from httpplay import SignIn
from workforceplay import MONTHS, Sized

BASE = "/api/v1/workforce"


async def counted(own: Sized, centre: str) -> int:
    [(id_,)] = await own.run(
        "SELECT id FROM workforce.volume WHERE place_id = :place AND task_id = :task"
        " AND period = '2026-11-01'",
        place=own.places[centre],
        task=own.tasks["TRI-MANU"],
    )
    return id_


@pytest.mark.parametrize("sort", ["-period", "place", "-quantity", "task"])
async def test_pages_of_volumes_are_those_of_the_readers_centres(
    kept: Sized, reading: SignIn, sort: str
) -> None:
    who = await reading("manager", place=kept.places["DIR-OUEST"])
    seen: list[tuple[int, int]] = []
    after = ""
    while True:
        page = (await who.get(f"{BASE}/volumes?sort={sort}&limit=40{after}")).json()
        seen += [(each["id"], each["place_id"]) for each in page["volumes"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len({id_ for id_, _ in seen}) == len(seen) == 2 * (3 * MONTHS + 2)
    assert {place for _, place in seen} == {
        kept.places["CTR-ANGERS"],
        kept.places["CTR-RENNES"],
    }


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ("from=2026-10&to=2026-11", 2 * 3 * 4),
        ("place_id={east}", 2 * (3 * MONTHS + 2)),
        ("place_id={east}&task_id={task}", 2 * MONTHS),
        ("post_id={post}&from=2026-11", 2 * 4),
    ],
)
async def test_volumes_are_found_by(kept: Sized, reading: SignIn, asked: str, rows: int) -> None:
    who = await reading("analyst")
    query = asked.format(
        east=kept.places["DIR-EST"], task=kept.tasks["TRI-MANU"], post=kept.posts["TRI"]
    )
    found = (await who.get(f"{BASE}/volumes?limit=200&{query}")).json()["volumes"]
    assert len(found) == rows


async def test_headcount_is_that_of_the_readers_centres(kept: Sized, reading: SignIn) -> None:
    who = await reading("manager", place=kept.places["DIR-EST"])
    found = (await who.get(f"{BASE}/headcount")).json()["headcounts"]
    assert sorted(each["place"] for each in found) == ["CTR-DIJON"] * 2 + ["CTR-METZ"] * 2


async def test_a_corrected_volume_counts_at_once(own: Sized, sign_in: SignIn) -> None:
    who = await sign_in("analyst")
    before = (await who.get(f"{BASE}/results")).json()["total"]["required"]
    path = f"{BASE}/volumes/{await counted(own, 'CTR-METZ')}"
    answer = await who.patch(path, json={"quantity": 9e6}, headers={"If-Match": '"1"'})
    after = (await who.get(f"{BASE}/results")).json()["total"]["required"]
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert after > before


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [("analyst", "DIR-OUEST", 404), ("manager", "DIR-EST", 403), ("analyst", "DIR-EST", 200)],
)
async def test_a_volume_is_corrected_by_who_may_there(
    own: Sized, sign_in: SignIn, role: str, place: str, status: int
) -> None:
    who = await sign_in(role, place=own.places[place])
    path = f"{BASE}/volumes/{await counted(own, 'CTR-METZ')}"
    answer = await who.patch(path, json={"quantity": 1}, headers={"If-Match": '"1"'})
    assert answer.status_code == status


async def test_people_who_left_are_missing_at_once(own: Sized, sign_in: SignIn) -> None:
    who = await sign_in("analyst")
    before = (await who.get(f"{BASE}/results")).json()["total"]["present"]
    [first, *_] = (await who.get(f"{BASE}/headcount?sort=-present")).json()["headcounts"]
    change = {"present": first["present"] - 3, "as_of": "2026-11-20"}
    await who.patch(f"{BASE}/headcount/{first['id']}", json=change, headers={"If-Match": '"1"'})
    assert (await who.get(f"{BASE}/results")).json()["total"]["present"] == before - 3
