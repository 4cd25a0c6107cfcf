"""What is read of the record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Select, Text, case, cast, func, null, select
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.identity.people.tables import person
from regie.identity.tokens.tables import token

from .tables import audit_entry, audit_head, audit_payload

_entry: Final = audit_entry.c
_Select = Select[*tuple[Any, ...]]


_PAYLOAD: Final = 9
"""Its place among the columns."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Only entries for which all that is given holds."""

    actor: str | None = None
    """Its key: `person:7`, `nobody`."""
    action: str | None = None
    """A whole one, or the family before its dot."""
    subject: str | None = None
    outcome: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    actions: tuple[str, ...] | None = None
    """Whole ones: any of them."""


@dataclass(frozen=True, slots=True)
class SeenEntry:
    number: int
    at: datetime
    actor: str
    actor_name: str | None
    actor_erased: bool
    action: str
    subject: str | None
    outcome: str
    request_id: str | None
    payload: dict[str, object] | None
    """None when it was erased, or is not kept any more."""
    payload_digest: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class Head:
    tenant: str
    number: int
    digest: bytes


async def latest(
    connection: AsyncConnection,
    tenant: str,
    wanted: Wanted,
    *,
    before: int | None,
    limit: int,
) -> list[SeenEntry]:
    """The newest first, with the names that those who acted have now: one statement."""
    chosen = _chosen(tenant, wanted).order_by(_entry.number.desc()).limit(limit)
    if before is not None:
        chosen = chosen.where(_entry.number < before)
    return await _seen(connection, chosen)


async def following(
    connection: AsyncConnection,
    tenant: str,
    wanted: Wanted,
    *,
    after: int,
    through: int,
    limit: int,
) -> list[SeenEntry]:
    """The oldest first."""
    chosen = _chosen(tenant, wanted).where(_entry.number > after, _entry.number <= through)
    return await _seen(connection, chosen.order_by(_entry.number).limit(limit))


async def heads(connection: AsyncConnection) -> list[Head]:
    """Where each chain ends, by tenant; one that has no entry yet is left out."""
    found = select(audit_head).where(audit_head.c.number > 0).order_by(audit_head.c.tenant)
    return [Head(*row) for row in await connection.execute(found)]


async def head_of(connection: AsyncConnection, tenant: str) -> Head | None:
    found = select(audit_head).where(audit_head.c.tenant == tenant)
    row = (await connection.execute(found)).one_or_none()
    return None if row is None else Head(*row)


async def _seen(connection: AsyncConnection, chosen: _Select) -> list[SeenEntry]:
    return [_as_seen(row) for row in await connection.execute(chosen)]


def _as_seen(row: Sequence[Any]) -> SeenEntry:
    columns = list(row)
    payload = columns[_PAYLOAD]
    columns[_PAYLOAD] = None if payload is None else json.loads(payload)
    return SeenEntry(*columns)


def _chosen(tenant: str, wanted: Wanted) -> _Select:
    payload = audit_payload.c
    by = audit_entry.join(
        audit_payload,
        (payload.tenant == _entry.tenant) & (payload.number == _entry.number),
        isouter=True,
    )
    by = by.join(
        person, (person.c.id == _id_of("person")) & (person.c.tenant == tenant), isouter=True
    )
    by = by.join(
        token, (token.c.id == _id_of("service")) & (token.c.tenant == tenant), isouter=True
    )
    erased = func.coalesce(person.c.status == "erased", False)
    return (
        select(
            _entry.number,
            _entry.at,
            _entry.actor,
            case((erased, null()), else_=func.coalesce(person.c.name, token.c.name)),
            erased,
            _entry.action,
            _entry.subject,
            _entry.outcome,
            _entry.request_id,
            cast(payload.payload, Text),
            _entry.payload_digest,
            _entry.digest,
        )
        .select_from(by)
        .where(_entry.tenant == tenant, *_conditions(wanted))
    )


def _id_of(kind: str) -> ColumnElement[Any]:
    """Of whoever acted, when it is one of that kind."""
    number = cast(func.split_part(_entry.actor, ":", 2), BigInteger)
    return case((_entry.actor.startswith(f"{kind}:"), number))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.actor is not None:
        conditions.append(_entry.actor == wanted.actor)
    if wanted.action is not None and "." in wanted.action:
        conditions.append(_entry.action == wanted.action)
    elif wanted.action is not None:
        conditions.append(_entry.action.startswith(f"{wanted.action}.", autoescape=True))
    if wanted.actions is not None:
        conditions.append(_entry.action.in_(wanted.actions))
    if wanted.subject is not None:
        conditions.append(_entry.subject == wanted.subject)
    if wanted.outcome is not None:
        conditions.append(_entry.outcome == wanted.outcome)
    if wanted.since is not None:
        conditions.append(_entry.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(_entry.at < wanted.until)
    return conditions
