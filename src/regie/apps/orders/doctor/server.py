"""Version, clock, collation and pace of a source: what it tells anybody who may read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import Final

from regie.core.clock import Clock
from regie.core.sqlguard import (
    Engine,
    Finding,
    ReadOnlySource,
    SourceRefused,
)

_TOLD: Final[dict[Engine, str]] = {
    "postgresql": "SELECT current_setting('server_version') AS version,"
    " extract(epoch FROM clock_timestamp())::float8 AS clock,"
    " (SELECT coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale',"
    " d.datcollate::text) FROM pg_database AS d WHERE d.datname = current_database())"
    " AS collation",
    "mysql": "SELECT VERSION() AS version, UNIX_TIMESTAMP(SYSDATE(6)) AS clock,"
    " @@collation_database AS collation",
    "sqlite": "SELECT sqlite_version() AS version, NULL AS clock, 'BINARY' AS collation",
    "sqlserver": "SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS version,"
    " DATEDIFF_BIG(millisecond, '19700101', SYSUTCDATETIME()) / 1000.0 AS clock,"
    " CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) AS collation",
}
_PINGS: Final = 5
_SLOW_MS: Final = 100.0
_CLOCK_S: Final = 60.0
"""Further apart, and days change at another moment there."""


async def server_findings(source: ReadOnlySource, clock: Clock) -> Sequence[Finding]:
    """Raises what `fetch` raises but for a refusal, which is a line of its own."""
    findings = [await _latency(source)]
    try:
        (row,) = await source.fetch(_TOLD[source.engine])
    except SourceRefused:
        return [*findings, Finding("server.version", "unknown")]
    facts = {"version": str(row["version"]), "collation": str(row["collation"])}
    findings.append(Finding("server.version", "pass", facts))
    if row["clock"] is not None:
        findings.append(_clock(float(row["clock"]), clock().astimezone(UTC)))
    return findings


async def _latency(source: ReadOnlySource) -> Finding:
    taken_ms: list[float] = []
    for _ in range(_PINGS):
        started = perf_counter()
        await source.ping()
        taken_ms.append((perf_counter() - started) * 1000)
    facts = {"ms": f"{median(taken_ms):.1f}"}
    return Finding("server.latency", "pass" if median(taken_ms) < _SLOW_MS else "warn", facts)


def _clock(theirs_s: float, ours: datetime) -> Finding:
    apart_s = round(abs(theirs_s - ours.timestamp()))
    return Finding("server.clock", "pass" if apart_s < _CLOCK_S else "warn", {"seconds": apart_s})
