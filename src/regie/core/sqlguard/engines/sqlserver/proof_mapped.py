"""What is mapped: whether it is there, can be read, is all that can be read, and is found by an
index."""
# ruff: noqa: S608 - every piece of SQL here is a constant; names travel as parameters

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...identifiers import quote_path
from ...proof import Finding
from ...proving import key_type, listed
from ...source import Relation
from .tsql import LEADS_AN_INDEX, OBJECTS, PATH, READABLE, SHOWN, TYPE, quoted

_COLUMNS: Final = """
    FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id
    JOIN sys.columns AS c ON c.object_id = o.object_id
    JOIN sys.types AS t ON t.user_type_id = c.user_type_id
    WHERE o.type IN ('U', 'V') AND {place}
"""


async def columns(examined: Examined, relations: Sequence[Relation]) -> Sequence[Finding]:
    """The catalogue hides what the account has no right on at all: absent and forbidden look alike,
    and the remedy is the same grant."""
    findings: list[Finding] = []
    for relation in relations:
        where, names = _place(relation)
        marks = ", ".join("?" for _ in relation.columns)
        rows = await examined.fetch(
            f"SELECT c.name AS name, CASE WHEN {READABLE.format(path=PATH)} THEN 1 ELSE 0 END"
            f" AS readable, USER_NAME() AS account {_COLUMNS.format(place=where)}"
            f" AND c.name IN ({marks})",
            *names,
            *relation.columns,
        )
        there = {row["name"].casefold() for row in rows}
        missing = [name for name in relation.columns if name.casefold() not in there]
        facts = {"table": _path(relation), "columns": ", ".join(missing)}
        grant = _grant(relation, rows[0]["account"] if rows else await _account(examined))
        if missing:
            findings.append(Finding("mapping", "fail", facts, grant))
        if not all(row["readable"] for row in rows):
            findings.append(Finding("readable", "fail", {"table": _path(relation)}, grant))
    return findings or (Finding("mapping", "pass"),)


async def sees_more(examined: Examined, relations: Sequence[Relation]) -> Sequence[Finding]:
    """Column by column: a table that is mapped in part is to be seen in part."""
    mapped: list[str] = []
    names: list[str] = []
    for relation in relations:
        where, place = _place(relation)
        mapped.append(f"({where} AND c.name IN ({', '.join('?' for _ in relation.columns)}))")
        names += [*place, *relation.columns]
    unmapped = f"AND NOT ({' OR '.join(mapped)})" if mapped else ""
    rows = await examined.fetch(
        f"SELECT TOP ({SHOWN}) {PATH} AS path, COUNT(*) OVER () AS total, USER_NAME() AS account"
        f" {OBJECTS} AND o.type IN ('U', 'V') AND EXISTS (SELECT 1 FROM sys.columns AS c"
        f" WHERE c.object_id = o.object_id AND {READABLE.format(path=PATH)} {unmapped})",
        *names,
    )
    if not rows:
        return (Finding("sees_more", "pass"),)
    account = rows[0]["account"]
    tables = sorted(row["path"] for row in rows)
    revoked = [f"REVOKE SELECT ON {path} TO {quoted(account)};" for path in tables]
    paths = {_path(relation): relation for relation in relations}
    granted = [_grant(paths[path], account) for path in tables if path in paths]
    facts = {"tables": listed(tables), "count": rows[0]["total"]}
    return (Finding("sees_more", "warn", facts, " ".join([*revoked, *granted])),)


async def index(examined: Examined, relations: Sequence[Relation]) -> Sequence[Finding]:
    findings: list[Finding] = []
    for relation in relations:
        where, names = _place(relation)
        rows = await examined.fetch(
            f"SELECT o.type AS kind, {TYPE} AS type, CASE WHEN {LEADS_AN_INDEX} THEN 1 ELSE 0 END"
            f" AS leading {_COLUMNS.format(place=where)} AND c.name = ?",
            *names,
            relation.key,
        )
        path = _path(relation)
        if rows:
            findings.append(key_type(path, relation.key, rows[0]["type"]))
        if not rows or (rows[0]["kind"].strip() == "V" and not rows[0]["leading"]):
            findings.append(Finding("index", "unknown", {"table": path}))
            continue
        facts = {"table": path, "column": relation.key}
        if rows[0]["leading"]:
            findings.append(Finding("index", "pass", facts))
        else:
            remedy = f"CREATE INDEX {_index_name(relation)} ON {path} ({quoted(relation.key)});"
            findings.append(Finding("index", "warn", facts, remedy))
    return findings


def _place(relation: Relation) -> tuple[str, list[str]]:
    """Without a schema it is the account's own, as for the server itself."""
    if relation.schema is None:
        return "s.name = SCHEMA_NAME() AND o.name = ?", [relation.table]
    return "s.name = ? AND o.name = ?", [relation.schema, relation.table]


def _path(relation: Relation) -> str:
    return quote_path(relation.schema, relation.table, "sqlserver")


def _grant(relation: Relation, account: str) -> str:
    names = ", ".join(map(quoted, relation.columns))
    return f"GRANT SELECT ({names}) ON {_path(relation)} TO {quoted(account)};"


def _index_name(relation: Relation) -> str:
    longest = 128
    return quoted(f"ix_{relation.table}_{relation.key}"[:longest])


async def _account(examined: Examined) -> str:
    return (await examined.fetch("SELECT USER_NAME() AS account"))[0]["account"]
