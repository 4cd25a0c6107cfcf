"""Whom the account may become."""
# ruff: noqa: S608 - every piece of SQL here is a constant or a quoted name

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...identifiers import quote_identifier
from ...proof import Finding
from ...source import Relation
from .passed_on import gift_of, in_turn
from .proof_creating import OTHERS_SCHEMAS
from .proof_rights import OTHERS_TABLES, writes_as
from .revoking import Revoked, others_of, quoted
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
_GIVEN: Final = f"""
    SELECT {quoted("pg_get_userbyid(m.roleid)")} AS thing, 'MEMBER' AS right, NULL::text AS part,
           {quoted("pg_get_userbyid(m.grantor)")} AS giver, m.grantor = 10 AS by_owner,
           {quoted("pg_get_userbyid(m.member)")} AS holder, m.admin_option AS may_pass_on
    FROM pg_auth_members AS m WHERE m.roleid IN (
        SELECT o.roleid FROM pg_auth_members AS o JOIN pg_roles AS u ON u.oid = o.member
        WHERE u.rolname = current_user)
"""
"""Nobody owns a role: what superusers give comes from the first of them (BOOTSTRAP_SUPERUSERID)."""


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
    taken = await left(examined, quote_identifier(rows[0]["account"]))
    verdict = "fail" if any(row["writes"] for row in rows) else "warn"
    return (Finding("memberships", verdict, {"roles": roles}, taken.noted()),)


async def left(examined: Examined, account: str, role: str | None = None) -> Revoked:
    """What takes the account out of its roles, or of one, that were given to it: those that it has
    by way of another role go with that one. Empty where there are none. `account` and `role` are as
    a statement has them."""
    gifts = [gift_of(row) for row in await examined.fetch(_GIVEN)]
    gifts = [gift for gift in gifts if role in (None, gift.thing)]
    if gifts and await version(examined) < HAS_GRANTORS:
        roles = sorted({gift.thing for gift in gifts if gift.holder == account})
        return Revoked(f"REVOKE {', '.join(roles)} FROM {account};")
    steps = in_turn(gifts, account, (account,))
    statements = [
        f"REVOKE {gift.thing} FROM {gift.holder} GRANTED BY {gift.giver};"
        for step in steps
        for gift in sorted(step, key=lambda gift: (gift.thing, gift.holder, gift.giver))
    ]
    return Revoked(" ".join(statements), others_of(steps, (account,)))
