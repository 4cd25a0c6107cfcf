"""What an application may expect of every source, be it a server or the twin for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedPostgres
from regie.core.errors import RegieError
from regie.core.observe import count_statements
from regie.core.sqlguard import (
    Limits,
    MemorySource,
    Proof,
    ReadOnlyPostgres,
    ReadOnlySource,
    Relation,
    ResultTooLarge,
    SourceUnavailable,
)
from wire import wired

NUMBERS = "SELECT n FROM generate_series(1, $1) AS n"
MOST = 10
LIMITS = Limits(rows=MOST)


def numbers(_: str, parameters: tuple[object, ...]) -> Sequence[Mapping[str, int]]:
    """What a server answers to NUMBERS, and one row to anything else."""
    (most,) = parameters or (1,)
    assert isinstance(most, int)
    return [{"n": number} for number in range(1, most + 1)]


@dataclass(frozen=True)
class Trial:
    source: ReadOnlySource
    leave: Callable[[], None]
    come_back: Callable[[], None]


def memory_trial() -> Trial:
    source = MemorySource(numbers, limits=LIMITS)

    def fail_with(failure: type[RegieError] | None) -> None:
        source.failure = failure

    return Trial(source, lambda: fail_with(SourceUnavailable), lambda: fail_with(None))


@pytest.fixture(params=["postgres", "memory"])
async def trial(
    request: pytest.FixtureRequest,
    postgres: EmbeddedPostgres,
    new_database: Callable[[], DatabaseUrl],
    tmp_path: Path,
) -> AsyncIterator[Trial]:
    if request.param == "memory":
        yield memory_trial()
        return
    sockets, beside = (quote(str(place), safe="") for place in (postgres.sockets, tmp_path))
    dsn = new_database().for_libpq().replace(sockets, beside)
    async with wired(next(postgres.sockets.glob(".s.PGSQL.*[0-9]")), tmp_path) as wire:
        source = ReadOnlyPostgres("numbers", dsn, LIMITS)

        def leave() -> None:
            wire.away = True
            wire.cut()

        def come_back() -> None:
            wire.away = False

        yield Trial(source, leave, come_back)
        await source.close()


async def read(source: ReadOnlySource, most: int) -> list[int]:
    return [row["n"] for row in await source.fetch(NUMBERS, most)]


async def test_rows_are_read_by_the_names_of_their_columns(trial: Trial) -> None:
    assert await read(trial.source, 3) == [1, 2, 3]


async def test_no_rows_are_an_empty_answer(trial: Trial) -> None:
    assert await read(trial.source, 0) == []


async def test_as_many_rows_as_allowed_pass(trial: Trial) -> None:
    assert len(await read(trial.source, MOST)) == MOST


async def test_one_row_more_than_allowed_is_refused(trial: Trial) -> None:
    with pytest.raises(ResultTooLarge):
        await read(trial.source, MOST + 1)


async def test_after_a_refusal_it_answers_as_before(trial: Trial) -> None:
    with pytest.raises(ResultTooLarge):
        await read(trial.source, MOST + 1)
    assert await read(trial.source, 1) == [1]


async def test_one_read_counts_as_one_statement(trial: Trial) -> None:
    with count_statements() as counted:
        await read(trial.source, 1)
    assert counted.count == 1


async def test_opening_needs_no_source(trial: Trial) -> None:
    trial.leave()
    await trial.source.open()


@pytest.mark.parametrize(
    "use",
    [
        lambda source: source.ping(),
        lambda source: source.fetch(NUMBERS, 1),
        lambda source: source.prove([Relation("things", ("id",), key="id")]),
    ],
    ids=["ping", "fetch", "prove"],
)
async def test_a_source_that_is_away_is_unavailable(
    trial: Trial, use: Callable[[ReadOnlySource], AsyncIterator[object]]
) -> None:
    await trial.source.ping()
    trial.leave()
    with pytest.raises(SourceUnavailable):
        await use(trial.source)  # type: ignore[misc]


async def test_a_source_that_came_back_answers_without_being_opened_again(trial: Trial) -> None:
    await trial.source.open()
    trial.leave()
    with pytest.raises(SourceUnavailable):
        await trial.source.ping()
    trial.come_back()
    await trial.source.ping()


async def test_it_proves_what_it_is_asked_about(trial: Trial) -> None:
    assert isinstance(await trial.source.prove([]), Proof)


async def test_closing_twice_changes_nothing(trial: Trial) -> None:
    await trial.source.ping()
    await trial.source.close()
    await trial.source.close()


async def test_it_may_be_closed_while_the_source_is_away(trial: Trial) -> None:
    await trial.source.ping()
    trial.leave()
    await trial.source.close()
