"""Ways out of the database, which no right on its tables closes: linked servers, programs of the
machine, sources that a statement names itself, code of .NET, chains of owners."""
# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ...driver import Examined
from ...errors import SourceRefused
from ...proof import Finding, Verdict
from ...proving import listed
from ...source import Relation, Row
from .tsql import OBJECTS, PATH, SHOWN, quoted, text

_OLE: Final = "Ole Automation Procedures"
_MAIL: Final = "Database Mail XPs"
_JOBS: Final = "Agent XPs"
_PROGRAMS: Final[Mapping[str, str | None]] = {
    "master.sys.xp_cmdshell": "xp_cmdshell",
    "master.sys.xp_regwrite": None,
    "master.sys.xp_regdeletekey": None,
    "master.sys.xp_regdeletevalue": None,
    "master.sys.xp_servicecontrol": None,
    "master.sys.xp_create_subdir": None,
    "master.sys.xp_delete_file": None,
    "master.sys.sp_OACreate": _OLE,
    "master.sys.sp_OAMethod": _OLE,
    "master.sys.sp_OASetProperty": _OLE,
    "msdb.dbo.sp_send_dbmail": _MAIL,
    "msdb.dbo.sp_add_job": _JOBS,
    "msdb.dbo.sp_update_job": _JOBS,
    "msdb.dbo.sp_start_job": _JOBS,
}
"""What acts on the machine or in its name, and the server's switch for it where there is one. None
of them is public as SQL Server is installed; what is (xp_dirtree, xp_fileexist) only looks."""

_ADHOC: Final = "Ad Hoc Distributed Queries"
_CHAINING: Final = "cross db ownership chaining"
_SWITCHES: Final = ("xp_cmdshell", _OLE, _MAIL, _JOBS)


