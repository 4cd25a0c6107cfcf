"""What the server says of the session, of row versions and of the link."""

from __future__ import annotations

from collections.abc import Sequence

from ...driver import Examined
from ...errors import SourceRefused
from ...proof import Finding
from ...source import Relation
from .tsql import quoted


async def waits(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """SQL Server has no limit of its own for a statement's time: the driver's is all there is."""
    row = (
        await examined.fetch(
            "SELECT x.lock_timeout AS lock_ms FROM sys.dm_exec_sessions AS x"
            " WHERE x.session_id = @@SPID"
        )
    )[0]
    facts = {"lock": f"{row['lock_ms'] / 1000:g}", "limit": f"{examined.limits.statement_s:g}"}
    as_told = row["lock_ms"] == round(examined.limits.lock_s * 1000)
    return (Finding("waits", "pass" if as_told else "fail", facts),)


async def snapshot(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """With row versions a reader neither waits for writers nor keeps them waiting."""
    row = (
        await examined.fetch(
            "SELECT d.name AS name, d.is_read_committed_snapshot_on AS versions"
            " FROM sys.databases AS d WHERE d.name = DB_NAME()"
        )
    )[0]
    if row["versions"]:
        return (Finding("snapshot", "pass"),)
    facts = {"lock": f"{examined.limits.lock_s:g}"}
    remedy = f"ALTER DATABASE {quoted(row['name'])} SET READ_COMMITTED_SNAPSHOT ON;"
    return (Finding("snapshot", "warn", facts, remedy),)


async def link(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """The server tells it to accounts with VIEW SERVER STATE alone. But where we ask for a checked
    certificate the driver sends no login before it has one: then there is nothing to ask."""
    if examined.address.must_verify:
        return (Finding("link", "pass", {"link": "TLS"}),)
    if examined.address.is_local:
        return (Finding("link", "pass", {"link": "local"}),)
    try:
        row = (
            await examined.fetch(
                "SELECT x.encrypt_option AS encrypted FROM sys.dm_exec_connections AS x"
                " WHERE x.session_id = @@SPID"
            )
        )[0]
    except SourceRefused:
        return (Finding("link", "unknown"),)
    if row["encrypted"] == "TRUE":
        return (Finding("certificate", "warn"),)
    return (Finding("link", "warn", {"link": "plain"}),)
