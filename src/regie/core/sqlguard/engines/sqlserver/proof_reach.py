"""How far the account reaches beyond its own rights: through procedures that run with their
owner's, into the other databases of the server."""
# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence

from ...driver import Examined
from ...proof import Finding
from ...proving import listed
from ...source import Relation
from .tsql import OBJECTS, PATH, SHOWN, quoted


async def procedures(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """A procedure writes with the rights of its owner, whatever ours are."""
    rows = await examined.fetch(
        f"SELECT TOP ({SHOWN}) {PATH} AS path, COUNT(*) OVER () AS total, USER_NAME() AS account"
        f" {OBJECTS} AND o.type IN ('P', 'PC', 'X')"
        f" AND HAS_PERMS_BY_NAME({PATH}, 'OBJECT', 'EXECUTE') = 1"
    )
    if not rows:
        return (Finding("procedures", "pass"),)
    names = sorted(row["path"] for row in rows)
    facts = {"procedures": listed(names), "count": rows[0]["total"]}
    return (Finding("procedures", "fail", facts, f"DENY EXECUTE TO {quoted(rows[0]['account'])};"),)


async def databases(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Beside the one that is ours to read and the three that are open to every account."""
    rows = await examined.fetch(
        f"SELECT TOP ({SHOWN}) d.name AS name, COUNT(*) OVER () AS total, SUSER_SNAME() AS account"
        " FROM sys.databases AS d WHERE HAS_DBACCESS(d.name) = 1 AND d.name <> DB_NAME()"
        " AND d.name NOT IN ('master', 'tempdb', 'msdb')"
    )
    if not rows:
        return (Finding("databases", "pass"),)
    names = sorted(row["name"] for row in rows)
    account = quoted(rows[0]["account"])
    remedy = " ".join(f"USE {quoted(name)}; DROP USER {account};" for name in names)
    remedy += " -- or REVOKE CONNECT FROM guest there"
    facts = {"databases": listed(names), "count": rows[0]["total"]}
    return (Finding("databases", "warn", facts, remedy),)
