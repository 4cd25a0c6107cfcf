"""Does the time of a refusal tell whether the number exists?

Two answers count as equally fast when their medians are less than 0.2 ms apart, or when chance
alone would often set them as far apart. The first is the guard; a server on the same machine shows
smaller differences than anybody could see over a network.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from math import erfc, sqrt
from random import Random
from statistics import median
from time import perf_counter

import pytest

from regie.apps.orders.errors import OrderNotFound
from regie.apps.orders.service import OrderService
from served import TRACK, Served

TRIES = 2000
WARMING = 200
TOLERATED_MS = 0.2
CHANCE = 0.001

Asked = tuple[str, str]
Record = Callable[[str, object], None]

UNKNOWN: Asked = ("CL-401118-220965", "Dupont")
WRONG: Mapping[str, Asked] = {
    "an order with one step": ("CL-401372-487531", "Dupont"),
    "an order with a history": ("CL-401118-220964", "Dupont"),
}


@dataclass(frozen=True)
class Comparison:
    difference_ms: float
    """Of the medians; positive when the second one takes longer."""
    p: float

    @property
    def tells_nothing(self) -> bool:
        return abs(self.difference_ms) < TOLERATED_MS or self.p > CHANCE


def interleaved(tries: int) -> list[int]:
    """0 and 1, as often, in an order that no drift of the machine follows."""
    order = [case for case in (0, 1) for _ in range(tries)]
    Random(1).shuffle(order)
    return order


def compare(first: Sequence[float], second: Sequence[float]) -> Comparison:
    return Comparison(median(second) - median(first), mann_whitney_p(first, second))


def mann_whitney_p(first: Sequence[float], second: Sequence[float]) -> float:
    """Two-sided, by the normal approximation, good from some twenty values on; ties are left to
    the order of the clock's ticks, which has a thousand of them per microsecond here."""
    ranked = sorted([(value, 0) for value in first] + [(value, 1) for value in second])
    rank_sum = sum(rank for rank, (_, case) in enumerate(ranked, 1) if case == 1)
    n, m = len(first), len(second)
    u = rank_sum - m * (m + 1) / 2
    deviation = sqrt(n * m * (n + m + 1) / 12)
    return erfc(abs(u - n * m / 2) / deviation / sqrt(2))


def test_the_comparison_sees_a_difference() -> None:
    draw = Random(7)
    slow, quick = ([draw.gauss(mean, 0.3) for _ in range(TRIES)] for mean in (1.3, 1.0))
    assert not compare(quick, slow).tells_nothing


def test_the_comparison_sees_none_where_there_is_none() -> None:
    draw = Random(7)
    one, other = ([draw.gauss(1.0, 0.3) for _ in range(TRIES)] for _ in range(2))
    assert compare(one, other).p > CHANCE


@pytest.mark.long
@pytest.mark.parametrize("wrong", WRONG.values(), ids=list(WRONG))
async def test_an_unknown_number_and_a_wrong_name_take_the_same_work(
    service: OrderService, wrong: Asked, record_testsuite_property: Record
) -> None:
    taken_ms: tuple[list[float], list[float]] = ([], [])
    for case in interleaved(TRIES):
        started = perf_counter()
        with pytest.raises(OrderNotFound):
            await service.track(*(UNKNOWN, wrong)[case])
        taken_ms[case].append((perf_counter() - started) * 1000)
    found = compare(*taken_ms)
    record_testsuite_property(f"in the service, {wrong}", found)
    assert found.tells_nothing, found


@pytest.mark.long
@pytest.mark.parametrize("wrong", WRONG.values(), ids=list(WRONG))
def test_over_http_they_are_refused_in_the_same_time(
    served: Served, wrong: Asked, record_testsuite_property: Record
) -> None:
    taken_ms: tuple[list[float], list[float]] = ([], [])
    with closing(HTTPConnection(served.host, served.port)) as connection:
        for turn, case in enumerate([*interleaved(WARMING), *interleaved(TRIES)]):
            number, name = (UNKNOWN, wrong)[case]
            # A name that nobody has tried yet, so that no answer is remembered.
            body = json.dumps({"number": number, "name": f"{name} {wrong[0]} {turn}"})
            started = perf_counter()
            connection.request("POST", TRACK, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            taken_ms[case].append((perf_counter() - started) * 1000)
            assert answer.status == 404
    found = compare(*(taken[WARMING:] for taken in taken_ms))
    record_testsuite_property(f"over HTTP, {wrong}", found)
    assert found.tells_nothing, found
