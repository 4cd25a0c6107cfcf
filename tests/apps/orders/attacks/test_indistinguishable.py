"""Can an order's existence be told from the time or the work of a refusal, over a day's numbers?

Each number is asked for once, on a real PostgreSQL, in pairs of which one exists and which are
asked in either order: what the machine does meanwhile it does to both. The processor time of the
worker and of the servers behind it is looked at too: nothing else on the machine adds to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count, cycle, islice
from pathlib import Path
from random import Random
from time import perf_counter, sleep

import psycopg
import pytest

from served import Served, serving

from .paired import Compared, compare, control
from .ways import Ask, Ready, Stranger
from .work import SCHEDSTAT, Processes, those_that_answer

WARMING = 40
ROUNDS = 3
"""So often the pairs are asked at most, each time with other numbers, until a difference that is
put into them is found."""
SETTLED_S = 0.002
"""Until the worker has written down what it answered, and waits."""

Record = Callable[[str, object], None]
Pair = tuple[str, str]
"""A number that does not exist, and one that does."""


@dataclass(frozen=True)
class Design:
    """Differences of these shares, put into what was measured, have to be found."""

    way: str
    pairs: int
    time: float
    work: float
    """A row that is there has to be read: that is some hundredths of a refusal's work."""


DESIGNS = [
    pytest.param(Design("look-up", 120, 0.5, 0.3), id="look-up, briefly"),
    pytest.param(Design("chat", 80, 0.5, 0.3), id="chat, briefly"),
    pytest.param(Design("look-up", 2000, 0.05, 0.15), id="look-up", marks=pytest.mark.long),
    pytest.param(Design("chat", 1000, 0.05, 0.15), id="chat", marks=pytest.mark.long),
]
linux = pytest.mark.skipif(not SCHEDSTAT.exists(), reason="the kernel keeps no such account")


@dataclass
class Taken:
    """Of the numbers that do not exist, then of those that do."""

    time_ms: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))
    work_ms: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))
    requests: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))

    def shows(self, design: Design) -> bool:
        measured = ((self.time_ms, design.time), (self.work_ms, design.work))
        return all(control(*each, share).tells(share) for each, share in measured)


@dataclass(frozen=True)
class Laboratory:
    served: Served
    home: Path
    numbers: Iterator[Pair]
    draw: Random

    def taken(self, design: Design) -> Taken:
        taken = Taken()
        with closing(HTTPConnection(self.served.host, self.served.port)) as connection:
            stranger = Stranger(connection)
            ready = stranger.talking if design.way == "chat" else stranger.looking_up
            self._ask_all(ready, WARMING, Taken(), Processes([]))  # connections are opened
            answering = those_that_answer(self.served, self.home)
            for _ in range(ROUNDS):
                self._ask_all(ready, design.pairs, taken, answering)
                if taken.shows(design):
                    break
        return taken

    def _ask_all(self, ready: Ready, pairs: int, taken: Taken, answering: Processes) -> None:
        for pair in islice(self.numbers, pairs):
            for which in self.draw.sample((0, 1), 2):
                ask = ready(pair[which])
                time_ms, work_ms, request = _measured(ask, answering)
                taken.time_ms[which].append(time_ms)
                taken.work_ms[which].append(work_ms)
                taken.requests[which].append(request)


def _measured(ask: Ask, answering: Processes) -> tuple[float, float, str]:
    sleep(SETTLED_S)
    worked_ms, started = answering.worked_ms(), perf_counter()
    request = ask()
    elapsed_ms = (perf_counter() - started) * 1000
    sleep(SETTLED_S)
    return elapsed_ms, answering.worked_ms() - worked_ms, request


@pytest.fixture(scope="module")
def laboratory(demo: dict[str, str]) -> Iterator[Laboratory]:
    """Each asks from an address of its own."""
    with psycopg.connect(demo["REGIE_ORDERS_DSN"]) as connection:
        rows = connection.execute('SELECT "NumeroCommande" FROM "Commandes"').fetchall()
    existing = {str(number) for (number,) in rows}
    draw = Random(11)
    chosen = draw.sample(sorted(existing), len(existing))
    drawn = (f"CL-{draw.randrange(10**6):06d}-{draw.randrange(10**6):06d}" for _ in count())
    missing = (number for number in drawn if number not in existing)
    with serving({**demo, "REGIE_TRUSTED_PROXIES": "127.0.0.0/8"}) as served:
        pairs = zip(missing, cycle(chosen), strict=False)
        yield Laboratory(served, Path(demo["REGIE_HOME"]), pairs, Random(3))


@pytest.fixture(scope="module", params=DESIGNS)
def design(request: pytest.FixtureRequest) -> Design:
    return request.param


@pytest.fixture(scope="module")
def taken(laboratory: Laboratory, design: Design) -> Taken:
    return laboratory.taken(design)


def test_the_same_statements_are_run(laboratory: Laboratory, taken: Taken) -> None:
    sleep(1.5)
    run = {each["request_id"]: each["sql"] for each in laboratory.served.events() if "sql" in each}
    missing, existing = (Counter(run[id_] for id_ in ids) for ids in taken.requests)
    assert missing == existing


@linux
def test_their_work_tells_nothing(
    design: Design, taken: Taken, record_testsuite_property: Record
) -> None:
    found = _found(taken.work_ms, design.work)
    record_testsuite_property(f"work of numbers that exist, beside others, {design.way}", found)
    assert not found.tells(design.work), found


def test_their_time_tells_nothing(
    design: Design, taken: Taken, record_testsuite_property: Record
) -> None:
    found = _found(taken.time_ms, design.time)
    record_testsuite_property(f"time of numbers that exist, beside others, {design.way}", found)
    assert not found.tells(design.time), found


def _found(taken: tuple[list[float], list[float]], share: float) -> Compared:
    """Had a difference that is put in not been found, nothing would have been shown."""
    assert control(*taken, share).tells(share)
    return compare(*taken)


def test_a_difference_of_five_percent_is_found_in_noise() -> None:
    assert compare(_drawn(1.0, 1), _drawn(1.05, 2)).tells(0.05)


def test_none_is_found_where_there_is_none() -> None:
    assert not compare(_drawn(1.0, 1), _drawn(1.0, 2)).tells(0.05)


def _drawn(typical_ms: float, seed: int) -> list[float]:
    """As a busy machine answers: most at once, some late."""
    draw = Random(seed)
    return [typical_ms * draw.lognormvariate(0, 0.3) for _ in range(2000)]
