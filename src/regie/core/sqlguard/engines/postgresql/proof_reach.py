"""How far the account reaches beyond its own rights: through functions that run with their owner's,
through extensions that leave the server, into the other databases."""
# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...identifiers import quote_identifier
from ...proof import Finding
from ...proving import listed
from ...source import Relation, Row
from .revoking import SIGNATURE, revoked

_WAYS_OUT: Final = (
    "adminpack",
    "dblink",
    "file_fdw",
    "http",
    "lo",
    "pg_cron",
    "pg_net",
    "pg_background",
    "postgres_fdw",
)
_SIGNATURE: Final = f"""
    SELECT {SIGNATURE} AS signature, current_user::text AS account
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    JOIN pg_language AS l ON l.oid = p.prolang
    WHERE has_function_privilege(p.oid, 'EXECUTE') AND has_schema_privilege(n.oid, 'USAGE')
"""


async def functions(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """SECURITY DEFINER: what such a function does, its owner does, a write too when the session is
    not read-only. None comes with PostgreSQL."""
    rows = await examined.fetch(f"{_SIGNATURE} AND p.prosecdef ORDER BY 1")
    return (await _executable(examined, "functions", rows),)


async def outside(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """No read-only transaction holds what leaves the server: a second connection (dblink), a
    request, a program in an untrusted language."""
    rows = await examined.fetch(
        f"{_SIGNATURE} AND (EXISTS (SELECT FROM pg_depend AS d JOIN pg_extension AS e"
        " ON e.oid = d.refobjid WHERE d.objid = p.oid AND d.deptype = 'e'"
        " AND d.classid = 'pg_proc'::regclass AND e.extname = ANY($1::text[])"
        " AND p.prorettype <> 'fdw_handler'::regtype)"
        " OR NOT l.lanpltrusted AND l.lanname NOT IN ('internal', 'c')) ORDER BY 1",
        list(_WAYS_OUT),
    )
    return (await _executable(examined, "outside", rows),)


async def _executable(examined: Examined, check: str, rows: Sequence[Row]) -> Finding:
    if not rows:
        return Finding(check, "pass")
    signatures = [row["signature"] for row in rows]
    account = quote_identifier(rows[0]["account"])
    taken = await revoked(examined, "ROUTINE", "EXECUTE", signatures, account)
    facts = {"functions": listed(signatures), "count": len(signatures)}
    return Finding(check, "warn", facts, taken.noted())


async def databases(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Beside `postgres`, which is every server's and empty."""
    rows = await examined.fetch(
        "SELECT datname::text AS name, current_user::text AS account FROM pg_database"
        " WHERE datallowconn AND NOT datistemplate"
        " AND datname NOT IN (current_database(), 'postgres')"
        " AND has_database_privilege(oid, 'CONNECT') ORDER BY 1"
    )
    if not rows:
        return (Finding("databases", "pass"),)
    names = [quote_identifier(row["name"]) for row in rows]
    account = quote_identifier(rows[0]["account"])
    taken = await revoked(examined, "DATABASE", "CONNECT", names, account)
    facts = {"databases": listed(names), "count": len(names)}
    return (Finding("databases", "warn", facts, taken.noted()),)
