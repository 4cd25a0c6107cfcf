"""What the proofs of all engines have in common: how lines are collected, and those that follow
from the catalogue alone."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from .driver import Examined, Fetch
from .errors import EntryRefused, ResultTooLarge, SourceRefused
from .identifiers import quote_path
from .proof import Finding, Proof, Verdict
from .source import CatalogueTable, Engine, Relation, Row

Probe = Callable[[Examined, Sequence[Relation]], Awaitable[Sequence[Finding]]]

_NAMES_SHOWN: Final = 20
_RIGHTS: Final = frozenset(
    (
        *("attributes", "memberships", "becomes", "writes", "creates", "procedures", "rights"),
        *("programs", "parameters", "large_objects"),
    )
)
"""Probes of what the account may do beside reading."""
_NO_NUMBERS: Final = re.compile(r"\b(?:float|real|double|numeric|decimal|money)", re.IGNORECASE)
"""Types in which CL-000123 and 0123 lose what stands before their first digit that counts."""


async def examine(
    examined: Examined, relations: Sequence[Relation], probes: Mapping[str, Probe]
) -> Proof:
    """What the catalogue refuses to answer is unknown, and held against nobody, unless it is
    whether the account can do harm; what is too much to be looked at is held against it. Raises
    EntryRefused at the first one: a dozen wrong passwords in a row lock an account."""
    examined = replace(examined, fetch=_once(examined.fetch))
    findings: list[Finding] = []
    for name, probe in probes.items():
        try:
            findings.extend(await probe(examined, relations))
        except EntryRefused:
            raise
        except SourceRefused as refused:
            facts = {"probe": name, "reason": refused.detail}
            verdict: Verdict = "fail" if name in _RIGHTS else "unknown"
            findings.append(Finding("catalogue.closed", verdict, facts))
        except ResultTooLarge:
            findings.append(Finding("catalogue", "fail", {"probe": name}))
    return Proof(tuple(findings))


def _once(fetch: Fetch) -> Fetch:
    """For probes ask the same, the server's version above all: a statement without parameters is
    sent once, unless it was refused."""
    answers: dict[str, Sequence[Row]] = {}

    async def once(sql: str, *parameters: object) -> Sequence[Row]:
        if parameters:
            return await fetch(sql, *parameters)
        if sql not in answers:
            answers[sql] = await fetch(sql)
        return answers[sql]

    return once


def listed(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _NAMES_SHOWN else ""
    return ", ".join(names[:_NAMES_SHOWN]) + more


def key_type(path: str, column: str, type_: str) -> Finding:
    facts = {"table": path, "column": column, "type": type_ or "–"}
    return Finding("key_type", "warn" if _NO_NUMBERS.search(type_) else "pass", facts)


class Seen:
    """The tables that our account sees, beside those that are mapped."""

    def __init__(self, engine: Engine, tables: Sequence[CatalogueTable], schema: str | None):
        """`schema` is where a table without one is looked for."""
        self._engine: Engine = engine
        self._schema = schema
        self._tables = {(table.schema, table.name): table for table in tables}

    def table(self, relation: Relation) -> CatalogueTable | None:
        return self._tables.get((relation.schema or self._schema, relation.table))

    def path(self, relation: Relation) -> str:
        return quote_path(relation.schema, relation.table, self._engine)

    def missing(self, relations: Sequence[Relation]) -> Sequence[tuple[Relation, Sequence[str]]]:
        """Columns that are not there, or that our account may not see: nobody tells which."""
        found: list[tuple[Relation, Sequence[str]]] = []
        for relation in relations:
            table = self.table(relation)
            there = {column.name for column in table.columns} if table else set[str]()
            absent = [name for name in relation.columns if name not in there]
            if absent:
                found.append((relation, absent))
        return found

    def unmapped(self, relations: Sequence[Relation]) -> Sequence[str]:
        """Tables of which it sees a column more than is mapped."""
        mapped: dict[tuple[str | None, str], set[str]] = {}
        for relation in relations:
            place = (relation.schema or self._schema, relation.table)
            mapped.setdefault(place, set()).update(relation.columns)
        return [
            quote_path(table.schema, table.name, self._engine)
            for place, table in self._tables.items()
            if {column.name for column in table.columns} - mapped.get(place, set())
        ]
