"""The leases of an installation: a row for each lock, judged by PostgreSQL's clock."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database

from .fencing import fence
from .leases import Holder, Refused

# Who finds a lease that runs goes without locking the row: waiters cost the holder nothing. The
# token is drawn again once the row is locked, or of two takers the later might get the lower.
_TAKE: Final = text(
    """
    WITH taken AS (
        INSERT INTO core.locks AS l (name, token, owner, since, until)
        SELECT :name, nextval('core.lock_token'), :owner, clock_timestamp(),
            clock_timestamp() + make_interval(secs => :lease_s)
        WHERE NOT EXISTS (
            SELECT FROM core.locks WHERE name = :name AND until > clock_timestamp()
        )
        ON CONFLICT (name) DO UPDATE
        SET token = nextval('core.lock_token'), owner = EXCLUDED.owner, since = clock_timestamp(),
            until = clock_timestamp() + make_interval(secs => :lease_s)
        WHERE l.until <= clock_timestamp()
        RETURNING token
    )
    SELECT token, CAST(0 AS float8) AS free_in_s FROM taken
    UNION ALL
    SELECT NULL, CAST(extract(epoch FROM until - clock_timestamp()) AS float8)
    FROM core.locks WHERE name = :name AND NOT EXISTS (SELECT FROM taken)
    """
)
_RENEW: Final = text(
    """
    UPDATE core.locks SET until = clock_timestamp() + make_interval(secs => :lease_s)
    WHERE name = :name AND token = :token AND owner IS NOT NULL
    """
)
# Nobody waits for the disk to hear that a lock was released: when the server crashes at that very
# moment it is free when its lease ends.
_RELEASE: Final = text(
    """
    UPDATE core.locks SET owner = NULL, until = clock_timestamp()
    WHERE name = :name AND token = :token AND owner IS NOT NULL
        AND set_config('synchronous_commit', 'off', true) = 'off'
    """
)
_HOLDERS: Final = text(
    """
    SELECT name, owner, token, since, until, until <= clock_timestamp()
    FROM core.locks WHERE owner IS NOT NULL ORDER BY since, name
    """
)


class PostgresLeases:
    """Each call but `fence` is a transaction of its own. Raises what `Database` raises."""

    def __init__(self, database: Database):
        self._database = database

    async def take(self, name: str, owner: str, lease_s: float) -> int | Refused:
        async with self._database.begin() as connection:
            parameters = {"name": name, "owner": owner, "lease_s": lease_s}
            row = (await connection.execute(_TAKE, parameters)).first()
        if row is None:  # somebody took it for the first time while we looked
            return Refused(0.0)
        return Refused(max(0.0, row.free_in_s)) if row.token is None else row.token

    async def renew(self, name: str, token: int, lease_s: float) -> bool:
        async with self._database.begin() as connection:
            parameters = {"name": name, "token": token, "lease_s": lease_s}
            return (await connection.execute(_RENEW, parameters)).rowcount == 1

    async def release(self, name: str, token: int) -> bool:
        async with self._database.begin() as connection:
            released = await connection.execute(_RELEASE, {"name": name, "token": token})
            return released.rowcount == 1

    async def fence(self, connection: AsyncConnection, name: str, token: int) -> None:
        await fence(connection, name, token)

    async def holders(self) -> list[Holder]:
        async with self._database.begin() as connection:
            return [Holder(*row) for row in await connection.execute(_HOLDERS)]
