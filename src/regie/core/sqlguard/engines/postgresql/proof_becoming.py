"""Whom the account may become."""
# ruff: noqa: S608 - every piece of SQL here is a constant or a quoted name

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...identifiers import quote_identifier
from ...proof import Finding
from ...source import Relation
from .proof_creating import OTHERS_SCHEMAS
from .proof_rights import OTHERS_TABLES, writes_as
from .version import HAS_GRANTORS, version

_DANGEROUS_ROLES: Final = (
    "pg_write_all_data",
    "pg_write_server_files",
    "pg_execute_server_program",
    "pg_read_server_files",
    "pg_signal_backend",
    "pg_create_subscription",
    "pg_maintain",
    "pg_checkpoint",
    "pg_signal_autovacuum_worker",
    "pg_use_reserved_connections",
)
_CREATES: Final = f"""
    (EXISTS (SELECT FROM pg_database AS d WHERE d.datname = current_database()
             AND (has_database_privilege(g.oid, d.oid, 'CREATE')
                  OR pg_has_role(g.oid, d.datdba, 'USAGE')))
     OR EXISTS (SELECT {OTHERS_SCHEMAS}
                AND (has_schema_privilege(g.oid, n.oid, 'CREATE')
                     OR pg_has_role(g.oid, n.nspowner, 'USAGE'))))
"""
_GIVEN: Final = """
    SELECT pg_get_userbyid(m.roleid)::text AS role, pg_get_userbyid(m.grantor)::text AS grantor
    FROM pg_auth_members AS m JOIN pg_roles AS u ON u.oid = m.member
    WHERE u.rolname = current_user ORDER BY 1, 2
"""


async def memberships(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """What it may become by SET ROLE is as good as what it is, and what it may give itself (ADMIN)
    as well. A superuser may become anybody: that has been said already, and so has what makes an
    account pg_database_owner, which nobody gives and nobody takes."""
    served = await version(examined)
    rows = await examined.fetch(
        "SELECT g.rolname AS member_of, u.rolname AS account, g.rolname = ANY($1::text[])"
        " OR g.rolsuper OR g.rolcreaterole OR g.rolcreatedb OR g.rolreplication OR g.rolbypassrls"
        f" OR EXISTS (SELECT {OTHERS_TABLES} AND {writes_as('g.oid', served)}) OR {_CREATES}"
        " OR pg_has_role(u.oid, g.oid, 'MEMBER WITH ADMIN OPTION') AS writes"
        " FROM pg_roles AS g CROSS JOIN pg_roles AS u"
        " WHERE u.rolname = current_user AND NOT u.rolsuper AND g.oid <> u.oid"
        " AND g.rolname <> 'pg_database_owner' AND pg_has_role(u.oid, g.oid, 'MEMBER') ORDER BY 1",
        list(_DANGEROUS_ROLES),
    )
    if not rows:
        return (Finding("memberships", "pass"),)
    roles = ", ".join(quote_identifier(row["member_of"]) for row in rows)
    remedy = await left(examined, quote_identifier(rows[0]["account"]))
    verdict = "fail" if any(row["writes"] for row in rows) else "warn"
    return (Finding("memberships", verdict, {"roles": roles}, remedy),)


async def left(examined: Examined, account: str, role: str | None = None) -> str:
    """What takes the account out of its roles, or of one, that were given to it: those that it has
    by way of another role go with that one. Empty where there are none."""
    given = [row for row in await examined.fetch(_GIVEN) if role in (None, row["role"])]
    if given and await version(examined) < HAS_GRANTORS:
        roles = sorted({quote_identifier(row["role"]) for row in given})
        return f"REVOKE {', '.join(roles)} FROM {account};"
    return " ".join(
        f"REVOKE {quote_identifier(row['role'])} FROM {account}"
        f" GRANTED BY {quote_identifier(row['grantor'])};"
        for row in given
    )
