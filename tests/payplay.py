"""People with salaries to play with, runs of theirs, and a process that computes runs as the
product's workers do.

python tests/payplay.py '{"database": …, "lease_s": …}'
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import text

from peopleplay import Organisation, environ
from regie.apps.staff.salaries.computing import compute_run
from regie.apps.staff.salaries.domain import RunKind
from regie.apps.staff.services import Services
from regie.bootstrap import Runtime, build_runtime, configure
from regie.core.access import Actor
from regie.core.db import DatabaseUrl
from regie.core.tasks import (
    DeclaredJob,
    JobContext,
    JobWorker,
    NotifyWakes,
    Progress,
    Wakes,
    WorkerOptions,
    run_jobs,
)
from regie.operations.supervisor import lifeline

MONTH = date(2026, 10, 1)
CROWD = """
    WITH hired AS (
        INSERT INTO staff.employee (tenant, number, given_name, family_name, post, place_id,
            hired_on, contract, contract_from, weekly_minutes)
        SELECT :tenant, 'N' || n, 'Élise', 'Durand ' || n, 'Vente', :place, '2020-01-01',
            'permanent', '2020-01-01', 2100
        FROM generate_series(1, :many) AS n RETURNING id, number
    )
    INSERT INTO staff.salary
        (tenant, employee_id, valid_from, monthly_cents, hourly_cents, made_by)
    SELECT :tenant, id, '2020-01-01', 200000 + 100 * CAST(substr(number, 2) AS int), 1400,
        'system:0'
    FROM hired
