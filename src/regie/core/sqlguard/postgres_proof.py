"""What PostgreSQL's catalogue says of the account that we read with.

Each probe is one SELECT on the catalogue. A write is never tried, not even in a transaction that
is rolled back: triggers fire, sequences advance, locks are taken.
"""
# ruff: noqa: S608 - every piece of SQL here is a constant or a quoted name

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from .errors import SourceRefused
from .identifiers import quote_identifier, quote_path
from .proof import Finding, Proof
from .source import Relation, Row

Fetch = Callable[..., Awaitable[Sequence[Row]]]
Probe = Callable[[Fetch, Sequence[Relation]], Awaitable[Sequence[Finding]]]

_OTHERS_TABLES: Final = """
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
"""
_WRITES: Final = """
    (has_table_privilege({role}, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
     OR has_any_column_privilege({role}, c.oid, 'INSERT, UPDATE'))
"""
_DANGEROUS_ROLES: Final = (
    "pg_write_all_data",
    "pg_write_server_files",
    "pg_execute_server_program",
    "pg_read_server_files",
    "pg_signal_backend",
    "pg_create_subscription",
    "pg_maintain",
)
_NAMES_SHOWN: Final = 20


async def prove(fetch: Fetch, relations: Sequence[Relation]) -> Proof:
    findings: list[Finding] = []
    for name, probe in _PROBES.items():
        try:
            findings.extend(await probe(fetch, relations))
        except SourceRefused as refused:
            facts = {"probe": name, "reason": refused.detail}
            findings.append(Finding("catalogue", "unknown", facts))
    return Proof(tuple(findings))


async def _session(fetch: Fetch, _: Sequence[Relation]) -> Sequence[Finding]:
    row = (
        await fetch(
            "SELECT current_setting('default_transaction_read_only') AS read_only,"
            " current_setting('statement_timeout') AS statement_timeout"
        )
    )[0]
    read_only, limit = row["read_only"] == "on", row["statement_timeout"]
    return (
        Finding("session", "pass" if read_only else "fail"),
        Finding("time_limit", "pass" if limit != "0" else "fail", {"limit": limit}),
    )


async def _attributes(fetch: Fetch, _: Sequence[Relation]) -> Sequence[Finding]:
    """A superuser is asked nothing; the other attributes are ways to become one, or round RLS."""
    row = (
        await fetch(
            "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls"
            " FROM pg_roles WHERE rolname = current_user"
        )
    )[0]
    words = {
        "SUPERUSER": row["rolsuper"],
        "CREATEROLE": row["rolcreaterole"],
        "CREATEDB": row["rolcreatedb"],
        "REPLICATION": row["rolreplication"],
        "BYPASSRLS": row["rolbypassrls"],
    }
    held = [word for word, has in words.items() if has]
    if not held:
        return (Finding("attributes", "pass"),)
    removed = " ".join(f"NO{word}" for word in held)
    remedy = f"ALTER ROLE {quote_identifier(row['rolname'])} {removed};"
    return (Finding("attributes", "fail", {"attributes": ", ".join(held)}, remedy),)


async def _memberships(fetch: Fetch, _: Sequence[Relation]) -> Sequence[Finding]:
    """What it may become by SET ROLE is as good as what it is. A superuser may become anybody:
    that has been said already."""
    rows = await fetch(
        "SELECT g.rolname AS member_of, u.rolname AS account, g.rolname = ANY($1::text[])"
        f" OR g.rolsuper OR EXISTS (SELECT {_OTHERS_TABLES} AND {_WRITES.format(role='g.oid')})"
        " AS writes FROM pg_roles AS g CROSS JOIN pg_roles AS u"
        " WHERE u.rolname = current_user AND NOT u.rolsuper AND g.oid <> u.oid"
        " AND pg_has_role(u.oid, g.oid, 'MEMBER') ORDER BY 1",
        list(_DANGEROUS_ROLES),
    )
    if not rows:
        return (Finding("memberships", "pass"),)
    roles = [quote_identifier(row["member_of"]) for row in rows]
    remedy = f"REVOKE {', '.join(roles)} FROM {quote_identifier(rows[0]['account'])};"
    verdict = "fail" if any(row["writes"] for row in rows) else "warn"
    return (Finding("memberships", verdict, {"roles": ", ".join(roles)}, remedy),)


async def _writes(fetch: Fetch, _: Sequence[Relation]) -> Sequence[Finding]:
    """Of every table that there is, not of the mapped ones alone."""
    rows = await fetch(
        "SELECT n.nspname AS schema, c.relname AS name, current_user::text AS account"
        f" {_OTHERS_TABLES} AND {_WRITES.format(role='current_user')} ORDER BY 1, 2"
    )
    if not rows:
        return (Finding("writes", "pass"),)
    tables = [quote_path(row["schema"], row["name"]) for row in rows]
    account = quote_identifier(rows[0]["account"])
    remedy = (
        f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER ON {_some(tables)} FROM {account};"
        " -- and from PUBLIC and its roles; an owner needs another account"
    )
    return (Finding("writes", "fail", {"tables": _some(tables), "count": len(tables)}, remedy),)


