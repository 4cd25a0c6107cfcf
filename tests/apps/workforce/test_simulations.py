"""Simulations: one's own alone, the same answer from the same seed, whatever was killed."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from sqlalchemy import text

from httpplay import SignIn
from jobplay import PATIENCE_S, Place, Player, playing, start
from peopleplay import Organisation
from regie.apps.workforce.simulations.montecarlo import quantile_factors, time_spread
from regie.apps.workforce.words import Method
from regie.core.db import DatabaseUrl
from regie.identity.services import Services as IdentityServices
from workforceplay import Sized, sized

BASE = "/api/v1/async"

Worker = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def place(migrated: DatabaseUrl) -> Place:
    return Place(migrated.for_libpq(), None, tells=True)


@pytest.fixture(scope="module")
async def player(place: Place) -> AsyncIterator[Player]:
    async with playing(place) as player:
        yield player


@pytest.fixture
def workers(place: Place, tmp_path: Path) -> Iterator[Worker]:
    """Starts one more; after the test none is left."""
    log = tmp_path / "log"
    started: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        started.append(start(place, log))
        return started[-1]

    yield begin
    for each in started:
        each.kill()
        each.wait()


async def begun(who: httpx.AsyncClient, which: str = "nationale", **wanted: Any) -> dict[str, Any]:
    answer = await who.post(f"{BASE}/simulation/{which}", json={"seed": 7, **wanted})
    assert answer.status_code == 202, answer.text
    return answer.json()


async def ended(who: httpx.AsyncClient, task: dict[str, Any]) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        seen = (await who.get(f"{BASE}/task/{task['task_id']}")).json()
        if seen["state"] in ("done", "failed", "cancelled"):
            return seen
        assert time.monotonic() < deadline, seen
        await asyncio.sleep(0.05)


async def chunks(own: Sized, task: dict[str, Any]) -> int:
    [(number,)] = await own.run(
        "SELECT count(*) FROM workforce.simulation_chunk WHERE simulation_id = :id",
        id=task["task_id"],
    )
    return number


async def until_kept(own: Sized, task: dict[str, Any], many: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while await chunks(own, task) < many:
        assert time.monotonic() < deadline, "no chunk was ever kept"
        await asyncio.sleep(0.005)


async def test_a_killed_simulation_goes_on_and_answers_as_if_nothing_had_been(
    own: Sized, sign_in: SignIn, player: Player, workers: Worker
) -> None:
    director = await sign_in("director")
    broken = await begun(director, draws=10_000)
    first = workers()
    await until_kept(own, broken, 3)
    first.send_signal(signal.SIGKILL)
    first.wait()
    kept = await chunks(own, broken)
    workers()
    mended = await ended(director, broken)
    whole = await ended(director, await begun(director, draws=10_000))
    [(lapses,)] = await own.run(
        "SELECT lapses FROM core.jobs_ended AS j JOIN workforce.simulation AS s ON s.job_id = j.id"
        " WHERE s.id = :id",
        id=broken["task_id"],
    )
    assert (3 <= kept < 100, lapses) == (True, 1)
    assert (mended["state"], mended["inputs_hash"]) == ("done", whole["inputs_hash"])
    assert mended["result"] == whole["result"]
    assert await chunks(own, broken) == 0


async def test_bands_lie_around_what_is_expected(
    own: Sized, sign_in: SignIn, player: Player, workers: Worker
) -> None:
    workers()
    director = await sign_in("director")
    task = await ended(director, await begun(director, draws=2000))
    result = task["result"]
    required = (await director.get("/api/v1/workforce/results")).json()["total"]["required"]
    total = result["total"]
    assert total["expected"] == pytest.approx(required, abs=1e-5)
    assert total["mean"] == pytest.approx(total["expected"], rel=0.02)
    assert total["p5"] < total["p50"] < total["p95"]
    for parts in ("directions", "centres", "posts"):
        expected = sum(each["expected"] for each in result[parts])
        assert expected == pytest.approx(total["expected"], abs=1e-4)
    widths = [each["high"] - each["low"] for each in result["tornado"]]
    assert widths == sorted(widths, reverse=True)
    assert result["tornado"][0]["cause"] == "time"


async def test_another_seed_is_another_answer(
    own: Sized, sign_in: SignIn, player: Player, workers: Worker
) -> None:
    workers()
    manager = await sign_in("manager", place=own.places["DIR-OUEST"])
    which = f"direction/{own.places['DIR-OUEST']}"
    tasks = [await begun(manager, which, draws=200, seed=seed) for seed in (1, 2)]
    one, other = [(await ended(manager, task))["result"]["total"] for task in tasks]
    assert one["expected"] == other["expected"]
    assert one["p50"] != other["p50"]


async def test_it_is_followed_to_its_end(
    own: Sized, sign_in: SignIn, player: Player, workers: Worker
) -> None:
    director = await sign_in("director")
    task = await begun(director, draws=10_000)
    path = f"/api/async/task/{task['task_id']}"
    following = asyncio.create_task(director.get(f"{path}/events"))
    workers()
    await until_kept(own, task, 3)
    async with own.house.services.core.database.begin() as connection:
        # It keeps no chunk before it is known how far it is.
        await connection.execute(text("LOCK TABLE workforce.simulation_chunk IN SHARE MODE"))
        async with asyncio.timeout(PATIENCE_S):
            while not (await director.get(path)).json()["progress"]["done"]:
                pass
    seen = await following
    told = [json.loads(line[6:]) for line in seen.text.splitlines() if line.startswith("data: ")]
    steps = [each["data"]["done"] for each in told if "done" in each["data"]]
    assert told[-1]["data"]["state"] == "done"
    assert steps == sorted(steps)
    assert any(0 < each < 100 for each in steps)


async def test_one_that_runs_is_cancelled_and_computes_no_more(
    own: Sized, sign_in: SignIn, player: Player, workers: Worker
) -> None:
    director = await sign_in("director")
    task = await begun(director, draws=10_000)
    workers()
    await until_kept(own, task, 3)
    async with own.house.services.core.database.begin() as connection:
        # It can keep no chunk meanwhile, so it still runs.
        await connection.execute(text("LOCK TABLE workforce.simulation_chunk IN SHARE MODE"))
        cancelled = (await director.delete(f"{BASE}/task/{task['task_id']}")).json()
    kept, seen = [0], cancelled
    async with asyncio.timeout(PATIENCE_S):
        while seen["state"] == "running":
            kept.append(await chunks(own, task))
            seen = (await director.get(f"{BASE}/task/{task['task_id']}")).json()
    assert (cancelled["state"], cancelled["cancelling"]) == ("running", True)
    assert (seen["state"], seen["result"], await chunks(own, task)) == ("cancelled", None, 0)
    assert max(kept) < 50


async def test_one_that_waits_is_cancelled_at_once(
    own: Sized, sign_in: SignIn, identity: IdentityServices
) -> None:
    director = await sign_in("director")
    task = await begun(director)
    path = f"{BASE}/task/{task['task_id']}"
    first, second = [await director.delete(path) for _ in range(2)]
    assert (first.json()["state"], second.status_code) == ("cancelled", 409)


async def test_anothers_simulation_is_not_there(
    own: Sized, sign_in: SignIn, identity: IdentityServices
) -> None:
    mine = await begun(await sign_in("director"))
    colleague = await sign_in("director", name="Hugo Lacroix")
    path = f"{BASE}/task/{mine['task_id']}"
    answers = [
        await colleague.get(path),
        await colleague.get(f"{path}/events"),
        await colleague.delete(path),
    ]
    health = (await colleague.get(f"{BASE}/health")).json()
    assert [each.status_code for each in answers] == [404] * 3
    assert (health["waiting"], health["running"]) == (0, 0)


@pytest.mark.parametrize(
    ("which", "status"),
    [("direction/{east}", 404), ("nationale", 403), ("centres", 404)],
)
async def test_a_manager_simulates_nothing_of_the_neighbours(
    own: Sized, sign_in: SignIn, which: str, status: int
) -> None:
    manager = await sign_in("manager", place=own.places["DIR-OUEST"])
    body: dict[str, Any] = {}
    if which == "centres":
        body = {"place_ids": [own.places["CTR-RENNES"], own.places["CTR-METZ"]]}
    path = f"{BASE}/simulation/{which.format(east=own.places['DIR-EST'])}"
    assert (await manager.post(path, json=body)).status_code == status


async def test_another_tenants_direction_is_not_there(
    own: Sized, sign_in: SignIn, identity: IdentityServices
) -> None:
    stranger = await sized(Organisation.new(identity))
    director = await sign_in("director")
    path = f"{BASE}/simulation/direction/{stranger.places['DIR-EST']}"
    assert (await director.post(path, json={})).status_code == 404


async def test_who_loses_the_place_loses_what_was_simulated_of_it(
    own: Sized, sign_in: SignIn
) -> None:
    person = await own.house.person("Élodie LE GOFF", ("manager", own.places["DIR-OUEST"]))
    manager = await sign_in(person=person)
    task = await begun(manager, f"direction/{own.places['DIR-OUEST']}")
    await own.run(
        "UPDATE identity.assignment SET place_id = :east WHERE person_id = :person",
        east=own.places["DIR-EST"],
        person=person,
    )
    moved = await sign_in(person=person)
    assert (await moved.get(f"{BASE}/task/{task['task_id']}")).status_code == 404


async def test_more_than_is_kept_is_refused(own: Sized, sign_in: SignIn) -> None:
    director = await sign_in("director")
    answer = await director.post(f"{BASE}/simulation/nationale", json={"draws": 10_001})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("method", "sample", "stated", "expected"),
    [
        ("chronometry", 100, None, 0.03),
        ("chronometry", 1_000_000, None, 0.02),
        ("estimate", None, None, 0.20),
        ("agreement", None, None, 0.10),
        ("estimate", None, 0.07, 0.07),
    ],
)
def test_a_time_is_as_sure_as_where_it_comes_from(
    method: Method, sample: int | None, stated: float | None, expected: float
) -> None:
    assert time_spread(method, sample, stated) == pytest.approx(expected)


def test_a_factor_that_does_not_vary_is_one() -> None:
    assert np.allclose(quantile_factors(0.0), 1.0)
