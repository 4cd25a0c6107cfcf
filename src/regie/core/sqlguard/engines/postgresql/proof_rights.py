"""What the account may do beside reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...identifiers import quote_identifier, quote_path
from ...proof import Finding
from ...proving import listed
from ...source import Relation
from .revoking import Revoked, revoked
from .version import HAS_MAINTAIN, HAS_PARAMETER_RIGHTS, version

OTHERS_TABLES: Final = """
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
"""
_SEQUENCES: Final = """
    SELECT n.nspname AS schema, c.relname AS name, current_user::text AS account
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'USAGE, UPDATE') END
    ORDER BY 1, 2
"""
_PARAMETERS: Final = """
    SELECT p.parname::text AS name, current_user::text AS account FROM pg_parameter_acl AS p
    WHERE has_parameter_privilege(p.parname, 'SET, ALTER SYSTEM')
      AND NOT (SELECT r.rolsuper FROM pg_roles AS r WHERE r.rolname = current_user)
    ORDER BY 1
"""


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


def writes_as(role: str, served: int) -> str:
    """Whether a role, which an expression gives, may change the table `c`."""
    return f"""
        (has_table_privilege({role}, c.oid, '{_changing(served)}')
         OR has_any_column_privilege({role}, c.oid, 'INSERT, UPDATE')
         OR pg_has_role({role}, c.relowner, 'USAGE'))
    """


def _changing(served: int) -> str:
    rights = "INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER"
    return f"{rights}, MAINTAIN" if served >= HAS_MAINTAIN else rights


async def writes(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Of every table that there is, not of the mapped ones alone, and of every sequence."""
    served = await version(examined)
    rows = await examined.fetch(
        "SELECT n.nspname AS schema, c.relname AS name, current_user::text AS account"
        f" {OTHERS_TABLES} AND {writes_as('current_user', served)} ORDER BY 1, 2"
    )
    counting = await examined.fetch(_SEQUENCES)
    if not rows and not counting:
        return (Finding("writes", "pass"),)
    tables = [quote_path(row["schema"], row["name"]) for row in rows]
    sequences = [quote_path(row["schema"], row["name"]) for row in counting]
    account = quote_identifier([*rows, *counting][0]["account"])
    taken = Revoked()
    if tables:
        taken += await revoked(examined, "TABLE", _changing(served), tables, account)
    if sequences:
        taken += await revoked(examined, "SEQUENCE", "USAGE, UPDATE", sequences, account)
    names = [*tables, *sequences]
    facts = {"tables": listed(names), "count": len(names)}
    remedy = taken.noted("and from its roles", "an owner needs another account")
    return (Finding("writes", "fail", facts, remedy),)


async def parameters(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Of the server: no read-only transaction keeps somebody from setting what is theirs to set."""
    if await version(examined) < HAS_PARAMETER_RIGHTS:
        return (Finding("parameters", "pass"),)
    rows = await examined.fetch(_PARAMETERS)
    if not rows:
        return (Finding("parameters", "pass"),)
    names = [quote_identifier(row["name"]) for row in rows]
    account = quote_identifier(rows[0]["account"])
    taken = await revoked(examined, "PARAMETER", "SET, ALTER SYSTEM", names, account)
    facts = {"parameters": listed(names), "count": len(names)}
    return (Finding("parameters", "fail", facts, taken.noted("and from its roles")),)
