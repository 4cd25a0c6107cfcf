"""The job of a simulation."""

from __future__ import annotations

from regie.core.tasks import JobContext, job


@job(name="workforce.simulate", retries=2, time_limit_s=3600)
def simulate(context: JobContext, simulation_id: int) -> float:
    """Returns the people required, as expected.

    In a thread: it computes. Each chunk is kept in a transaction of its own, so that an attempt
    that comes after a killed one goes on where that was, and its answer is that of a run which
    nobody disturbed.
    """
    from .running import run  # noqa: PLC0415 - numpy, for workers that simulate

    return run(context, simulation_id)
