"""Telling people that their payslip is there: once each, however often it is begun."""

from __future__ import annotations

from typing import Final

from regie.apps.staff.notices import Notices
from regie.apps.staff.recipients import payslip_readers
from regie.core.access import EVERYWHERE
from regie.core.tasks import JobContext

from .runs import find_run

CHUNK: Final = 100


async def tell_people(context: JobContext, notices: Notices, run_id: int) -> dict[str, int]:
    """Only of a run that is released. How many were told now."""
    async with context.database.begin() as connection:
        run = await find_run(connection, context.tenant, run_id, EVERYWHERE)
    if run is None or run.state != "released":
        return {"told": 0}
    told, after, more = 0, 0, True
    while more:
        async with context.database.begin() as connection:
            readers = await payslip_readers(
                connection, context.tenant, run_id, after=after, limit=CHUNK
            )
            for reader in readers:
                told += len(
                    await notices.payslip_available(connection, context.tenant, run.month, reader)
                )
        context.progress(told)
        more = len(readers) == CHUNK
        after = readers[-1].payslip_id if readers else 0
    return {"told": told}
