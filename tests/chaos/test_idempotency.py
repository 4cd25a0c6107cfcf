"""One effect and one answer per key: over two workers at once, and whenever one of them is killed.

REGIE_CHAOS_SEED repeats a run, as far as timing allows; `-s` prints the figures.
"""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import httpx
import psycopg
import pytest

from regie.core.db import DatabaseUrl
from served import Served, serving

URL = "/api/v1/jobs/self-test"
WANTED = {"steps": 1, "pause_ms": 0}
AT_ONCE = 50
KILLS = 30
SLOW_S = 1.0
PATIENCE_S = 30.0

_numbers = count(1)


@pytest.fixture(scope="module")
def environ(migrated: DatabaseUrl, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An installation whose database is this module's own."""
    home: Path = tmp_path_factory.mktemp("home")
    return {
        "REGIE_ENV": "development",
        "REGIE_HOME": str(home),
        "REGIE_DATABASE_URL": migrated.for_libpq(),
        "REGIE_REDIS_URL": "none",
        "REGIE_SECRET_KEY": "0123456789abcdef" * 4,
        "REGIE_WORKERS": "2",
    }


@pytest.fixture(scope="module")
def survivor(environ: dict[str, str]) -> Iterator[Served]:
    with serving(environ) as served:
        yield served


@pytest.fixture
def victim(environ: dict[str, str]) -> Iterator[Served]:
    with serving(environ, exit_code=-signal.SIGKILL) as served:
        yield served
        served.process.kill()


@pytest.fixture
def key() -> dict[str, str]:
    return {"Idempotency-Key": f"key-of-this-test-{next(_numbers)}-{time.time_ns()}"}


def effects(url: DatabaseUrl) -> int:
    with psycopg.connect(url.for_libpq()) as connection:
        found = connection.execute(
            "SELECT (SELECT count(*) FROM core.jobs) + (SELECT count(*) FROM core.jobs_ended)"
        )
        return found.fetchone()[0]


def ask(worker: Served, key: dict[str, str]) -> httpx.Response:
    with worker.signed_in(**key) as client:
        return client.post(URL, json=WANTED)


def insist(worker: Served, key: dict[str, str]) -> httpx.Response:
    """As a client does that heard nothing, or was told to come back."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        answer = ask(worker, key)
        if answer.status_code != 409 or time.monotonic() > deadline:
            return answer
        time.sleep(float(answer.headers["retry-after"]))


@pytest.fixture
def slow_insert(migrated: DatabaseUrl) -> Iterator[None]:
    """The effect takes its time: whoever is killed meanwhile has not committed."""
    yield from _trigger(migrated, "TRIGGER slow BEFORE INSERT ON core.jobs")


@pytest.fixture
def slow_commit(migrated: DatabaseUrl) -> Iterator[None]:
    """The COMMIT takes its time: whoever is killed meanwhile never hears that it was done."""
    when = "CONSTRAINT TRIGGER slow AFTER INSERT ON core.jobs DEFERRABLE INITIALLY DEFERRED"
    yield from _trigger(migrated, when)


def _trigger(url: DatabaseUrl, when: str) -> Iterator[None]:
    with psycopg.connect(url.for_libpq(), autocommit=True) as connection:
        connection.execute(
            "CREATE OR REPLACE FUNCTION sleep() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN PERFORM pg_sleep({SLOW_S}); RETURN NEW; END $$"
        )
        connection.execute(f"CREATE {when} FOR EACH ROW EXECUTE FUNCTION sleep()")
        yield
        connection.execute("DROP TRIGGER slow ON core.jobs")


def _killed_after(victim: Served, key: dict[str, str], after_s: float) -> bool:
    """Whether the client heard an answer before the worker died."""
    with victim.signed_in(**key) as client, ThreadPoolExecutor(1) as pool:
        client.get("/healthz")  # the connection is open
        asking: Future[httpx.Response] = pool.submit(client.post, URL, json=WANTED)
        time.sleep(after_s)
        victim.process.kill()
        return asking.exception() is None


def _usual_s(worker: Served) -> float:
    """How long a request takes here and now, when it is not the first."""
    with worker.signed_in() as client:
        for _ in range(2):
            began = time.monotonic()
            client.post(URL, json=WANTED)
    return time.monotonic() - began


def test_a_worker_killed_before_its_commit_has_left_nothing(
    migrated: DatabaseUrl,
    survivor: Served,
    victim: Served,
    key: dict[str, str],
    slow_insert: None,
) -> None:
    before = effects(migrated)
    _killed_after(victim, key, SLOW_S / 2)
    answer = insist(survivor, key)
    told = answer.status_code, "idempotency-replayed" in answer.headers, effects(migrated) - before
    assert told == (202, False, 1)


def test_a_worker_killed_between_commit_and_answer_has_answered_all_the_same(
    migrated: DatabaseUrl,
    survivor: Served,
    victim: Served,
    key: dict[str, str],
    slow_commit: None,
) -> None:
    before = effects(migrated)
    _killed_after(victim, key, SLOW_S / 2)
    answer = insist(survivor, key)
    told = answer.status_code, "idempotency-replayed" in answer.headers, effects(migrated) - before
    assert told == (202, True, 1)


@pytest.mark.parametrize("rounds", [3, pytest.param(20, marks=pytest.mark.long)])
def test_of_fifty_at_once_over_two_workers_one_has_its_effect(
    migrated: DatabaseUrl, environ: dict[str, str], survivor: Served, rounds: int
) -> None:
    codes: Counter[str] = Counter()
    with ExitStack() as stack:
        workers = survivor, stack.enter_context(serving(environ))
        clients = [stack.enter_context(worker.signed_in()) for worker in workers]
        pool = stack.enter_context(ThreadPoolExecutor(AT_ONCE))
        for number in range(rounds):
            before, key = effects(migrated), {"Idempotency-Key": f"round-{rounds}-{number:020}"}
            asking = [
                pool.submit(clients[n % 2].post, URL, json=WANTED, headers=key)
                for n in range(AT_ONCE)
            ]
            answers = [each.result() for each in asking]
            codes.update(str(each.json().get("code", each.status_code)) for each in answers)
            done = {each.content for each in answers if each.status_code == 202}
            assert (len(done), effects(migrated) - before) == (1, 1)
    print(f"{rounds} rounds of {AT_ONCE}: {dict(codes)}")  # noqa: T201 - the proof's figures
    assert codes.keys() <= {"202", "idempotency_in_progress"}


@pytest.mark.long
def test_whenever_a_worker_is_killed_there_is_one_effect_and_one_answer(
    migrated: DatabaseUrl, environ: dict[str, str], survivor: Served, rng: random.Random
) -> None:
    outcomes: Counter[tuple[str, str]] = Counter()
    for number in range(KILLS):
        key = {"Idempotency-Key": f"kill-{number:020}"}
        with serving(environ, exit_code=-signal.SIGKILL) as victim:
            usual_s = _usual_s(victim)
            before = effects(migrated)
            heard = _killed_after(victim, key, rng.uniform(0, 1.5 * usual_s))
        answer = insist(survivor, key)
        replayed = "replayed" if "idempotency-replayed" in answer.headers else "done anew"
        outcomes["answer heard" if heard else "no answer", replayed] += 1
        assert (answer.status_code, effects(migrated) - before) == (202, 1)
    print(f"{KILLS} kills: {dict(outcomes)}")  # noqa: T201 - the proof's figures
    assert ("answer heard", "done anew") not in outcomes
