"""What the account may create."""
# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...identifiers import quote_identifier
from ...proof import Finding
from ...source import Relation, Row
from .revoking import Revoked, revoked

OTHERS_SCHEMAS: Final = """
    FROM pg_namespace AS n
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
"""
_CREATES: Final = f"""
    SELECT r.kind, r.name, r.right, r.owner = u.oid AS own, u.rolname::text AS account FROM (
        SELECT 'SCHEMA' AS kind, n.nspname::text AS name, 'CREATE' AS right, n.nspowner AS owner
        {OTHERS_SCHEMAS}
          AND (has_schema_privilege(n.oid, 'CREATE') OR pg_has_role(n.nspowner, 'USAGE'))
        UNION ALL
        SELECT 'DATABASE', d.datname::text, p, d.datdba
        FROM pg_database AS d CROSS JOIN unnest(ARRAY['CREATE', 'TEMPORARY']) AS p
        WHERE d.datname = current_database()
          AND (has_database_privilege(d.oid, p) OR pg_has_role(d.datdba, 'USAGE'))
        UNION ALL
        SELECT 'FOREIGN DATA WRAPPER', w.fdwname::text, 'USAGE', w.fdwowner
        FROM pg_foreign_data_wrapper AS w WHERE has_foreign_data_wrapper_privilege(w.oid, 'USAGE')
    ) AS r CROSS JOIN pg_roles AS u
    WHERE u.rolname = current_user ORDER BY 1, 2, 3
"""
_KEPT: Final = {"SCHEMA": "USAGE", "DATABASE": "CONNECT"}
"""What an owner loses with the rest, and a reader needs."""


async def creates(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """An owner has what they took from themselves, for they may give it back."""
    rows = await examined.fetch(_CREATES)
    if not rows:
        return (Finding("creates", "pass"),)
    taken = [each for row in rows for each in await _closed(examined, row)]
    remedy = sum(dict.fromkeys(taken), Revoked()).noted()
    what = ", ".join(f"{row['right']} ON {row['kind']} {row['name']}" for row in rows)
    only_temporary = all(row["right"] == "TEMPORARY" for row in rows)
    return (Finding("creates", "warn" if only_temporary else "fail", {"rights": what}, remedy),)


async def _closed(examined: Examined, row: Row) -> Sequence[Revoked]:
    name, account = quote_identifier(row["name"]), quote_identifier(row["account"])
    what = f"{row['kind']} {name}"
    taken = await revoked(examined, row["kind"], row["right"], [name], account)
    kept = _KEPT.get(row["kind"])
    if not row["own"] or kept is None:
        return (taken,)
    owned = Revoked(f"ALTER {what} OWNER TO CURRENT_USER;")
    return (owned, taken, Revoked(f"GRANT {kept} ON {what} TO {account};"))
