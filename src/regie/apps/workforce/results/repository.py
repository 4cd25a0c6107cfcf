"""The two statements about figures that results rest on; the third is the referentiel's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Reach
from regie.identity.places.repository import below

# Read at every request, never remembered: what somebody reaches is decided by where places stand
# now, and people present are few rows.
_SEEN: Final = text(
    """
    SELECT place.id, parent_id, path, kind, code, name, standard_hours, idle_hours, minimum_crew,
        coalesce(version, 0) AS version,
        CASE WHEN kind = 'centre' THEN
            (SELECT max(period) FROM workforce.volume WHERE place_id = place.id)
        END AS last, posts, present
    FROM identity.place LEFT JOIN workforce.centre ON centre.place_id = place.id
    LEFT JOIN LATERAL (
        SELECT array_agg(post_id) AS posts, array_agg(present) AS present
        FROM workforce.headcount WHERE place_id = place.id
    ) AS heads ON true
    WHERE place.tenant = :tenant AND closed_at IS NULL
        AND (CAST(:paths AS text[]) IS NULL OR path LIKE ANY(CAST(:paths AS text[])))
    ORDER BY core.sort_key(name), place.id
    """
)
_VOLUMES: Final = text(
    """
    SELECT place_id, task_id,
        array_agg(CAST(extract(year FROM period) * 12 + extract(month FROM period) - 1 AS int)),
        array_agg(quantity)
    FROM workforce.volume
    WHERE tenant = :tenant AND place_id = ANY(CAST(:centres AS bigint[]))
        AND period BETWEEN :since AND :until
    GROUP BY place_id, task_id
    """
)


class SeenPlace(NamedTuple):
    id: int
    parent_id: int | None
    path: str
    kind: str
    code: str
    name: str
    standard_hours: float | None
    idle_hours: float | None
    minimum_crew: int | None
    version: int
    """Of what differs here; 0: nothing."""
    last: date | None
    """The last period that has volumes, of a centre."""
    posts: Sequence[int] | None
    present: Sequence[float] | None
    """In the order of `posts`."""


async def read_places(connection: AsyncConnection, tenant: str, reach: Reach) -> list[SeenPlace]:
    """All that are open and within reach, stores and sites too, by name."""
    found = await connection.execute(_SEEN, {"tenant": tenant, "paths": below(reach)})
    return [SeenPlace(*row) for row in found]


async def read_volumes(
    connection: AsyncConnection, tenant: str, centres: Sequence[int], since: date, until: date
) -> Sequence[Row[Any]]:
    """Per centre and task: months, counted from year 0, and quantities."""
    values = {"tenant": tenant, "centres": list(centres), "since": since, "until": until}
    return (await connection.execute(_VOLUMES, values)).all()
