"""How far back a process remembers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regie.core.events import Audience, Event, ReplayLimits
from regie.core.events.event import Notice
from regie.core.events.replay import Replay

HERE = Audience("t1")


def notice(number: int, size: int = 1) -> Notice:
    return Notice(Event(str(number), "a", "step", b"1" * size), HERE)


@given(
    limits=st.builds(ReplayLimits, events=st.integers(1, 30), bytes=st.integers(1, 300)),
    sizes=st.lists(st.integers(0, 100), max_size=60),
)
def test_a_position_gives_all_after_it_or_nothing(limits: ReplayLimits, sizes: list[int]) -> None:
    replay, added = Replay(limits), list[Notice]()
    origin = replay.head
    for number, size in enumerate(sizes):
        added.append(notice(number, size))
        replay.add(added[-1])
    for count, position in enumerate([origin, *(each.event.id for each in added)]):
        found = replay.after(position)
        assert found is None or list(found) == added[count:]


@given(
    limits=st.builds(ReplayLimits, events=st.integers(1, 30), bytes=st.integers(100, 300)),
    sizes=st.lists(st.integers(0, 100), max_size=60),
)
def test_it_keeps_no_more_than_it_may(limits: ReplayLimits, sizes: list[int]) -> None:
    replay = Replay(limits)
    for number, size in enumerate(sizes):
        replay.add(notice(number, size))
    kept = list(replay._kept)  # nobody else counts them
    assert len(kept) <= limits.events
    assert sum(len(each.event.data) for each in kept) <= limits.bytes


def test_what_is_known_is_not_added() -> None:
    replay = Replay(ReplayLimits())
    assert [replay.add(notice(number)) for number in (1, 2, 1)] == [True, True, False]


def test_a_new_beginning_remembers_no_position() -> None:
    replay = Replay(ReplayLimits())
    origin = replay.head
    replay.add(notice(1))
    replay.begin_anew()
    assert [replay.after(position) for position in (origin, "1")] == [None, None]
