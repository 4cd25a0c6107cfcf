"""Running people's SQL: judged, bound, and one at a time."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regie.core.sqlguard import Engine, ReadOnlySource, SourceBusy
from regie.core.sqlguard.guard import (
    DIALECTS,
    Allowed,
    Denied,
    ParameterType,
    Policy,
    Verdict,
    check,
    marked,
    statement,
)

from ..sources import OrderSource, Sources
from .domain import MOST_ROWS, Parameter, bound_values, policy_of
from .errors import QueryDenied


@dataclass(frozen=True, slots=True)
class Answer:
    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]

    @property
    def capped(self) -> bool:
        """There may be more."""
        return len(self.rows) >= MOST_ROWS


@dataclass(frozen=True, slots=True)
class OpenSource:
    """A source as whoever writes a query has to know it."""

    name: str
    engine: Engine
    tables: Mapping[str, tuple[str, ...]]


class Running:
    """Of each source one query runs at a time in each process, on a reader of its own where there
    is one: customers' connections and their breaker stay theirs. Who comes meanwhile is told to
    come again."""

    def __init__(self, sources: Sources, readers: Mapping[str, ReadOnlySource]):
        self._sources = sources
        self._readers = readers
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def open_sources(self) -> list[OpenSource]:
        return [
            OpenSource(each.name, each.guarded.engine, _policy(each).allowed)
            for each in self._sources
        ]

    def judge(self, source: str, sql: str, parameters: Sequence[Parameter]) -> Verdict:
        """Raises SourceUnknown."""
        asked = self._sources.named(source)
        dialect = DIALECTS[asked.guarded.engine]
        names = frozenset(each.name for each in parameters)
        verdict = check(marked(sql, dialect, names), dialect, _policy(asked), parameters=names)
        if isinstance(verdict, Allowed) and (unused := names - {*verdict.parameters}):
            return Denied("parameter", f"the parameter {min(unused)} stands nowhere")
        return verdict

    def allowed(self, source: str, sql: str, parameters: Sequence[Parameter]) -> Allowed:
        """Raises SourceUnknown, QueryDenied."""
        verdict = self.judge(source, sql, parameters)
        if isinstance(verdict, Denied):
            raise QueryDenied(verdict)
        return verdict

    async def run(
        self, source: str, sql: str, parameters: Sequence[Parameter], given: Mapping[str, str]
    ) -> Answer:
        """Raises SourceUnknown, QueryDenied, ParameterInvalid, and what the source raises."""
        verdict = self.allowed(source, sql, parameters)
        guarded = self._sources.named(source).guarded
        types: dict[str, ParameterType] = {each.name: each.type for each in parameters}
        bound = statement(verdict, DIALECTS[guarded.engine], types)
        values = bound.values(**bound_values(parameters, given, guarded.engine))
        turn = self._turns[source]
        if turn.locked():
            raise SourceBusy("another saved query runs", retry_after_s=2)
        async with turn:
            await guarded.ping()  # refuses what is not proven harmless, or is left alone
            rows = await self._readers.get(source, guarded).fetch(
                bound.sql, *values, order=bound.order
            )
        return Answer(
            verdict.columns, [[row[name] for name in verdict.columns] for row in rows[:MOST_ROWS]]
        )


def _policy(source: OrderSource) -> Policy:
    return policy_of(source.mapping, source.guarded.engine)
