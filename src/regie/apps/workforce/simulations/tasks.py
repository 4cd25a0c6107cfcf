"""The job of a simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from regie.core.tasks import JobContext, job

if TYPE_CHECKING:
    from regie.apps.workforce.services import Services


@job(name="workforce.simulate", retries=2, time_limit_s=3600)
def simulate(context: JobContext, simulation_id: int) -> float:
    """In a thread: it computes. Killed anywhere it goes on where it was, and its answer is that
    of a run that nobody disturbed."""
    services = cast("Services", context.service)
    return services.simulations.run(context, simulation_id)
