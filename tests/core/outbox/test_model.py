"""Whatever order things happen in, the rows do what a page of Python says that they do."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl
from regie.core.outbox import Kind, Subscription, decide, ensure_days, put, trace
from regie.core.outbox.leases import Report, Token, prolong, report, take
from regie.core.outbox.tables import outbox_ended

from .conftest import Order

T = TypeVar("T")
_numbers = count(1)


@dataclass
class Row:
    state: str = "queued"
    attempt: int = 0
    ready: bool = True


async def nothing(_: object) -> None: ...


class Rows(RuleBasedStateMachine):
    url: DatabaseUrl
    tokens = Bundle("tokens")
    ids = Bundle("ids")

    @initialize()
    def begin(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.kind = Kind(f"test.model{next(_numbers)}", Order)
        self.rows: dict[int, Row] = {}
        self.keys: set[str] = set()
        self.database = Database(self.url, pool_size=1, pool_overflow=0)
        self.run(self.database.open())
        self.run(self.prepare())

    def teardown(self) -> None:
        self.run(self.database.close())
        self.loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    async def prepare(self) -> None:
        async with self.database.begin() as connection:
            await ensure_days(connection, outbox_ended)

    @rule(target=ids, key=st.sampled_from(["a", "b", None]), kept=st.booleans())
    def put(self, key: str | None, kept: bool):
        async def put_one() -> int | None:
            async with self.database.begin() as connection:
                id_ = await put(connection, self.kind, Order(), key=key)
                if not kept:
                    await connection.rollback()
                return id_

        id_ = self.run(put_one())
        assert (id_ is None) == (key in self.keys)
        if id_ is None or not kept:
            return multiple()
        self.keys |= {key} if key else set()
        self.rows[id_] = Row()
        return id_

    @rule(target=tokens, most=st.integers(1, 3))
    def take(self, most: int):
        async def take_some() -> list[Token]:
            async with self.database.begin() as connection:
                subscription = Subscription(self.kind, nothing, lease_s=3600)
                rows = await take(connection, [subscription], {self.kind.name: most})
                return [row.token for row in rows]

        taken = self.run(take_some())
        ready = [row for row in self.rows.values() if row.ready]
        assert len(taken) == min(most, len(ready))
        for id_, attempt in taken:
            row = self.rows[id_]
            assert (row.ready, attempt) == (True, row.attempt + 1)
            self.rows[id_] = Row("sending", attempt, ready=False)
        return multiple(*taken)

    @rule(token=tokens)
    def lease_ends(self, token: Token) -> None:
        async def end() -> None:
            async with self.database.begin() as connection:
                await connection.execute(
                    text(
                        "UPDATE core.outbox SET due_at = now()"
                        " WHERE id = :id AND attempt = :attempt AND state = 'sending'"
                    ),
                    {"id": token[0], "attempt": token[1]},
                )

        self.run(end())
        if self.is_current(token):
            self.rows[token[0]].ready = True

    @rule(token=tokens)
    def prolong(self, token: Token) -> None:
        async def prolong_one() -> bool:
            async with self.database.begin() as connection:
                return token in await prolong(connection, {token: 3600.0})

        assert self.run(prolong_one()) == self.is_current(token)
        if self.is_current(token):
            self.rows[token[0]].ready = False

    @rule(token=tokens, state=st.sampled_from(["sent", "failed", "unknown", "queued"]))
    def report(self, token: Token, state: Any) -> None:
        async def report_one() -> bool:
            async with self.database.begin() as connection:
                return token in await report(connection, [Report(*token, state)])

        current = self.is_current(token)
        assert self.run(report_one()) == current
        if current:
            self.rows[token[0]] = Row(state, token[1], ready=state == "queued")

    @rule(id_=ids, verdict=st.sampled_from(["again", "sent", "failed"]))
    def decide(self, id_: int, verdict: Any) -> None:
        async def decide_one() -> bool:
            async with self.database.begin() as connection:
                return await decide(connection, id_, verdict)

        row = self.rows[id_]
        due = row.state == "unknown" or (row.state == "failed" and verdict == "again")
        assert self.run(decide_one()) == due
        if due:
            again = verdict == "again"
            self.rows[id_] = Row("queued" if again else verdict, row.attempt, ready=again)

    @rule(id_=consumes(ids))
    def look(self, id_: int) -> None:
        async def look() -> tuple[str, int]:
            async with self.database.begin() as connection:
                found = await trace(connection, id_)
            assert found is not None
            return found.state, found.attempt

        assert self.run(look()) == (self.rows[id_].state, self.rows[id_].attempt)

    def is_current(self, token: Token) -> bool:
        row = self.rows[token[0]]
        return (row.state, row.attempt) == ("sending", token[1])


def test_rows_follow_their_model(migrated: DatabaseUrl) -> None:
    machine = type("RowsHere", (Rows,), {"url": migrated})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
