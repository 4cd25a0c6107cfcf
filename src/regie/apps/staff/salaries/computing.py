"""Computing a run: in chunks, under a lock whose token the database checks in every transaction.

However often it is begun, by however many workers, and wherever one is killed: each chunk is
written with the checkpoint behind it, or not at all.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import EVERYWHERE, Actor, Audit, AuditEvent
from regie.core.locks import Held, Locks
from regie.core.tasks import JobContext

from .domain import RunKind, compute
from .payslips import Made, count_due, due_payslips, finish_run, write_payslips
from .runs import Run, find_run
from .writing import read_rules

CHUNK: Final = 500
LEASE_S: Final = 6.0
WAIT_S: Final = 30.0
"""Longer than the lease: who was killed is succeeded within one attempt of the job."""


def lock_of(tenant: str, month: date, kind: RunKind) -> str:
    return f"staff.salaries:{tenant}:{month:%Y-%m}:{kind}"


async def compute_run(
    context: JobContext, locks: Locks, audit: Audit, run_id: int, *, chunk: int = CHUNK
) -> dict[str, int]:
    """Goes on where an attempt before ended. Does nothing for a run that is computed or gone.

    Raises LockBusy, LockLost and RunNotComputed where somebody else is at it: nothing was written
    then that is not in the checkpoint.
    """
    run = await _found(context, run_id)
    if run is None or run.state != "draft":
        return {"payslips": 0 if run is None else run.totals.people}
    name = lock_of(context.tenant, run.month, run.kind)
    async with locks.hold(name, lease_s=LEASE_S, wait_s=WAIT_S) as held:
        run = await _found(context, run_id)  # whoever held it may have finished
        if run is None or run.state != "draft":
            return {"payslips": 0 if run is None else run.totals.people}
        return {"payslips": await _compute(context, held, audit, run, chunk)}


async def _compute(context: JobContext, held: Held, audit: Audit, run: Run, chunk: int) -> int:
    async with context.database.begin() as connection:
        total = await count_due(connection, context.tenant, run.month)
    done, after, more = run.totals.people, run.through, True
    while more:
        context.progress(min(done, total), total)
        async with context.database.begin() as connection:
            await held.fence(connection)
            found, after = await _one_chunk(
                connection, context.tenant, run, held, after=after, chunk=chunk
            )
        done, more = done + found, found == chunk
    context.progress(total, total)
    async with context.database.begin() as connection:
        await held.fence(connection)
        await finish_run(connection, run.id, token=held.token)
        finished = await find_run(connection, context.tenant, run.id, EVERYWHERE)
        made = 0 if finished is None else finished.totals.people
        event = AuditEvent("salary_run.compute", f"salary_run:{run.id}", payload={"payslips": made})
        await audit.record(connection, event, actor=Actor(context.tenant, "system", 0))
    return made


async def _one_chunk(
    connection: AsyncConnection, tenant: str, run: Run, held: Held, *, after: int, chunk: int
) -> tuple[int, int]:
    """How many were due, and the checkpoint behind them."""
    due = await due_payslips(connection, tenant, run.month, run.kind, after=after, limit=chunk)
    if not due:
        return 0, after
    rules = read_rules(run.rules)
    made = [Made(each, compute(each.inputs, rules)) for each in due]
    through = due[-1].employee_id
    await write_payslips(
        connection,
        tenant,
        run,
        [each for each in made if each.slip.lines],
        after=after,
        through=through,
        token=held.token,
    )
    return len(due), through


async def _found(context: JobContext, run_id: int) -> Run | None:
    async with context.database.begin() as connection:
        return await find_run(connection, context.tenant, run_id, EVERYWHERE)
