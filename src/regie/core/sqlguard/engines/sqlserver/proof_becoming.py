"""Whom the account can become, and which roles it can put itself into."""
# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...proof import Finding
from ...proving import listed
from ...source import Relation, Row
from .of_server import of_server
from .tsql import SHOWN, quoted

_ROLE_RIGHTS: Final = "(SELECT 'ALTER' AS held UNION ALL SELECT 'CONTROL')"
_USER_RIGHTS: Final = "(SELECT 'IMPERSONATE' AS held UNION ALL SELECT 'CONTROL')"
_OF_DATABASE: Final = f"""
    SELECT TOP ({SHOWN}) '{{kind}}' AS kind, p.name AS name, h.held AS held,
           USER_NAME() AS account
    FROM sys.database_principals AS p CROSS JOIN {{rights}} AS h
    WHERE p.type IN ({{types}}) AND p.name NOT IN (USER_NAME(), 'public', 'sys',
          'INFORMATION_SCHEMA')
      AND HAS_PERMS_BY_NAME(QUOTENAME(p.name), '{{kind}}', h.held) = 1
"""
_OF_SERVER: Final = f"""
    SELECT TOP ({SHOWN}) '{{kind}}' AS kind, p.name AS name, h.held AS held,
           SUSER_SNAME() AS account
    FROM sys.server_principals AS p CROSS JOIN {{rights}} AS h
    WHERE p.type IN ({{types}}) AND p.name NOT IN (SUSER_SNAME(), 'public')
      AND HAS_PERMS_BY_NAME(QUOTENAME(p.name), '{{kind}}', h.held) = 1
"""
_PERSONS: Final = "'S', 'U', 'G', 'C', 'K', 'E', 'X'"
_ON_DATABASE: Final = (
    _OF_DATABASE.format(kind="USER", rights=_USER_RIGHTS, types=_PERSONS),
    _OF_DATABASE.format(kind="ROLE", rights=_ROLE_RIGHTS, types="'R'"),
)
_ON_SERVER: Final = (
    _OF_SERVER.format(kind="LOGIN", rights=_USER_RIGHTS, types=_PERSONS),
    _OF_SERVER.format(kind="SERVER ROLE", rights=_ROLE_RIGHTS, types="'R'"),
)


async def becomes(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """EXECUTE AS is all that stands between IMPERSONATE and another's rights; whoever may ALTER a
    role may add a member to it. A principal on which we have no right is not shown to us."""
    rows: list[Row] = []
    for statement in _ON_DATABASE:
        rows += await examined.fetch(statement)
    told = [await of_server(examined, statement) for statement in _ON_SERVER]
    rows += [row for each in told for row in each or ()]
    if not rows:
        return (Finding("becomes", "unknown" if None in told else "pass"),)
    found = sorted({(row["kind"], row["name"], row["held"], row["account"]) for row in rows})
    names = [f"{held} ON {kind}::{quoted(name)}" for kind, name, held, _ in found]
    remedy = " ".join(
        f"{_place(kind)}REVOKE {held} ON {kind}::{quoted(name)} FROM {quoted(account)};"
        for kind, name, held, account in found
    )
    facts = {"principals": listed(names), "count": len(names)}
    return (Finding("becomes", "fail", facts, f"{remedy} -- and from the roles that it is in"),)


def _place(kind: str) -> str:
    return "USE [master]; " if kind in ("LOGIN", "SERVER ROLE") else ""
