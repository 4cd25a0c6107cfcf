"""Hashing happens in few threads, before which few may wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from regie.identity.signin.errors import HashingFull
from regie.identity.signin.pool import HashingPool


class Gate:
    """Work that goes on until it is let go."""

    def __init__(self) -> None:
        self.begun = 0
        self.open = threading.Event()

    def work(self) -> None:
        self.begun += 1
        assert self.open.wait(10)


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.open.set()


async def begin(pool: HashingPool, gate: Gate, times: int) -> list[asyncio.Task[None]]:
    tasks = [asyncio.create_task(pool.run(gate.work)) for _ in range(times)]
    await asyncio.sleep(0.05)
    return tasks


async def test_no_more_run_at_once_than_there_are_threads(gate: Gate) -> None:
    tasks = await begin(HashingPool(2, most_waiting=10), gate, 8)
    assert gate.begun == 2
    gate.open.set()
    await asyncio.gather(*tasks)


async def test_all_that_wait_have_their_turn(gate: Gate) -> None:
    gate.open.set()
    pool = HashingPool(2, most_waiting=50)
    await asyncio.gather(*(pool.run(gate.work) for _ in range(50)))
    assert gate.begun == 50


async def test_above_the_waiting_room_one_is_refused_at_once(gate: Gate) -> None:
    pool = HashingPool(1, most_waiting=3)
    tasks = await begin(pool, gate, 4)
    with pytest.raises(HashingFull) as refused:
        await pool.run(gate.work)
    assert refused.value.retry_after_s == 2
    gate.open.set()
    await asyncio.gather(*tasks)


async def test_who_leaves_the_queue_leaves_no_work(gate: Gate) -> None:
    pool = HashingPool(1, most_waiting=10)
    tasks = await begin(pool, gate, 10)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    gate.open.set()
    await pool.run(gate.work)
    assert gate.begun == 2


async def test_work_that_nobody_waits_for_keeps_its_thread_until_it_is_done(gate: Gate) -> None:
    pool = HashingPool(1, most_waiting=10)
    (abandoned,) = await begin(pool, gate, 1)
    abandoned.cancel()
    tasks = await begin(pool, gate, 3)
    assert gate.begun == 1
    gate.open.set()
    await asyncio.gather(*tasks)


async def test_work_that_fails_gives_its_place_back() -> None:
    pool = HashingPool(1, most_waiting=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            await pool.run(lambda: 1 // 0)


async def test_the_event_loop_turns_while_50_wait(gate: Gate) -> None:
    tasks = await begin(HashingPool(2, most_waiting=50), gate, 50)
    turns = 0
    for _ in range(100):
        await asyncio.sleep(0)
        turns += 1
    assert (turns, sum(task.done() for task in tasks)) == (100, 0)
    gate.open.set()
    await asyncio.gather(*tasks)
