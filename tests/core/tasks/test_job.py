"""A job says what it takes, and refuses the rest before anything is written."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from regie.core.tasks import JobContext, Jobs, Schedule, job


@job(name="test.sample")
async def sample(context: JobContext, number: int, names: list[str], day: date | None = None): ...


def test_arguments_come_back_with_their_types() -> None:
    call = sample.call(3, ["a"], day=date(2026, 11, 21))
    assert sample.arguments(call.arguments) == {
        "number": 3,
        "names": ["a"],
        "day": date(2026, 11, 21),
    }


def test_a_parameter_that_was_added_since_has_its_default() -> None:
    assert sample.arguments('{"number":1,"names":[]}')["day"] is None


def test_arguments_of_an_older_shape_are_not_guessed_at() -> None:
    with pytest.raises(msgspec.ValidationError):
        sample.arguments('{"number":"three","names":[]}')


@pytest.mark.parametrize("given", [("three", []), (1, [2]), (1,), (1, [], None, 4)], ids=str)
def test_arguments_that_do_not_fit_are_refused(given: tuple) -> None:
    with pytest.raises(TypeError):
        sample.call(*given)


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="above 65536"):
        sample.call(1, ["x" * 70_000])


@pytest.mark.parametrize("name", ["", "Upper", "with space", "1st", "x" * 65])
def test_a_name_is_short_and_plain(name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a job"):
        job(name=name)


@pytest.mark.parametrize(
    "options",
    [{"retries": -1}, {"time_limit_s": 0}, {"retry_pause_s": 0}, {"result_days": 0}],
    ids=str,
)
def test_limits_make_sense(options: dict) -> None:
    with pytest.raises(ValueError, match="must not be below"):
        job(name="test.limits", **options)


def without_type(context, number): ...


def with_any_number(context: JobContext, *numbers: int): ...


def with_an_object(context: JobContext, thing: JobContext): ...


@pytest.mark.parametrize("function", [without_type, with_any_number, with_an_object])
def test_parameters_that_cannot_be_read_back_are_refused(function) -> None:
    with pytest.raises(TypeError):
        job(name="test.refused")(function)


@job(name="test.sample")
async def namesake(context: JobContext): ...


def test_two_jobs_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two jobs are named"):
        Jobs.of([sample, namesake])


def test_a_schedule_of_a_job_that_nobody_declares_is_refused() -> None:
    with pytest.raises(ValueError, match="no app declares its job"):
        Jobs.of([], [Schedule("nightly", "0 3 * * *", namesake.call())])


def test_two_schedules_of_one_name_are_refused() -> None:
    nightly = Schedule("nightly", "0 3 * * *", namesake.call())
    with pytest.raises(ValueError, match="two schedules"):
        Jobs.of([namesake], [nightly, nightly])