async def _creates(fetch: Fetch, _: Sequence[Relation]) -> Sequence[Finding]:
    rows = await fetch(
        "SELECT 'SCHEMA' AS kind, nspname::text AS name, 'CREATE' AS right FROM pg_namespace"
        " WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'"
        " AND has_schema_privilege(oid, 'CREATE')"
        " UNION ALL SELECT 'DATABASE', current_database()::text, p FROM"
        " unnest(ARRAY['CREATE', 'TEMPORARY']) AS p"
        " WHERE has_database_privilege(current_database(), p) ORDER BY 1, 2, 3"
    )
    if not rows:
        return (Finding("creates", "pass"),)
    remedy = " ".join(
        f"REVOKE {row['right']} ON {row['kind']} {quote_identifier(row['name'])} FROM PUBLIC;"
        for row in rows
    )
    what = ", ".join(f"{row['right']} ON {row['kind']} {row['name']}" for row in rows)
    only_temporary = all(row["right"] == "TEMPORARY" for row in rows)
    return (Finding("creates", "warn" if only_temporary else "fail", {"rights": what}, remedy),)


async def _columns(fetch: Fetch, relations: Sequence[Relation]) -> Sequence[Finding]:
    findings: list[Finding] = []
    for relation in relations:
        path = quote_path(relation.schema, relation.table)
        rows = await fetch(
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


async def _sees_more(fetch: Fetch, relations: Sequence[Relation]) -> Sequence[Finding]:
    """Column by column: a table that is mapped in part is to be seen in part."""
    rows = await fetch(
        "SELECT n.nspname AS schema, c.relname AS name, c.oid = ANY($1::regclass[]) AS mapped,"
        " current_user::text AS account"
        f" {_OTHERS_TABLES} AND EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid"
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
    remedy = f"REVOKE SELECT ON {_some(tables)} FROM {account};"
    if any(row["mapped"] for row in rows):  # a table's REVOKE takes the rights on columns along
        remedy += "".join(f" {_grant(relation, account)}" for relation in relations)
    facts = {"tables": _some(tables), "count": len(tables)}
    return (Finding("sees_more", "warn", facts, remedy),)


async def _index(fetch: Fetch, relations: Sequence[Relation]) -> Sequence[Finding]:
    findings: list[Finding] = []
    for relation in relations:
        path = quote_path(relation.schema, relation.table)
        rows = await fetch(
            "SELECT c.relkind::text AS kind, EXISTS (SELECT FROM pg_index AS i JOIN pg_attribute"
            " AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
            " WHERE i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL"
            " AND a.attname = $2) AS indexed FROM pg_class AS c WHERE c.oid = to_regclass($1)",
            path,
            relation.key,
        )
        if not rows or rows[0]["kind"] == "v":
            findings.append(Finding("index", "unknown", {"table": path}))
            continue
        facts = {"table": path, "column": relation.key}
        if rows[0]["indexed"]:
            findings.append(Finding("index", "pass", facts))
        else:
            remedy = f"CREATE INDEX CONCURRENTLY ON {path} ({quote_identifier(relation.key)});"
            findings.append(Finding("index", "warn", facts, remedy))
    return findings


async def _link(fetch: Fetch, _: Sequence[Relation]) -> Sequence[Finding]:
    row = (
        await fetch(
            "SELECT ssl, version, inet_server_addr() IS NULL AS local,"
            " inet_server_addr() << '127.0.0.0/8' AS loopback"
            " FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        )
    )[0]
    if row["local"] or row["loopback"]:
        return (Finding("link", "pass", {"link": "local"}),)
    if row["ssl"]:
        return (Finding("link", "pass", {"link": row["version"]}),)
    return (Finding("link", "warn", {"link": "plain"}, "ALTER SYSTEM SET ssl = on;"),)


def _grant(relation: Relation, account: str) -> str:
    columns = ", ".join(map(quote_identifier, relation.columns))
    path = quote_path(relation.schema, relation.table)
    return f"GRANT SELECT ({columns}) ON {path} TO {account};"


def _some(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _NAMES_SHOWN else ""
    return ", ".join(names[:_NAMES_SHOWN]) + more


_PROBES: Final[dict[str, Probe]] = {
    "session": _session,
    "attributes": _attributes,
    "memberships": _memberships,
    "writes": _writes,
    "creates": _creates,
    "mapping": _columns,
    "sees_more": _sees_more,
    "index": _index,
    "link": _link,
}
