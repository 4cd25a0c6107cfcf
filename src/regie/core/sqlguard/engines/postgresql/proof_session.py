"""What the server says of the session and of the link."""

from __future__ import annotations

from collections.abc import Sequence

from ...driver import Examined
from ...proof import Finding
from ...source import Relation


async def session(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    row = (
        await examined.fetch(
            "SELECT current_setting('default_transaction_read_only') AS read_only,"
            " current_setting('statement_timeout') AS statement_timeout,"
            " current_setting('lock_timeout') AS lock_timeout"
        )
    )[0]
    read_only, limit = row["read_only"] == "on", row["statement_timeout"]
    locks = row["lock_timeout"]
    return (
        Finding("session", "pass" if read_only else "fail"),
        Finding(
            "time_limit",
            "pass" if "0" not in (limit, locks) else "fail",
            {"limit": limit, "locks": locks},
        ),
    )


async def link(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    row = (
        await examined.fetch(
            "SELECT ssl, version, inet_server_addr() IS NULL AS local,"
            " inet_server_addr() << '127.0.0.0/8' AS loopback"
            " FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        )
    )[0]
    if row["local"] or row["loopback"]:
        return (Finding("link", "pass", {"link": "local"}),)
    if row["ssl"]:
        return (Finding("link", "pass", {"link": row["version"]}),)
    return (Finding("link", "warn", {"link": "plain"}, "ALTER SYSTEM SET ssl = on;"),)
