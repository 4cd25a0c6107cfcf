"""Statements about payslips: what they are made of, writing them, reading and comparing them."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .domain import Inputs, Item, RunKind, Slip, days_employed, last_day
from .errors import RunNotComputed
from .runs import Run
from .writing import read_lines, written

# Of a correction also those whom the regular run paid and who are not employed any more; nobody
# whose file is erased, of whom nothing would be known but that they were paid.
_DUE: Final = text(
    """
    SELECT employee.id AS employee_id, employee.number,
        employee.given_name || ' ' || employee.family_name AS name,
        coalesce(regular.place_id, employee.place_id) AS place_id,
        employee.hired_on, employee.left_on,
        pay.monthly_cents, pay.hourly_cents, CAST(regular.lines AS text) AS paid,
        (
            SELECT CAST(json_agg(json_build_object('id', id, 'kind', kind, 'label', label,
                'cents', cents, 'hours_hundredths', hours_hundredths) ORDER BY id) AS text)
            FROM staff.salary_item WHERE employee_id = employee.id AND month = :month
        ) AS items
    FROM staff.employee
    LEFT JOIN LATERAL (
        SELECT monthly_cents, hourly_cents FROM staff.salary
        WHERE employee_id = employee.id AND valid_from <= :last
        ORDER BY valid_from DESC LIMIT 1
    ) AS pay ON true
    LEFT JOIN staff.payslip AS regular ON regular.employee_id = employee.id
        AND regular.month = :month AND regular.kind = 'regular' AND :kind = 'correction'
    WHERE employee.tenant = :tenant AND employee.id > :after AND employee.erased_at IS NULL
        AND (
            regular.id IS NOT NULL
            OR pay.monthly_cents IS NOT NULL AND employee.hired_on <= :last
                AND (employee.left_on IS NULL OR employee.left_on >= :month)
        )
    ORDER BY employee.id LIMIT :limit
    """
)
_COUNT_DUE: Final = text(
    """
    SELECT count(*) FROM staff.employee
    WHERE tenant = :tenant AND erased_at IS NULL AND hired_on <= :last
        AND (left_on IS NULL OR left_on >= :month)
        AND EXISTS (
            SELECT FROM staff.salary WHERE employee_id = employee.id AND valid_from <= :last
        )
    """
)
_STEP: Final = text(
    """
    UPDATE staff.salary_run SET through = :through, fencing_token = :token
    WHERE id = :run AND state = 'draft' AND through = :after AND fencing_token <= :token
    RETURNING id
    """
)
_WRITE: Final = text(
    """
    WITH made AS (
        INSERT INTO staff.payslip (tenant, run_id, employee_id, place_id, month, kind,
            base_cents, bonus_cents, unpaid_cents, gross_cents, contributions_cents,
            deductions_cents, net_cents, inputs, lines)
        SELECT :tenant, :run, employee_id, place_id, :month, :kind,
            base_cents, bonus_cents, unpaid_cents, gross_cents, contributions_cents,
            deductions_cents, net_cents, CAST(inputs AS json), CAST(lines AS json)
        FROM unnest(
            CAST(:employees AS bigint[]), CAST(:places AS bigint[]), CAST(:base AS bigint[]),
            CAST(:bonus AS bigint[]), CAST(:unpaid AS bigint[]), CAST(:gross AS bigint[]),
            CAST(:contributions AS bigint[]), CAST(:deductions AS bigint[]),
            CAST(:net AS bigint[]), CAST(:inputs AS text[]), CAST(:lines AS text[])
        ) AS made (employee_id, place_id, base_cents, bonus_cents, unpaid_cents, gross_cents,
            contributions_cents, deductions_cents, net_cents, inputs, lines)
        RETURNING place_id, gross_cents, contributions_cents, deductions_cents, net_cents
    )
    INSERT INTO staff.salary_total AS total (tenant, run_id, place_id, people, gross_cents,
        contributions_cents, deductions_cents, net_cents)
    SELECT :tenant, :run, place_id, count(*), sum(gross_cents), sum(contributions_cents),
        sum(deductions_cents), sum(net_cents)
    FROM made GROUP BY place_id
    ON CONFLICT (run_id, place_id) DO UPDATE SET people = total.people + EXCLUDED.people,
        gross_cents = total.gross_cents + EXCLUDED.gross_cents,
        contributions_cents = total.contributions_cents + EXCLUDED.contributions_cents,
        deductions_cents = total.deductions_cents + EXCLUDED.deductions_cents,
        net_cents = total.net_cents + EXCLUDED.net_cents
    """
)
DIGEST: Final = """
    sha256(convert_to(coalesce(
        string_agg(employee_id || ':' || CAST({column} AS text), E'\\n' ORDER BY employee_id), ''
    ), 'UTF8'))
