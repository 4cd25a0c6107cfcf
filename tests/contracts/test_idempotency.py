"""What whoever keeps answers by key promises, wherever they are kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from itertools import count
from typing import Any

import pytest

from regie.core.db import Database, DatabaseUrl
from regie.core.idempotency import (
    Answer,
    Answers,
    InProgress,
    KeyReused,
    MemoryAnswers,
    PostgresAnswers,
    Use,
)

DONE = Answer(201, (("content-type", "application/json"), ("location", "/é")), b'{"id": 1}')
WAIT_S = 30.0
"""Longer than anything here takes: nobody is refused but where a test wants it."""

Open = Callable[..., Answers[Any]]
_numbers = count(1)


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=8, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@pytest.fixture(params=["memory", "postgres"])
def answers_of(request: pytest.FixtureRequest, database: Database) -> Open:
    def open_(wait_s: float = WAIT_S) -> Answers[Any]:
        if request.param == "memory":
            return MemoryAnswers(wait_s=wait_s)
        return PostgresAnswers(database, wait_s=wait_s)

    return open_


@pytest.fixture
def answers(answers_of: Open) -> Answers[Any]:
    return answers_of()


@pytest.fixture
def key() -> str:
    return f"key-of-this-test-{next(_numbers)}"


def use(key: str, body: bytes = b"{}", *, tenant: str = "main", person: str = "mina") -> Use:
    return Use.of(key, b"POST", b"/things", body, tenant=tenant, person=person)


async def do(
    answers: Answers[Any], each: Use | None, answer: Answer | None = DONE
) -> Answer | None:
    """One turn; returns what was kept before it."""
    async with answers.begin(each) as turn:
        if turn.kept is None:
            turn.answer = answer
        return turn.kept


async def fail(answers: Answers[Any], each: Use) -> None:
    with pytest.raises(ZeroDivisionError):
        async with answers.begin(each) as turn:
            turn.answer = DONE
            raise ZeroDivisionError


async def test_a_new_key_has_no_answer(answers: Answers[Any], key: str) -> None:
    assert await do(answers, use(key)) is None


async def test_a_used_key_has_its_answer(answers: Answers[Any], key: str) -> None:
    await do(answers, use(key))
    assert await do(answers, use(key)) == DONE


async def test_that_an_answer_was_too_large_is_kept(answers: Answers[Any], key: str) -> None:
    await do(answers, use(key), Answer(200, (), None))
    assert await do(answers, use(key)) == Answer(200, (), None)


async def test_a_turn_that_failed_leaves_its_key_free(answers: Answers[Any], key: str) -> None:
    await fail(answers, use(key))
    assert await do(answers, use(key)) is None


async def test_a_turn_without_an_answer_leaves_its_key_free(
    answers: Answers[Any], key: str
) -> None:
    await do(answers, use(key), None)
    assert await do(answers, use(key)) is None


@pytest.mark.parametrize(
    "other",
    [{"body": b'{"copies": 2}'}, {"person": "rami"}],
    ids=["other content", "another person"],
)
async def test_a_used_key_is_refused_to_whatever_else_comes_with_it(
    answers: Answers[Any], key: str, other: dict[str, Any]
) -> None:
    await do(answers, use(key))
    with pytest.raises(KeyReused):
        await do(answers, use(key, **other))


async def test_a_key_belongs_to_its_tenant(answers: Answers[Any], key: str) -> None:
    await do(answers, use(key))
    assert await do(answers, use(key, tenant="other")) is None


async def test_requests_without_a_key_have_nothing_in_common(answers: Answers[Any]) -> None:
    await do(answers, None)
    assert await do(answers, None) is None


async def test_of_fifty_at_once_one_does_it(answers: Answers[Any], key: str) -> None:
    kept = await asyncio.gather(*(do(answers, use(key)) for _ in range(50)))
    assert sorted(map(repr, kept)) == sorted(map(repr, [None, *[DONE] * 49]))


async def test_when_the_first_fails_the_next_one_does_it(answers: Answers[Any], key: str) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with answers.begin(use(key)):
            begun.set()
            await go_on.wait()
            raise ZeroDivisionError

    failing = asyncio.create_task(first())
    await begun.wait()
    following = asyncio.create_task(do(answers, use(key)))
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(ZeroDivisionError):
        await failing
    assert await following is None


async def test_who_has_waited_long_enough_is_told_to_come_back(answers_of: Open, key: str) -> None:
    answers = answers_of(wait_s=0.05)
    async with answers.begin(use(key)):
        with pytest.raises(InProgress) as refused:
            await do(answers, use(key))
    assert refused.value.retry_after_s == 1


async def test_who_waits_and_leaves_holds_up_nobody(answers: Answers[Any], key: str) -> None:
    async with answers.begin(use(key)):
        waiting = asyncio.create_task(do(answers, use(key)))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting})
    assert await do(answers, use(key)) is None
