"""The first level is bounded, and keeps what is asked for often."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regie.core.cache import MemoryLimits, Scope, Statistics
from regie.core.cache.entry import Entry, Shelf
from regie.core.cache.memory import Memory

LIMITS = MemoryLimits(entries=5, bytes=100)


def entry(shelf: Shelf, number: int, weight: int = 1, tag: bytes = b"tag") -> Entry:
    return Entry(
        shelf=shelf,
        key=(Scope("t1"), (number,)),
        names=(b"everything", b"prefix", b"tenant", tag),
        plain=True,
        value=number,
        is_error=False,
        weight=weight,
        fresh_until=1,
        kept_until=1,
        check_at=1,
    )


def numbers(memory: Memory) -> list[object]:
    return [parts[0] for _, parts in memory.in_order()]


def filled(hit: tuple[int, ...] = ()) -> tuple[Memory, Shelf]:
    memory, shelf = Memory(LIMITS), Shelf(Statistics("p"))
    for number in range(5):
        memory.put(entry(shelf, number))
    for number in hit:
        shelf[Scope("t1"), (number,)].hits += 1
    return memory, shelf


def test_the_oldest_that_nobody_asked_for_goes_first() -> None:
    memory, shelf = filled(hit=(0, 1))
    memory.put(entry(shelf, 5))
    assert numbers(memory) == [0, 1, 3, 4, 5]


def test_a_flood_of_what_is_asked_for_once_spares_what_is_asked_for_often() -> None:
    memory, shelf = filled(hit=(0, 1))
    for number in range(5, 200):
        for often in (0, 1):
            shelf[Scope("t1"), (often,)].hits += 1
        memory.put(entry(shelf, number))
    assert {0, 1} <= set(numbers(memory))


def test_a_new_entry_is_not_the_first_to_go_although_all_others_were_hit() -> None:
    memory, shelf = filled(hit=(0, 1, 2, 3, 4))
    memory.put(entry(shelf, 5))
    assert 5 in numbers(memory)


def test_a_giant_is_not_kept_and_pushes_nothing_out() -> None:
    memory, shelf = filled()
    memory.put(entry(shelf, 5, weight=26))
    assert numbers(memory) == [0, 1, 2, 3, 4]


def test_hits_of_what_is_gone_are_still_counted() -> None:
    statistics = Statistics("p")
    memory, shelf = Memory(LIMITS), Shelf(statistics)
    memory.put(entry(shelf, 1))
    shelf[Scope("t1"), (1,)].hits += 3
    memory.clear()
    assert statistics.memory_hits == 3


steps = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 9), st.integers(1, 25)),
    st.tuples(st.just("hit"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("remove"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("drop"), st.integers(0, 2), st.just(0)),
)


@given(st.lists(steps, max_size=60))
def test_its_books_are_right_whatever_happens(script: list[tuple[str, int, int]]) -> None:
    memory, shelf = Memory(LIMITS), Shelf(Statistics("p"))
    for step, number, weight in script:
        key = (Scope("t1"), (number,))
        if step == "put":
            memory.put(entry(shelf, number, weight, b"%d" % (number % 3)))
        elif step == "remove":
            memory.remove(shelf.get(key))
        elif step == "drop":
            memory.remove_named([b"%d" % number])
            assert not [kept for kept in numbers(memory) if int(str(kept)) % 3 == number]
        elif key in shelf:
            shelf[key].hits += 1
        assert set(memory.in_order()) == set(shelf)
        assert memory.entries == len(shelf) <= LIMITS.entries
        assert memory.bytes == sum(each.weight for each in shelf.values()) <= LIMITS.bytes
