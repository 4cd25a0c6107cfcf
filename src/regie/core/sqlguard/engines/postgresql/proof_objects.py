"""What is no table of anybody's: large objects, and the catalogues that hold passwords."""
# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...identifiers import quote_identifier, quote_path
from ...proof import Finding
from ...proving import listed
from ...source import Relation
from .proof_becoming import left
from .revoking import SIGNATURE, revoked

_LARGE_OBJECTS: Final = """
    SELECT m.oid::text AS name, current_user::text AS account FROM pg_largeobject_metadata AS m
    WHERE pg_has_role(m.lomowner, 'USAGE') OR current_setting('lo_compat_privileges')::bool
       OR EXISTS (SELECT FROM aclexplode(m.lomacl) AS a WHERE a.privilege_type = 'UPDATE'
                  AND CASE WHEN a.grantee = 0 THEN true ELSE pg_has_role(a.grantee, 'USAGE') END)
    ORDER BY m.oid
"""
_MAKERS: Final = f"""
    SELECT {SIGNATURE} AS signature, current_user::text AS account
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE current_setting('server_version_num')::int < 160000 AND n.nspname = 'pg_catalog'
      AND p.proname IN ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lo_truncate',
                        'lo_truncate64', 'lo_unlink', 'lowrite')
      AND has_function_privilege(p.oid, 'EXECUTE') ORDER BY 1
"""
"""Since PostgreSQL 16 a read-only transaction refuses them; before, any account that may SELECT at
all may fill the disk by one of these."""
_SECRETS: Final = """
    SELECT c.relname::text AS name, current_user::text AS account,
           EXISTS (SELECT FROM pg_roles AS g WHERE g.rolname = 'pg_read_all_data'
                   AND pg_has_role(g.oid, 'USAGE')) AS reads_all
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = 'pg_catalog' AND c.relname IN ('pg_authid', 'pg_shadow', 'pg_user_mapping')
      AND has_any_column_privilege(c.oid, 'SELECT')
      AND NOT (SELECT r.rolsuper FROM pg_roles AS r WHERE r.rolname = current_user)
    ORDER BY 1
"""


async def large_objects(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    findings: list[Finding] = []
    if rows := await examined.fetch(_LARGE_OBJECTS):
        names = [row["name"] for row in rows]
        account = quote_identifier(rows[0]["account"])
        taken = await revoked(examined, "LARGE OBJECT", "UPDATE", names, account)
        remedy = taken.noted("an owner needs another account", "lo_compat_privileges must be off")
        facts = {"objects": listed(names), "count": len(names)}
        findings.append(Finding("large_objects", "fail", facts, remedy))
    if rows := await examined.fetch(_MAKERS):
        makers = [row["signature"] for row in rows]
        account = quote_identifier(rows[0]["account"])
        taken = await revoked(examined, "ROUTINE", "EXECUTE", makers, account)
        facts = {"functions": listed(makers)}
        findings.append(Finding("large_objects", "warn", facts, taken.noted()))
    return findings or (Finding("large_objects", "pass"),)


async def secrets(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Hashes of everybody's passwords, and the passwords of other servers in clear. An account that
    reads all data reads these too: unlike what else it sees, they let it become another."""
    rows = await examined.fetch(_SECRETS)
    if not rows:
        return (Finding("secrets", "pass"),)
    tables = [quote_path("pg_catalog", row["name"]) for row in rows]
    account = quote_identifier(rows[0]["account"])
    if rows[0]["reads_all"]:
        taken = await left(examined, account, quote_identifier("pg_read_all_data"))
    else:
        taken = await revoked(examined, "TABLE", "SELECT", tables, account)
    facts = {"tables": listed(tables), "count": len(tables)}
    return (Finding("secrets", "fail", facts, taken.noted("and from its roles")),)
