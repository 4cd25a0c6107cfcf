"""The statements that take a right away from the account, whoever gave it.

A REVOKE takes back what the role gave that runs it; run by a superuser, what the owner gave. What
somebody passed on who may (WITH GRANT OPTION) stays, and nothing says so: it is taken as that role.
`GRANTED BY` would not do: but for memberships it names nobody but the role that runs it. What the
account passed on goes first (`passed_on.py`), and a note says from whom.
"""
# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from ...driver import Examined
from ...identifiers import quote_identifier
from .passed_on import Gift, gift_of, in_turn

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


def quoted(name: str) -> str:
    """The expression for what `quote_identifier` makes of a name."""
    return f"""'"' || replace({name}, '"', '""') || '"'"""


_IN_A_SCHEMA: Final = "JOIN pg_namespace AS n ON n.oid ="
_RELATION: Final = _Kept(
    f"""pg_class AS c {_IN_A_SCHEMA} c.relnamespace CROSS JOIN LATERAL (
        SELECT c.relacl AS acl, NULL::text AS column_name
        UNION ALL SELECT t.attacl, t.attname::text FROM pg_attribute AS t
        WHERE t.attrelid = c.oid AND NOT t.attisdropped) AS k""",
    f"{quoted('n.nspname')} || '.' || {quoted('c.relname')}",
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
    "SCHEMA": _Kept("pg_namespace AS n", quoted("n.nspname"), "n.nspowner", "n.nspacl"),
    "DATABASE": _Kept("pg_database AS d", quoted("d.datname"), "d.datdba", "d.datacl"),
    "FOREIGN DATA WRAPPER": _Kept(
        "pg_foreign_data_wrapper AS w", quoted("w.fdwname"), "w.fdwowner", "w.fdwacl"
    ),
    "FOREIGN SERVER": _Kept(
        "pg_foreign_server AS s", quoted("s.srvname"), "s.srvowner", "s.srvacl"
    ),
    "LARGE OBJECT": _Kept("pg_largeobject_metadata AS m", "m.oid::text", "m.lomowner", "m.lomacl"),
    "PARAMETER": _Kept("pg_parameter_acl AS p", quoted("p.parname"), "10", "p.paracl"),
}
"""Nobody owns a parameter: rights on it come from the first superuser (BOOTSTRAP_SUPERUSERID)."""


@dataclass(frozen=True, slots=True)
class Revoked:
    statements: str = ""
    others: frozenset[str] = frozenset()
    """Who loses what the account passed on, or they who had it from it."""

    def __add__(self, other: Revoked) -> Revoked:
        statements = f"{self.statements} {other.statements}".strip()
        return Revoked(statements, self.others | other.others)

    def noted(self, *notes: str) -> str:
        """With a comment at the end. A role may be called anything, and a comment ends with its
        line."""
        names = ", ".join(
            "".join(c if c.isprintable() else "�" for c in name) for name in sorted(self.others)
        )
        passed_on = [f"also from {names}, to whom it was passed on"] if names else []
        comment = "; ".join([*passed_on, *notes])
        return f"{self.statements} -- {comment}".lstrip() if comment else self.statements


async def revoked(
    examined: Examined,
    kind: Kind,
    rights: str,
    names: Sequence[str],
    account: str,
    *,
    everybodys: bool = True,
) -> Revoked:
    """What is run to take the rights on things of a kind from the account and, unless they are not
    everybody's, from PUBLIC. `rights`, `names` and `account` are as a statement has them."""
    holders = ("PUBLIC", account) if everybodys else (account,)
    rows = await examined.fetch(_asked(_KEPT[kind]), list(names), rights.split(", "))
    steps = in_turn(map(gift_of, rows), account, holders)
    statements = [statement for step in steps for statement in _as_givers(kind, step)]
    last = _statement(kind, rights, ", ".join(names), holders)
    return Revoked(" ".join([*statements, last]), others_of(steps, holders))


def others_of(steps: Sequence[Sequence[Gift]], holders: Sequence[str]) -> frozenset[str]:
    return frozenset(gift.holder for step in steps for gift in step) - set(holders)


def _asked(kept: _Kept) -> str:
    """Of what somebody else than the owner gave to the account or to everybody, or the account to
    somebody: all that was passed on, and by the owner what may be."""
    return f"""
        SELECT {kept.name} AS thing, {kept.column} AS part, a.privilege_type AS right,
               {quoted("pg_get_userbyid(a.grantor)")} AS giver,
               a.grantor = {kept.owner} AS by_owner, a.is_grantable AS may_pass_on,
               CASE a.grantee WHEN 0 THEN 'PUBLIC'
                    ELSE {quoted("pg_get_userbyid(a.grantee)")} END AS holder
        FROM {kept.held} CROSS JOIN LATERAL aclexplode({kept.rights}) AS a
        JOIN pg_roles AS u ON u.rolname = current_user
        WHERE {kept.name} = ANY($1::text[]) AND a.privilege_type = ANY($2::text[])
          AND (a.grantor <> {kept.owner} OR a.is_grantable)
          AND EXISTS (SELECT FROM aclexplode({kept.rights}) AS x WHERE x.grantor <> {kept.owner}
                      AND (x.grantor = u.oid OR x.grantee IN (0, u.oid)))
    """


def _as_givers(kind: Kind, step: Sequence[Gift]) -> list[str]:
    """What the owner gave is taken at the end, from all things at once."""
    statements: list[str] = []
    passed_on = [gift for gift in step if not gift.by_owner]
    passed_on.sort(key=lambda gift: (gift.giver, gift.thing))
    for giver, theirs in groupby(passed_on, key=lambda gift: gift.giver):
        statements.append(f"SET ROLE {giver};")
        for thing, each in groupby(theirs, key=lambda gift: gift.thing):
            gifts = list(each)
            rights = ", ".join(sorted({_right(gift) for gift in gifts}))
            whose = sorted({gift.holder for gift in gifts})
            statements.append(_statement(kind, rights, thing, whose))
        statements.append("RESET ROLE;")
    return statements


def _right(gift: Gift) -> str:
    return gift.right if gift.part is None else f"{gift.right} ({quote_identifier(gift.part)})"


def _statement(kind: Kind, rights: str, names: str, grantees: Sequence[str]) -> str:
    return f"REVOKE {rights} ON {kind} {names} FROM {', '.join(grantees)};"