"""


@dataclass(frozen=True)
class Sites:
    west: int
    rennes: int
    nancy: int


@dataclass(frozen=True)
class Payroll:
    """Of one organisation; computes in this process, as often as it is asked."""

    house: Organisation
    staff: Services

    @classmethod
    def of(cls, runtime: Runtime, house: Organisation) -> Payroll:
        service = runtime.parts["staff"].service
        assert isinstance(service, Services)
        return cls(house, service)

    async def hire(
        self, number: str, place: int, monthly_cents: int | None = 250_000, **columns: Any
    ) -> int:
        values = {
            "tenant": self.house.tenant,
            "number": number,
            "given_name": "Jeanne",
            "family_name": f"Salarié {number}",
            "post": "Vente",
            "place_id": place,
            "hired_on": date(2020, 1, 1),
            "contract": "permanent",
            "contract_from": date(2020, 1, 1),
            "weekly_minutes": 2100,
            **columns,
        }
        names = ", ".join(values)
        made = await self.house.value(
            f"INSERT INTO staff.employee ({names})"
            f" VALUES ({', '.join(f':{name}' for name in values)}) RETURNING id",
            **values,
        )
        if monthly_cents is not None:
            await self.pay(made, monthly_cents)
        return made

    async def pay(self, employee: int, cents: int, since: date = date(2020, 1, 1)) -> None:
        await self._do(
            "INSERT INTO staff.salary"
            " (tenant, employee_id, valid_from, monthly_cents, hourly_cents, made_by)"
            " VALUES (:tenant, :employee, :since, :cents, 1500, 'system:0')",
            employee=employee,
            cents=cents,
            since=since,
        )

    async def item(self, employee: int, kind: str, *, cents: int = 0, hours: int = 0) -> None:
        await self._do(
            "INSERT INTO staff.salary_item"
            " (tenant, employee_id, month, kind, label, cents, hours_hundredths, made_by)"
            " VALUES (:tenant, :employee, :month, :kind, 'Octobre', :cents, :hours, 'system:0')",
            employee=employee,
            month=MONTH,
            kind=kind,
            cents=cents,
            hours=hours,
        )

    async def crowd(self, many: int, place: int) -> None:
        await self._do(CROWD, many=many, place=place)

    async def administrator(self, name: str) -> Actor:
        """One who is in the database."""
        person = await self.house.person(name, ("administrator", None))
        return await self.house.actor(("administrator", None), person=person)

    async def start(self, acting: Actor, month: date = MONTH, kind: RunKind = "regular") -> int:
        started = await self.house.run(lambda c: self.staff.runs.start(c, acting, month, kind))
        return started.run_id

    async def compute(
        self,
        run: int,
        *,
        chunk: int = 2,
        stop_after: int | None = None,
        meanwhile: Callable[[int], None] | None = None,
    ) -> None:
        """`stop_after` so many reports of progress it is stopped, as by a person. `meanwhile` is
        called between two transactions, with how many were reported before."""
        core = self.staff.core
        context = self.context(stop_after=stop_after, meanwhile=meanwhile)
        await compute_run(context, core.locks, core.audit, run, chunk=chunk)

    def context(
        self,
        *,
        stop_after: int | None = None,
        meanwhile: Callable[[int], None] | None = None,
    ) -> JobContext:
        left, reports = stop_after, count()

        def tell(_: Progress) -> None:
            nonlocal left
            if meanwhile is not None:
                meanwhile(next(reports))
            if left is not None and (left := left - 1) < 0:
                context.stop("cancelled")

        context = JobContext(
            id_=1,
            name="staff.salaries.compute",
            tenant=self.house.tenant,
            attempt=1,
            lapsed=False,
            scheduled_for=None,
            group=None,
            database=self.staff.core.database,
            service=self.staff,
            tell=tell,
        )
        return context

    async def computed(self, acting: Actor, month: date = MONTH) -> int:
        run = await self.start(acting, month)
        await self.compute(run)
        return run

    async def release(self, run: int, acting: Actor) -> None:
        version = await self.house.value(
            "SELECT version FROM staff.salary_run WHERE id = :id", id=run
        )
        await self.house.run(lambda c: self.staff.runs.release(c, acting, run, version=version))

    async def released(self, month: date = MONTH) -> int:
        run = await self.computed(await self.administrator(f"Starter {month}"), month)
        await self.release(run, await self.administrator(f"Releaser {month}"))
        return run

    async def payslips(self, run: int) -> list[tuple[Any, ...]]:
        async with self.staff.core.database.begin() as connection:
            rows = await connection.execute(
                text(
                    "SELECT employee_id, gross_cents, net_cents, CAST(inputs AS text),"
                    " CAST(lines AS text) FROM staff.payslip WHERE run_id = :run"
                    " ORDER BY employee_id"
                ),
                {"run": run},
            )
            return [tuple(row) for row in rows]

    async def _do(self, sql: str, **values: object) -> None:
        async with self.staff.core.database.begin() as connection:
            await connection.execute(text(sql), {"tenant": self.house.tenant, **values})


class Place(msgspec.Struct):
    """Where a worker works."""

    database: str
    lease_s: float = 2.0


def start_worker(place: Place, log: Path) -> subprocess.Popen[bytes]:
    told = msgspec.json.encode(place).decode()
    with log.open("ab") as output:
        return subprocess.Popen([sys.executable, __file__, told], stdout=output, stderr=output)


@asynccontextmanager
async def _opened(
    place: Place, alive: Callable[[], None]
) -> AsyncGenerator[tuple[JobWorker, Wakes]]:
    url = DatabaseUrl(place.database)
    runtime = build_runtime(configure(environ(url)))
    wakes = NotifyWakes(runtime.core.database)
    declared = [
        DeclaredJob(job, runtime.parts["staff"].service) for job in runtime.apps["staff"].jobs
    ]
    async with runtime.opened(relaying=False):
        yield (
            JobWorker(
                runtime.core.database,
                url,
                declared,
                wakes,
                worker="payplay",
                alive=alive,
                options=WorkerOptions(lease_s=place.lease_s, sweep_s=0.3),
            ),
            wakes,
        )


def main() -> None:
    place = msgspec.json.decode(sys.argv[1], type=Place)
    alive = lifeline()
    run_jobs(lambda: _opened(place, alive), name="payplay", broker_url=None, drain_s=0.3)


if __name__ == "__main__":
    main()
