"""Writes the demo's staff, once: where anybody has a file, nothing is touched."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

import psycopg
from psycopg import sql

from regie.apps.staff.absences.domain import DEFAULT_KINDS
from regie.core.access import MAIN_TENANT
from regie.core.app import DemoSite
from regie.core.clock import local_date
from regie.core.files import FileStore

from .absences import DemoAbsence, demo_absences, demo_entries
from .documents import DemoDocument, demo_documents
from .evaluations import demo_evaluations
from .pay import MONTHS, write_pay
from .people import Account, DemoEmployee, Workplace, demo_employees

_ZONE: Final = ZoneInfo("Europe/Paris")
_BY: Final = "system:0"

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('regie-demo-staff'))"
_ANYBODY: Final = "SELECT EXISTS (SELECT FROM staff.employee WHERE tenant = %s)"
_PLACES: Final = """
    SELECT place.id, place.code, place.kind, place.name, above.code
    FROM identity.place LEFT JOIN identity.place AS above ON above.id = place.parent_id
    WHERE place.tenant = %s ORDER BY place.id
"""
_ACCOUNTS: Final = """
    SELECT person.id, person.name, email, role, coalesce(place.code, top.code),
        coalesce(place.kind, top.kind)
    FROM identity.person
    JOIN identity.assignment ON person_id = person.id
    LEFT JOIN identity.place ON place.id = place_id
    CROSS JOIN LATERAL (
        SELECT code, kind FROM identity.place AS root
        WHERE root.tenant = person.tenant AND parent_id IS NULL ORDER BY root.id LIMIT 1
    ) AS top
    WHERE person.tenant = %s AND status <> 'erased' AND person.name <> ''
    ORDER BY person.id
"""
_IDS: Final = """
    SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)
