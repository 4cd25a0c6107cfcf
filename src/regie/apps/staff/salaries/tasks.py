"""Jobs of the salary run: ids in, one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from regie.core.tasks import JobContext, job

from .computing import compute_run
from .telling import tell_people

if TYPE_CHECKING:
    from regie.apps.staff.services import Services


@job(name="staff.salaries.compute", retries=5, time_limit_s=1800)
async def compute_salaries(context: JobContext, run_id: int) -> dict[str, int]:
    core = cast("Services", context.service).core
    return await compute_run(context, core.locks, core.audit, run_id)


@job(name="staff.salaries.tell", retries=5, time_limit_s=1800, unique=True)
async def tell_of_payslips(context: JobContext, run_id: int) -> dict[str, int]:
    return await tell_people(context, cast("Services", context.service).notices, run_id)
