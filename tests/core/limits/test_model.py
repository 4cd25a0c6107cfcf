"""The buckets against the plainest description of a leaking one, on a clock of the test's own."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from regie.core.limits import Asked, Decision, Limit, MemoryBuckets, Names

LIMITS = (
    Limit("seven", 7, 60),
    Limit("small", 100, 10, burst=3),
    Limit("one", 1, 2),
    Limit("third", 3, 1),
)
SUBJECTS = ("Élodie", "Zoé")


class Bucket:
    """Holds `burst` units, loses `1 / interval` of them each microsecond, never overflows."""

    def __init__(self, limit: Limit):
        self._limit = limit
        self._level = Fraction(0)
        self._at_us = 0

    def _level_at(self, now_us: int) -> Fraction:
        drained = Fraction(now_us - self._at_us, self._limit.interval_us)
        return max(Fraction(0), self._level - drained)

    def has_room(self, now_us: int, cost: int) -> bool:
        return self._level_at(now_us) + cost <= self._limit.burst

    def pour(self, now_us: int, cost: int) -> None:
        self._level, self._at_us = self._level_at(now_us) + cost, now_us

    def room(self, now_us: int) -> int:
        return int(self._limit.burst - self._level_at(now_us))


class Simulation:
    def __init__(self) -> None:
        self.now_us = 0
        self._buckets = MemoryBuckets(Names(b"model"), now_us=lambda: self.now_us)
        self._model = {(limit, who): Bucket(limit) for limit in LIMITS for who in SUBJECTS}

    def decide(self, who: str, costs: dict[Limit, int]) -> Decision:
        asked = Asked(tuple(limit.of(who, cost) for limit, cost in costs.items()))
        return Decision.of(asked, self._buckets.take_now(asked), local=False)

    def expect(self, who: str, costs: dict[Limit, int]) -> tuple[bool, list[int]]:
        wanted = [(self._model[limit, who], cost) for limit, cost in costs.items()]
        admitted = all(bucket.has_room(self.now_us, cost) for bucket, cost in wanted)
        if admitted:
            for bucket, cost in wanted:
                bucket.pour(self.now_us, cost)
        return admitted, [bucket.room(self.now_us) for bucket, _ in wanted]


pauses_us = st.one_of(st.just(0), st.integers(0, 3_000_000), st.integers(0, 10**9))
requests = st.tuples(
    pauses_us,
    st.sampled_from(SUBJECTS),
    st.dictionaries(st.sampled_from(LIMITS), st.integers(0, 4), min_size=1),
)


@given(st.lists(requests, max_size=60))
def test_it_decides_as_the_model_does(history: list[tuple[int, str, dict[Limit, int]]]) -> None:
    simulation = Simulation()
    for pause_us, who, costs in history:
        simulation.now_us += pause_us
        decision = simulation.decide(who, costs)
        remaining = [standing.remaining for standing in decision.standings]
        assert (decision.admitted, remaining) == simulation.expect(who, costs)


@given(st.lists(pauses_us, max_size=80), st.sampled_from(LIMITS))
def test_in_no_stretch_of_time_more_passes_than_burst_and_rate(
    pauses: list[int], limit: Limit
) -> None:
    simulation, admitted_us = Simulation(), []
    for pause_us in pauses:
        simulation.now_us += pause_us
        if simulation.decide("Zoé", {limit: 1}).admitted:
            admitted_us.append(simulation.now_us)
    for first, begin_us in enumerate(admitted_us):
        for last, end_us in enumerate(admitted_us[first:], first):
            assert last - first + 1 <= limit.burst + (end_us - begin_us) // limit.interval_us


@given(st.lists(requests, min_size=1, max_size=30))
def test_who_waits_as_told_is_admitted(history: list[tuple[int, str, dict[Limit, int]]]) -> None:
    simulation = Simulation()
    for pause_us, who, costs in history:
        simulation.now_us += pause_us
        decision = simulation.decide(who, costs)
    if decision.retry_after_s is not None:
        simulation.now_us += decision.retry_after_s * 1_000_000
        assert simulation.decide(who, costs).admitted
