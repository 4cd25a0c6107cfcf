"""Live events as they are served: published anywhere, received from any worker."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager
from time import monotonic
from typing import Any

import pytest

from people import add_person, sign_in
from regie.core.db import Database, DatabaseUrl
from regie.core.events import Audience, Bus, Events, PostgresBus, ValkeyBus
from regie.core.valkey import ValkeyLink
from served import Served, serving

URL = "/api/v1/events"
TENANT = Audience("main")
PATIENCE_S = 20.0

Workers = list[Served]


def without_redis(environ: dict[str, str]) -> dict[str, str]:
    addresses = ("REGIE_CACHE_URL", "REGIE_BROKER_URL", "REGIE_RESULTS_URL")
    kept = {name: value for name, value in environ.items() if name not in addresses}
    return {**kept, "REGIE_REDIS_URL": "none"}


@pytest.fixture(scope="module", params=["valkey", "no Redis"])
def environ(request: pytest.FixtureRequest, demo: dict[str, str]) -> dict[str, str]:
    chosen = demo if request.param == "valkey" else without_redis(demo)
    return {**chosen, "REGIE_WORKERS": "2"}


@pytest.fixture(scope="module")
def workers(environ: dict[str, str]) -> Iterator[Workers]:
    with ExitStack() as stack:
        yield [stack.enter_context(serving(environ)) for _ in range(2)]


@asynccontextmanager
async def another_process(environ: dict[str, str]) -> AsyncIterator[Events]:
    """As a job has them: on the same installation, in a process that serves nobody."""
    database = Database(DatabaseUrl(environ["REGIE_DATABASE_URL"]), pool_size=1, pool_overflow=0)
    links: list[ValkeyLink] = []
    bus: Bus = PostgresBus(database, DatabaseUrl(environ["REGIE_DATABASE_URL"]))
    if valkey := environ.get("REGIE_CACHE_URL"):
        links = [ValkeyLink(name, valkey) for name in ("events", "events-news")]
        bus = ValkeyBus(*links)
    events = Events(bus)
    resources = (database, *links, events)
    for resource in resources:
        await resource.open()
    yield events
    for resource in reversed(resources):
        await resource.close()


Publish = Callable[..., None]


@pytest.fixture
def publish(environ: dict[str, str]) -> Publish:
    def publish(topic: str, data: object, audience: Audience = TENANT) -> None:
        async def once() -> None:
            async with another_process(environ) as events:
                await events.publish(topic, "step", data, audience=audience)

        asyncio.run(once())

    return publish


def poll(worker: Served, **params: str) -> dict[str, Any]:
    with worker.signed_in() as client:
        return client.get(URL, params=params).raise_for_status().json()


def told(answer: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(event["topic"], event["data"]) for event in answer["events"]]


def test_a_stream_of_any_worker_gets_what_another_process_publishes(
    workers: Workers, publish: Publish
) -> None:
    with ExitStack() as stack:
        streams = []
        for worker in workers:
            client = stack.enter_context(worker.signed_in(Accept="text/event-stream"))
            answer = stack.enter_context(client.stream("GET", URL, params={"topics": "jobs.1"}))
            lines = answer.iter_lines()
            assert next(lines).startswith("retry: ")
            streams.append(lines)
        publish("jobs.1", {"done": 3})
        for lines in streams:
            data = next(line for line in lines if line.startswith("data: "))
            assert json.loads(data[6:]) == {"topic": "jobs.1", "data": {"done": 3}}


def test_the_first_poll_says_at_once_where_to_begin(workers: Workers, publish: Publish) -> None:
    begin = poll(workers[0], topics="jobs.2,jobs.3")
    assert begin["events"] == []
    publish("jobs.3", 7)
    assert told(poll(workers[0], topics="jobs.2,jobs.3", after=begin["last"])) == [("jobs.3", 7)]


def test_a_reader_may_go_on_at_another_worker(workers: Workers, publish: Publish) -> None:
    publish("jobs.4", 1)
    begin = poll(workers[0], topics="jobs.4")
    publish("jobs.4", 2)
    assert told(poll(workers[1], topics="jobs.4", after=begin["last"])) == [("jobs.4", 2)]


def test_another_tenant_s_events_are_not_received(workers: Workers, publish: Publish) -> None:
    begin = poll(workers[0], topics="jobs.5")
    publish("jobs.5", "theirs", Audience("another"))
    publish("jobs.5", "ours")
    assert told(poll(workers[0], topics="jobs.5", after=begin["last"])) == [("jobs.5", "ours")]


@pytest.mark.parametrize("topics", ["", ",", "jobs.1,", "a b", "é", ",".join(map(str, range(33)))])
def test_what_is_no_list_of_topics_is_refused(workers: Workers, topics: str) -> None:
    with workers[0].signed_in() as client:
        answer = client.get(URL, params={"topics": topics})
    assert (answer.status_code, answer.json()["code"]) == (
        422,
        "console.events.topics_malformed",
    )


def test_an_event_for_a_role_is_received_by_who_has_it(workers: Workers, publish: Publish) -> None:
    begin = poll(workers[0], topics="news.1")
    for role in ("agent", "administrator"):
        publish("news.1", role, Audience("main", roles=frozenset({role})))
    assert told(poll(workers[0], topics="news.1", after=begin["last"])) == [
        ("news.1", "administrator")
    ]


def test_an_event_for_one_person_is_received_by_nobody_else(
    workers: Workers, publish: Publish
) -> None:
    begin = poll(workers[0], topics="news.2")
    with workers[0].signed_in() as client:
        mine = str(client.get("/api/v1/identity/me").json()["person"]["id"])
    for person in ("0", mine):
        publish("news.2", person, Audience("main", person=person))
    assert told(poll(workers[0], topics="news.2", after=begin["last"])) == [("news.2", mine)]


@pytest.mark.parametrize(
    ("role", "topics", "status"),
    [
        ("agent", "news.3", 200),
        ("agent", "jobs.1", 403),
        ("agent", "news.3,jobs.1", 403),
        ("administrator", "jobs.1", 200),
    ],
)
def test_what_jobs_do_is_told_to_who_may_see_them(
    workers: Workers, role: str, topics: str, status: int
) -> None:
    with workers[0].signed_in(role) as client:
        assert client.get(URL, params={"topics": topics}).status_code == status


def test_a_stream_ends_soon_after_its_reader_has_signed_out(workers: Workers) -> None:
    here, elsewhere = workers
    person = add_person(here.database_url, "agent")
    with here.client(Origin=here.origin) as client:
        client.headers.update(sign_in(client, person))
        client.cookies.clear()
        with client.stream(
            "GET", URL, params={"topics": "news.4"}, headers={"Accept": "text/event-stream"}
        ) as stream:
            with elsewhere.client(
                Origin=elsewhere.origin, Cookie=client.headers["Cookie"]
            ) as other:
                other.post("/api/v1/identity/sign-out").raise_for_status()
            began = monotonic()
            for _ in stream.iter_raw():
                pass
        assert monotonic() - began < PATIENCE_S
        assert client.get(URL, params={"topics": "news.4"}).status_code == 401


def test_streams_end_with_their_worker(environ: dict[str, str]) -> None:
    with serving({**environ, "REGIE_GRACE_S": "600"}) as worker, ExitStack() as stack:
        client = stack.enter_context(worker.signed_in(Accept="text/event-stream"))
        answer = stack.enter_context(client.stream("GET", URL, params={"topics": "jobs.1"}))
        lines = answer.iter_lines()
        next(lines)
        worker.process.terminate()
        assert [line for line in lines if line.startswith("retry: ")]
        assert worker.process.wait(PATIENCE_S) == 0
