"""What the account sees of the mapped tables, and beside them."""
# ruff: noqa: S608 - every piece of SQL here is a constant or a quoted name

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...identifiers import quote_identifier, quote_path
from ...proof import Finding
from ...proving import key_type, listed
from ...source import Relation
from .proof_rights import OTHERS_TABLES
from .revoking import Revoked, revoked

_UNINDEXED: Final = ("v", "f")
"""A view, and a table of another server's."""
_IN_PARTS: Final = "p"
"""No version makes the index of such a table while it is written to."""


async def columns(examined: Examined, relations: Sequence[Relation]) -> Sequence[Finding]:
    findings: list[Finding] = []
    for relation in relations:
        path = quote_path(relation.schema, relation.table)
        rows = await examined.fetch(
            "SELECT wanted AS name, a.attname IS NOT NULL AS there,"
            " coalesce(has_column_privilege(a.attrelid, a.attnum, 'SELECT'), false) AS readable,"
            " current_user::text AS account"
            " FROM unnest($2::text[]) AS wanted LEFT JOIN pg_attribute AS a"
            " ON a.attrelid = to_regclass($1) AND a.attname = wanted AND NOT a.attisdropped",
            path,
            list(relation.columns),
        )
        missing = [row["name"] for row in rows if not row["there"]]
        closed = [row["name"] for row in rows if row["there"] and not row["readable"]]
        if missing:
            facts = {"table": path, "columns": ", ".join(missing)}
            findings.append(Finding("mapping", "fail", facts))
        if closed:
            remedy = _grant(relation, quote_identifier(rows[0]["account"]))
            findings.append(Finding("readable", "fail", {"table": path}, remedy))
    return findings or (Finding("mapping", "pass"),)


async def sees_more(examined: Examined, relations: Sequence[Relation]) -> Sequence[Finding]:
    """Column by column: a table that is mapped in part is to be seen in part."""
    rows = await examined.fetch(
        "SELECT n.nspname AS schema, c.relname AS name, c.oid = ANY($1::regclass[]) AS mapped,"
        " EXISTS (SELECT FROM (SELECT c.relacl AS acl UNION ALL SELECT t.attacl"
        " FROM pg_attribute AS t WHERE t.attrelid = c.oid) AS k, aclexplode(k.acl) AS x"
        " WHERE x.grantee = 0 AND x.privilege_type = 'SELECT') AS everybodys,"
        " current_user::text AS account"
        f" {OTHERS_TABLES} AND EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid"
        " AND a.attnum > 0 AND NOT a.attisdropped"
        " AND has_column_privilege(c.oid, a.attnum, 'SELECT')"
        " AND NOT EXISTS (SELECT FROM unnest($1::regclass[], $2::text[]) AS m (relation, columns)"
        " WHERE m.relation = c.oid AND a.attname = ANY(string_to_array(m.columns, chr(1)))))"
        " ORDER BY 1, 2",
        [quote_path(relation.schema, relation.table) for relation in relations],
        ["\1".join(relation.columns) for relation in relations],
    )
    if not rows:
        return (Finding("sees_more", "pass"),)
    tables = [quote_path(row["schema"], row["name"]) for row in rows]
    account = quote_identifier(rows[0]["account"])
    # From PUBLIC only where it hangs on it: others who read would lose as much.
    everybodys = any(row["everybodys"] for row in rows)
    taken = await revoked(examined, "TABLE", "SELECT", tables, account, everybodys=everybodys)
    if any(row["mapped"] for row in rows):  # a table's REVOKE takes the rights on columns along
        taken += Revoked(" ".join(_grant(relation, account) for relation in relations))
    notes = ["others who read as PUBLIC need a right of their own then"] if everybodys else []
    facts = {"tables": listed(tables), "count": len(tables)}
    return (Finding("sees_more", "warn", facts, taken.noted(*notes)),)


async def index(examined: Examined, relations: Sequence[Relation]) -> Sequence[Finding]:
    findings: list[Finding] = []
    for relation in relations:
        path = quote_path(relation.schema, relation.table)
        rows = await examined.fetch(
            "SELECT c.relkind::text AS kind, (SELECT format_type(k.atttypid, k.atttypmod)"
            " FROM pg_attribute AS k WHERE k.attrelid = c.oid AND k.attname = $2) AS type,"
            " EXISTS (SELECT FROM pg_index AS i JOIN pg_attribute"
            " AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
            " WHERE i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL"
            " AND a.attname = $2) AS indexed FROM pg_class AS c WHERE c.oid = to_regclass($1)",
            path,
            relation.key,
        )
        if rows and rows[0]["type"] is not None:
            findings.append(key_type(path, relation.key, rows[0]["type"]))
        kind = rows[0]["kind"] if rows else "v"
        if kind in _UNINDEXED:
            findings.append(Finding("index", "unknown", {"table": path}))
            continue
        facts = {"table": path, "column": relation.key}
        if rows[0]["indexed"]:
            findings.append(Finding("index", "pass", facts))
        else:
            on = f"ON {path} ({quote_identifier(relation.key)});"
            remedy = f"CREATE INDEX CONCURRENTLY {on}"
            if kind == _IN_PARTS:
                remedy = f"CREATE INDEX {on} -- nobody can write to it meanwhile"
            findings.append(Finding("index", "warn", facts, remedy))
    return findings


def _grant(relation: Relation, account: str) -> str:
    columns = ", ".join(map(quote_identifier, relation.columns))
    path = quote_path(relation.schema, relation.table)
    return f"GRANT SELECT ({columns}) ON {path} TO {account};"