async def linked(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """A SELECT from OPENQUERY is whatever the other server is sent. It is sent with the login that
    the mapping has for us, of which our own goes before everybody's; SQL Server 2022 tells them to
    nobody without VIEW SERVER SECURITY STATE, and need not refuse for that: servers without one for
    us are not shown at all, so one that is shown without any has one that we do not see."""
    servers = await examined.fetch(
        f"SELECT TOP ({SHOWN}) s.server_id AS id, s.name AS name, SUSER_SNAME() AS account"
        " FROM sys.servers AS s WHERE s.is_linked = 1"
        " AND (s.is_data_access_enabled = 1 OR s.is_rpc_out_enabled = 1)"
    )
    if not servers:
        return (Finding("linked", "pass"),)
    account = servers[0]["account"]
    names = {row["id"]: row["name"] for row in servers}
    try:
        logins = await examined.fetch(
            "SELECT l.server_id AS id, l.remote_name AS remote, l.uses_self_credential AS own,"
            " l.local_principal_id AS whose"
            " FROM sys.linked_logins AS l WHERE l.local_principal_id IN (0, SUSER_ID())"
        )
    except SourceRefused:
        logins = list[Row]()
    everybodys = {row["id"]: row for row in logins if row["whose"] == 0}
    mappings = everybodys | {row["id"]: row for row in logins if row["whose"] != 0}
    unseen = [name for place, name in names.items() if place not in mappings]
    usable = {place: row for place, row in mappings.items() if row["remote"] or row["own"]}
    found = [name for place, name in names.items() if place in usable]
    anothers = any(row["remote"] for place, row in usable.items() if place in names)
    verdict: Verdict = "fail" if anothers else "warn"
    findings = [_reached(found, verdict, account)] if found else []
    findings += [_reached(unseen, "unknown", account)] if unseen else []
    return findings or (Finding("linked", "pass"),)


def _reached(servers: Sequence[str], verdict: Verdict, account: str) -> Finding:
    names = sorted(servers)
    facts = {"servers": listed([quoted(name) for name in names]), "count": len(names)}
    return Finding("linked", verdict, facts, _unlink(names, account))


def _unlink(servers: Sequence[str], account: str) -> str:
    """A mapping of our own to nobody, which goes before everybody's and takes nothing from them."""
    return " ".join(
        f"EXEC sp_addlinkedsrvlogin {text(server)}, 'false', {text(account)}, NULL, NULL;"
        for server in servers
    )


async def programs(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    asked = " UNION ALL ".join(f"SELECT '{name}' AS name" for name in _PROGRAMS)
    rows = await examined.fetch(
        f"SELECT n.name AS name, HAS_PERMS_BY_NAME(n.name, 'OBJECT', 'EXECUTE') AS may"
        f" FROM ({asked}) AS n"
    )
    found = sorted(row["name"] for row in rows if row["may"] == 1)
    if not found:
        return (Finding("programs", "pass"),)
    on = await _switched_on(examined, _SWITCHES)
    works = [name for name in found if on is None or _PROGRAMS[name] in (None, *on)]
    facts = {"programs": listed(found), "count": len(found)}
    verdict: Verdict = "fail" if works else "warn"
    return (Finding("programs", verdict, facts, _revoked(found)),)


def _revoked(names: Sequence[str]) -> str:
    split = [name.split(".") for name in names]
    statements = (
        f"USE {quoted(base)}; REVOKE EXECUTE ON {quoted(schema)}.{quoted(name)} FROM public;"
        for base, schema, name in split
    )
    return f"{' '.join(statements)} -- and from the users and roles there that it comes through"


async def adhoc(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """OPENROWSET and OPENDATASOURCE reach any server that the statement names."""
    on = await _switched_on(examined, (_ADHOC,))
    if on is None:
        return (Finding("adhoc", "unknown"),)
    if not on:
        return (Finding("adhoc", "pass"),)
    return (Finding("adhoc", "warn", {}, _switch_off(_ADHOC)),)


async def _switched_on(examined: Examined, names: Sequence[str]) -> Sequence[str] | None:
    """None where the server does not tell, be it of one of them alone."""
    marks = ", ".join("?" for _ in names)
    try:
        rows = await examined.fetch(
            "SELECT c.name AS name, CAST(c.value_in_use AS int) AS value"
            f" FROM sys.configurations AS c WHERE c.name IN ({marks})",
            *names,
        )
    except SourceRefused:
        return None
    if {row["name"] for row in rows} != set(names):
        return None
    return [row["name"] for row in rows if row["value"]]


def _switch_off(name: str) -> str:
    return (
        "EXEC sp_configure 'show advanced options', 1; RECONFIGURE;"
        f" EXEC sp_configure '{name}', 0; RECONFIGURE;"
    )


async def chains(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """With chaining a view here reads what its owner has in other databases; in a trustworthy
    database a module that runs as its owner is that owner on the whole server."""
    rows = await examined.fetch(
        "SELECT d.name AS name, d.is_trustworthy_on AS trusted, d.is_db_chaining_on AS chained"
        " FROM sys.databases AS d WHERE d.name = DB_NAME()"
    )
    if not rows:
        return (Finding("chains", "unknown"),)
    base, found, remedy = quoted(rows[0]["name"]), list[str](), list[str]()
    if rows[0]["trusted"]:
        found.append("TRUSTWORTHY")
        remedy.append(f"ALTER DATABASE {base} SET TRUSTWORTHY OFF;")
    if rows[0]["chained"]:
        found.append("DB_CHAINING")
        remedy.append(f"ALTER DATABASE {base} SET DB_CHAINING OFF;")
    on = await _switched_on(examined, (_CHAINING,))
    if on:
        found.append(_CHAINING)
        remedy.append(_switch_off(_CHAINING))
    if not found:
        return (Finding("chains", "unknown" if on is None else "pass"),)
    return (Finding("chains", "warn", {"settings": ", ".join(found)}, " ".join(remedy)),)


async def outside(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Functions of .NET, which a SELECT may call and which may do what their assembly may."""
    rows = await examined.fetch(
        f"SELECT TOP ({SHOWN}) {PATH} AS path, COUNT(*) OVER () AS total, USER_NAME() AS account,"
        f" CASE WHEN o.type = 'FT' THEN 'SELECT' ELSE 'EXECUTE' END AS held"
        f" {OBJECTS} AND o.type IN ('FS', 'FT', 'AF') AND HAS_PERMS_BY_NAME({PATH}, 'OBJECT',"
        " CASE WHEN o.type = 'FT' THEN 'SELECT' ELSE 'EXECUTE' END) = 1"
    )
    if not rows:
        return (Finding("outside", "pass"),)
    found = sorted((row["path"], row["held"]) for row in rows)
    account = quoted(rows[0]["account"])
    remedy = " ".join(f"DENY {held} ON {path} TO {account};" for path, held in found)
    facts = {"functions": listed([path for path, _ in found]), "count": rows[0]["total"]}
    return (Finding("outside", "warn", facts, remedy),)
