"""What the account may do beside reading."""
# ruff: noqa: S608 - every piece of SQL here is a constant or a quoted name

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...identifiers import quote_identifier, quote_path
from ...proof import Finding
from ...proving import listed
from ...source import Relation

OTHERS_TABLES: Final = """
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
"""
_WRITES: Final = """
    (has_table_privilege({role}, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
     OR has_any_column_privilege({role}, c.oid, 'INSERT, UPDATE')
     OR pg_has_role({role}, c.relowner, 'USAGE'))
"""
_ACCOUNT: Final = "SELECT current_user::text AS account"
_SEQUENCES: Final = """
    SELECT n.nspname AS schema, c.relname AS name, current_user::text AS account
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'USAGE, UPDATE') END
    ORDER BY 1, 2
"""
_DANGEROUS_ROLES: Final = (
    "pg_write_all_data",
    "pg_write_server_files",
    "pg_execute_server_program",
    "pg_read_server_files",
    "pg_signal_backend",
    "pg_create_subscription",
    "pg_maintain",
    "pg_checkpoint",
    "pg_database_owner",
    "pg_signal_autovacuum_worker",
    "pg_use_reserved_connections",
)


async def attributes(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """A superuser is asked nothing; the other attributes are ways to become one, or round RLS."""
    row = (
        await examined.fetch(
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


async def memberships(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """What it may become by SET ROLE is as good as what it is, and what it may give itself (ADMIN)
    as well. A superuser may become anybody: that has been said already."""
    rows = await examined.fetch(
        "SELECT g.rolname AS member_of, u.rolname AS account, g.rolname = ANY($1::text[])"
        " OR g.rolsuper OR g.rolcreaterole OR g.rolcreatedb OR g.rolreplication OR g.rolbypassrls"
        f" OR EXISTS (SELECT {OTHERS_TABLES} AND {_WRITES.format(role='g.oid')})"
        " OR pg_has_role(u.oid, g.oid, 'MEMBER WITH ADMIN OPTION') AS writes"
        " FROM pg_roles AS g CROSS JOIN pg_roles AS u"
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


async def writes(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Of every table that there is, not of the mapped ones alone, and of every sequence."""
    rows = await examined.fetch(
        "SELECT n.nspname AS schema, c.relname AS name, current_user::text AS account"
        f" {OTHERS_TABLES} AND {_WRITES.format(role='current_user')} ORDER BY 1, 2"
    )
    counting = await examined.fetch(_SEQUENCES)
    if not rows and not counting:
        return (Finding("writes", "pass"),)
    tables = [quote_path(row["schema"], row["name"]) for row in rows]
    sequences = [quote_path(row["schema"], row["name"]) for row in counting]
    account = quote_identifier([*rows, *counting][0]["account"])
    remedy = " ".join(
        f"REVOKE {rights} ON {kind}{', '.join(names)} FROM PUBLIC, {account};"
        for rights, kind, names in (
            ("INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER", "", tables),
            ("USAGE, UPDATE", "SEQUENCE ", sequences),
        )
        if names
    )
    names = [*tables, *sequences]
    facts = {"tables": listed(names), "count": len(names)}
    note = " -- and from its roles; an owner needs another account"
    return (Finding("writes", "fail", facts, remedy + note),)


async def creates(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    rows = await examined.fetch(
        "SELECT 'SCHEMA' AS kind, nspname::text AS name, 'CREATE' AS right FROM pg_namespace"
        " WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'"
        " AND has_schema_privilege(oid, 'CREATE')"
        " UNION ALL SELECT 'DATABASE', current_database()::text, p FROM"
        " unnest(ARRAY['CREATE', 'TEMPORARY']) AS p"
        " WHERE has_database_privilege(current_database(), p)"
        " UNION ALL SELECT 'FOREIGN DATA WRAPPER', fdwname::text, 'USAGE'"
        " FROM pg_foreign_data_wrapper WHERE has_foreign_data_wrapper_privilege(oid, 'USAGE')"
        " ORDER BY 1, 2, 3"
    )
    if not rows:
        return (Finding("creates", "pass"),)
    account = quote_identifier((await examined.fetch(_ACCOUNT))[0]["account"])
    remedy = " ".join(
        f"REVOKE {row['right']} ON {row['kind']} {quote_identifier(row['name'])}"
        f" FROM PUBLIC, {account};"
        for row in rows
    )
    what = ", ".join(f"{row['right']} ON {row['kind']} {row['name']}" for row in rows)
    only_temporary = all(row["right"] == "TEMPORARY" for row in rows)
    return (Finding("creates", "warn" if only_temporary else "fail", {"rights": what}, remedy),)
