"""So much waits for a reader, and no more."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from regie.core.events import RESET, Audience, Event
from regie.core.events.mailbox import MOST_BYTES, MOST_EVENTS, Mailbox

HERE = Audience("t1")
HEAD = "head"


def entered() -> Mailbox:
    box = Mailbox(frozenset({"a"}), HERE, "begin")
    box.entered = True
    return box


def event(number: int, size: int = 1) -> Event:
    return Event(str(number), "a", "step", b"1" * size)


@given(st.lists(st.one_of(st.integers(0, 20_000), st.none()), max_size=400))
def test_it_is_bounded_whatever_comes_and_whoever_reads(moves: list[int | None]) -> None:
    box, waiting = entered(), list[Event]()
    for number, size in enumerate(moves):
        if size is None:
            taken = box.take(HEAD)
            if taken is not None and taken.name == RESET:
                waiting.clear()
            elif taken is not None:
                assert taken == waiting.pop(0)
            else:
                assert not waiting
        elif not box.stale:
            waiting.append(event(number, size))
            box.put(waiting[-1])
            if box.stale:
                waiting.clear()
        assert len(waiting) <= MOST_EVENTS
        assert sum(len(each.data) for each in waiting) <= MOST_BYTES


def test_after_one_too_many_a_reset_is_all_that_waits() -> None:
    box = entered()
    kept = [box.put(event(number)) for number in range(MOST_EVENTS + 10)]
    assert kept.count(False) == 1
    assert (box.take(HEAD), box.take(HEAD)) == (Event(HEAD, "", RESET, b"null"), None)


def test_a_position_stays_behind_what_waits() -> None:
    box = entered()
    box.put(event(1))
    assert box.position(HEAD) == "begin"
    box.take(HEAD)
    assert box.position(HEAD) == HEAD


def test_a_position_that_a_process_does_not_know_yet_is_kept() -> None:
    assert Mailbox(frozenset({"a"}), HERE, "ahead").position(HEAD) == "ahead"


async def test_what_was_put_before_it_was_closed_can_be_taken() -> None:
    box = entered()
    box.put(event(1))
    box.close()
    await box.wait()
    assert box.take(HEAD) == event(1)


async def test_closing_ends_the_wait() -> None:
    box = entered()
    waiting = asyncio.create_task(box.wait())
    await asyncio.sleep(0)
    box.close()
    async with asyncio.timeout(10):
        await waiting
