"""What MySQL and MariaDB say of the account that we read with: its grants and its catalogue.

A write is never tried. The account's own right to read is never enough to see the whole of an
index or another's grants: what cannot be seen is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...identifiers import quote_identifier
from ...proof import Finding, Proof
from ...proving import Probe, Seen, examine, key_type, listed
from ...source import Relation
from .catalogue import catalogue
from .proof_rights import account_of, rights
from .version import is_mariadb, shows_indexes


async def prove(examined: Examined, relations: Sequence[Relation]) -> Proof:
    return await examine(examined, relations, _PROBES)


async def _session(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """MariaDB counts in seconds, MySQL in milliseconds."""
    if await is_mariadb(examined):
        look = "@@tx_read_only AS read_only, @@max_statement_time AS allowed"
    else:
        look = "@@transaction_read_only AS read_only, @@max_execution_time / 1000 AS allowed"
    row = (await examined.fetch(f"SELECT {look}, @@lock_wait_timeout AS locks"))[0]
    facts = {"limit": f"{float(row['allowed']):g} s", "locks": f"{row['locks']} s"}
    return (
        Finding("session", "pass" if row["read_only"] else "fail"),
        Finding("time_limit", "pass" if row["allowed"] else "fail", facts),
    )


async def _mapped(examined: Examined, relations: Sequence[Relation]) -> Sequence[Finding]:
    database, account = await account_of(examined)
    seen = Seen("mysql", await catalogue(examined), database)
    findings = [
        Finding(
            "mapping",
            "fail",
            {"table": seen.path(relation), "columns": listed(absent)},
            _grant(seen, relation, account),
        )
        for relation, absent in seen.missing(relations)
    ] or [Finding("mapping", "pass")]
    more = seen.unmapped(relations)
    findings.append(Finding("sees_more", "pass"))
    if more:
        remedy = f"REVOKE ALL PRIVILEGES, GRANT OPTION FROM {account}; " + " ".join(
            _grant(seen, relation, account) for relation in relations
        )
        facts = {"tables": listed(more), "count": len(more)}
        findings[-1] = Finding("sees_more", "warn", facts, remedy)
    for relation in relations:
        findings += await _key(examined, seen, relation, database)
    return findings


async def _key(
    examined: Examined, seen: Seen, relation: Relation, database: str | None
) -> Sequence[Finding]:
    path, table = seen.path(relation), seen.table(relation)
    types = {column.name: column.type for column in table.columns} if table else {}
    if table is None or relation.key not in types:
        return [Finding("index", "unknown", {"table": path})]
    facts = {"table": path, "column": relation.key}
    typed = key_type(path, relation.key, types[relation.key])
    if relation.key in table.leading:
        return [typed, Finding("index", "pass", facts)]
    rows = await examined.fetch(
        "SELECT table_type AS kind, EXISTS (SELECT 1 FROM information_schema.table_privileges AS p"
        " WHERE p.table_schema = t.table_schema AND p.table_name = t.table_name"
        " AND p.privilege_type = 'SELECT') OR EXISTS (SELECT 1 FROM"
        " information_schema.schema_privileges AS p WHERE t.table_schema LIKE p.table_schema"
        " AND p.privilege_type = 'SELECT') OR EXISTS (SELECT 1 FROM"
        " information_schema.user_privileges AS p WHERE p.privilege_type = 'SELECT') AS whole"
        " FROM information_schema.tables AS t WHERE t.table_schema = ? AND t.table_name = ?",
        relation.schema or database,
        relation.table,
    )
    if not rows or "VIEW" in rows[0]["kind"]:
        return [typed, Finding("index", "unknown", {"table": path})]
    if not rows[0]["whole"] and not await shows_indexes(examined):
        return [typed, Finding("index.unseen", "unknown", facts)]
    remedy = f"CREATE INDEX regie_key ON {path} ({quote_identifier(relation.key, 'mysql')});"
    return [typed, Finding("index", "warn", facts, remedy)]


async def _link(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    if examined.address.is_local:
        return (Finding("link", "pass", {"link": "local"}),)
    schema = "information_schema" if await is_mariadb(examined) else "performance_schema"
    status = f"SELECT variable_value AS version FROM {schema}.session_status"  # noqa: S608
    row = (await examined.fetch(f"{status} WHERE variable_name = 'Ssl_version'"))[0]
    if row["version"]:
        return (Finding("link", "pass", {"link": row["version"]}),)
    account = (await account_of(examined))[1]
    return (Finding("link", "warn", {"link": "plain"}, f"ALTER USER {account} REQUIRE SSL;"),)


def _grant(seen: Seen, relation: Relation, account: str) -> str:
    columns = ", ".join(quote_identifier(column, "mysql") for column in relation.columns)
    return f"GRANT SELECT ({columns}) ON {seen.path(relation)} TO {account};"


_PROBES: Final[dict[str, Probe]] = {
    "session": _session,
    "rights": rights,
    "mapping": _mapped,
    "link": _link,
}
