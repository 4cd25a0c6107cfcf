"""What is reserved and spent adds up, and never to more than the budget."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatewayplay import Held, Tenant
from regie.core.db import DatabaseUrl

BUDGET = 1000
ZONE = "Europe/Paris"

amounts = st.integers(0, 600)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("reserve"), amounts),
        st.tuples(st.just("settle"), st.integers(0, 7), amounts),
        st.tuples(st.just("settle twice"), st.integers(0, 7), amounts),
        st.tuples(st.just("expire"), st.integers(0, 7)),
    ),
    max_size=25,
)


class Ledger:
    """One key, and what this test thinks of it."""

    def __init__(self, connection: psycopg.Connection, key: Held):
        self.connection = connection
        self.key = key
        self.open: list[tuple[str, int]] = []
        self.expired: list[tuple[str, int]] = []
        self.spent = 0

    def book(self, act: str, under: str, amount: int) -> str:
        op = {
            "n": 0,
            "act": act,
            "tenant": self.key.tenant.name,
            "key_id": self.key.id,
            "id": under,
            "amount": amount,
            "model": "simple",
            "price_in": 1,
            "price_out": 1,
            "lasts_s": 600,
            "outcome": "done",
            "cache": "miss",
            "tokens_in": 0,
            "tokens_out": 0,
            "estimated": False,
            "saved": 0,
        }
        sql = "SELECT answer FROM gateway.book(%s::jsonb, %s)"
        row = self.connection.execute(sql, (json.dumps([op]), ZONE)).fetchone()
        assert row is not None
        return row[0]

    def reserve(self, amount: int) -> None:
        under = str(uuid4())
        reserved = sum(each for _, each in self.open)
        fits = self.spent + reserved + amount <= BUDGET
        answer = self.book("reserve", under, amount)
        assert (answer == "reserved") == fits
        if fits:
            self.open.append((under, amount))

    def settle(self, which: int, used: int, times: int = 1) -> None:
        if which < len(self.open):
            under, amount = self.open.pop(which)
            self.spent += min(used, amount)
        elif which - len(self.open) < len(self.expired):  # by a process that had only slept
            under, amount = self.expired.pop(which - len(self.open))
            self.spent -= max(0, amount - used)
        else:
            return
        for _ in range(times):
            self.book("settle", under, used)

    def expire(self, which: int) -> None:
        if which >= len(self.open):
            return
        under, amount = self.open.pop(which)
        self.expired.append((under, amount))
        self.spent += amount
        late = "UPDATE gateway.reservation SET expires_at = now() - interval '1 s' WHERE id = %s"
        self.connection.execute(late, (under,))
        self.connection.execute("SELECT gateway.expire(%s)", (ZONE,))


@pytest.fixture(scope="module")
def connection(gateway_url: DatabaseUrl) -> Iterator[psycopg.Connection]:
    with psycopg.connect(gateway_url.for_libpq(), autocommit=True) as connection:
        connection.execute(
            "SELECT 1 FROM pg_inherits WHERE inhparent = 'gateway.spending'::regclass"
        )
        yield connection


@given(steps)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_balance_is_what_was_reserved_and_spent(
    gateway: object,
    connection: psycopg.Connection,
    gateway_url: DatabaseUrl,
    done: list[tuple[object, ...]],
) -> None:
    del gateway  # it made room for today's entries
    ledger = Ledger(connection, Tenant.of(gateway_url).key(BUDGET))
    for step in done:
        match step:
            case ("reserve", amount):
                ledger.reserve(amount)
            case ("settle", which, used):
                ledger.settle(which, used)
            case ("settle twice", which, used):
                ledger.settle(which, used, times=2)
            case (_, which):
                ledger.expire(which)
        balance = ledger.key.balance
        assert balance.spent + balance.reserved <= BUDGET
    entries = "SELECT coalesce(sum(amount_micros), 0) FROM gateway.spending WHERE key_id = %s"
    assert (balance := ledger.key.balance).spent == ledger.spent
    assert balance.reserved == sum(each for _, each in ledger.open)
    assert ledger.key.tenant.value(entries, ledger.key.id) == ledger.spent


@pytest.fixture
def ledger(gateway: object, connection: psycopg.Connection, gateway_url: DatabaseUrl) -> Ledger:
    del gateway
    return Ledger(connection, Tenant.of(gateway_url).key(BUDGET, period="month"))


def test_a_new_month_begins_with_its_whole_budget(ledger: Ledger) -> None:
    ledger.reserve(BUDGET)
    ledger.settle(0, BUDGET)
    before = "UPDATE gateway.balance SET period = period - interval '1 month' WHERE key_id = %s"
    ledger.key.tenant.execute(before, ledger.key.id)
    assert ledger.book("reserve", str(uuid4()), BUDGET) == "reserved"


def test_what_is_reserved_over_midnight_counts_in_the_new_month(ledger: Ledger) -> None:
    ledger.reserve(400)
    before = "UPDATE gateway.balance SET period = period - interval '1 month' WHERE key_id = %s"
    ledger.key.tenant.execute(before, ledger.key.id)
    assert ledger.book("reserve", str(uuid4()), BUDGET) == "in_use"


def test_more_than_was_reserved_is_written_off(ledger: Ledger) -> None:
    ledger.reserve(10)
    ledger.settle(0, 25)
    sql = "SELECT amount_micros, written_off_micros FROM gateway.spending WHERE key_id = %s"
    assert ledger.key.tenant.execute(sql, ledger.key.id) == [(10, 15)]


def test_another_tenants_key_is_not_there(ledger: Ledger, gateway_url: DatabaseUrl) -> None:
    stranger = Held(Tenant.of(gateway_url), ledger.key.id, "")
    assert Ledger(ledger.connection, stranger).book("reserve", str(uuid4()), 1) == "over"


@pytest.mark.parametrize("deed", ["UPDATE gateway.spending SET", "DELETE FROM gateway.spending --"])
def test_what_was_spent_stays_as_it_was_written(ledger: Ledger, deed: str) -> None:
    ledger.reserve(10)
    ledger.settle(0, 10)
    with pytest.raises(psycopg.errors.RestrictViolation):
        ledger.connection.execute(f"{deed} amount_micros = 0 \n WHERE key_id = {ledger.key.id}")
