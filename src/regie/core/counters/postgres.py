"""The ledger of an installation."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database

from .ledger import MOST_ITEMS, OTHER, Batch, Days, Top

# Claims the batch and adds its totals. The rows come sorted, so that two flushes lock them in one
# order; from here on the flushes of one counter and day run one after the other, which is what
# lets the next statement see how many items there are.
_ADD_DAYS: Final = text(
    """
    WITH claimed AS (
        INSERT INTO core.counter_writers AS w (writer, batch) VALUES (:writer, :batch)
        ON CONFLICT (writer) DO UPDATE SET batch = EXCLUDED.batch, at = now()
        WHERE w.batch < EXCLUDED.batch
        RETURNING 1
    ), added AS (
        INSERT INTO core.counter_days AS d (tenant, name, day, count)
        SELECT g.* FROM unnest(
            CAST(:tenants AS text[]), CAST(:names AS text[]), CAST(:days AS date[]),
            CAST(:counts AS bigint[])
        ) AS g WHERE EXISTS (SELECT FROM claimed)
        ON CONFLICT (tenant, name, day) DO UPDATE SET count = d.count + EXCLUDED.count
    )
    SELECT EXISTS (SELECT FROM claimed)
    """
)

_ADD_ITEMS: Final = text(
    """
    WITH given AS (
        SELECT * FROM unnest(
            CAST(:tenants AS text[]), CAST(:names AS text[]), CAST(:days AS date[]),
            CAST(:items AS text[]), CAST(:counts AS bigint[])
        ) AS g (tenant, name, day, item, count)
    ), present AS (
        SELECT tenant, name, day, count(*) AS items
        FROM core.counter_items JOIN (SELECT DISTINCT tenant, name, day FROM given) AS g
            USING (tenant, name, day)
        GROUP BY tenant, name, day
    ), placed AS (
        SELECT g.*, k.item IS NOT NULL AS known,
            coalesce(p.items, 0) + row_number() OVER (
                PARTITION BY g.tenant, g.name, g.day, k.item IS NULL ORDER BY g.count DESC, g.item
            ) AS place
        FROM given AS g
        LEFT JOIN present AS p USING (tenant, name, day)
        LEFT JOIN core.counter_items AS k USING (tenant, name, day, item)
    )
    INSERT INTO core.counter_items AS i (tenant, name, day, item, count)
    SELECT tenant, name, day, CASE WHEN known OR place <= :most THEN item ELSE :other END,
        sum(count)
    FROM placed GROUP BY 1, 2, 3, 4
    ON CONFLICT (tenant, name, day, item) DO UPDATE SET count = i.count + EXCLUDED.count
    """
)

_PER_DAY: Final = text(
    """
    SELECT day, count FROM core.counter_days
    WHERE tenant = :tenant AND name = :name
        AND day >= coalesce(:first, CAST('-infinity' AS date))
        AND day <= coalesce(:last, CAST('infinity' AS date))
    ORDER BY day
    """
)
_TOTAL: Final = text(
    f"SELECT CAST(coalesce(sum(count), 0) AS bigint) FROM ({_PER_DAY.text}) AS d"  # noqa: S608 - a constant
)
_TOP: Final = text(
    """
    SELECT item, CAST(sum(count) AS bigint) AS count FROM core.counter_items
    WHERE tenant = :tenant AND name = :name
        AND day >= coalesce(:first, CAST('-infinity' AS date))
        AND day <= coalesce(:last, CAST('infinity' AS date))
    GROUP BY item ORDER BY item = :other DESC, count DESC, item COLLATE "C" LIMIT :most + 1
    """
)


class PostgresLedger:
    """Raises what `Database` raises."""

    def __init__(self, database: Database, *, most_items: int = MOST_ITEMS):
        self._database = database
        self._most_items = most_items

    async def add(self, batch: Batch) -> bool:
        async with self._database.begin() as connection:
            claimed = await _add_days(connection, batch)
            if claimed:
                await self._add_items(connection, batch)
        return claimed

    async def total(self, tenant: str, name: str, days: Days) -> int:
        async with self._database.begin() as connection:
            asked = _asked(tenant, name, days)
            return (await connection.execute(_TOTAL, asked)).scalar_one()

    async def per_day(self, tenant: str, name: str, days: Days) -> dict[date, int]:
        async with self._database.begin() as connection:
            found = await connection.execute(_PER_DAY, _asked(tenant, name, days))
            return {row[0]: row[1] for row in found}

    async def top(self, tenant: str, name: str, most: int, days: Days) -> Top:
        asked = _asked(tenant, name, days) | {"other": OTHER, "most": most}
        async with self._database.begin() as connection:
            found = [(item, count) for item, count in await connection.execute(_TOP, asked)]
        other = found.pop(0)[1] if found and found[0][0] == OTHER else 0
        return Top(tuple(found[:most]), other)

    async def ping(self) -> None:
        await self._database.ping()

    async def _add_items(self, connection: AsyncConnection, batch: Batch) -> None:
        rows = [row for row in batch.rows if row.item]
        if not rows:
            return
        parameters: dict[str, Any] = {
            "tenants": [row.tenant for row in rows],
            "names": [row.name for row in rows],
            "days": [row.day for row in rows],
            "items": [row.item for row in rows],
            "counts": [row.by for row in rows],
            "most": self._most_items,
            "other": OTHER,
        }
        await connection.execute(_ADD_ITEMS, parameters)


async def _add_days(connection: AsyncConnection, batch: Batch) -> bool:
    sums = Counter[tuple[str, str, date]]()
    for row in batch.rows:
        sums[row.tenant, row.name, row.day] += row.by
    keys = sorted(sums)
    parameters: dict[str, Any] = {
        "writer": batch.writer,
        "batch": batch.number,
        "tenants": [tenant for tenant, _, _ in keys],
        "names": [name for _, name, _ in keys],
        "days": [day for _, _, day in keys],
        "counts": [sums[key] for key in keys],
    }
    return (await connection.execute(_ADD_DAYS, parameters)).scalar_one()


def _asked(tenant: str, name: str, days: Days) -> dict[str, Any]:
    return {"tenant": tenant, "name": name, "first": days.first, "last": days.last}
