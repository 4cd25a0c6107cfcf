"""Telling every process that what people may do, or where they are signed in, is no longer what it
was."""

from __future__ import annotations

from typing import Final, LiteralString

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

CHANNEL: Final = "regie_changes"
EVERYBODY: Final = 0
"""Of this id the version is a time, in seconds since 1970: what was read before that is void."""

BEGIN_ANEW: Final[LiteralString] = """
    TRUNCATE identity.change;
    INSERT INTO identity.change (person_id, version)
    VALUES (0, ceil(extract(epoch FROM clock_timestamp())))
"""
"""For EVERYBODY, in a database that is another than before, as after a restore: versions are
counted again from where they were, and what is remembered may carry one that comes a second time.
Changes of another server count other transactions."""

# Rows are locked in the order of their ids, so that two of these never wait for each other. The
# bell sounds at the COMMIT.
_CHANGED: Final = text(
    """
    WITH locked AS MATERIALIZED (
        SELECT id FROM identity.person WHERE id = ANY(CAST(:ids AS bigint[]))
        ORDER BY id FOR NO KEY UPDATE
    ), raised AS (
        UPDATE identity.person SET version = version + 1 FROM locked
        WHERE person.id = locked.id RETURNING person.id, person.version
    ), written AS (
        INSERT INTO identity.change (person_id, version) SELECT id, version FROM raised
        ON CONFLICT (xact, person_id) DO UPDATE SET version = excluded.version, at = excluded.at
        RETURNING person_id, version
    )
    SELECT pg_notify(:channel, person_id || ' ' || version) FROM written
    """
)


async def changed(connection: AsyncConnection, *person_ids: int) -> None:
    """In the transaction of the change. Within a second of its COMMIT no process serves these
    people by what it remembers of them: sessions and rights are read anew.

    The people's rows are locked until then, so it is best among the last statements.
    """
    if person_ids:
        await connection.execute(_CHANGED, {"ids": list(person_ids), "channel": CHANNEL})
