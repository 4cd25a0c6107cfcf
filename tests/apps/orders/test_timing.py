"""Does the time of a refusal tell whether the number exists?"""

from __future__ import annotations

from random import Random
from statistics import median
from time import perf_counter

import pytest

from regie.apps.orders.errors import OrderNotFound
from regie.apps.orders.service import OrderService

TRIES = 2000
TOLERATED_MS = 0.2


@pytest.mark.long
async def test_an_unknown_number_and_a_wrong_name_take_the_same_time(service: OrderService) -> None:
    cases = {"unknown": ("CL-401118-220965", "Dupont"), "wrong": ("CL-401118-220964", "Dupont")}
    order = [case for case in cases for _ in range(TRIES)]
    Random(1).shuffle(order)
    taken_ms: dict[str, list[float]] = {case: [] for case in cases}
    for case in order:
        started = perf_counter()
        with pytest.raises(OrderNotFound):
            await service.track(*cases[case])
        taken_ms[case].append((perf_counter() - started) * 1000)
    difference_ms = abs(median(taken_ms["unknown"]) - median(taken_ms["wrong"]))
    assert difference_ms < TOLERATED_MS
