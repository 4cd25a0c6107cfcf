"""The figures of a benchmark are worth as much as what counts them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

import pytest
from bench.harness import (
    Aim,
    CaseFacts,
    Machine,
    Question,
    Result,
    Revision,
    Run,
    connected,
    interleaved,
    newest,
    rows,
    verdicts,
    write,
)
from bench.harness.results import Measure
from bench.order_ground import is_right
from bench.peers.player import TURN, Piece
from bench.peers.player import run as play
from bench.report import rewrite, section

PEERS = sorted((Path(__file__).parents[2] / "bench/peers").glob("*.lock"))
QUESTION = Question(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", {"number": "A", "steps": 1})


def run(case: str, number: int, cpu_s: float) -> Run:
    return Run(case, number, 1, 1000, 0, 10, 0, 1.0, cpu_s, 0.1, 0.0, 1.0, 2.0, 50.0)


def result(runs: list[Run]) -> Result:
    return Result(
        bench="http",
        taken_at=datetime(2026, 5, 1, tzinfo=UTC),
        mode="short",
        seconds=1,
        rounds=3,
        ours="regie",
        judged_at=1,
        machine=Machine("cpu", 2, 8, "Linux", "3.11", 0.5),
        revision=Revision("0" * 40, clean=True),
        cases=[CaseFacts(name, name, {}) for name in ("regie", "customary")],
        aims=[Aim("customary", of="regie", at_least=4)],
        runs=runs,
    )


@pytest.fixture
def of_pairs() -> Result:
    """The machine was slow in the second round and in the last half of the third."""
    ours, theirs = (0.1, 0.4, 0.1), (0.5, 2.0, 0.9)
    return result(
        [run("regie", number, cpu_s) for number, cpu_s in enumerate(ours)]
        + [run("customary", number, cpu_s) for number, cpu_s in enumerate(theirs)]
    )


def test_cases_are_run_there_and_back() -> None:
    assert "".join(case for _, case in interleaved("abc", 3)) == "abccbaabc"


def test_a_ratio_is_the_median_of_pairs(of_pairs: Result) -> None:
    assert rows(of_pairs, 1)[1].ratio.median == pytest.approx(5)


def test_what_was_added_is_compared_with_what_was_added_elsewhere() -> None:
    costs = {"regie": 0.11, "without": 0.10, "customary": 0.30, "bare": 0.20}
    aim = Aim("regie", of="customary", less="without", of_less="bare", at_most=0.1)
    judged = replace(result([run(case, 0, cpu_s) for case, cpu_s in costs.items()]), aims=[aim])
    assert verdicts(judged)[0].ratio.median == pytest.approx(0.1)


@pytest.mark.parametrize(("measure", "ratio"), [("cpu", 0.5), ("throughput", 4), ("wall", 0.25)])
def test_an_aim_is_about_cpu_throughput_or_time(measure: Measure, ratio: float) -> None:
    ours, theirs = run("regie", 0, 0.1), replace(run("customary", 0, 0.2), wall_s=4.0)
    aim = Aim("regie", of="customary", measure=measure, at_least=0)
    assert verdicts(replace(result([ours, theirs]), aims=[aim]))[0].ratio.median == ratio


async def test_a_player_is_timed_and_its_answers_are_looked_at() -> None:
    async def wrong_at_first(key: int) -> int:
        return key if key else -1

    played = await play(Piece(wrong_at_first, lambda answer: answer != -1), readers=3, seconds=0.05)
    assert played["requests"] == played["sampled"] * TURN
    assert played["wrong"] >= 1


@pytest.mark.parametrize(("at_least", "reached"), [(4.9, True), (5.1, False)])
def test_an_aim_is_judged_by_that_ratio(of_pairs: Result, at_least: float, reached: bool) -> None:
    judged = replace(of_pairs, aims=[Aim("customary", of="regie", at_least=at_least)])
    assert [verdict.reached for verdict in verdicts(judged)] == [reached]


def test_a_result_is_read_back_as_it_was_written(of_pairs: Result, tmp_path: Path) -> None:
    write(of_pairs, tmp_path)
    assert rows(newest("http", tmp_path), 1) == rows(of_pairs, 1)


def test_the_document_is_the_same_when_it_is_written_twice(of_pairs: Result) -> None:
    text = section(of_pairs)
    once = rewrite("a <!-- http: generated -->old<!-- http: end --> b", "http", text)
    assert rewrite(once, "http", text) == once


def test_a_document_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for http"):
        rewrite("nothing here", "http", "text")


@pytest.fixture
async def every_other_fails() -> AsyncIterator[int]:
    """A server that cuts its answers in two, and answers 200 and 503 in turn."""
    statuses = cycle((b"200 OK", b"503 Unavailable"))

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            writer.write(b"HTTP/1.1 " + next(statuses) + b"\r\nContent-Le")
            await writer.drain()
            await asyncio.sleep(0)
            writer.write(b"ngth: 2\r\n\r\n{}")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def test_every_status_is_counted(every_other_fails: int) -> None:
    async with connected(every_other_fails, 1, [QUESTION]) as clients:
        load = await clients.run(0.05)
    assert load.failures == len(load.latencies_s) // 2


@pytest.mark.parametrize(
    ("told", "right"),
    [('"number":"A","history":[0]', True), ('"number":"A","history":[]', False)],
)
def test_an_answer_is_compared_with_the_database(told: str, right: bool) -> None:
    padding = ",".join(f'"field{index}":0' for index in range(9))
    assert is_right(QUESTION, f"{{{told},{padding}}}".encode()) is right


@pytest.mark.parametrize("lock", PEERS, ids=lambda path: path.stem)
def test_the_lock_of_a_peer_is_hashed_and_names_no_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9][^\n]*==[^\n]*$", text, re.MULTILINE)
    hashed = re.findall(r"==[^\n]*\\\n +--hash=sha256:", text)
    assert len(pinned) == len(hashed) > 0
    assert re.search(r"https?://|registry|pypi", text) is None
