"""The demo's staff is written once, adds up, and shows what the pages are about."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
import pytest

from regie.apps.staff.demo import prepare_demo
from regie.core.app import DemoSite
from regie.core.db import DatabaseUrl
from regie.core.files import MemoryStore
from regie.identity.demo import prepare_demo as prepare_identity

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled(migrated: DatabaseUrl) -> str:
    dsn = migrated.for_libpq()
    site = DemoSite(dsn, dsn, lambda name: name, lambda: NOW, lambda *_: None, MemoryStore())
    prepare_identity(site)
    prepare_demo(site)
    prepare_demo(site)
    return dsn


def value(dsn: str, statement: str) -> object:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(statement.encode()).fetchone()
        return row and row[0]


def test_it_is_there_once_with_everybody_of_identity(filled: str) -> None:
    assert value(filled, "SELECT count(*) FROM staff.employee") == 241
    without = """
        SELECT count(*) FROM identity.person
        WHERE NOT EXISTS (SELECT FROM staff.employee WHERE person_id = person.id)
    """
    assert value(filled, without) == 0


def test_no_two_absences_of_somebody_overlap(filled: str) -> None:
    overlapping = """
        SELECT count(*) FROM staff.absence a JOIN staff.absence b
        ON a.employee_id = b.employee_id AND a.id < b.id
            AND a.first_on <= b.last_on AND b.first_on <= a.last_on
        WHERE a.state IN ('pending', 'approved') AND b.state IN ('pending', 'approved')
    """
    assert value(filled, overlapping) == 0


def test_the_ledger_has_booked_what_the_absences_say(filled: str) -> None:
    different = """
        SELECT count(*) FROM (
            SELECT a.id FROM staff.absence a
            JOIN staff.absence_kind k ON k.tenant = a.tenant AND k.code = a.kind
                AND yearly_half_days IS NOT NULL
            LEFT JOIN staff.absence_entry e ON e.absence_id = a.id
            GROUP BY a.id
            HAVING coalesce(sum(e.half_days), 0) <>
                CASE WHEN a.state IN ('pending', 'approved') THEN -a.half_days ELSE 0 END
        ) AS wrong
    """
    assert value(filled, different) == 0


def test_the_employee_has_twelve_days_and_a_half(filled: str) -> None:
    balance = """
        SELECT string_agg(account || ' ' || sum, ', ' ORDER BY account) FROM (
            SELECT account, sum(half_days) FROM staff.absence_entry
            JOIN staff.employee ON employee.id = employee_id
            WHERE email = 'salarie@demo.example' AND kind = 'paid_leave' GROUP BY account
        ) AS sums
    """
    assert value(filled, balance) == "accrual 50, pending -5, taken -20"
