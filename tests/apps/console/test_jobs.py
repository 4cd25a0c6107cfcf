"""Jobs over HTTP, with a real worker beside the web worker."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from served import working

JOBS = "/api/v1/jobs"
PATIENCE_S = 60.0
STREAM = {"Accept": "text/event-stream"}


@pytest.fixture(scope="module")
def worker(demo: dict[str, str]) -> Iterator[None]:
    with working(demo):
        yield


def self_test(client: httpx.Client, **asked: int) -> dict[str, Any]:
    answer = client.post(f"{JOBS}/self-test", json=asked)
    assert answer.status_code == 202, answer.text
    return answer.json()


def until(client: httpx.Client, id_: int, *states: str) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE_S
    while (told := client.get(f"{JOBS}/{id_}").json())["state"] not in states:
        assert time.monotonic() < deadline, told
        time.sleep(0.05)
    return told


def events(client: httpx.Client, id_: int) -> Iterator[tuple[str, dict[str, Any]]]:
    with client.stream("GET", f"{JOBS}/{id_}/events", headers=STREAM) as answer:
        name = ""
        for line in answer.iter_lines():
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                yield name, json.loads(value)["data"]


def test_a_job_runs_and_tells_its_result(client: httpx.Client, worker: None) -> None:
    told = until(client, self_test(client, steps=3, pause_ms=1)["id"], "done")
    assert (told["result"], told["done"], told["total"]) == ({"counted": 3}, 3, 3)


def test_a_job_is_followed_to_its_end(client: httpx.Client, worker: None) -> None:
    told = list(events(client, self_test(client, steps=8, pause_ms=120)["id"]))
    states = [data["state"] for name, data in told if name == "state"]
    steps = [data["done"] for name, data in told if name == "progress"]
    assert (states[-1], steps == sorted(steps), len(steps) > 3) == ("done", True, True)


def test_a_job_that_has_ended_is_told_at_once(client: httpx.Client, worker: None) -> None:
    id_ = self_test(client, steps=1, pause_ms=0)["id"]
    until(client, id_, "done")
    assert [name for name, _ in events(client, id_)] == ["progress", "state"]


def test_a_running_job_is_cancelled_and_can_be_repeated(client: httpx.Client, worker: None) -> None:
    id_ = self_test(client, steps=1000, pause_ms=50)["id"]
    until(client, id_, "running")
    asked = client.delete(f"{JOBS}/{id_}")
    until(client, id_, "cancelled")
    again = client.post(f"{JOBS}/{id_}/retry")
    client.delete(f"{JOBS}/{id_}")
    assert (asked.status_code, again.status_code, again.json()["state"]) == (202, 202, "queued")


def test_a_list_has_the_newest_first_and_pages(client: httpx.Client, worker: None) -> None:
    """Jobs that run by the clock may stand between ours."""
    ids = [self_test(client, steps=1, pause_ms=0)["id"] for _ in range(3)]
    seen: list[int] = []
    asked: dict[str, int] = {"limit": 2}
    while not seen or min(seen) > ids[0]:
        page = client.get(JOBS, params=asked).json()
        seen += [job["id"] for job in page["jobs"]]
        asked["before"] = page["next"]
    assert [id_ for id_ in seen if id_ in ids] == ids[::-1]


def test_a_list_may_be_of_one_state(client: httpx.Client, worker: None) -> None:
    until(client, self_test(client, steps=1, pause_ms=0)["id"], "done")
    told = client.get(JOBS, params={"state": "done"}).json()
    assert {job["state"] for job in told["jobs"]} == {"done"}


def test_schedules_are_told(client: httpx.Client, worker: None) -> None:
    told = client.get(f"{JOBS}/schedules").json()["schedules"]
    assert ("nightly-purge", "Europe/Paris") in [(each["name"], each["zone"]) for each in told]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "999999", 404, "jobs.not_found"),
        ("GET", "999999/events", 404, "jobs.not_found"),
        ("DELETE", "999999", 404, "jobs.not_found"),
        ("POST", "999999/retry", 404, "jobs.not_found"),
        ("GET", "0", 422, "invalid"),
        ("GET", "word", 422, "invalid"),
    ],
)
def test_there_must_be_such_a_job(
    client: httpx.Client, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, f"{JOBS}/{path}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_what_has_ended_is_not_cancelled(client: httpx.Client, worker: None) -> None:
    id_ = self_test(client, steps=1, pause_ms=0)["id"]
    until(client, id_, "done")
    refused = client.delete(f"{JOBS}/{id_}")
    assert (refused.status_code, refused.json()["code"]) == (409, "jobs.already_ended")


@pytest.mark.parametrize("asked", [{"steps": 0}, {"steps": 1001}, {"pause_ms": -1}, {"more": 1}])
def test_the_self_test_has_bounds(client: httpx.Client, asked: dict[str, int]) -> None:
    assert client.post(f"{JOBS}/self-test", json=asked).status_code == 422


def test_a_self_test_that_is_asked_for_twice_is_one(client: httpx.Client, worker: None) -> None:
    key = {"Idempotency-Key": f"self-test-{time.time_ns()}"}
    asked = {"steps": 1, "pause_ms": 0}
    ids = {client.post(f"{JOBS}/self-test", json=asked, headers=key).json()["id"] for _ in "12"}
    assert len(ids) == 1
