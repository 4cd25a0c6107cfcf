"""A staff to play with: two sites of one organisation, and what happens to who works there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import httpx
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from peopleplay import Organisation
from regie.apps.staff.absences.repository import list_kinds
from regie.apps.staff.services import Services
from regie.bootstrap import Runtime

STAFF = "/api/v1/staff"


@dataclass(frozen=True)
class Staff:
    house: Organisation
    services: Services

    @classmethod
    def of(cls, runtime: Runtime, house: Organisation) -> Staff:
        return cls(house, cast("Services", runtime.parts["staff"].service))

    async def hire(self, number: str, place: int, **columns: Any) -> int:
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
            "address": f"{number} rue des Lilas",
            **columns,
        }
        return await self.house.value(
            f"INSERT INTO staff.employee ({', '.join(values)})"
            f" VALUES ({', '.join(f':{name}' for name in values)}) RETURNING id",
            **values,
        )

    async def credit(self, employee: int, half_days: int, kind: str = "paid_leave") -> None:
        """What is left to somebody before anything happens."""

        async def work(connection: AsyncConnection) -> None:
            await list_kinds(connection, self.house.tenant)
            await connection.execute(
                text(
                    "INSERT INTO staff.absence_entry (tenant, employee_id, kind, booked_on,"
                    " account, half_days, note, made_by) VALUES (:tenant, :employee, :kind,"
                    " '2024-01-01', 'correction', :half_days, 'Reprise', 'system:0')"
                ),
                {
                    "tenant": self.house.tenant,
                    "employee": employee,
                    "kind": kind,
                    "half_days": half_days,
                },
            )

        await self.house.run(work)

    async def absent(
        self, employee: int, first: date, last: date, half_days: int, state: str = "approved"
    ) -> int:
        async def work(connection: AsyncConnection) -> int:
            await list_kinds(connection, self.house.tenant)
            made = await connection.execute(
                text(
                    "INSERT INTO staff.absence (tenant, employee_id, kind, first_on, last_on,"
                    " half_days, state, asked_by) VALUES (:tenant, :employee, 'sickness', :first,"
                    " :last, :half_days, :state, 'system:0') RETURNING id"
                ),
                {
                    "tenant": self.house.tenant,
                    "employee": employee,
                    "first": first,
                    "last": last,
                    "half_days": half_days,
                    "state": state,
                },
            )
            return made.scalar_one()

        return await self.house.run(work)

    async def mark(self, employee: int, tenths: int, weight: int = 1, year: int = 2025) -> None:
        await self.house.value(
            "INSERT INTO staff.evaluation (tenant, employee_id, period_from, period_until,"
            " mark_tenths, weight, made_by) VALUES (:tenant, :employee, make_date(:year, 1, 1),"
            " make_date(:year, 12, 31), :tenths, :weight, 'system:0') RETURNING id",
            tenant=self.house.tenant,
            employee=employee,
            year=year,
            tenths=tenths,
            weight=weight,
        )


async def answered(client: httpx.AsyncClient, path: str, **query: object) -> Any:
    answer = await client.get(f"{STAFF}{path}", params=cast("Any", query))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def everything(client: httpx.AsyncClient, path: str, key: str, **query: object) -> list[Any]:
    """All pages of a list, two rows at a time."""
    rows: list[Any] = []
    after: dict[str, object] = {}
    while True:
        page = await answered(client, path, limit=2, **query, **after)
        rows += page[key]
        if page["next"] is None:
            return rows
        after = {"after": page["next"]}