"""
_EMPLOYEE: Final = (
    "id", "tenant", "number", "given_name", "family_name", "email", "post", "place_id",
    "manager_id", "person_id", "hired_on", "left_on", "birth_date", "phone", "address", "contract",
    "contract_from", "contract_until", "weekly_minutes", "created_at",
)  # fmt: skip
_KIND: Final = (
    "tenant", "code", "title_fr", "title_en", "yearly_half_days", "year_begins_month", "position",
)  # fmt: skip
_ABSENCE: Final = (
    "id", "tenant", "employee_id", "kind", "first_on", "first_half", "last_on", "last_half",
    "half_days", "state", "note", "asked_at", "asked_by", "decided_at", "decided_by",
)  # fmt: skip
_ENTRY: Final = (
    "tenant", "employee_id", "kind", "booked_on", "account", "half_days", "absence_id", "month",
    "rule", "note", "made_by", "made_at",
)  # fmt: skip
_EVALUATION: Final = (
    "tenant", "employee_id", "period_from", "period_until", "mark_tenths", "weight", "comment",
    "evaluator_id", "made_by",
)  # fmt: skip
_DOCUMENT: Final = (
    "tenant", "employee_id", "kind", "name", "media_type", "digest", "size_bytes", "added_by",
)  # fmt: skip


def prepare_demo(site: DemoSite) -> Mapping[str, str]:
    """No setting comes of it."""
    today = local_date(site.clock(), _ZONE)
    with psycopg.connect(site.database_dsn) as connection:
        connection.execute(_LOCK)
        if not _one(connection, _ANYBODY, MAIN_TENANT):
            site.progress("staff", 0, 1)
            people = _write_people(connection, today)
            _write_absences(connection, people, today)
            _write_evaluations(connection, people, today)
            _write_documents(connection, people, site.files)
            ids = _ids(connection, "salary_item", 2 * MONTHS * len(people))
            write_pay(connection, people, today, copy=_copy, ids=ids)
    return {}


def _write_people(connection: psycopg.Connection[Any], today: date) -> list[DemoEmployee]:
    places = [Workplace(*row) for row in connection.execute(_PLACES, (MAIN_TENANT,))]
    accounts = [Account(*row) for row in connection.execute(_ACCOUNTS, (MAIN_TENANT,))]
    people = demo_employees(accounts, places, today)
    for person, number in zip(people, _ids(connection, "employee", len(people)), strict=True):
        person.id = number
    _copy(
        connection,
        "employee",
        _EMPLOYEE,
        (
            (
                person.id,
                MAIN_TENANT,
                person.number,
                person.name.given,
                person.name.family,
                person.email,
                person.post,
                person.place.id,
                None if person.manager is None else person.manager.id,
                person.person_id,
                person.hired_on,
                person.left_on,
                person.birth_date,
                person.phone,
                person.address,
                person.contract,
                person.hired_on,
                person.contract_until,
                person.weekly_minutes,
                _at(person.hired_on),
            )
            for person in people
        ),
    )
    return people


def _write_absences(
    connection: psycopg.Connection[Any], people: Sequence[DemoEmployee], today: date
) -> None:
    kinds = (
        (
            MAIN_TENANT,
            kind.code,
            kind.title_fr,
            kind.title_en,
            kind.yearly_half_days,
            kind.year_begins_month,
            position,
        )
        for position, kind in enumerate(DEFAULT_KINDS)
    )
    absences = demo_absences(people, today)
    for absence, number in zip(absences, _ids(connection, "absence", len(absences)), strict=True):
        absence.id = number
    _copy(connection, "absence_kind", _KIND, kinds)
    _copy(connection, "absence", _ABSENCE, map(_absence, absences))
    _copy(
        connection,
        "absence_entry",
        _ENTRY,
        (
            (
                MAIN_TENANT,
                entry.employee.id,
                entry.kind,
                entry.booked_on,
                entry.account,
                entry.half_days,
                None if entry.absence is None else entry.absence.id,
                entry.month,
                entry.rule,
                entry.note,
                _BY,
                _at(entry.booked_on),
            )
            for entry in demo_entries(people, absences, today)
        ),
    )


def _absence(absence: DemoAbsence) -> tuple[Any, ...]:
    decided = absence.decided_on
    return (
        absence.id,
        MAIN_TENANT,
        absence.employee.id,
        absence.kind.code,
        absence.span.first_on,
        absence.span.first_half,
        absence.span.last_on,
        absence.span.last_half,
        absence.half_days,
        absence.state,
        absence.note,
        _at(absence.asked_on),
        _key(absence.employee),
        None if decided is None else _at(decided),
        None if decided is None else _key(absence.employee.manager),
    )


def _write_evaluations(
    connection: psycopg.Connection[Any], people: Sequence[DemoEmployee], today: date
) -> None:
    _copy(
        connection,
        "evaluation",
        _EVALUATION,
        (
            (
                MAIN_TENANT,
                each.employee.id,
                each.period_from,
                each.period_until,
                each.mark_tenths,
                each.weight,
                each.comment,
                each.evaluator.id,
                _key(each.evaluator),
            )
            for each in demo_evaluations(people, today)
        ),
    )


def _write_documents(
    connection: psycopg.Connection[Any], people: Sequence[DemoEmployee], files: FileStore
) -> None:
    documents = demo_documents(people)
    digests = asyncio.run(_kept(files, documents))
    _copy(
        connection,
        "document",
        _DOCUMENT,
        (
            (
                MAIN_TENANT,
                each.employee.id,
                each.kind,
                each.name,
                "application/pdf",
                digest,
                len(each.content),
                _BY,
            )
            for each, digest in zip(documents, digests, strict=True)
        ),
    )


async def _kept(files: FileStore, documents: Iterable[DemoDocument]) -> list[str]:
    await files.open()
    digests: list[str] = []
    for each in documents:
        async with files.draft() as draft:
            await draft.write(each.content)
            digests.append((await draft.keep()).digest)
    return digests


def _copy(
    connection: psycopg.Connection[Any],
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    target = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier("staff", table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
    )
    with connection.cursor() as cursor, cursor.copy(target) as copy:
        for row in rows:
            copy.write_row(row)


def _ids(connection: psycopg.Connection[Any], table: str, count: int) -> list[int]:
    return [row[0] for row in connection.execute(_IDS, (f"staff.{table}", count))]


def _one(connection: psycopg.Connection[Any], statement: str, *values: object) -> Any:
    row = connection.execute(statement.encode(), values).fetchone()
    return None if row is None else row[0]


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def _key(person: DemoEmployee | None) -> str:
    return _BY if person is None or person.person_id is None else f"person:{person.person_id}"
