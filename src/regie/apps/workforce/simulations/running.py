"""One attempt at a simulation, chunk by chunk. It loads numpy."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.outbox import Reject
from regie.core.tasks import JobContext, JobStopped

from . import repository
from .montecarlo import ENGINE_VERSION, Inputs, run_chunk, unpacked
from .summary import summarised

T = TypeVar("T")


def run(context: JobContext, simulation_id: int) -> float:
    found = _do(context, lambda c: repository.read_inputs(c, simulation_id))
    if found is None:
        raise Reject("the simulation is gone")
    seed, stored = found
    if stored is None:  # an attempt before wrote the result, and died before it reported
        return _do(context, lambda c: repository.expected_total(c, simulation_id))
    inputs = unpacked(stored)
    if inputs.engine_version != ENGINE_VERSION:
        raise Reject(f"it was begun with engine {inputs.engine_version}")
    try:
        _compute(context, simulation_id, inputs, seed)
    except JobStopped as stopped:
        if stopped.reason == "cancelled":  # else another attempt goes on from here
            _do(context, lambda c: repository.drop_chunks(c, simulation_id))
        raise
    chunks = _do(context, lambda c: repository.read_chunks(c, simulation_id))
    result = summarised(inputs, chunks)
    written = result.model_dump_json()
    _do(context, lambda c: repository.write_result(c, simulation_id, written))
    return result.total.expected


def _compute(context: JobContext, simulation_id: int, inputs: Inputs, seed: int) -> None:
    """Those chunks that no attempt has kept yet."""
    done = _do(context, lambda c: repository.chunks_done(c, simulation_id))
    for number in sorted(set(range(inputs.chunks)) - done):
        context.progress(len(done), inputs.chunks)
        samples = run_chunk(inputs, seed, number)
        _keep(context, simulation_id, number, samples)
        done.add(number)
    context.progress(len(done), inputs.chunks)


def _keep(context: JobContext, simulation_id: int, number: int, samples: bytes) -> None:
    _do(context, lambda c: repository.keep_chunk(c, simulation_id, number, samples))


def _do(context: JobContext, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """In a transaction of its own."""

    async def done() -> T:
        async with context.database.begin() as connection:
            return await work(connection)

    return context.wait_for(done())
