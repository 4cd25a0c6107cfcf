"""The statements that take a right away from the account, whoever gave it.

A REVOKE takes back what the role gave that runs it; run by a superuser, what the owner gave. What
somebody passed on who may (WITH GRANT OPTION) stays, and nothing says so: it is taken as that role.
`GRANTED BY` would not do: but for memberships it names nobody but the role that runs it.
"""
# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from ...driver import Examined
from ...identifiers import quote_identifier
from ...source import Row

Kind = Literal[
    "TABLE",
    "SEQUENCE",
    "ROUTINE",
    "SCHEMA",
    "DATABASE",
    "FOREIGN DATA WRAPPER",
    "FOREIGN SERVER",
    "LARGE OBJECT",
    "PARAMETER",
]


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where the catalogue keeps who gave which right on such a thing."""

    held: str
    name: str
    """As a statement names it."""
    owner: str
    rights: str
    column: str = "NULL::text"


def _quoted(name: str) -> str:
    """What `quote_identifier` makes of it."""
    return f"""'"' || replace({name}, '"', '""') || '"'"""


_IN_A_SCHEMA: Final = "JOIN pg_namespace AS n ON n.oid ="
_RELATION: Final = _Kept(
    f"""pg_class AS c {_IN_A_SCHEMA} c.relnamespace CROSS JOIN LATERAL (
        SELECT c.relacl AS acl, NULL::text AS column_name
        UNION ALL SELECT t.attacl, t.attname::text FROM pg_attribute AS t
        WHERE t.attrelid = c.oid AND NOT t.attisdropped) AS k""",
    f"{_quoted('n.nspname')} || '.' || {_quoted('c.relname')}",
    "c.relowner",
    "k.acl",
    "k.column_name",
)
SIGNATURE: Final = (
    "quote_ident(n.nspname) || '.' || quote_ident(p.proname)"
    " || '(' || pg_get_function_identity_arguments(p.oid) || ')'"
)
"""Of the function `p` in the schema `n`."""
_KEPT: Final[dict[Kind, _Kept]] = {
    "TABLE": _RELATION,
    "SEQUENCE": _RELATION,
    "ROUTINE": _Kept(
        f"pg_proc AS p {_IN_A_SCHEMA} p.pronamespace", SIGNATURE, "p.proowner", "p.proacl"
    ),
    "SCHEMA": _Kept("pg_namespace AS n", _quoted("n.nspname"), "n.nspowner", "n.nspacl"),
    "DATABASE": _Kept("pg_database AS d", _quoted("d.datname"), "d.datdba", "d.datacl"),
    "FOREIGN DATA WRAPPER": _Kept(
        "pg_foreign_data_wrapper AS w", _quoted("w.fdwname"), "w.fdwowner", "w.fdwacl"
    ),
    "FOREIGN SERVER": _Kept(
        "pg_foreign_server AS s", _quoted("s.srvname"), "s.srvowner", "s.srvacl"
    ),
    "LARGE OBJECT": _Kept("pg_largeobject_metadata AS m", "m.oid::text", "m.lomowner", "m.lomacl"),
    "PARAMETER": _Kept("pg_parameter_acl AS p", _quoted("p.parname"), "10", "p.paracl"),
}
"""Nobody owns a parameter: rights on it come from the first superuser (BOOTSTRAP_SUPERUSERID)."""


async def revoked(
    examined: Examined, kind: Kind, rights: str, names: Sequence[str], grantees: Sequence[str]
) -> str:
    """What is run to take the rights on things of a kind from the grantees, who are PUBLIC, the
    account, or both. `rights` and `names` are as a statement has them."""
    last = _statement(kind, rights, ", ".join(names), grantees)
    given = await examined.fetch(_asked(_KEPT[kind]), list(names), rights.split(", "))
    return " ".join([*_as_givers(kind, given, grantees), last])


def _asked(kept: _Kept) -> str:
    return f"""
        SELECT {kept.name} AS name, {kept.column} AS column_name, a.privilege_type AS right,
               pg_get_userbyid(a.grantor)::text AS giver, a.grantor = u.oid AS passed_on,
               CASE a.grantee WHEN 0 THEN 'PUBLIC'
                    ELSE {_quoted("pg_get_userbyid(a.grantee)")} END AS grantee
        FROM {kept.held} CROSS JOIN LATERAL aclexplode({kept.rights}) AS a
        JOIN pg_roles AS u ON u.rolname = current_user
        WHERE {kept.name} = ANY($1::text[]) AND a.privilege_type = ANY($2::text[])
          AND (a.grantee IN (0, u.oid) OR a.grantor = u.oid) AND a.grantor <> {kept.owner}
    """


def _as_givers(kind: Kind, given: Sequence[Row], grantees: Sequence[str]) -> list[str]:
    """What the account itself passed on, to whomever, hangs on what it was given: that goes
    first."""
    statements: list[str] = []
    theirs_too = [row for row in given if row["passed_on"] or row["grantee"] in grantees]
    in_turn = sorted(theirs_too, key=lambda row: (not row["passed_on"], row["giver"], row["name"]))
    for giver, theirs in groupby(in_turn, key=lambda row: row["giver"]):
        statements.append(f"SET ROLE {quote_identifier(giver)};")
        for name, each in groupby(theirs, key=lambda row: row["name"]):
            rows = list(each)
            rights = ", ".join(sorted({_right(row) for row in rows}))
            whose = sorted({row["grantee"] for row in rows})
            statements.append(_statement(kind, rights, name, whose))
        statements.append("RESET ROLE;")
    return statements


def _right(row: Row) -> str:
    column = row["column_name"]
    return row["right"] if column is None else f"{row['right']} ({quote_identifier(column)})"


def _statement(kind: Kind, rights: str, names: str, grantees: Sequence[str]) -> str:
    return f"REVOKE {rights} ON {kind} {names} FROM {', '.join(grantees)};"
