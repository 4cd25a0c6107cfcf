"""What the record says of the staff app: there is no second one."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.acted import name_of
from regie.apps.staff.people.repository import REACHED
from regie.core.access import Outcome, Reach
from regie.identity.places.repository import below

FAMILIES: Final = (
    "employee",
    "absence",
    "balance",
    "evaluation",
    "document",
    "salary",
    "salary_item",
    "salary_run",
    "staff_export",
)
"""Of actions: what stands before their dot."""

# A deed is about an employee when its subject or its payload names one. Without one, or when the
# payload was erased, it belongs to no place: only who reaches everywhere sees it.
_LIST: Final = text(
    f"""
    SELECT entry.number, entry.at, entry.actor, {name_of("entry.actor", "entry.tenant")}
            AS actor_name,
        entry.action, entry.outcome, entry.subject, employee.id AS employee_id,
        employee.given_name || ' ' || employee.family_name AS employee_name,
        place.name AS place, CAST(payload.payload AS text) AS payload
    FROM identity.audit_entry AS entry
    LEFT JOIN identity.audit_payload AS payload
        ON payload.tenant = entry.tenant AND payload.number = entry.number
    LEFT JOIN staff.employee ON employee.tenant = entry.tenant AND employee.id = CASE
        WHEN entry.subject ~ '^employee:[0-9]{{1,18}}$'
            THEN CAST(split_part(entry.subject, ':', 2) AS bigint)
        WHEN payload.payload ->> 'employee' ~ '^[0-9]{{1,18}}$'
            THEN CAST(payload.payload ->> 'employee' AS bigint) END
    LEFT JOIN identity.place ON place.id = employee.place_id
    WHERE entry.tenant = :tenant AND split_part(entry.action, '.', 1) = ANY(:families)
        AND (CAST(:before AS bigint) IS NULL OR entry.number < :before)
        AND (CAST(:actor AS text) IS NULL OR entry.actor = :actor)
        AND (CAST(:employee AS bigint) IS NULL OR employee.id = :employee)
        AND {REACHED}
    ORDER BY entry.number DESC LIMIT :limit
    """
)


@dataclass(frozen=True, slots=True)
class Deed:
    number: int
    at: datetime
    actor: str
    actor_name: str | None
    action: str
    outcome: Outcome
    subject: str | None
    employee_id: int | None
    employee_name: str | None
    place: str | None
    payload: dict[str, object] | None


async def list_deeds(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    *,
    family: str | None,
    actor: str | None,
    employee: int | None,
    before: int | None,
    limit: int,
) -> list[Deed]:
    """The newest first."""
    values: dict[str, Any] = {
        "tenant": tenant,
        "paths": below(reach),
        "families": [family] if family is not None else list(FAMILIES),
        "actor": actor,
        "employee": employee,
        "before": before,
        "limit": limit,
    }
    return [_deed(row) for row in await connection.execute(_LIST, values)]


def _deed(row: Any) -> Deed:
    columns = dict(row._mapping)
    payload = columns.pop("payload")
    return Deed(**columns, payload=None if payload is None else json.loads(payload))
