"""What the account could do beside reading: on the server, in the database, on each object."""
# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...proof import Finding
from ...proving import listed
from ...source import Relation, Row
from .of_server import of_server
from .tsql import OBJECTS, PATH, SHOWN, quoted

_READS: Final = ("CONNECT", "SELECT", "VIEW ")
"""How the names of rights begin that change nothing. What they let be seen is another finding."""

_HARMLESS: Final = ("REFERENCES", "SHOWPLAN", "SUBSCRIBE QUERY NOTIFICATIONS", "UNMASK")
_WRITES: Final = ("INSERT", "UPDATE", "DELETE")
_OWNS: Final = ("CONTROL", "TAKE OWNERSHIP")
_ON_OBJECTS: Final = (*_WRITES, "ALTER", *_OWNS)
_READING_ROLES: Final = ("db_datareader",)
_DENYING_ROLES: Final = ("db_denydatareader", "db_denydatawriter")
_ON_SCHEMAS: Final = ("ALTER", "CONTROL", "TAKE OWNERSHIP", *_WRITES)
"""A right to write to a schema is one to every table in it, those to come among them."""
_SEEING_SERVER_ROLES: Final = frozenset(
    (
        *("##MS_DatabaseConnector##", "##MS_DefinitionReader##", "##MS_ServerStateReader##"),
        *("##MS_PerformanceDefinitionReader##", "##MS_SecurityDefinitionReader##"),
        *("##MS_ServerPerformanceStateReader##", "##MS_ServerSecurityStateReader##"),
    )
)
"""Those of SQL Server 2022 that change nothing."""


async def attributes(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Of the server: its fixed roles, and rights that are held without any of them."""
    held = await of_server(
        examined,
        "SELECT p.permission_name AS held, SUSER_SNAME() AS account"
        " FROM sys.fn_my_permissions(NULL, 'SERVER') AS p",
    )
    in_roles = await of_server(
        examined,
        "SELECT r.name AS role, SUSER_SNAME() AS account FROM sys.server_principals AS r"
        " WHERE r.type = 'R' AND r.is_fixed_role = 1 AND r.name <> 'public'"
        " AND IS_SRVROLEMEMBER(r.name) = 1",
    )
    powers = sorted(row["held"] for row in held or () if _is_power(row["held"]))
    roles = sorted({row["role"] for row in in_roles or ()} - _SEEING_SERVER_ROLES)
    if not powers and not roles:
        return (Finding("attributes", "unknown" if None in (held, in_roles) else "pass"),)
    account = quoted(_account(held or in_roles or ()))
    remedy = " ".join(f"ALTER SERVER ROLE {quoted(role)} DROP MEMBER {account};" for role in roles)
    if not roles:
        remedy = f"REVOKE {', '.join(powers)} TO {account};"
    return (Finding("attributes", "fail", {"attributes": listed(roles or powers)}, remedy),)


async def memberships(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """In the database's fixed roles; what a role of their own gives is seen in what it gives."""
    rows = await examined.fetch(
        "SELECT r.name AS role, USER_NAME() AS account FROM sys.database_principals AS r"
        " WHERE r.type = 'R' AND r.is_fixed_role = 1 AND IS_ROLEMEMBER(r.name) = 1"
    )
    roles = sorted(row["role"] for row in rows if row["role"] not in _DENYING_ROLES)
    if not roles:
        return (Finding("memberships", "pass"),)
    account = quoted(_account(rows))
    remedy = " ".join(f"ALTER ROLE {quoted(role)} DROP MEMBER {account};" for role in roles)
    verdict = "warn" if set(roles) <= set(_READING_ROLES) else "fail"
    return (Finding("memberships", verdict, {"roles": listed(roles)}, remedy),)


async def writes(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Of every table that there is, not of the mapped ones alone, and of single columns too."""
    on_object = " OR ".join(
        f"HAS_PERMS_BY_NAME({PATH}, 'OBJECT', '{right}') = 1" for right in _ON_OBJECTS
    )
    owns = " OR ".join(f"HAS_PERMS_BY_NAME({PATH}, 'OBJECT', '{right}') = 1" for right in _OWNS)
    rows = await examined.fetch(
        f"SELECT TOP ({SHOWN}) {PATH} AS path, COUNT(*) OVER () AS total, USER_NAME() AS account,"
        f" o.type AS kind, CASE WHEN {owns} THEN 1 ELSE 0 END AS owned"
        f" {OBJECTS} AND o.type IN ('U', 'V', 'SO') AND ({on_object} OR EXISTS (SELECT 1"
        " FROM sys.columns AS c WHERE c.object_id = o.object_id"
        f" AND HAS_PERMS_BY_NAME({PATH}, 'OBJECT', 'UPDATE', c.name, 'COLUMN') = 1))"
    )
    if not rows:
        return (Finding("writes", "pass"),)
    tables = sorted(row["path"] for row in rows)
    account = quoted(_account(rows))
    remedy = " ".join(_closed(row, account) for row in sorted(rows, key=lambda row: row["path"]))
    facts = {"tables": listed(tables), "count": rows[0]["total"]}
    return (Finding("writes", "fail", facts, f"{remedy} -- an owner needs another account"),)


def _closed(row: Row, account: str) -> str:
    """CONTROL is taken away and not denied, for that would deny SELECT as well; nobody can INSERT
    into a sequence, and to deny it is an error."""
    path, writes = row["path"], "UPDATE" if row["kind"].strip() == "SO" else ", ".join(_WRITES)
    revoked = f"REVOKE {', '.join(_OWNS)} ON {path} FROM {account}; " if row["owned"] else ""
    return f"{revoked}DENY {writes}, ALTER ON {path} TO {account};"


async def creates(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Rights on the whole database and on schemas. Temporary tables are everybody's right, and
    cannot be taken away."""
    on_database = await examined.fetch(
        "SELECT p.permission_name AS held, USER_NAME() AS account"
        " FROM sys.fn_my_permissions(NULL, 'DATABASE') AS p"
    )
    rights_on_schemas = " UNION ALL ".join(f"SELECT '{right}' AS held" for right in _ON_SCHEMAS)
    on_schemas = await examined.fetch(
        f"SELECT TOP ({SHOWN}) s.name AS name, h.held AS held, USER_NAME() AS account"
        f" FROM sys.schemas AS s CROSS JOIN ({rights_on_schemas}) AS h"
        " WHERE HAS_PERMS_BY_NAME(QUOTENAME(s.name), 'SCHEMA', h.held) = 1"
    )
    powers = sorted(row["held"] for row in on_database if _is_power(row["held"]))
    schemas = sorted((row["held"], quoted(row["name"])) for row in on_schemas)
    if not powers and not schemas:
        return (Finding("creates", "pass"),)
    account = quoted(_account(on_database or on_schemas))
    statements = [f"REVOKE {', '.join(powers)} TO {account};"] if powers else []
    statements += [f"REVOKE {right} ON SCHEMA::{schema} TO {account};" for right, schema in schemas]
    rights = [*powers, *(f"{right} ON SCHEMA {schema}" for right, schema in schemas)]
    remedy = f"{' '.join(statements)} -- and from the roles that it is in"
    return (Finding("creates", "fail", {"rights": listed(rights)}, remedy),)


def _is_power(right: str) -> bool:
    """EXECUTE is another finding, `procedures`."""
    return not right.startswith(_READS) and right not in (*_HARMLESS, "EXECUTE")


def _account(rows: Sequence[Row]) -> str:
    return rows[0]["account"]
