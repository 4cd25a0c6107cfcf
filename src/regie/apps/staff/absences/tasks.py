"""What a month brings, in the ledger on the first of the next."""

from __future__ import annotations

from typing import Final

from regie.apps.staff.services import Services
from regie.core.tasks import JobContext, Schedule, job

from . import ledger, repository
from .domain import months_between

_BY: Final = "system:0"


@job(name="staff.accrue-absences", retries=5, retry_pause_s=300, time_limit_s=600, unique=True)
async def accrue_absences(context: JobContext) -> dict[str, int]:
    """Every month of a year is looked at, should the installation have stood still; run twice,
    nothing changes: a month is in somebody's ledger once."""
    services: Services = context.service
    today = services.people.today
    months = months_between(today.replace(year=today.year - 1, day=1), today)
    async with context.database.begin() as connection:
        tenants = await ledger.tenants(connection)
    entries = 0
    for done, tenant in enumerate(tenants):
        context.progress(done, len(tenants), tenant)
        async with context.database.begin() as connection:
            for kind in await repository.list_kinds(connection, tenant):
                if not kind.has_balance:
                    continue
                for month in months:
                    entries += await ledger.accrue(
                        connection, tenant, kind, month, today=today, by=_BY
                    )
    return {"entries": entries}


MONTHLY_ACCRUAL: Final = Schedule("absence-accrual", "20 1 1 * *", accrue_absences.call())
