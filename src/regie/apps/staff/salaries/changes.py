"""What a computed run would say differently if it were computed now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from .computing import CHUNK
from .domain import compute
from .payslips import due_payslips, kept_payslips
from .runs import Run
from .writing import read_rules, written

SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Change:
    employee_id: int
    number: str
    name: str
    before_cents: int | None
    """Net; None without a payslip."""
    after_cents: int | None


@dataclass(frozen=True, slots=True)
class Changes:
    count: int
    net_cents: int
    first: tuple[Change, ...]


async def find_changes(connection: AsyncConnection, tenant: str, run: Run) -> Changes:
    """Of everybody, in two statements per chunk; writes nothing."""
    count, net_cents, first = 0, 0, list[Change]()
    async for change in _changes(connection, tenant, run):
        count += 1
        net_cents += (change.after_cents or 0) - (change.before_cents or 0)
        if count <= SHOWN:
            first.append(change)
    return Changes(count, net_cents, tuple(first))


async def _changes(connection: AsyncConnection, tenant: str, run: Run) -> AsyncIterator[Change]:
    rules = read_rules(run.rules)
    after, more = 0, True
    while more:
        due = await due_payslips(connection, tenant, run.month, run.kind, after=after, limit=CHUNK)
        more = len(due) == CHUNK
        through = due[-1].employee_id if more else None
        kept = await kept_payslips(connection, run.id, after=after, through=through)
        for each in due:
            was = kept.pop(each.employee_id, None)
            if was is not None and was.inputs == written(each.inputs):
                continue
            slip = compute(each.inputs, rules)
            net_cents = slip.net_cents if slip.lines else None
            if was is not None or slip.lines:
                yield Change(
                    each.employee_id, each.number, each.name, was and was.net_cents, net_cents
                )
        for employee_id, was in kept.items():
            yield Change(employee_id, was.number, was.name, was.net_cents, None)
        after = through or 0