"""
_FINISH: Final = text(
    f"""
    UPDATE staff.salary_run
    SET state = 'computed', computed_at = now(), version = version + 1,
        inputs_hash = made.inputs_hash, lines_hash = made.lines_hash
    FROM (
        SELECT {DIGEST.format(column="inputs")} AS inputs_hash,
            {DIGEST.format(column="lines")} AS lines_hash
        FROM staff.payslip WHERE run_id = :run
    ) AS made
    WHERE salary_run.id = :run AND state = 'draft' AND fencing_token <= :token
    RETURNING salary_run.id
    """
)
_KEPT: Final = text(
    """
    SELECT employee_id, number, given_name || ' ' || family_name AS name,
        CAST(inputs AS text) AS inputs, net_cents
    FROM staff.payslip JOIN staff.employee ON employee.id = employee_id
    WHERE run_id = :run AND payslip.employee_id > :after
        AND (CAST(:through AS bigint) IS NULL OR payslip.employee_id <= :through)
    """
)


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody who is to have a payslip."""

    employee_id: int
    number: str
    name: str
    place_id: int
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class Made:
    due: Due
    slip: Slip


@dataclass(frozen=True, slots=True)
class KeptPayslip:
    number: str
    name: str
    inputs: str
    net_cents: int


async def due_payslips(
    connection: AsyncConnection,
    tenant: str,
    month: date,
    kind: RunKind,
    *,
    after: int,
    limit: int,
) -> list[Due]:
    """The next so many behind an employee's number, one statement. Pay is what holds on the
    month's last day; who has none gets no payslip."""
    values = {
        "tenant": tenant,
        "month": month,
        "last": last_day(month),
        "kind": kind,
        "after": after,
        "limit": limit,
    }
    return [_due(row, month) for row in await connection.execute(_DUE, values)]


async def count_due(connection: AsyncConnection, tenant: str, month: date) -> int:
    """For progress."""
    values = {"tenant": tenant, "month": month, "last": last_day(month)}
    return (await connection.execute(_COUNT_DUE, values)).scalar_one()


async def write_payslips(
    connection: AsyncConnection,
    tenant: str,
    run: Run,
    made: Sequence[Made],
    *,
    after: int,
    through: int,
    token: int,
) -> None:
    """With the checkpoint: raises RunNotComputed where it stands elsewhere, whoever moved it."""
    step = {"run": run.id, "after": after, "through": through, "token": token}
    if (await connection.execute(_STEP, step)).scalar_one_or_none() is None:
        raise RunNotComputed(f"run {run.id} is no draft at {after} any more")
    values: dict[str, Any] = {
        "tenant": tenant,
        "run": run.id,
        "month": run.month,
        "kind": run.kind,
        "employees": [each.due.employee_id for each in made],
        "places": [each.due.place_id for each in made],
        "base": [each.slip.cents_of("base") for each in made],
        "bonus": [each.slip.cents_of("bonus") for each in made],
        "unpaid": [-each.slip.cents_of("unpaid") for each in made],
        "gross": [each.slip.gross_cents for each in made],
        "contributions": [each.slip.contributions_cents for each in made],
        "deductions": [each.slip.deductions_cents for each in made],
        "net": [each.slip.net_cents for each in made],
        "inputs": [written(each.due.inputs) for each in made],
        "lines": [written(each.slip.lines) for each in made],
    }
    if made:
        await connection.execute(_WRITE, values)


async def finish_run(connection: AsyncConnection, run_id: int, *, token: int) -> None:
    """Raises RunNotComputed where somebody else did."""
    finished = await connection.execute(_FINISH, {"run": run_id, "token": token})
    if finished.scalar_one_or_none() is None:
        raise RunNotComputed(f"run {run_id} is no draft any more")


async def kept_payslips(
    connection: AsyncConnection, run_id: int, *, after: int, through: int | None
) -> dict[int, KeptPayslip]:
    """By employee; `through` None is to the end."""
    values = {"run": run_id, "after": after, "through": through}
    rows = await connection.execute(_KEPT, values)
    return {
        row.employee_id: KeptPayslip(row.number, row.name, row.inputs, row.net_cents)
        for row in rows
    }


def _due(row: Any, month: date) -> Due:
    items = () if row.items is None else msgspec.json.decode(row.items, type=tuple[Item, ...])
    inputs = Inputs(
        monthly_cents=row.monthly_cents or 0,
        hourly_cents=row.hourly_cents or 0,
        days=days_employed(month, row.hired_on, row.left_on),
        month_days=last_day(month).day,
        items=items,
        paid=None if row.paid is None else read_lines(row.paid),
    )
    return Due(row.employee_id, row.number, row.name, row.place_id, inputs)
