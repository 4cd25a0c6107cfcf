"""How far a PostgreSQL lies behind the one that it copies."""

from __future__ import annotations

from typing import Final

from ...driver import Fetch

_LAG: Final = """
    SELECT CASE
        WHEN NOT pg_is_in_recovery() THEN NULL
        WHEN EXISTS (SELECT FROM pg_stat_wal_receiver WHERE pid IS NOT NULL)
             AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
        ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
    END::float8 AS lag_s
"""
"""While nobody writes, the last transaction grows old though nothing is missing: so a copy that
receives, and has replayed what it received, lags by nothing. One that is cut off grows old."""


async def lag(fetch: Fetch) -> float | None:
    return (await fetch(_LAG))[0]["lag_s"]
